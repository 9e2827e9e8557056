"""More given names and surnames, by language, folded to plain letters: the frequent ones of the registers of each country.

Apart from `people_names`, because many of these are words of another language: they
count in the share of a column, where nine other values must agree, and never
by themselves inside a sentence.
"""

from __future__ import annotations

from typing import Final

GIVEN: Final = frozenset(
    (
        # German
        """achim adelheid albrecht alfons alfred alois alwin amalie anette anneliese annemarie annett annette arnd arno arnold babette barbel
        bastian benno bernhard berta bertram birgitt birte bodo brigitta britta burghard burkhard carola carsten cathrin christel
        christiane christof christoph claus clemens constanze cordula corinna detlev dietmar dietrich dorothea dorothee eberhard eckard
        edmund eduard ehrenfried ekkehard elmar elsbeth erhard erna erwin eugen evelin ewald falk ferdinand franz friedhelm fritz georg
        gerda gerlinde gernot gero gertraud gitta gottfried gotthard gotz gregor gudrun guido gunda gunther hanno hartwig hedwig heiko
        heiner heinrich helge hella helmuth henning henny henriette heribert hermann hermine herta hertha hilde hiltrud hinrich hubert
        ilka imke ina inga inge ingo irma irmtraud isabell isolde ivonne janine joachim jochen johann jorn josefine juliane jutta karla
        karlheinz karola karolin karoline karsten kaspar kathe konrad konstanze kornelia leni leonhard leopold liane liesel lilli ludger
        ludwig luise lutz magda maik maike mandy manja mareike margarethe margit margot margret margrit marianne marika marita marlies
        marlis marlise marten mechthild meike merle meta milena mirjam mirko nadja ortrud ortwin oswald otmar ottilie raimund regine
        reiner reinhart reinhilde reinhold resi roderich romy ronny rosalinde rosel rosemarie roswitha rudi rudiger rupert sascha saskia
        siegbert sieglinde siegmund sigismund sigmund sigrun silja steffen steffi susann susanna sybille sylke thea theodor theresia thilo
        tilman torben traudel traute trude udo uli ullrich urban uta valentin veit verena viktoria vinzenz volkmar wally waltraut wendelin
        wenzel wibke wieland wigand wilfried wilhelmine willi willibald willy winfried wolf wolfram wulf """
        # Spanish
        """abel abelardo adelina adolfo adoracion agapito agata agustina aitana aitor albina alejo alexandra alfonso alicia almudena alonso
        amadeo amalia amaya ambrosio anabel anacleto angelina aniceto anselmo anunciacion aranzazu ariel aristides arsenio artemio
        ascension asdrubal atilio aura aureliano aurelio azucena baldomero baltasar bartolome basilio baudelio belen benigno benito
        berenguer bernabe bernarda bernardino bibiana bienvenida blas bonifacio borja brunilda buenaventura calisto calixta calixto camilo
        candela candelaria candelas candida candido caridad carlito carlota carmelita carmelo carmina casandra casemiro casimiro cayetana
        cayetano cebrian cecilia cecilio celestina celestino celia celso chema chita cipriano clarisa clemente clementina cleto clotilde
        conchita cornelio cosme cristobal cruz curro custodia custodio dafne dani delfina delia demetrio desiderio dimas dionisia dionisio
        domingo domitila donato dorotea duilio edelmira edelmiro edgardo edmundo edu efrain elba eleuterio eli eliana eligia eligio
        elisabet eliseo eloisa eloy elpidio elvira ema emelina emigdio emiliana epifanio espiridion estefania ester etelvina eufemia
        eugenia eugenio eulalia eusebia eusebio eustaquio eutimio eutropio evaristo evelia evita fabiola fabricio fausto feliciana
        feliciano felicidad felipa felisa feliu fidel fidela filomena flavia flor flora florencia florencio florentina florentino florina
        fortunata fortunato fulgencio gabino gala galo gaspar gema genoveva georgina german gertrudis gervasio gil gilberto glauco
        godofredo gracia graciana graciano gregorio griselda gualterio guiomar heliodoro heraclio herberto heriberto hermenegildo herminia
        herminio hernan hernando higinio hilario hipolito horacio hortensia humberto iban ignacia ildefonso imelda inocencio isa isaias
        isaura isidora isidoro isidro ismael jacinta jacinto jacobo jafet javi jenaro jeronimo jesusa joaquina jonatan jordana josefina
        josep josue jovita juanito julieta justina juventina kike lalo lazaro leandra leire leocadia leocadio leoncio leopoldo lidia ligia
        lilia liliana lisandro lola lope lucho lucila lucio lupe lupita macario maite malena manola manolo manu manuelita marcelino
        marcial marciano maricela maricruz mariola marisa marisela marisol maristela martirio maxi maximiano maximino mayte melania
        melchor melisa merche micaela miguela mireia modesta modesto moises morena nacio nando narcisa narciso natalio nayara nazaret
        nazario nelida nerea nereida nestor nicanor nico nicodemo nicolasa nidia nieves nilda nilo norberto nydia obdulia octavia octavio
        odalis odalys ofelia olalla olegario olimpia oriana osvaldo otilia ovidio paca paco palmira paloma pancho pascual pascuala pastor
        pastora patricio patrocinio paulino paz pelayo pepe pepita perla perlita petrona piedad pio placida placido plinio poncio porfirio
        primitivo primo priscila prudencia prudencio purificacion quirino rafa raimundo rebeca regulo reinaldo remigio reyes reyna ricarda
        rico rodolfo rolando roldan romeo romualdo romulo roque rosalia rosalina rosalinda rosalva rosaura rosendo rufina rufino ruperta
        ruperto ruy sabas salome salomon samanta samu sancho santos sarita saturnina saturnino segismundo serafin serafina severiano
        severino severo sigfrido silvestre silvio sol soledad soraya sosimo susanita tadeo tania tecla telmo teo teobaldo teodoro teodosio
        teofila teofilo tere teresita tiburcio timoteo tito tomasa tonio tono toribio trini trinidad ulises urbano valeria valeriana
        valeriano vanesa venceslas vicenta victoriano victorino vidal vilma vinicio violeta virgilia virgilio visitacion viviana wilfredo
        xiomara yago yaiza yesenia zacarias zaida zaira zoraida """
        # Italian
        """achille adelasia adele adelmo agnese agnolo agostino albertina alderano alessia alessio alfio alphons alvise ambra amedeo amico
        amleto anastasio angelica annalisa annamaria annibale annunziata antonello antonina antonino aria arnaldo arnulfo asia atenulf
        augusto azeglio baldassare bartolomeo benedetta benedetto beniamino benvenuto berenice biagio calcedonio calogero camillo cesare
        cirillo claretta clarissa clelia coluccio coriolano corrado costantino costanza costanzo dante delfino dino donatello durante
        eleanora elenora eleonora elladio emanuela eraldo ermanno ermenegildo ermes evangelista fabia fabrizia fedele federigo ferdinando
        ferruccio fiamma filippa fiorenzo fiorino folco fredo fulvia fulvio gaetano galasso gaspare gastone gelsomina gemma geronimo
        giacinto giacobbe giada gian gianfrancesco gianfranco gianluigi gianmarco gianna gianpaolo gianpietro gino gioacchino gioachino
        gioele gioffre gioia gionata girolamo giuliana giuliano giulietta giulio giustino goffredo graziano greco guarino guglielmo
        ignazio iolanda ippazio jacopo laureano lauretta lauro lazzaro leone leopardo letizia liberto licia lidio lilla livia loretta
        luchino lucrezia ludovico luigina marcantonio marcella marcello martino massimiliano maura maurilio michela michelangelo
        micheletto milo mirco nanni napoleone nedda niccolo nicoletta nicolo ninetta nino oreste orlando ottavio ottone panfilo paoletta
        paride pasqual patrizio pellegrino pier pierangelo piergiorgio pierina pierluigi piero pierpaolo pina pompeo priscilla puccio
        raffaella raffaellino raimondo rembrandt rina romana romolo rosina rossana ruggero ruggiero sabatino salvi sandro sante santino
        saverio silvana silvano silvestro sole stefani temistocle tiziana tiziano tonino torquato tullio ubaldo uberto ugo ugolino
        veneranda vincentio vincenza viola viridiana vito """
        # Dutch
        """aart adriaan aiden alies annelies annemiek ans arend arjan arjen aukje bart bauke beau benthe berber berend bouke brechtje carlijn
        carolien casper cato cees claartje coen coenraad cor corrie daphne davy diede dieuwertje diewertje dirkje doortje elise elsa esmee
        evert evy faas fabienne feline fenna fenne ferre fien floor floortje freek geert gerben gert gertjan gijsbert ginger grietje guus
        hanneke harm harmen harrie heleen herman hessel hidde huibert huub jaap jacoba janneke jans jasmijn jayden jelle jelte jet jette
        jildou jip jisca job jochem joep joppe jord jorik joy jurre jurriaan kaj keano keetje kim klaas kris leendert lenny lianne
        liesbeth lieve linde lisanne lise lize loes lot lotus luna maartje marijke marijn marleen martijn melle menno merel merijn micha
        minke mirthe nienke nikki noortje nynke owen pien pim pip puck quinten rens renske rianne rick rinus robbert roel rogier rosalie
        rosanne ruud senna sep sepp siebe siem sien sietse sil silvan sjaak sjors sofie stan sterre suus suze tessa teunis thijmen thijn
        tijmen tijn tirza tjeerd toine ton toon tygo veerle vince wessel wiebe yasmine ybo yfke youp """
        # Polish
        """ada adrianna aleks anastazja aniela apolonia arkadiusz aurelia bartek bartlomiej beniamin bianka blazej boguslawa boleslaw borys
        cecylia cezary cyprian czeslawa dominika eliza eryk ewelina fryderyk gaja genowefa gustaw henryka iga ignacy ireneusz iwo iza
        izabela jagoda jarema jedrzej jeremi jozef jozefa jozefina julianna julita juliusz kaja kajetan kalina kamila karol klaudia
        kleopatra kludiusz konstanty kornel krystian ksawery kuba lila liwia lucja lucjan ludwik ludwika maks maksym maksymilian malwina
        marcelina marcjanna marian martyna maryla maryna matylda maurycy michalina mieszko milosz miroslaw mroslawa natan nataniel natasza
        nela nikodem olgierd oliwier pola radoslaw roza rozalia stelian sylwester teodor tobiasz tola tymon tymoteusz wieslawa wincenty
        witold wladyslaw wlodzimierz zenon zygmunt """
        # Czech
        """alexandr aneta anezka bedrich blazena bretislav bronislav cestmir dalibor drahomira dusan edita ela evzen frantiska hedvika hynek
        iva iveta jaromir jindra jindriska jirina kvetoslava lada leona leos lubomir ludek matyas michala milada miloslav miloslava miluse
        miroslava nada oldriska otakar patrik pavlina radka radmila radomir radoslav rostislav ruzena silvie sona stanislava stepan
        stepanka svatopluk tadeas vaclava vendula vilem vitezslav vladimira vladislav vlasta vlastimil zaneta zbynek zita zlata """
        # Turkish
        """abdulkadir abdurrahman adalet adnan ahsen akin alara aleyna alican alper alperen altan arif arife arzu asena asim asiye aslan
        asuman ata atakan atilla aybars aybuke aycan aydan aydin ayfer aykut ayla aylin aysegul aysenur aysun aytac ayten azra bahar bahri
        banu baran basak battal batuhan bayram bedia bedriye behcet belgin belkis bengu beril berk berkay berke beste bilge bilgin binnur
        birgul birol birsen bora bugra bulent bunyamin burcin burhan cafer cagatay cagla caglar cahit canan candan caner celal celil cemal
        cemil cemre cengiz cevat cevdet ceyda ceyhun cigdem cihan coskun davut demet demir dervis dicle didem dilan dincer doga dogan
        dogukan dundar dursun ebrar edanur edip efe efsun egemen ekin ekrem elanur elcin elmas emel emin emir emirhan emrah ender enes
        engin enver eray ercan ercument erdal erdem erdinc erdogan ergin ergun erhan erkan erkin erman erol ersin ertan ertugrul esat esen
        esin esmanur evren eylul eymen eyup fadil fahri fahriye faruk fazil fehmi ferda ferdi ferhan ferhat ferit ferzan feyza fidan figen
        fikret fikriye firat fuat fulya funda gaye gokay goksel gonca gonul gulay gulbahar gulcan guler gulhan gulistan gullu gulnur
        gulsah gulten gunay guner gunes gungor gurkan guven guzin habib habibe hakki haldun hale halide halit haluk hamdi hamide hamit
        handan hanim hasret haydar hayrettin hayri hikmet hilal hilmi himmet hulusi humeyra husnu idil idris ihsan ikbal ilayda ilhan
        ilkay ilknur ilyas imran inci ipek irfan irmak iskender ismet izzet jale kamer kamile kaya kazim kemalettin kenan kerim kiraz
        koksal korhan kubilay kudret kursat kutay lale latif latife lutfi lutfiye macit mahir mahmure makbule mazhar mecit mehtap melahat
        melih melike melis meltem menekse meral mertcan mesude mesut mete metehan meva mevlude mevlut mihriban mina mine miray muammer
        muberra mucahit muge muhammed muhammet muharrem muhittin muhsin mukaddes munevver murside murvet muslum muzaffer muzeyyen nadide
        nadir nafiz nagehan nagihan nail naile naim naime nalan nazan nazife nazim nazire nazmi nazmiye necati necdet necip necla nedim
        nefise nergis nermin nese neslihan nesrin nevin nevzat neziha nida nihal nihat nil nilay niluefer nilufer nimet niyazi nizamettin
        nuray nurcan nurdan nurettin nurgul nurhan nuri nuriye nursel nursen nurten oguzhan oktay olcay olgun omur onder oner ongun orcun
        oya oyku ozcan ozden ozge ozgul ozgur ozkan oznur oztan pakize peri perihan pervin polat poyraz rahime rahmi raif rana rasim rasit
        refik refika remzi remziye resat resit reyhan rifat riza rukiye rumeysa rustu ruya saadet saban sabiha sabri sabriye sadik sadiye
        sadullah safak safiye sahap sahin sahinde sait sakine sakir saliha samet sami saniye saziment saziye sedat sedef sefa sefer sefika
        seher selahattin selami selcan selcuk selda selen selma selman selvi semih semiha semra senem seray sercan serdar seref seren
        serhan serhat sermin serpil sertac servet seval sevcan sevda sevil sevinc sevket sevval seyfettin seyfi seyhan seyit sezai sezen
        sezer sezgin sezin siddik sinem sirin sitki soner su suat sude suheyla sukran sukru sule sumeyye suna sunay sureyya suzan taha
        tahir tahsin talat talha tamer taner tanju tanzer tarik tarkan tayfun taylan tayyar tekin temel teoman tevfik tezcan timur
        tolgahan toprak tugay tugce tugrul tulin tuna tunahan tunay tunc tuncer turan turgay turgut turhan turkan ugur ulas ulku umit
        umran utku vahit vedat vefa vehbi veli veysel yagiz yagmur yakup yalcin yaman yaprak yaren yasin yavuz yeliz yener yilmaz yucel
        yuksel yunus yurdanur yuruk zafer zahide zehranur zekeriya zeki zekiye zerrin zeycan ziya zubeyde zuhal zuhtu zulfiye zumra """
        # Finnish, Norwegian, Danish, Swedish
        """aada aapo aarne aaro aatu ahti aila akseli aleksi alli anniina annikki ansa antero ari arja armi arto arttu arvo asmund asta astri
        atte aukusti auli aulis aune bjarne bodil brita carita eeli eelis eemeli eetu eeva egil eija eila eili eine eino eira eirik eliel
        elina elli elvi enni ensio erja erkki esko essi eveliina grete gro gunvor hakon halvor hannu harri hege heimo heini helja helka
        helle helvi henna hilja hilkka hilma iina iiris iiro ilkka ilma ilmari ilpo inka inkeri irja ismo isto jaakko jaana jalmari jani
        janita jarkko jarmo jarno jenna jenni jere jimi joakim joni joona joonas jorma jouko juho jussi juulia juuso jyri jyrki kaarlo
        kaija kaisu kalervo kalevi kalle karita katri kauko keijo kerttu kiia kimmo kirsi kirsti kjersti kristian kristiina kristoffer
        kyllikki kyosti laila lasse leea leevi lempi lene lenni lotta maarit maija maiju maire marjaana marjo marjut martta mauno mauri
        merete merja mervi miia miika miina milja milla minttu mira mirja mirjami mirka mirva mogens nelli niilo niina niko noora olavi
        olli onni oona oskari osmo otso outi oyvind paavo paivikki pasi pauli pentti pernille petri petteri pihla piia pirkko preben
        ragnar ragnhild raija raili raimo randi reidar reijo reino riina riitta rikke risto ronja roope roosa saana saara saija saimi
        salla samuli sanni santeri santtu sari satu seija severi siiri simo sini sinikka sirkka sirkku sirpa soile stian stine suvi svein
        sverre synnove taimi taisto taneli tapani tapio tarja taru teemu teija tellervo terhi terho tero terttu thor tiia toini toivo topi
        tormod trine trygve tuija tuire tuomas tuomo tuulikki tuure tyyne tyyni unto urho urpo vappu veera veeti veijo verna vesa vieno
        viivi vilho vilja visa voitto vuokko yrjo """
        # Romanian, Hungarian
        """adelin adina adonis alexe alin anca andra anghel antonela aranka aurel aurelian aurica bela bertalan camelia casian cezar cezara
        claudiu corina corneliu cosmin costel costin crina cristi cristiana cristofor csenge csongor darius despina dezso dinu doina dorin
        dorina dorottya doru dragos dumitra dumitru ecaterina edina eftimie emanuel emanuil eniko eremia erno ferencne filofteia fiodor
        flaviu florea florentin floriana fruzsina gabi geanina gelu georgeta geza gheorghita ghita gica gizella gratiana grigore gyongyi
        gyorgyi gyula hajnalka haralambie horatiu horia iacob iancu ica ieronim ilarion ilie iluta ionel ionela ionica isabela istvanne
        iulia iulian iuliana iuliu iustina janeta jolan jozsefne kalman krisztian laszlone laurentiu laurian lavinia lelia lenuta leonida
        lia liana lorin lucian lucretia lucretiu luminita madalin madalina magdolna malina mariela marilena marinel marinela marioara
        marton mate mihail mihaly mihalyne mihnea miklos miodrag mirabela mircea mirela mirona miruna mugur nae nandor narcis nechifor
        neculai nelu nicodim nicolae nicoleta nicusor nistor norica oana octavian olimpiu ozana pamfil panagachie panait pandele panna
        paulica petre petrica petronela petru petruta piroska pompilia pompiliu rares razvan relu remus rodica romanita romulus sabin
        sabina salomea sanda sandorne sandu sava saveta saviana septimiu sergiu severin severina sidonia silviu sinica smaranda sorana
        sorin sorina speranta stana stancu stefana stela steliana suzana szabolcs szilard szilvia teofil teohari terez tiberia tiberiu
        timotei titus todor toma traian tudor tudora tudosia valerica valeriu vali varvara vasilica vicentiu vilmos viorel viorica virag
        visarion vlad vladut vlaicu voicu zaharia zamfir zamfira zenobia zsombor """
        # French
        """adrien adrienne agathe aime aimee alexandria alix alphonse amelie anais anastasie andree ange antoinette arlette arnaude aude
        auguste augustin aurore avril axelle aymeric barbe bastien bernadette berthe bertrand blanche cecile celeste celina christelle
        claudine clementine clothilde constance corinne cyril edmond edouard eleonore emmanuelle etienne eugenie eulalie fabien felicie
        flavie francine franck frederique gabin gaelle gaspard gaston germain ginette gregoire honore hortense hugues jeannine joelle
        justine laetitia leonie liliane lionel luc luce ludovic lydie marcelle margaud marine marthe maryse matthieu mireille muriel
        nadege noel pascale patrice paule perrine philippine raoul raymonde remi remy renee serge severine solene sylvain telesphore
        theophile thibaut timothee valentine victoire vivien yann zacharie """
    ).split()
)
"""Given names; those of English, Portuguese and the wider world stand in `people_names`."""

SURNAMES: Final = frozenset(
    (
        # German
        """adler ahrens albers althaus altmann anders appel arndt auer bach baier barth bartsch bastian baum baumgart baumgartner bayer
        beckmann behnke behrendt behrens beier benz bernhardt bertram betz beyer binder bischoff block blum bock bode bohme bohn borchert
        born bottcher brand brandl brecht breuer brinkmann bruckner bruder bruning bruns buchholz buchner buck budde buhler burger
        burkhardt buttner carl christ conrad dahmen decker deckert diehl dietz doll dorn dorr dreher drescher drewes ebel eberhardt ebert
        eckert eder ehlers ehrhardt eichhorn einfeldt engelhardt engelmann erdmann esser ewald falk feldmann fink fleischer fleischmann
        forster freund frey fricke friedrichs fritsch fritz frohlich fromm fuhrmann funk gabriel gartner gebhardt geiger geisler geissler
        gerlach gerstner gies giese glaser gobel goetz goldschmidt gorlitz gottschalk gotz gramm greiner grimm grosse grossmann grote
        grunwald gutmann haag haase hackl hafner hagen hammer hanke harms hartung hartwig haupt hauser heck heidrich heil hein heine
        heinemann heinz heinze held heller hellwig hempel henke henkel hennig henning hentschel herbst hermann herold herzog hess hesse
        hettner heuer heuser heyer hildebrand hildebrandt hiller hinrichs hinz hirsch hock hohmann hohn holz holzapfel hoppe hornich
        hornig hummel jacob jacobi jahn janke janzen john jopich jost junck jungfer junk junken kabus kade kallert kambs karge karl karz
        kaufmann keil kern kessler keudel kirsch klapp klemm klemt klingelhofer klose kluge knappe knoll knopf kohl kohn kolb konrad kopp
        korner kostolzin kraft kranz krauss krebs kremer kretschmer kreusel krieger kroger krug kruschwitz kruse kuhl kuhne kuhnert kunz
        kunze kurz kuster lachmann langer langern lauer lauterbach lenz lichtenfeld liebelt lindau linde lindemann linke loffler lohmann
        lorch losekann lotz lubs lucke lutz maelzer mann marks marquardt martens marx mathies matthes mayr menzel merkel metz metzger
        meurer michels mielcarek misicher mitschke mohaupt mohr moritz mude muhle mulichen munch naser nerger nette neubauer neuhaus
        neureuther nickel niemann niemeier noack nohlmans nolte oderwald oertel oestrovsky opitz ortmann pahlke pape patberg paul pechel
        pergande pfeffer pfister pieper pietsch pietz plath pohland popp prediger preiss probst putz rader radisch raedel rau reich
        reichel reichert reimann reimer reinhardt reinhold reising reuter riedel riediger rieger riehl ritter rogge rogner rohde rohleder
        rohricht roht roll rosemann roskoth rothe rudolph runge ruppersberger ruppert russ sager salz sauter schacht schad schade schaller
        scheel scheffler scheibe schenk scherbarth scherer schick schilling schindler schinke schlegel schleich schlosser schlottmann
        schmidtke schmiedt schnabel schober scholl scholtz schonland schramm schreiner schroter schuchhardt schuler schuller schultze
        schumann schutz schwab schweitzer schweizer segebahn seiler seip siebert siegel siering singer sonntag sorgatz spies spiess
        stadelmann stadler stahl stark steckel steffen steinberg steinmetz stey stiebitz stiffel stoll stolze storch straub strauss stroh
        stumpf suhrbier sussebier tamm textor theis thiel thiele thies tlustek trapp traut trommler troost trubin trupp truppner ullmann
        ullrich ulrich unger voigtlander volk volkmann vollbrecht voss wagenknecht wahner walther warmer wegener weidner weihmann weimann
        weimer weinhage weinhold weitzel weller wende wendt wenzel wernecke wesack wiek wieloch wiesner wilhelm wilms wirth wirtz witt
        witte wittmann wolter wulf wulff wunderlich wunsch zahn zander zeller ziegert zimmer zirme zobel zorbach """
        # Spanish
        """abad abascal abellan abril acedo acero acevedo acuna adadia adan aguado agudo aguilera aguilo agullo agusti alarcon alba alberdi
        albero alberola alberto alcala alcalde alcantara alcaraz alcazar alcolea alegre alegria aleman alfaro alfonso aliaga aller almagro
        almansa almazan alsina alvaro amador amat amaya amigo amo amor amores amoros anaya andres andreu angel anglada anguita anton
        antunez aparicio aragon aragones aramburu arana aranda arce arco arcos arellano arenas arino ariza arjona armas armengol arnaiz
        arnal arnau aroca arranz arregui arribas arrieta arteaga artigas asenjo asensio atienza avila aviles ayala ayllon ayuso azcona
        aznar badia baena baeza balaguer ballester ballesteros banos baquero barba barbera barbero barcelo barco bardia barragan barral
        barranco barreda barrena barrera barriga barrio barrios barroso bas bastida bautista bayo bayon bayona becerra bejarano belda
        bellido bello belmonte beltran benavent benavente benavides benet benito bermejo bermudez bernad bernal bernat berrocal bertran
        blanca blanch blanes blasco blazquez boada boix bolanos bonet bonilla borja borras borrego borrell bosch botella bou briones bru
        bueno burgos bustamante bustos cabanas cabello cabeza cabezas cabo cabrero caceres cadenas cal calatayud calderon calleja callejo
        calvet camara camino campillo campo campoy canales canals canas canete canizares canovas cantero canto capdevila carbajo carballo
        carbo carbonell cardona carlos carnero caro carpio carranza carreno carrera carreras carretero carrion carro carvajal casal casals
        casanova casanovas casares casas cases castaneda castejon castell castella castellanos castello castells castilla castrillo catala
        catalan cazorla cepeda cerda cerdan cerezo cerro cervantes cervera cespedes chacon chamorro chaparro chaves checa chico cid
        cifuentes cisneros clavero climent cobo cobos codina coello coll colom coloma colomer comas conde conesa cordero cordoba cornejo
        corominas coronado corral corrales correa cortez cortina crespi criado cuadrado cuellar cuenca cuervo cuesta cueto cuevas dalmau
        davila daza diego dieguez domenech domingo donaire donoso duenas duque echevarria echeverria egea elias elorza enriquez escalona
        escamilla escolano escribano escriva escudero espada esparza espejo esteve estevez exposito fabra fabregas fabregat fajardo falco
        falcon farre feijoo feliu ferran ferrandez ferrando ferrera ferreras ferrero figueras figuerola fiol flor florez folch font franch
        francisco frias frutos fuente fuertes fuster gabaldon galan galiano galindo gallart gallegos galvan galvez gamez garay garces
        gargallo garmendia garriga garzon gascon gaya gelabert gibert gilabert gimeno giralt giron girona gisbert godoy goicoechea gomila
        goni gonzalo gordillo gracia granados grande gras grau guarch guardia guardiola guijarro guillen guitart haro heras heredia
        hernando herranz hervas hervia hierro higueras hoyos hoz huerta huertas huguet hurtado ibarra iborra iglesia infante iniesta
        iniguez iriarte isern izaguirre jaen jara jaume jauregui jerez jodar jove jover juan juarez julia julian jurado lago laguna lamas
        landa larranaga larrea lasa lastra leal ledesma leiva lerma lillo linares llabres llado llamas llano llanos llobet llopis llorens
        llorente lloret lluch lobato lobo losa losada lucena luis lujan lumbreras luz macia macias madrid madrigal maestre malo mancebo
        manjon manrique manso manuel manzanares manzano marco mariscal marmol marti martorell mas mascaro mata matas mate mateo mateos
        mateu mayo mayol mayoral medrano melero mella mena mendizabal menendez mengual mercader mesa meseguer miguel milla millan minguez
        mir miralles miro moles molinero molins moll monreal montalban montana montenegro montesinos montoya montserrat moraleda moran
        morante morata morcillo morell morera morillo mulet mur murcia murillo muro nadal naranjo narvaez navarrete navas neira nevado
        nicolau nino noguera nogues noriega novoa ocana ojeda oliva olivares olive olivera oliveras olle oller olmedo olmo ordonez
        orellana oria oriol orozco ortuno osorio osuna palacio palacios palau pallares palma palomar palomares palomino palomo paredes
        pareja parejo patino paz pazos pedraza pedrero pedro pedrosa peinado pelaez pellicer penalver penas peral perales peralta perea
        perello perera pi pina pineda pinedo pineiro pinilla pino pinol piquer pizarro pla plana planas plaza pol polo pomares pombo pons
        pont porcel porras porta portero portillo posada pou poza pozo pozuelo prada pradas prado prat prats priego puente puerta puga
        puig pujadas pujol pulido quero querol quesada quevedo quintana quintanilla quiroga quiros rabadan rebollo recio reguera reig
        reina requena ribas ribera ribes rico rincon rio ripoll riquelme rius rivero robledo robles roca rocamora roda rodrigo roig roldan
        roma romeu ropero ros rosa rosado rosales rosello rossello roura rovira royo rozas ruano rueda saavedra sabater sacristan sainz
        salamanca salas salcedo saldana salgado salmeron salom salva salvador salvat samper sanabria sancho sanjuan sanmartin sanmiguel
        santamaria sarabia sarmiento sastre saura sebastian seco sedano segarra segovia segui selva serna severino sevilla sevillano simo
        sobrino sola solana solano solera soliva soria sotelo suner sureda taboada talavera tamarit tamayo tapia tejada tejedor tejera
        tejero tello terron teruel toledo tolosa tomas tome toro torralba torre torrecilla torrens torrent torrente torrijos tovar trillo
        trujillo tudela tur ugarte urena uria uriarte uribe urrutia valbuena valcarcel valderrama valdes valenciano valentin valenzuela
        valera valero vall valle vallejo valles valls valverde vaquero vara varela vegas vela velazquez velez vendrell verdejo verdu
        verdugo vergara verges viana vicens vigil vila vilalta vilanova vilaplana vilar villalba villalobos villalonga villanueva villar
        villaverde villegas villena vina vinas vinuela vives vizcaino yanez yuste zabala zabaleta zamora zamorano zapata zaragoza zorrilla
        zurita """
        # Italian
        """abate abbagnale accardo adinolfi agazzi agnelli agostinelli agostini albertini aldobrandi alfieri alfonsi aloisio amaldi ambrosini
        ambrosio ammaniti andreotti angeli angelini angiolello angiolini anguillara anguissola anichini antelami antonacci antonelli
        antonello antonetti antonini antonioni apicella aporti aporto aprile arcuri arena argan argentero argenti argento ariosto armani
        armellini asprucci avogadro babati baggio baglioni bajamonti balbo baldi balla ballarin balotelli bandello bandini barbarigo
        barberini barcaccia barese baresi barile barillaro barsanti bartoli barzini basadonna bassani bassi bataglia battaglini battelli
        battisti beccaria beccheria beffa belletini bellocchio bembo benigni benussi berengario bergoglio berlusconi bernardini bernetti
        berre bertoli bertolucci bertoni bettin bettoni bevilacqua biagi biagiotti bianchini bignami binaghi bixio blasi boaga bocca
        boccaccio boccherini boccioni bocelli bodoni boezio boiardo boitani boito bombelli bompiani bonanno bonatti bonaventura bonelli
        bongiorno bonino bonolis bonomi bonomo bordoni borghese borgia borromeo borromini borroni borsellino borsiere borzomi bosio bossi
        bosurgi botta bottaro botti botticelli bottigliero bova bovio bragadin bragaglia bramante brambilla brancaccio branciforte
        briccialdi brichese briganti brugnaro brunelleschi brunetti bruni bruscantini buonauro buscetta busoni buzzati cadorna cafarchia
        cagnin cainero cairoli calarco calbo calgari callegari camanni camicione camilleri camiscione camuccini canali canetta canevascini
        canil canova cantimori capecchi capone caporale cappelli capuana carboni cardano carducci carfagna carli carnera carocci carosone
        carpaccio carriera carullo casadei casale casaleggio casalodi casarin caselli cassara castelli castelnuovo castiglione catalano
        cavallaro cavanna ceci celentano cendron ceravolo ceri cerquiglini ceschi chechi chiappetta chiaramonte chigi chindamo ciampi
        cianciolo ciani cibin cicala cicchetti cicilia cignaroli cilea cimarosa cimini cirillo civaschi clerico coardi cocci colletti
        collina colonna comboni comencini comeriato comisso como condoleo contarini contrafatto corbo corradi correr cortese cossiga
        costalonga costanzo cremonesi cristoforetti cuda cuomo curatoli curci cusano dalessandro dallape dallara dandolo dannunzio deledda
        delle dellucci desio dibiasi doglioni donarelli donini doria dossetti dovara draghi duodo duse einaudi emanuelli emo endrizzi
        errani evangelista fabrizi faggiani fagiani fagotto falcone falier falloppio fantini fantoni faranda farinelli farnese fattori
        federici fermi ferrabosco ferragamo ferragni ferraris ferrata ferrazzi ferrucci fibonacci filangieri filippini filzi finetti
        finotto fioravanti fischetti fittipaldi flaiano florio fo foa fogazzaro foletti folliero forza foscari foscolo fracci franceschi
        franchi franscini franzese frescobaldi fugazza fusco fuseli gabba gabbana gabrieli gadda gaggini gagliano gagliardi galeati galeri
        galilei galtarossa galuppi galvani gangemi garibaldi garobbio garozzo garrone garzoni gasparri gasperi gatto gelli gemito gentili
        gentilini geraci germano ghezzi ghisolfi giacconi giacometti gianetti giannelli giannini giannotti giannuzzi gibilisco gigli
        ginese ginesio giolitti giorgetti giovine giradello girardi giulietti giunti goldoni golgi golino gonzaga gori gottardi gozzano
        gozzi gramsci granatelli gravina graziani greggio gregori gregorio grifeo grimani gritti groppo gualandi gualtieri guarana guarato
        guariento guarneri gucci guglielmi guicciardini guidone guidotti gullotta gulotta iacobucci iadanza iannelli iannotti iannucci
        infantino innocenti interiano interminei interminelli inzaghi jacuzzi jilani juvara laezza lamborghini lanfranchi leoncavallo
        leonetti leopardi lercari letta lettiere liguori littizzetto loredan lovato lucarelli lucchesi luciani ludovisi luria lussu
        maccanelli maderna maderno maffei maggioli magnani magrassi mainardi majorana malacarne malaparte malatesta malenchini malipiero
        malpighi mannoia manolesso mantegazza mantegna manunta manzoni maraini marangoni marazzi marcacci marchesi marchi marconi marenzio
        marinetti mascagni mascheroni masiero massari mastandrea mastroianni mattarella mazzacurati mazzanti mazzeo mazzi mazzini mengolo
        mennea mercadante merola metella meucci mezzetta micca michelangeli milanesi miniati minniti missoni modiano modigliani modugno
        mogherini molesini monaco monaldo mondadori monduzzi monicelli montalcini montalti montanariello monte montecchi montesano
        monteverdi morabito morandi morandini morellato moresi morgagni morlacchi moro morosini morpurgo moschino mozart munari muratori
        murialdo murri musatti mussolini muti naccari nadi napolitano natta navarria navone necci nibali nicoletti nicolini nievo nitti
        nolcini nonis nosiglia notarbartolo novaro offredi oliboni olivetti omma opizzi orengo orlandi orsini orsolini ortese ortolani
        oscuro ossani ostinelli ottino ottoni pacelli pacillo pacomio padovano pagani paganini pagliaro pagnotto palazzo palladio palombi
        panatta pansini panzera paoletti papafava pareto parini parmitano parpinel parri paruta pascarella pasolini pasqua pastine pausini
        pavanello pavarotti pavone peano pederiva pedersoli pedroni pelizzari pelli peranda pergolesi perini perozzo pertini peruzzi
        petralli petrassi petrocelli petrucci petrucelli petruzzelli pezzali piacenti piacentini piane piazzi piccinni piccio pigafetta
        pignatti pincherle pininfarina piovani pirandello pisacane pisani pisano pisaroni pistoletto pizzamano pizzetti pizziol placido
        poerio polani polesel poletti politi pontecorvo ponti porcellato portoghesi porzio praga pratesi prati premoli prodi proietti
        puccini pugliese pulci quasimodo querini rado raimondi raineri ramazzini ramazzotti randazzo rapisardi raurica ravaglioli riccardi
        riccati ricciardi ricolfi rienzo righi rismondo rizzoli robilant rocca roccabonella rodari rolando romiti roncalli rosiello
        rosmini rosselli rossellini rossini rossino rosso rubbia ruberto ruffini ruffo ruggeri ruggieri sabatini sabbatini saccoman saffi
        sagese sagnelli salandra salata salgari salvatore salvemini salvini salvo salvucci sandi sanguineti sansoni santi santorio sanudo
        saracino saragat sauli sauro sbarbaro scaduto scalera scalfaro scamarcio scandone scarfoglio scarlatti scarpa scarpetta
        schiaparelli schiavo schiavone schicchi sciacca scialpi scotti segni segre serao serlupi sermonti serraglio settembrini sforza
        sgalambro sgarbi signorelli simeoni sinisi sismondi sobrero soderini soffici solari solimena sollima sonnino soprano spadafora
        spadaro spallanzani spanevello speri spinola sraffa stefanelli stoppani storladi stradivari strangio svevo taccola tafuri taliani
        taliercio tamburello tamburi tanzini tarantini tarantino tartini tasca tasso tassoni tedesco tencalla tenco terragni tiepolo
        tirabassi togliatti tognazzi toldo tolentino tomaselli tomasetti tomasini tomei toninelli tonisto toscani toscanini toscano tosi
        toso tosto totino traetta trapanese travaglio traversa traversari travia trebbi treccani tremonti trentin trevisan trillini
        trincavelli troisi trotta trupiano trussardi turati turchetta turci turrini tuzzolino udinesi umbro ungaretti valentino
        valguarnera valmarana vanvitelli varano vasari vattimo vecellio veltroni venditti veneziano venier ventura verdi verdone verga
        vergassola vergerio versace vespa vespucci vidoni vigliotti villadicani villaggio villarosa viola virgilio visconti viscontini
        visintini vismara vittadello vitturi vivaldi viviani volta volterra zabarella zaccagnini zaccardo zacchia zago zampa zanazzo
        zanichelli zanzi zecchini zeffirelli zeno zetticci ziani zichichi zito zola zoppetti zoppetto """
        # Dutch
        """aalbers aarts akkerman alberts appelman baas balk bastiaansen beek beekman berends berkhout beukers beuving bink blaak blankers
        boer boersma bogaert bol boogaard boon boot boschman bosman bouma bouwman bouwmeester braam brands brink broeders broek
        broekhuizen brugman bruijn bruin buijs bus buursma claassen coenen conings cornelissen cuijpers dam damen dekkers derks dijk
        dijkhuis dijkman dirks donk doorn dries driessen drost duijn duivenvoorde eijk eikelboom elbers ellenbroek elzinga engels essen
        evers faber felix flinterman franken frans friesen geels geerts geldens gerrits gerritse graaf greven groen groenen groot
        grotenhuis haak haan hamers hartman heerkens heijden heijmans heijnen hendrikse hendrix herman hermsen heuvel hoek hoeven hofman
        hofstede holleman hoogland hoven huijsmans huijzer huls immink jaceps jansdr janse jaspers jong jonge jongeneel joosten kamp
        karels keijzer kempen kerkhof ketel kiers klaassen kleijn klerks kloppenburg knoers koenders koene kolen koning kooiman kool kools
        koopman koppens korstman kosten kroon kuijpers kuiper kwaak laar lamers leenders leeuw leeuwen lemmens lensen linden linschoten
        loon loos looy luijten maaswinkel manders mangel marel meer meerman meijers melis mennen merkx mol molen molenaar neervens
        nieuwenhuis nijman nooijer noord ooms oosten oosterhout oostveen oudijk pas pauwels peet pelt penders pieters pietersen poel poot
        post pruijssers putten quint raad raadts raamsdonk rademaker rademakers ridder riet rietman rietveld rijk rijn roelofs roijen
        romeijn rooijen roos rossum ruiter rutten sande schaap schans scheepers schellekens scherpenzeel schipper schippers schoenmaker
        scholtes schraa schrijvers schuit schut schuurmans segers simonis simons slagmolen slot smeets smulders sneijders snel snijder
        someren spijker spreeuwenberg stam steeg steen steenbergen stegeman sterk stikker stoffel strik swinkels tak terpstra teunissen
        theunissen thijssen tholen tiggelman timmer timmerman toorn tuinman uit veen veld velde velden velthuis ven verbeek verbruggen
        verdonk verhaar verhagen verharen verheijen verkade vermeer verschuren verstappen versteeg verwoert vink vissers vliet vlist vonk
        voort vries vroom waal wagenvoort wal wallaert weert weij wel werf westerbeek westerhof wiegel wieren wijk wijngaard wilde
        willemsen wilt winkel wit woude zand zanden zeeuw zijlstra zuiden zuijdam zwart zwarts """
        # Polish, Czech
        """adamczak adamec adamiak adamski andrzejewski augustyniak balcerzak banas banaszak baranowski bartak bartonicek bartosik bartoszek
        bednarczyk bednarek bednarz beranek bialek bieniasz bieniek biernacki bilek blaha blaszczyk blecha bogdan borek borowiec borowski
        bozek brabec brzezinski brzozowski buczek bujak bukowski bures capek cebula cech cervenka chalupa chmiel chojnacki chrzanowski
        chudzik cichocki cieplak ciesielski cieslak cieslik cihak coufal cybulski czajka czajkowski czech czechowski czerwinski czyz dabek
        danek debski dec demko dlugosz dobosz domagala domanski dostal drozd drozdz dubiel dudziak dudzik durka dusek dybala dziadosz
        dziedzic dziuba fila filip filipek filipiak florczak florek fojtik fornal frackowiak frankowski fras gad gadomski gajda gajewski
        galas galazka gasiorowski gawel gawron gawronski gebala gierczak glab glica glowacki golebiewski golec goral gorecki gorny grab
        grochowski gruszka gryka grzegorczyk grzelak guzik halas hana hanak hanus havel havlicek hejduk hinc hlavac hlavacek hojka holub
        hora horacek horky hrabal hrdlicka hruby hruska hudec hynek iwanski izydorczyk jachimowicz jackowski jadczak jagielski jakubiak
        janas janczak janda janecek janicek janicki janik janiszewski janousek janowski janus jaros jarosz jaskula jastrzebski jedrzejczak
        jedrzejczyk jezek jezierski jilek jirak jiranek jirasek jozwiak jozwik juszczak kacprzak kaczmarczyk kaczor kaczynski kaleta
        kalina kalisz kaluza kania kapusta karas karczewski karpinski karwowski kasparek kasperek kasprzak kasprzyk kaszuba kavka kawa
        kawka kazmierczak kepa kisiel klima klimczak klimek klimkiewicz klos knap kobus kochanowski kolarik kolasa kolodziejczyk
        komorowski kopczynski kopec korczak kordas kos kosinski kosiorek kostal kostrzewa kot kotowski kouba koudelka koutnik kovar
        kovarik kowal kowalewski kowalik kozak koziel koziol kozuch krajewski krakowiak krasinski krason kratky krolikowski kroupa kruk
        krupa krupinski krzak krzeminski krzywda ksiazek kubacki kubala kubat kubica kubicek kubicki kucharczyk kuczynski kudrna kujawa
        kukla kula kulesza kulhanek kulik kulinski kurek kurowski kurzawa kus kusak kusiak kuzniar kvapil kwasniewski kwiatek kwiecien
        labuda lach laskowski latos lech lesniak leszczynski lipinski lipski lisiecki liska lisowski luczak lukas lukasik lukaszewski
        lyson macek mach machacek maciag madej madejski majcher majchrzak majer majka makowski malecki malek marchewka marcinkowski
        marczak mares markiewicz markowski marszalek masek maslanka matejka matousek matusiak matuszak matyja mazurkiewicz michalik
        michalowski mielczarek mierzwa mika mikolajczak mikolajczyk mikulas milewski mis miskiewicz mlynarczyk molenda moravec morawski
        mraz mrowka mroz mrozek mucha musial muszynski muzik myszka necas niedziela niemczyk niemiec niewiadomski nizio novosad nowacki
        nowaczyk ogrodnik okon olah olejniczak olejnik olszak orlowski orzechowski osiak osinski owczarek pajak palka panek paradowski
        partyka pastuszka pavlicek pavlik pawelec pawlik pawlikowski pecha pekar pesek peterka petr petrik piasecki piatek piatkowski
        piech piecha pietras pietruszka pietrzyk pilar pilarski pilat pilch pindel piorkowski piskorz plonka podgorski pokora popiolek
        porebski potocki prazak prchal prikryl prokop prusa prusak przybyla przybylski przybysz ptak puchala pytel raczka rada rak
        ratajczak rebacz rehak rezac rezek riha rogala rogalski rogowski rojek romanowski rosiak rosinski rozanski rozsypal ruta ryba
        rybak rybar rybicki rychlik rygiel rzepka sebek sedlak serafin sevcik siedlecki sieradzki sikorski sindelar siroky siwiec skala
        skalicky skiba skibinski skoczylas skowron skowronek skrzypczak skrzypek slaby slama slavik slowik smejkal smetana smid smola
        smolarek smolinski sobala sobczak sobczyk sobieraj sobolewski socha sojka sokol solecki sosnowski soucek soukup sowa sowinski
        spacek sroka stachowiak stachura stanczak stanczyk stanek staniszewski stankiewicz stasiak stefaniak stefanski stejskal stelmach
        stepanek stibor stolarczyk strnad strzelczyk strzelecki suchanek suchecki suchy sulkowski svec swiatek swiderski swierczynski
        sykora synek szafranski szatkowski szczepaniak szczerba szczesny szczygiel szczypka szeliga szklarz sztuka szulc szwed szydlowski
        szymanek szymaniak szymczak tarnowski tesar ticha tichy tkacz tkaczyk tokarski tokarz tomala toman tomanek tomasek tomczak tomczyk
        tomes tracz trnka trojanowski turek tvrdik tyszkiewicz urbanczyk urbanek urbaniak urbanowicz urbanski vacek vaclavik vanicek vasek
        vavra vitek vlk vodicka vojtech vondra vondracek vrana vrba walkowiak wasik wasilewski wawrzyniak wegrzyn wiater wiatr wieckowski
        wieczor wierzbicki wilczek wilczynski winiarczyk winiarski witczak witek wlodarski wnuk wojcicki wojtas wojtkowiak wojtowicz wolak
        wolny wolski wrona wronski wujcik wyrzykowski zaborowski zajaczkowski zak zakrzewski zaremba zarzycki zawada zdunek zelenka zieba
        zielonka zika zima ziolek ziolkowski zurawski zych """
        # Turkish, Finnish, Romanian, Hungarian, Nordic
        """aalto aaltonen aanei aas aasen abrahamsson ahlberg ahlgren aho ahola ahonen akar akbas akbulut akca akcay akdag akdeniz akdogan
        akgul akgun akin akkaya akkus aksu akyol akyuz alanen alatalo albayrak albu aldea alexa alkan alm almqvist alpay altan altin
        altinok altun amundsen andreassen andrei andresen anghel antal antonescu antonsen anttila apostol ardelean arikan arnesen
        arvidsson asik autio avram axelsson ay aydemir aydogan aygun ayhan ayik aykac aytac bakke bakken bako bakos balan balazs balci
        barbu barta basaran baskurt bayar baydar bayrak bayraktar bayram bech bejan bektas berge berget berggren bergqvist bertelsen bilge
        bilgic bilgin bilir bingol birkeland bjork bjorklund blaga bodnar bognar boman borg boros boz bozdag bratu breivik brekke bruun
        bucur budai bulbul bunea caglar cakar cakir cakmak caliskan cam camurcu cankaya carlsen cengiz cetiner cetinkaya ceylan chiriac
        chirila chis cicek ciftci cinar ciobanu claesson clausen coban cojocaru coman constantinescu costea costin cozma craciun cristea
        cristescu csonka dag dagdelen dahl dahlberg dal dalen danciu danielsen danielsson davidsen deak demirbas demirel demirkan demirtas
        deniz dere diaconescu diaconu dikmen dima dinc dinca dincer dinu dobos dobre dobrin dogru dogruyol donmez dragan draghici dragomir
        dudas dumitrache dumitrascu dumitrescu durak durdu durmaz durmus dursun edvardsen eek eerola ek eker ekici ekinci eklund ekman
        eliassen ellingsen elma elmas enache ene eng engen enger erbay ercan erdei eren ergin ergul ergun eriksen erkan erol eronen ersoy
        ertas ertugrul erturk eryilmaz esen eskelinen evensen evren fabian farago farcas fazekas filimon firat fjeld florea floroiu fodor
        forsman foss fossum fransson fredriksen friis fulop gaal gaspar gavrila genc georgescu gezer gheorghiu gjerde gok gokce gokcen
        goktas gran grigoras grigore gronlund grosu gulbrandsen gulen guler gultekin gulyas gumus gun gunay gundersen gundogdu guner
        gungor gur gurbuz guven guzel haapala haapanen haapasalo haga hajdu hakala hakkarainen halasz hald halme halonen halvorsen hamre
        hanninen harju hartikainen haug hauge haugen haugland hautala hautamaki hedin hedman hegedus heikkila heino heinonen helenius
        helgesen helin helle hellstrom hermansson hietala hietanen hiltunen hirvonen hoj hokkanen holm holmberg holopainen hovland huhtala
        huotari huttunen huuskonen hyvarinen hyvonen iacob iancu ichim ignat ikonen ilie iliescu illes immonen inan inanc ince
        ingebrigtsen ion ionita iordache ipek isaksen isaksson istrate ivan iversen jaakkola jaaskelainen jacobsson jakab jakobsen
        jakobsson jalonen jantunen jarvela jarvi jeppesen jespersen jianu jitaru johannesen johannessen jokela jokinen jonassen juntunen
        juvonen kahraman kahveci kallio kandemir kangas kankaanpaa kantola karabulut karadag karaduman karahan karakas karakaya karakoc
        karakus karaman karatas karhu kari karjalainen karppinen kartal karttunen karvonen katona kauppi kauppila kauppinen kavak kayaalp
        kaygusuz kaymak kelemen keles keranen kerekes keser keskinen ketola ketonen kettunen kilicarslan kilinc kinnunen kirac kiraz
        kisakurek kivela kivinen kiviniemi kjaer kjeldsen klausen knudsen knutsen koca kocabas kocak kocoglu kocsis kofoed koistinen
        koivisto koivula kokkonen koksal kolehmainen komulainen konak konttinen koponen korkut korpela korpi koskela koskelo koski kosonen
        koyuncu kozma krogh kucuk kuisma kujala kukkonen kulmala kumpulainen kun kutlu kuusela kuusisto kyllonen laakkonen laaksonen
        lahdenmaki lahti lahtinen laitila laitinen lampinen lappalainen lassila laukkanen lauri laurila laursen lazar lehtimaki lehtinen
        lehto lehtola leino leinonen lengyel leppala leppanen lervik leskinen lie lien liimatainen lindahl lindholm lindroos linna luca
        lukacs lund lunde lundin lundqvist lundstrom lungu luoma lupu luukkonen macovei magyar major maki makkonen malinen manea manninen
        manolache manole marcu marinescu markkanen martikainen mathiesen mathisen mattila mattsson maunula maxim mert metin mezei
        miettinen mihai mihaila mihailescu mihalache mikkelsen mikkola mikkonen mircea miron mocanu moen mogensen mohamed moilanen moise
        moldovan moldoveanu molin monsen mortensen muntean mures muresan mustonen mutanen myhre myklebust myllymaki naess nastase naumanen
        neacsu neagoe neagu neculai nedelcu negoita negrea negru nemes nica nichita nicolae nicolescu nielson niemela niemi niiranen
        nikula nilssen niskanen nissinen nistor nita nitu norberg nordin nousiainen nurmi nurminen nuta nyberg nyborg nygaard nygard
        nykanen nylund nyman oancea oberg odegard oguz oien ojala ojanen oksanen okur olariu olaru ollikainen ollila olmez olteanu onal
        onder oner oprea opris oral orban orosz orsos ostby overgaard ozbek ozdogan ozen ozgur ozkaya ozmen ozsoy ozyurt paananen paavola
        paduraru pakarinen pal palomaki panait pap parkkinen parlak partanen parviainen parvu pasanen pascu pasztor paulsen paun pavel
        pehlivan peker pekkala pekkarinen pelkonen peltola peltonen pennanen perala pesonen petcu peter petersson petre petrea petrescu
        pettersen piirainen pinar pintea pinter pirinen pitkanen pohjola poikela pop popovici poulsen preda prodan puiu pulkkinen puranen
        purho pursiainen pylkkanen raatikainen radulescu raiha rajala ranta rantala rantanen rautiainen rautio ravn reinikainen riihimaki
        riis rinne rissanen ronkainen ronning rotaru ruotsalainen rus ruud ruuskanen saarela saari saastamoinen sag sagir saglam sahan
        sakarya saksman sallinen salman salmela salmi salo salonen samuelsen sancak sandgren sandor sandu sandvik santala sarikaya
        sarkkinen sarkozi sather sava savas savin savolainen savu say sayan sayin schou sen sener sengul senturk seppala seppanen seven
        sezer sihvonen sillanpaa sima simion simonen simonsen sipila sipos sirbu sirola sjogren skov soare soderberg soderstrom soini
        soininen solberg solheim somogyi sondergaard sonmez soos soy soylu sozen stanciu stancu stanescu stefan stefanescu stoian strand
        strom stromberg suciu sucu suhonen sunar sundberg sunde sundstrom sungur suomalainen suominen sutinen suvanto svendsen syrjala
        szalai szekely szekeres szigeti szoke szucs takala tamminen tan tanase tangen tanskanen tapio tasci tasdemir tastan tek teke temel
        temiz teodorescu tepe tervo terzi tetik tezcan thomassen thorsen tiainen tikka tikkanen timonen toader toft toivonen tolonen
        tolvanen toma tomescu topal topcu topuz torok torp torvinen tosun trandafir trif trifan tudor tudorache tudose tuna tunc tuomi
        tuominen tuomisto tuovinen turcu turgut turk turkmen turkoglu turunen tutar tveit ucak ucar ugur ulriksen ulu uluc ulusoy
        ungureanu unlu unver uotila ursu usta uusitalo uz uzun uzunoglu vaananen vaduva vainio vaisanen valtonen vanhala vanhanen varis
        vartiainen vas vasile vasilescu vasiliu vass vatanen vegh vehmas veijalainen venalainen veres vestergaard vesterinen viitala
        viitanen viklund vilen vincze vintila virag virta vlad vladu voicu voinea voros voutilainen vuori vuorinen vural waaler westby
        wiklund winther yalcin yaman yasar yavas yazici yigit yli ylonen yorulmaz yuce yucel yurt yurttas zaharia zamfir zengin zorlu """
    ).split()
)
"""Surnames; those of English, Portuguese, French and the wider world stand in `people_names`."""
