"""Given names and surnames that are common where one of twenty languages is spoken, folded to plain letters.

Facts only; no list is complete, and none needs to be: a column of names is known
by the share of its values that are in here, single cells never are.
"""

from __future__ import annotations

from typing import Final

GIVEN: Final = frozenset(
    """alison tanya gillian lindsay lindsey marissa kirsty dominic gareth hilary geraldine lorraine tanya kristen kristin kristina krista
    tara misty candice krystal felicia latoya ebony bridget ariana brianna brenna cassandra cassidy caitlin katelyn kaitlyn jocelyn jasmin
    desiree destiny deanna darlene dana dominique erica erika gina gabrielle glenda heidi isabel jaclyn jeanette jeanne jodi jody joann
    joanna joanne kara karina kari kelli kerri kristy kyla lacey latasha leslie lynn mallory marcia maureen melinda meredith mindy
    monique nichole penny raven rhonda robyn rosemary roberta sabrina selena sheila shelby shelly sherri sherry stacey stacy suzanne sylvia
    tabitha tamara tasha tonya toni tracey traci valerie vicki vickie wanda whitney yolanda yvette yvonne brent brad bradley bruno byron
    casey clayton clifford clinton colton damon darren darrell darryl dakota devin devon donovan drew duane dwayne earl edgar edwin
    erik ernesto fernando francisco garrett gavin geoffrey glen grant gregg guy hector hunter isaiah israel ivan jared javier jaime jerome
    jermaine joel johnathan jonathon jordan julio kelvin kirk kristopher lonnie louis luis marc mathew maurice max micheal miguel
    mitchell nathaniel noah oscar pedro perry preston randall raul rafael reginald rickey ricardo robin roberto rodney ruben salvador
    samuel sergio seth spencer stephan terrance theodore timothy todd tommy tony trevor tristan tyrone vernon wesley zachary
    ahmet mehmet mustafa ali hasan huseyin ibrahim ismail osman yusuf murat omer ramazan halil suleyman abdullah mahmut recep salih fatih
    kadir emre hakan adem kemal yasar bekir musa metin orhan serkan burak cem deniz ege eren kaan onur tolga umut volkan arda baris
    fatma ayse emine hatice zeynep elif meryem serife zehra sultan hanife merve havva zeliha esra fadime ozlem hacer melek yasemin hulya
    gul gulsen dilek sevgi leyla sibel songul aysel pinar ebru selin defne asli beren ece irem nur tugba
    zdenek jitka lenka radek milos vojtech ondrej sarka jiri jaroslav miroslav vladimir stanislav ladislav karel bohumil bozena libuse
    alena ivana vera zdenka ludmila jarmila dagmar blanka hana jana eliska barbora kristyna nikola adela natalie marketa michal lukas
    malgorzata krzysztof agnieszka katarzyna tomasz pawel marcin piotr grzegorz jerzy tadeusz zbigniew ryszard henryk kazimierz wojciech
    jacek mariusz dariusz bartosz szymon jakub mateusz lukasz kacper filip dorota iwona bozena danuta halina jadwiga elzbieta beata
    aleksandra kinga weronika oliwia maja zuzanna urszula grazyna renata justyna
    istvan laszlo jozsef zoltan sandor gabor ferenc attila tamas balazs gergo zsolt csaba andras akos levente bence dominik aron
    erzsebet katalin ilona eszter zsofia anna agnes judit ildiko csilla reka dora timea krisztina boglarka hanna luca
    gheorghe vasile constantin ionut mihai andrei alexandru florin cristian marius bogdan stefan radu catalin ovidiu elena ioana
    mihaela cristina andreea gabriela daniela alina simona georgiana raluca roxana ramona denisa teodora
    juhani matti timo juha antti mika mikko markku kari jari pekka esa heikki seppo jukka jouni eero lauri veikko aino helmi kaisa paivi
    sanna tuula ritva leena pirjo marja johanna katja minna riikka emmi venla sofia iida
    bjorn lars anders johan erik karl nils magnus gunnar mats hakan goran leif bengt ulf stig rolf sven torbjorn fredrik henrik mattias
    linnea astrid ebba saga wilma kerstin birgitta gunilla ingrid annika malin elin frida emelie hanna agneta ulla jorgen soren mette
    kirsten hanne lone pia susanne camilla maren ingeborg solveig knut ole terje geir trond kjell oystein
    aarav aditya arjun rohan rahul amit vijay sanjay rajesh suresh ramesh anil sunil ashok vinod manoj ravi deepak kiran nikhil karthik
    priya anjali pooja neha kavita sunita anita lakshmi divya swati shreya ananya aishwarya meera nisha ritu rekha
    mohammed muhammad ahmed mohamed omar hassan hussein khalid youssef karim tariq bilal hamza fatima aisha khadija maryam zainab noor
    giuseppe antonio giovanni francesco luigi salvatore vincenzo pietro domenico fabrizio ettore tommaso renzo dario ginevra ornella
    loredana ilaria fiorella caterina antonella patrizia rosaria concetta giuseppina donatella serena
    sanne daan femke joris lotte maaike thijs fleur bram sjoerd wouter jeroen maarten pieter willem hendrik johan anneke marieke
    inigo rocio jimena amparo lourdes saul begona fermin nacho macarena remedios encarnacion consuelo asuncion
    thiago luana rafaela caio larissa otavio bianca murilo taina heitor joao davi enzo bernardo isadora yasmin
    james john robert michael william david richard joseph thomas charles christopher daniel matthew anthony mark donald steven
    steve paul andrew joshua kenneth kevin brian george timothy ronald edward jason jeffrey ryan jacob gary nicholas eric jonathan
    stephen larry justin scott brandon benjamin samuel gregory alexander frank patrick raymond jack dennis jerry tyler aaron jose
    adam nathan henry douglas zachary peter kyle noah ethan jeremy walter christian keith roger terry austin sean gerald carl harold
    dylan arthur lawrence jordan jesse bryan billy bruce gabriel joe logan alan juan albert willie elijah wayne randy vincent mason
    roy ralph bobby russell bradley philip eugene liam lucas oliver harry oscar leo theo alfie archie freddie charlie max isaac
    louis luke toby finn jake reece callum lewis connor cameron craig stuart neil graham nigel trevor simon colin ian alastair
    duncan angus hamish ewan rory declan cormac padraig seamus niall eoin darragh ciaran cillian conor brendan kieran dermot mike
    jim tom bob bill dave dan chris matt tony don ken ron ed jeff greg sam alex ray jon nick ben josh tim andy phil fred ted pete
    danny johnny jimmy eddie ricky johnnie marcus curtis derek travis shawn chad troy brett dustin corey shane cody dale leonard
    stanley norman howard ernest victor clarence melvin glenn marvin francis leroy herbert frederick clyde theodore lloyd leon
    warren gordon dean calvin floyd lester harvey allen allan clifford gilbert claude ross chester nathaniel roland milton cecil
    mary patricia jennifer linda elizabeth barbara susan jessica sarah karen lisa nancy betty margaret sandra ashley kimberly emily
    donna michelle carol amanda dorothy melissa deborah stephanie rebecca sharon laura cynthia kathleen amy angela shirley anna
    brenda pamela emma nicole helen samantha katherine christine debra rachel carolyn janet catherine maria heather diane ruth
    julie olivia joyce virginia victoria kelly lauren christina joan evelyn judith megan andrea cheryl hannah jacqueline martha
    gloria teresa ann sara madison frances kathryn janice jean abigail alice julia judy sophia grace denise amber doris marilyn
    danielle beverly isabella theresa diana natalie brittany charlotte marie kayla alexis lori ava mia amelia isla poppy ella lily
    ivy freya florence evie rosie willow phoebe daisy elsie matilda sienna harper eleanor lucy ruby molly jasmine holly chloe zoe
    zoey hazel violet aurora penelope layla nora lillian addison aubrey stella claire skylar paisley everly caroline genesis
    kennedy kinsley allison gabriella sadie hailey eva naomi alyssa brooke bailey paige taylor morgan sydney mackenzie peyton
    riley leah savannah audrey bella aaliyah lydia vivian adeline piper josephine faith kate katie kathy cathy liz beth jenny
    jen jess steph becky debbie sue pam patty peggy ellen rita rose irene tina wendy tracy tammy dawn erin shannon crystal tiffany
    monica robin jill jane jan lois phyllis norma paula annie lillie edith thelma marjorie hilda gladys ethel mildred gertrude
    siobhan aoife niamh saoirse ciara orla roisin sinead grainne caoimhe fiona moira eilidh catriona morag shona una mairead
    hans peter klaus jurgen juergen wolfgang michael werner gunter guenter horst helmut manfred uwe dieter gerhard heinz bernd
    frank thomas andreas stefan christian martin markus matthias alexander sebastian florian tobias jan felix lukas leon paul
    jonas maximilian moritz niklas tim fabian philipp julian simon dominik benedikt johannes jakob anton emil karl friedrich
    wilhelm otto ernst rudolf walter kurt herbert erich rainer rolf ralf detlef holger jorg joerg thorsten torsten sven lars
    olaf axel volker hartmut eckhard siegfried norbert reinhard gerd lothar harald ulrich armin egon kai malte hannes henrik
    till lennart finn elias luca noah ben louis oskar mats theo ursula monika petra sabine renate helga karin brigitte ingrid
    erika christa gisela susanne gabriele angelika andrea birgit heike martina claudia nicole stefanie katrin kathrin anja
    sandra melanie julia anna lena laura lea lisa sarah hannah johanna marie sophie emilia mia emma clara klara greta frieda
    charlotte luisa louisa mathilda ida elisabeth margarete hildegard gertrud irmgard ilse elfriede waltraud edeltraud hannelore
    silke ute antje kerstin anke elke heidi dagmar marion barbara regina cornelia doris bettina beate ulrike astrid svenja
    wiebke frauke swantje jana janina vanessa franziska theresa magdalena veronika katharina annika carina miriam nadine simone
    tanja sonja daniela manuela ramona jean pierre michel andre philippe alain bernard jacques rene francois christophe nicolas
    laurent frederic patrick eric olivier pascal stephane thierry julien sebastien guillaume alexandre mathieu romain antoine
    vincent maxime thibault hugo lucas jules gabriel raphael arthur louis adam nathan enzo leo ethan timeo clement baptiste
    quentin florent benoit fabrice gilles yves herve didier gerard marcel claude georges roger henri rene lucien fernand emile
    maurice raymond robert xavier yannick cedric damien gael loic erwan mathis theo axel noe sacha marie nathalie isabelle
    catherine sylvie monique jacqueline francoise christine martine sophie valerie sandrine stephanie celine veronique aurelie
    julie camille lea manon chloe emma ines jade louise alice lina rose anna mila juliette romane margaux clemence pauline
    charlotte mathilde lucie marion elodie laure virginie caroline delphine audrey amandine melanie emilie claire helene anne
    agnes brigitte chantal colette danielle denise dominique genevieve ghislaine josette josiane laurence lucette madeleine
    marguerite micheline michele nicole odette odile paulette pierrette simone solange suzanne therese yvette yvonne zoe noemie
    oceane eloise capucine apolline antonio jose manuel francisco juan david javier carlos daniel miguel rafael pedro angel
    alejandro fernando luis sergio jorge alberto alvaro diego adrian raul ivan ruben enrique oscar ramon vicente andres joaquin
    santiago eduardo victor mario roberto jaime ignacio marcos pablo jesus mariano emilio gonzalo cristian ricardo guillermo
    salvador gabriel agustin julio felix hugo martin mateo lucas nicolas samuel leo enzo thiago bruno rodrigo iker unai jordi
    marc pau xavier arnau oriol esteban cesar hector arturo gerardo alfredo armando rogelio ernesto ruben gustavo mauricio
    leonardo emiliano matias sebastian maximiliano facundo ramiro lautaro maria carmen ana isabel dolores pilar josefa teresa
    rosa cristina angeles laura antonia francisca mercedes elena lucia marta concepcion rosario raquel juana sara beatriz
    manuela julia patricia encarnacion rocio silvia victoria paula monica sandra alba irene montserrat nuria andrea angela
    sonia yolanda margarita ines daniela sofia valentina camila martina emma carla claudia noelia lorena esther susana
    inmaculada milagros consuelo esperanza guadalupe veronica alejandra gabriela fernanda ximena renata regina natalia carolina
    catalina jimena mariana luciana ariadna leticia maribel araceli graciela estela norma blanca amparo joao antonio manuel
    francisco carlos luis paulo pedro lucas luiz marcos gabriel rafael daniel marcelo bruno eduardo felipe rodrigo andre
    fernando fabio leonardo gustavo guilherme leandro tiago anderson ricardo marcio jorge sebastiao alexandre roberto edson
    diego vitor sergio claudio matheus thiago geraldo adriano luciano julio renato alex vinicius rogerio samuel ronaldo mario
    flavio igor douglas davi danilo mauricio henrique caio otavio murilo nuno rui vasco goncalo duarte afonso martim tomas
    diogo miguel maria ana francisca antonia adriana juliana marcia fernanda patricia aline sandra camila amanda bruna jessica
    leticia julia luciana vanessa mariana gabriela vera vitoria larissa claudia beatriz luana rita sonia renata eliane josefa
    simone natalia cristiane carla debora rosangela jaqueline rosa daniela aparecida marlene terezinha raimunda andreia fabiana
    lucia raquel angela rafaela joana catarina matilde leonor carolina margarida madalena lara alice heloisa helena manuela
    giuseppe antonio giovanni mario luigi francesco angelo vincenzo pietro salvatore carlo franco domenico bruno paolo michele
    giorgio aldo sergio luciano alessandro andrea marco matteo lorenzo davide luca simone federico riccardo stefano roberto
    massimo fabio daniele claudio enrico gianluca giacomo filippo tommaso leonardo edoardo gabriele mattia emanuele alberto
    maurizio mauro enzo giancarlo gianni renato umberto vittorio nicola raffaele pasquale rocco gennaro ciro cosimo dario
    valerio samuele diego elia maria anna giuseppina rosa angela giovanna teresa lucia carmela caterina francesca antonietta
    carla elena concetta rita margherita franca paola giulia sofia aurora giorgia alice martina chiara emma sara ginevra beatrice
    gaia anita greta vittoria matilde noemi bianca camilla ludovica silvia valentina elisa federica alessandra laura simona
    roberta daniela cristina barbara patrizia stefania sabrina monica paola lorella ornella graziella mirella ivana loredana
    johannes jan cornelis hendrik willem pieter gerrit jacobus petrus daan sem lucas levi finn noah luuk milan bram jesse mees
    thijs lars thomas ruben tim sander jeroen bas niels joost maarten wouter koen rik stijn tom jasper sjoerd rutger dirk kees
    henk piet joop arie wim bert theo frans jos marcel ronald erik johan joris gijs teun floris anna maria johanna elisabeth
    cornelia hendrika wilhelmina emma julia mila tess sophie zoe sara nora yara eva lotte fleur sanne anouk femke iris maud
    lieke roos saar noor evi anne marieke ingrid monique esther mariska linda wendy bianca marloes annemieke ilse maaike jolanda
    piotr krzysztof andrzej tomasz jan pawel michal marcin stanislaw jakub adam marek lukasz grzegorz mateusz wojciech mariusz
    dariusz zbigniew maciej rafal robert kamil jerzy dawid szymon kacper ryszard tadeusz artur jaroslaw przemyslaw slawomir
    sebastian janusz damian mieczyslaw bartosz patryk wieslaw leszek henryk kazimierz boguslaw zdzislaw waldemar czeslaw filip
    antoni franciszek aleksander mikolaj igor oskar wiktor anna katarzyna maria malgorzata agnieszka krystyna barbara ewa
    elzbieta zofia teresa magdalena joanna janina monika danuta jadwiga aleksandra halina irena beata marta dorota helena
    karolina grazyna jolanta iwona marianna natalia sylwia patrycja weronika paulina kinga justyna renata urszula hanna oliwia
    wiktoria zuzanna julia lena alicja maja amelia bozena wanda stanislawa jiri jan petr josef pavel martin tomas jaroslav
    miroslav zdenek frantisek vaclav michal milan karel jakub lukas david ladislav vladimir ondrej marek stanislav roman jindrich
    daniel radek antonin vojtech filip matej adam dominik libor bohumil lubos ivan ales rudolf viktor oldrich ivo radim vit
    marie jana eva hana anna vera lenka katerina lucie alena petra jaroslava martina ludmila helena zdenka jitka ivana marcela
    zuzana michaela veronika monika tereza barbora kristyna dagmar bozena marketa libuse andrea nikola eliska adela klara simona
    karolina natalie sarka pavla dana mehmet mustafa ahmet ali huseyin hasan ibrahim ismail osman yusuf murat omer ramazan halil
    suleyman abdullah mahmut recep salih fatih kadir emre hakan yasar kemal serkan volkan burak onur can cem cenk deniz ege
    eren furkan gokhan ilker kaan koray kerem levent mert oguz okan orhan ozan selim sinan tolga tuncay ufuk umut yigit fatma
    ayse emine hatice zeynep elif meryem serife zehra sultan hanife merve havva zeliha esra fadime ozlem hacer yasemin hulya
    cemile sevim gulsum leyla dilek busra aysel songul kubra halime esma aynur hayriye kadriye tugba rabia sevgi asli aslihan
    ayca begum berna betul burcu cansu ceren damla defne derya dilara duygu ebru ecem ece eda elvan ezgi feride filiz gamze
    gizem gul hande irem nazli nilgun nur pelin pinar seda selin sema sena serap sibel simge tuba tulay yesim
    lars anders johan erik per karl nils sven jan olof gustav magnus fredrik henrik mikael bjorn hakan goran ake leif stig
    kjell ole knut arne tor rune jens soren niels morten mads rasmus kasper frederik emil viggo aksel oskar elias hugo axel
    anna maria margareta elisabeth eva kristina birgitta karin ingrid linnea marie astrid ingeborg sigrid solveig liv kari
    anne hanne mette lone kirsten inger else bente karen gitte pia camilla maja freja alma ida signe agnes asa ulla britt
    gunilla elin ebba saga matti juhani mikko timo jukka antti kari pekka heikki ville janne tuula anneli helena johanna
    kaarina liisa hannele marjatta aino ilona ivan alexander sergei sergey dmitri dmitry andrei andrey alexei alexey mikhail
    nikolai vladimir yuri oleg igor pavel maxim maksim anton denis artem roman kirill viktor boris konstantin stanislav
    vadim vitaly valery gennady leonid olga elena tatiana natalia irina svetlana anastasia ekaterina maria marina ludmila
    galina yulia nina vera nadezhda lyudmila larisa daria polina ksenia alina oksana iryna kateryna yana tetiana bohdan taras
    mykola petro mohammed muhammad mohamed ahmed ali omar hassan hussein khalid abdullah ibrahim yusuf karim tariq samir bilal
    hamza amir rashid salim jamal nasser walid ziad fatima aisha khadija maryam zainab layla leila amina noor nour hana salma
    yasmin samira rania dina nadia huda mona sana aya imane raj ravi amit rahul sanjay vijay anil sunil rajesh suresh ramesh
    arjun rohan vikram deepak ashok manoj ajay arun karthik priya anita sunita pooja neha kavita deepa lakshmi meena rekha anjali
    shreya divya swati nisha asha geeta sneha aarav vihaan aditya wei li ming jun hao lei yan fang jing xin yu chen hui na min
    hiroshi takashi kenji yuki haruto sota ren yuto kaito akira satoshi yoko keiko yumi sakura aoi hina yui mei akiko naoko
    min-jun seo-yeon ji-hoon jiho minjun kwame kofi ama chidi ngozi emeka amara tunde adaeze thabo sipho themba lerato naledi
    wanjiru kamau otieno moses grace blessing emmanuel mandla zanele georgi ivan dimitar nikolay petar hristo maria ivanka
    elena andrei ion gheorghe vasile constantin mihai alexandru stefan florin cristian radu bogdan ioana elena andreea mihaela
    georgios ioannis konstantinos dimitrios nikolaos panagiotis vasileios christos athanasios maria eleni aikaterini vasiliki
    sofia angeliki georgia laszlo istvan jozsef janos zoltan sandor ferenc gabor attila peter tamas zsolt tibor andras csaba
    imre lajos gyorgy balazs gergely katalin ilona zsuzsanna eszter judit agnes andrea erika krisztina timea reka dora
    marko luka ivan josip ante nikola stjepan milan dragan zoran goran nenad jovan milos aleksandar vladimir ana marija ivana
    jelena milica dragana katarina mirjana snezana vesna avraham moshe yosef david shlomo yaakov chaim noam itai rivka rachel
    esther miriam chana tamar noa shira yael priit jaan tiina mart andris janis liga ilze jonas vytautas ruta egle""".split()
)

SURNAMES: Final = frozenset(
    """yilmaz demir sahin celik yildiz ozturk aydin arslan dogan kilic aslan cetin kara koc kurt ozkan simsek polat korkmaz erdogan demirci
    novotny dvorak cerny prochazka kucera vesely horak nemec pokorny kral benes fiala sedlacek dolezal zeman kolar krejci svoboda
    nagy kovacs szabo horvath varga molnar nemeth farkas balogh papp lakatos juhasz takacs meszaros racz fekete szilagyi
    popa popescu ionescu radu dumitru stan stoica gheorghe rusu munteanu matei constantin serban
    korhonen virtanen makinen nieminen makela hamalainen laine heikkinen koskinen jarvinen lehtonen saarinen salminen
    lindqvist sjoberg nystrom hedlund bergman forsberg holmgren sandell ekstrom lindgren berglund engstrom wallin
    kowalczyk wozniak mazur krawczyk kaczmarek grabowski pawlak michalak wrobel dudek wieczorek zajac krol
    sharma verma gupta singh kumar reddy iyer nair chopra mehta joshi desai kapoor malhotra agarwal
    figueiredo nogueira peixoto queiroz rezende siqueira teixeira vasconcelos cavalcanti barbosa cardoso freitas moura azevedo
    kuipers hoekstra dijkstra veenstra scholten wolters postma timmermans verhoeven hermans mulder smits
    carroll collier gates kirk nicholson hargreaves pickering ashworth cartwright hibbert abbott whitaker dalton goodwin hensley vaughn
    ferrante guidi lombardo marchetti sartori zanetti cattaneo bellucci caputo sorrentino
    doe roe smith johnson williams brown jones garcia miller davis rodriguez martinez hernandez lopez gonzalez wilson anderson thomas
    taylor moore jackson martin lee perez thompson white harris sanchez clark ramirez lewis robinson walker young allen king
    wright scott torres nguyen hill flores green adams nelson baker hall rivera campbell mitchell carter roberts gomez phillips
    evans turner diaz parker cruz edwards collins reyes stewart morris morales murphy cook rogers gutierrez ortiz morgan cooper
    peterson bailey reed kelly howard ramos kim cox ward richardson watson brooks chavez wood james bennett gray mendoza ruiz
    hughes price alvarez castillo sanders patel myers long ross foster jimenez powell jenkins perry russell sullivan bell
    coleman butler henderson barnes gonzales fisher vasquez simmons romero jordan patterson alexander hamilton graham reynolds
    griffin wallace moreno west cole hayes bryant herrera gibson ellis tran medina aguilar stevens murray ford castro marshall
    owens harrison fernandez mcdonald woods washington kennedy wells vargas henry chen freeman webb tucker guzman burns crawford
    olson simpson porter hunter gordon mendez silva shaw snyder mason dixon munoz hunt hicks holmes palmer wagner black
    robertson boyd rose stone salazar fox warren mills meyer rice schmidt garza daniels ferguson nichols stephens soto weaver
    ryan gardner payne grant dunn kelley spencer hawkins arnold pierce vazquez hansen peters santos hart bradley knight elliott
    cunningham duncan armstrong hudson carroll lane riley andrews alvarado ray delgado berry perkins hoffman johnston matthews
    pena richards contreras willis carpenter lawrence sandoval guerrero george chapman rios estrada ortega watkins greene nunez
    wheeler valdez harper burke larson santiago maldonado morrison franklin carlson austin dominguez carr lawson jacobs obrien
    lynch singh vega bishop montgomery oliver jensen harvey williamson gilbert dean sims espinoza howell li wong reid hanson le
    mccoy garrett burton fuller wang weber welch rojas lucas marquez fields park yang little banks padilla day walsh bowman
    schultz luna fowler mejia davies evans thomas hughes clarke edwards turner cooper ward hill moore harrison bailey baker
    lloyd griffiths jenkins owen rees pritchard bowen macdonald mackenzie maclean mackay munro sinclair forbes buchanan oneill
    oconnor doyle byrne obrien mccarthy gallagher doherty kelly lynch quinn mclaughlin carroll connolly daly wilson dunne brennan
    burke collins clarke johnston hughes farrell fitzgerald brown nolan power barrett duffy kenny whelan hogan hayes begley
    muller mueller schneider fischer meyer weber schulz becker hoffmann schafer schaefer koch bauer richter klein wolf schroder
    schroeder neumann schwarz zimmermann braun kruger krueger hofmann hartmann lange schmitt werner schmitz krause meier
    lehmann schmid schulze maier kohler koehler herrmann konig koenig walter mayer huber kaiser fuchs peters lang scholz moller
    moeller weiss jung hahn schubert vogel friedrich keller gunther guenther frank berger winkler roth beck lorenz baumann
    franke albrecht schuster simon ludwig bohm boehm winter kraus martin schumacher kramer vogt stein jager jaeger otto sommer
    gross seidel heinrich brandt haas schreiber graf schulte dietrich ziegler kuhn kuehn pohl engel horn busch bergmann thomas
    voigt sauer arnold wolff pfeiffer ernst lindner hubner huebner kirchner seifert fiedler nagel gruber steiner moser egger
    hofer pichler leitner wallner wimmer brunner baur schwaiger bachmann gerber widmer frei meister suter martin bernard dubois
    thomas robert richard petit durand leroy moreau simon laurent lefebvre michel garcia david bertrand roux vincent fournier
    morel girard andre lefevre mercier dupont lambert bonnet francois martinez legrand garnier faure rousseau blanc guerin muller
    henry roussel nicolas perrin morin mathieu clement gauthier dumont lopez fontaine chevalier robin masson sanchez gerard
    nguyen boyer denis lemaire duval joly gautier roger roche roy noel meyer lucas meunier jean perez marchand dufour blanchard
    marie barbier brun dumas brunet schmitt leroux colas fernandez renard arnaud rolland caron aubert giraud leclerc vidal
    bourgeois renaud lemoine picard gaillard philippe leclercq lacroix fabre dupuis olivier rodriguez dasilva hubert louis charles
    guillot riviere le guillaume adam rey moulin gonzalez berger lecomte menard fleury deschamps carpentier julien benoit paris
    tremblay gagnon bouchard gauthier pelletier lavoie fortin gagne ouellet belanger levesque bergeron cote poirier garcia
    gonzalez rodriguez fernandez lopez martinez sanchez perez gomez martin jimenez ruiz hernandez diaz moreno munoz alvarez
    romero alonso gutierrez navarro torres dominguez vazquez ramos gil ramirez serrano blanco molina morales suarez ortega
    delgado castro ortiz rubio marin sanz nunez iglesias medina garrido cortes castillo santos lozano guerrero cano prieto mendez
    cruz calvo gallego vidal leon marquez herrera pena flores cabrera campos vega fuentes carrasco diez caballero reyes nieto
    aguilar pascual santana herrero lorenzo montero hidalgo gimenez ibanez ferrer duran santiago benitez mora vicente vargas arias
    carmona crespo roman pastor soto saez velasco moya soler parra esteban bravo gallardo rojas pardo merino franco espinosa
    izquierdo lara rivas silva rivera casado arroyo redondo camacho rey vera otero luque montes rios sierra segura carrillo
    marcos soriano mendoza acosta aguirre figueroa sosa ponce escobar salinas valencia cardenas zuniga quintero ochoa villarreal
    silva santos ferreira pereira oliveira costa rodrigues martins jesus sousa fernandes goncalves gomes lopes marques alves
    almeida ribeiro pinto carvalho teixeira moreira correia mendes nunes soares vieira monteiro cardoso rocha raposo neves coelho
    cruz cunha pires ramos reis simoes antunes matos fonseca machado araujo barbosa tavares lourenco castro figueiredo azevedo
    freitas souza lima barros melo dias nascimento andrade moura cavalcanti batista campos miranda duarte borges nogueira farias
    freire peixoto rossi russo ferrari esposito bianchi romano colombo ricci marino greco bruno gallo conti deluca mancini costa
    giordano rizzo lombardi moretti barbieri fontana santoro mariani rinaldi caruso ferrara galli martini leone longo gentile
    martinelli vitale lombardo serra coppola desantis dangelo marchetti parisi villa conte ferraro ferri fabbri bianco marini
    grasso valentini messina sala deangelis gatti pellegrini palumbo sanna farina rizzi monti cattaneo morelli amato silvestri
    mazza testa grassi pellegrino carbone giuliani benedetti barone rossetti caputo montanari guerra palmieri bernardi martino
    fiore derosa ferretti bellini basile riva donati piras vitali battaglia sartori neri costantini milani pagano ruggiero sorrentino
    damico orlando negri dejong jansen devries vandenberg vandijk bakker janssen visser smit meijer deboer mulder degroot bos
    vos peters hendriks vanleeuwen dekker brouwer dewit dijkstra smits degraaf vandermeer vanderlinden kok jacobs dehaan
    vermeulen vandenheuvel vandervee vandenbroek debruijn debruin vanderheijden schouten vanbeek willems vanvliet hoekstra
    maas verhoeven koster vandam prins blom huisman peeters dejonge kuipers vanveen kramer vandenbosch gerritsen jonker maes
    mertens claes goossens wouters desmet dubois lambert dupont nowak kowalski kowalska wisniewski wojcik kowalczyk kaminski
    lewandowski zielinski szymanski wozniak dabrowski kozlowski jankowski mazur wojciechowski kwiatkowski krawczyk kaczmarek
    piotrowski grabowski zajac pawlowski michalski krol wieczorek jablonski wrobel nowakowski majewski olszewski stepien malinowski
    jaworski adamczyk dudek nowicki pawlak gorski witkowski walczak sikora baran rutkowski michalak szewczyk ostrowski tomaszewski
    pietrzak zalewski wroblewski marciniak jasinski zawadzki bak jakubowski sadowski duda wlodarczyk wilk chmielewski borkowski
    sokolowski szczepanski sawicki kucharski maciejewski czarnecki lis kalinowski mazurek kubiak wysocki kolodziej novak novakova
    svoboda svobodova novotny novotna dvorak dvorakova cerny cerna prochazka prochazkova kucera kucerova vesely vesela horak
    horakova nemec nemcova pokorny pokorna marek markova pospisil pospisilova hajek hajkova kral kralova jelinek jelinkova
    ruzicka ruzickova benes benesova fiala fialova sedlacek sedlackova dolezal dolezalova zeman zemanova kolar kolarova krejci
    navratil cermak urban vanek blazek kriz kratochvil bartos kopecky vlcek musil polak simek konecny maly stastny kadlec
    yilmaz kaya demir sahin celik yildiz yildirim ozturk aydin ozdemir arslan dogan kilic aslan cetin kara koc kurt ozkan simsek
    polat korkmaz karaca erdogan yavuz can acar aktas gunes bozkurt bulut keskin unal turan gul ozer isik kaplan avci sari tekin
    tas kose yuksel ates aksoy ozcan tuncer uysal coskun erdem duman toprak ivanov ivanova petrov petrova sidorov smirnov
    smirnova kuznetsov popov vasiliev sokolov mikhailov novikov fedorov morozov volkov alekseev lebedev semenov egorov pavlov
    kozlov stepanov nikolaev orlov andreev makarov nikitin zakharov shevchenko kovalenko bondarenko tkachenko kravchenko melnyk
    boyko kovalchuk andersson johansson karlsson nilsson eriksson larsson olsson persson svensson gustafsson pettersson jonsson
    jansson hansson bengtsson lindberg lindstrom lindqvist berg bergstrom lundberg lundgren sandberg hansen johansen olsen larsen
    andersen pedersen nilsen kristiansen jensen karlsen nielsen sorensen rasmussen jorgensen christensen petersen madsen
    kristensen thomsen moller korhonen virtanen makinen nieminen makela hamalainen laine heikkinen koskinen jarvinen
    kumar sharma singh gupta verma shah mehta reddy rao nair iyer das mukherjee banerjee chatterjee bose khan ahmed hussain ali
    malik iqbal chaudhry sheikh begum islam rahman hossain wang zhang liu chen yang zhao huang zhou wu xu sun zhu gao lin luo
    zheng liang xie tang han cao deng feng peng zeng xiao tian dong pan yuan cai jiang yu du ye cheng wei su lu ding ren shen
    yao lam chan cheung leung ng ho yip kwok tanaka suzuki sato takahashi watanabe ito yamamoto nakamura kobayashi kato yoshida
    yamada sasaki yamaguchi matsumoto inoue kimura shimizu hayashi saito park choi jung kang cho yoon jang lim shin seo kwon
    hwang pham tran le hoang phan vu dang bui nguyen okafor okonkwo adeyemi mensah owusu ndlovu dlamini nkosi mokoena botha
    vandermerwe naidoo pillay mwangi kamau otieno njoroge diallo traore keita cohen levi mizrahi peretz friedman katz goldberg
    haddad khoury mansour nasser saleh aziz popescu ionescu popa dumitru stan nagy kovacs szabo toth horvath varga kiss molnar
    nemeth farkas horvat kovacevic babic jovanovic petrovic nikolic markovic papadopoulos papadakis nikolaidis georgiou silva
    dasilva mcbride mckenzie mcgregor mclean mcintyre mccarthy mcgrath mckinney mclaughlin mcdaniel mccormick mcguire mcclure
    osullivan oreilly okeefe odonnell ohara dalton barker chambers fletcher newman pearson saunders webster holland barton rhodes
    frost poole gibbs pratt swift steele blake sutton lowe barber curtis benson sharp lambert rowe webb parsons todd page wade
    goodwin moss nash kent hardy norris potter doyle leonard maxwell bates hale zimmerman schwartz klein cohen stein rosen""".split()
)

SURNAME_ENDINGS: Final = (
    "ski", "ska", "cki", "cka", "dzki", "wicz", "czyk", "czak", "ova", "ovsky", "ek", "sson", "ssen", "ersen", "nsen", "lsen", "gren", "strom",
    "qvist", "berg", "oglu", "ovic", "evic", "enko", "chuk", "escu", "opoulos", "akis", "idis", "yan", "ian", "nen", "stein", "mann", "feld", "bauer", "ez",
    "ini", "elli", "etti", "acci", "ucci", "ov", "ev", "ova", "eva", "sen", "dottir", "son", "ton", "ley", "field", "ham", "worth", "stra", "inga", "wala", "ani",
)  # fmt: skip
"""Endings that surnames of a language have and its words mostly have not; they count half, together with a given name."""

NOT_PEOPLE: Final = frozenset(
    """inc ltd llc llp plc gmbh ag kg co corp company group holding holdings sons partners associates sa sas sarl srl spa bv nv ab as oy aps
    services service solutions systems technologies technology consulting international global bank university college school hospital
    clinic institute foundation association club hotel restaurant cafe shop store market street road avenue park airport station center
    centre city county district island islands river lake mount mountain north south east west new old saint san santa los las el la
    united republic kingdom the and of for with in on at to by department office team project product pro plus mini max premium deluxe
    edition version series model set kit pack red blue green black white silver gold large small medium classic original standard
    manager director engineer developer analyst assistant officer president vice senior junior chief representative accountant clerk
    sales marketing support admin owner agent designer consultant specialist coordinator administrator technician
    coffee tea water bottle shirt shoe shoes sneaker bag table chair lamp desk phone laptop camera keyboard mouse monitor watch sauce cheese
    bread chocolate beer wine juice oil sugar rice fish meat syrup mix cream night day love story movie dream blood house war world
    january february march april may june july august september october november december monday tuesday wednesday thursday friday
    saturday sunday active inactive pending open closed yes no true false none null unknown other test default""".split()
)
"""Words that show that a capitalised phrase is no person."""
