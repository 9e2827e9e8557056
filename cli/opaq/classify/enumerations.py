"""Closed sets of values that name a category by themselves, and common towns: for columns whose name says nothing."""

from __future__ import annotations

from typing import Final

from opaq.model.finding import Category

SETS: Final[tuple[tuple[Category, frozenset[str], int], ...]] = (
    ("person.gender", frozenset("m f male female man woman mann frau mannlich weiblich homme femme masculin feminin hombre mujer masculino femenino feminino maschio femmina vrouw kobieta mezczyzna muz zena erkek kadin divers diverse nonbinary non-binary other unknown x d w u nb n/a".split()), 2),
    ("person.marital_status", frozenset("single married divorced widowed separated ledig verheiratet geschieden verwitwet celibataire marie mariee divorce divorcee veuf veuve soltero soltera casado casada divorciado divorciada viudo viuda solteiro solteira viuvo viuva celibe nubile coniugato coniugata divorziato vedovo vedova ongehuwd gehuwd gescheiden weduwe kawaler panna zonaty mezatka rozwiedziony wdowiec wdowa svobodny svobodna zenaty vdana rozvedeny rozvedena bekar evli bosanmis dul partnership cohabiting".split()), 2),
    ("special.ethnicity", frozenset(("white|black|asian|hispanic|latino|native|other|african american|caucasian|white british|pacific islander|native american|black or african american|american indian|american indian or alaska native|native hawaiian|mixed|nonhispanic|non-hispanic|not hispanic|two or more races|middle eastern|indigenous|roma|hawaiian|white other|asian indian|black caribbean|black african|arab|latinx|hispanic or latino|branca|preta|parda|amarela|indigena|multiracial").split("|")), 2),
    ("special.religion", frozenset("christian christianity catholic protestant orthodox muslim islam islamic jewish judaism hindu hinduism buddhist buddhism sikh sikhism atheist agnostic none lutheran methodist baptist anglican evangelical mormon katholisch evangelisch muslimisch judisch konfessionslos catholique protestant musulman juif catolico catolica protestante musulmana judio cattolico ateo rk ev katolik musluman pentecostal presbyterian jain bahai taoist shinto spiritual".split()), 2),
    ("health.data", frozenset("a+|a-|b+|b-|ab+|ab-|o+|o-|0+|0-|a rh+|a rh-|b rh+|b rh-|ab rh+|ab rh-|0 rh+|0 rh-|o rh+|o rh-|a pos|a neg|b pos|b neg|ab pos|ab neg|o pos|o neg".split("|")), 3),
    ("special.orientation", frozenset("heterosexual homosexual bisexual gay lesbian straight asexual pansexual queer hetero heterosexuell homosexuell bisexuell heterosexuel homosexuel bisexuel bisexuelle lesbienne".split()), 2),
    ("special.politics", frozenset("democrat|republican|democratic|independent|libertarian|green|green party|greens|labour|labour party|conservative|conservatives|liberal|liberal democrat|liberal democrats|lib dem|lib-dem|socialist|reform uk|plaid cymru|sinn fein|cdu|cdu/csu|spd|fdp|afd|csu|die linke|linke|grune|die grunen|bundnis 90/die grunen|tory|snp|renaissance|rassemblement national|les republicains|psoe|podemos|sumar|ciudadanos|pd|lega|fratelli d'italia|forza italia|m5s|vvd|pvv|d66|pvda|groenlinks|po|pis|lewica|psl|ano|ods|akp|chp|mhp|iyi|pt|psdb|mdb".split("|")), 3),
    ("special.union", frozenset("unison|unite|unite the union|gmb|usdaw|nasuwt|neu|pcs|rmt|aslef|ver.di|verdi|ig metall|ig bce|gew|ig bau|evg|cgt|cfdt|cftc|fo|cfe-cgc|unsa|sud|ugt|ccoo|cc.oo.|cnt|cgil|cisl|uil|fnv|cnv|opzz|solidarnosc|nszz solidarnosc|afl-cio|seiu|teamsters|uaw|afscme|turk-is|disk|hak-is|cut".split("|")), 3),
)  # fmt: skip
"""Category, its values (folded), and how many different ones must be seen."""

ORIGINS: Final = frozenset(
    """african asian hispanic latino latina caucasian caribbean islander hawaiian indigenous aboriginal maori arab roma native american indian
    chinese cambodian vietnamese korean japanese filipino pakistani bangladeshi puerto dominican cuban guatemalan salvadoran colombian mulatto
    mestizo multiracial biracial nonhispanic multiple races""".split()
)
"""Words of which several together are answers to a question about ethnic origin."""

NO_ANSWER: Final = frozenset(
    """unknown|n/a|na|none|other|not stated|not specified|prefer not to say|prefer not to answer|declined|declined to answer|unable to obtain|
    patient declined to answer|keine angabe|k.a.|unbekannt|sonstige|non precise|inconnu|autre|no informado|desconocido|otro|nao informado|
    outro|non specificato|altro|onbekend|anders|nieznany|inne|neuvedeno|jine|belirtilmemis|diger|--|-|?""".replace(
        "\n    ", ""
    ).split("|")
)
"""Answers that every question gets: they neither make a set nor break it."""

DISEASES: Final = frozenset(
    """A09 A41 A49 B34 B37 C18 C20 C34 C50 C61 C73 C78 C79 D12 D50 D62 D64 D69 D72 E03 E05 E10 E11 E16 E55 E66 E78 E83 E86 E87 F03 F10 F17 F20
    F31 F32 F33 F41 F43 F90 G20 G25 G30 G35 G40 G43 G47 G62 G89 H10 H25 H26 H35 H40 H52 H66 H81 I08 I10 I11 I12 I13 I20 I21 I25 I26 I27 I34 I35
    I42 I44 I47 I48 I49 I50 I63 I65 I67 I69 I70 I73 I83 I87 I95 J00 J01 J02 J03 J06 J09 J10 J11 J12 J15 J18 J20 J30 J32 J40 J42 J44 J45 J69 J90
    J96 J98 K04 K05 K08 K21 K22 K25 K29 K31 K35 K40 K44 K50 K51 K52 K56 K57 K58 K59 K63 K64 K70 K74 K76 K80 K81 K85 K86 K92 L02 L03 L08 L20 L23
    L30 L40 L50 L57 L70 L89 L97 L98 M06 M10 M13 M15 M16 M17 M19 M23 M25 M32 M35 M41 M43 M46 M47 M48 M50 M51 M53 M54 M62 M65 M70 M72 M75 M79 M80
    M81 M99 N10 N13 N17 N18 N19 N20 N23 N28 N30 N39 N40 N41 N52 N76 N80 N83 N92 N95 O09 O80 P07 R00 R05 R06 R07 R09 R10 R11 R13 R19 R21 R26 R31
    R32 R33 R35 R41 R42 R50 R51 R53 R55 R56 R60 R63 R65 R68 R73 R78 R79 R91 R93 R94 S00 S01 S06 S22 S32 S42 S52 S61 S62 S72 S82 S83 S93 T14 T78
    T81 U07 V58 W19 Z00 Z01 Z02 Z03 Z04 Z09 Z12 Z13 Z20 Z23 Z30 Z34 Z51 Z71 Z72 Z76 Z79 Z80 Z82 Z85 Z86 Z87 Z88 Z90 Z91 Z92 Z93 Z95 Z96 Z98 Z99
    038 244 250 272 276 285 296 300 305 311 401 403 410 414 427 428 486 496 518 530 584 599""".split()
)
"""The first three characters of the codes that are recorded most, ICD-10 (WHO) and a few of ICD-9-CM."""

UNTELLING: Final = frozenset({"other", "unknown", "none", "x", "n/a", "u", "d", "white", "black", "green", "independent", "liberal", "native", "mixed", "single", "straight", "orthodox", "marie"})  # fmt: skip
"""Members that other sets have too: they do not count as evidence."""

CITIES: Final = frozenset(
    """new york|los angeles|chicago|houston|phoenix|philadelphia|san antonio|san diego|dallas|san jose|austin|jacksonville|fort worth|
    columbus|charlotte|san francisco|indianapolis|seattle|denver|washington|boston|el paso|nashville|detroit|oklahoma city|portland|
    las vegas|memphis|louisville|baltimore|milwaukee|albuquerque|tucson|fresno|sacramento|kansas city|mesa|atlanta|omaha|
    colorado springs|raleigh|miami|long beach|virginia beach|oakland|minneapolis|tulsa|tampa|arlington|new orleans|wichita|cleveland|
    bakersfield|aurora|anaheim|honolulu|santa ana|riverside|corpus christi|lexington|stockton|henderson|saint paul|st. louis|
    cincinnati|pittsburgh|greensboro|anchorage|plano|lincoln|orlando|irvine|newark|toledo|durham|chula vista|fort wayne|jersey city|
    st. petersburg|laredo|madison|chandler|buffalo|lubbock|scottsdale|reno|glendale|gilbert|winston-salem|norfolk|boise|richmond|
    spokane|tacoma|salt lake city|rochester|hartford|springfield|worcester|cambridge|salem|providence|bellevue|redmond|renton|
    edmonds|everett|issaquah|bothell|london|birmingham|manchester|glasgow|liverpool|leeds|sheffield|edinburgh|bristol|cardiff|
    leicester|coventry|bradford|belfast|nottingham|hull|newcastle|newcastle upon tyne|stoke-on-trent|southampton|derby|portsmouth|
    brighton|plymouth|northampton|reading|luton|wolverhampton|bolton|aberdeen|bournemouth|norwich|swindon|swansea|york|oxford|
    dundee|ipswich|exeter|bath|dublin|cork|galway|limerick|toronto|montreal|montréal|vancouver|calgary|edmonton|ottawa|winnipeg|quebec|
    québec|hamilton|halifax|victoria|regina|saskatoon|mississauga|sydney|melbourne|brisbane|perth|adelaide|canberra|gold coast|hobart|
    darwin|auckland|wellington|christchurch|berlin|hamburg|munchen|münchen|munich|koln|köln|cologne|frankfurt|frankfurt am main|
    stuttgart|dusseldorf|düsseldorf|dortmund|essen|leipzig|bremen|dresden|hannover|nurnberg|nürnberg|nuremberg|duisburg|bochum|wuppertal|
    bielefeld|bonn|munster|münster|karlsruhe|mannheim|augsburg|wiesbaden|aachen|braunschweig|kiel|chemnitz|magdeburg|freiburg|krefeld|
    lubeck|lübeck|mainz|erfurt|rostock|kassel|hagen|potsdam|saarbrucken|saarbrücken|heidelberg|darmstadt|regensburg|wurzburg|würzburg|
    ulm|wien|vienna|graz|linz|salzburg|innsbruck|zurich|zürich|geneve|genève|geneva|basel|bern|lausanne|luzern|paris|marseille|lyon|
    toulouse|nice|nantes|strasbourg|montpellier|bordeaux|lille|rennes|reims|le havre|saint-etienne|toulon|grenoble|dijon|angers|nimes|
    villeurbanne|clermont-ferrand|le mans|brest|tours|amiens|limoges|metz|perpignan|besancon|orleans|rouen|mulhouse|caen|nancy|
    bruxelles|brussel|brussels|antwerpen|gent|ghent|brugge|liege|liège|charleroi|namur|leuven|amsterdam|rotterdam|den haag|the hague|
    utrecht|eindhoven|groningen|tilburg|almere|breda|nijmegen|haarlem|arnhem|maastricht|leiden|delft|luxembourg|madrid|barcelona|
    valencia|sevilla|seville|zaragoza|malaga|málaga|murcia|palma|bilbao|alicante|cordoba|córdoba|valladolid|vigo|gijon|granada|
    la coruna|vitoria|elche|oviedo|cartagena|pamplona|san sebastian|salamanca|burgos|lisboa|lisbon|porto|braga|coimbra|faro|setubal|
    funchal|roma|rome|milano|milan|napoli|naples|torino|turin|palermo|genova|genoa|bologna|firenze|florence|bari|catania|venezia|
    venice|verona|messina|padova|trieste|brescia|parma|prato|modena|perugia|ravenna|cagliari|salerno|bergamo|reggio emilia|warszawa|
    warsaw|krakow|kraków|lodz|łódź|wroclaw|wrocław|poznan|poznań|gdansk|gdańsk|szczecin|bydgoszcz|lublin|katowice|bialystok|gdynia|
    praha|prague|brno|ostrava|plzen|plzeň|liberec|olomouc|bratislava|kosice|budapest|debrecen|szeged|bucuresti|bucharest|cluj-napoca|
    timisoara|iasi|sofia|plovdiv|varna|athens|thessaloniki|istanbul|ankara|izmir|bursa|adana|gaziantep|konya|antalya|stockholm|
    goteborg|göteborg|gothenburg|malmo|malmö|uppsala|oslo|bergen|trondheim|stavanger|kobenhavn|københavn|copenhagen|aarhus|odense|
    helsinki|espoo|tampere|turku|reykjavik|tallinn|riga|vilnius|moscow|moskva|saint petersburg|kyiv|kiev|kharkiv|odesa|lviv|minsk|
    belgrade|zagreb|ljubljana|sarajevo|tokyo|osaka|kyoto|yokohama|nagoya|sapporo|seoul|busan|beijing|shanghai|guangzhou|shenzhen|
    hong kong|taipei|singapore|bangkok|kuala lumpur|jakarta|manila|hanoi|ho chi minh city|mumbai|delhi|new delhi|bangalore|bengaluru|
    hyderabad|chennai|kolkata|pune|ahmedabad|karachi|lahore|islamabad|dhaka|dubai|abu dhabi|doha|riyadh|jeddah|tel aviv|jerusalem|
    cairo|lagos|nairobi|accra|johannesburg|cape town|durban|pretoria|casablanca|tunis|algiers|addis ababa|mexico city|ciudad de mexico|
    méxico d.f.|guadalajara|monterrey|puebla|tijuana|bogota|bogotá|medellin|cali|lima|quito|guayaquil|caracas|santiago|buenos aires|
    rosario|montevideo|asuncion|la paz|sao paulo|são paulo|rio de janeiro|brasilia|brasília|salvador|fortaleza|belo horizonte|manaus|
    curitiba|recife|porto alegre|campinas|havana|panama city|san juan|kingston|santo domingo|cuenca|resende|cowes|graz|helsinki|
    worcester|lowell|quincy|lynn|new bedford|fall river|newton|lawrence|somerville|framingham|haverhill|waltham|malden|brookline|plymouth|
    medford|taunton|chicopee|weymouth|revere|peabody|methuen|barnstable|pittsfield|attleboro|arlington|everett|leominster|fitchburg|
    beverly|holyoke|marlborough|woburn|amherst|braintree|shrewsbury|dartmouth|chelsea|natick|andover|billerica|franklin|falmouth|
    monona|sun prairie|mcfarland|windsor|waunakee|south san francisco|southlake|oxford|bern|ottawa|toronto""".replace(
        "\n    ", ""
    ).split("|")
)
"""Larger towns, and those that addresses of the world name most: in lower case, with their accents and without."""

HEALTH_WORDS: Final = frozenset(
    """disorder finding syndrome disease infection fracture sprain injury pain chronic acute diabetes hypertension asthma cancer carcinoma
    tumor neoplasm vaccine immunization mg ml mcg hctz tablet capsule injection inhaler hydrochloride sodium oral ointment screening
    pregnancy prenatal therapy therapeutic surgery surgical biopsy allergy allergic blood glucose cholesterol hemoglobin platelet
    leukocytes erythrocytes diagnosis symptom symptoms anemia arthritis bronchitis pneumonia sinusitis pharyngitis influenza migraine
    depression anxiety epilepsy stroke failure insufficiency ischemic cardiac renal kidney liver lung heart medication prescription
    systolic diastolic bmi platelets volume arterial serum urine covid sars antibody hepatitis measles tetanus caries gingivitis
    tab tablets capsules syrup suspension cream patch aspirin ibuprofen paracetamol acetaminophen insulin metformin
    heparin warfarin penicillin amoxicillin lipitor codeine morphine obesity copd cataract dialysis mri ct xray ultrasound angiography bypass
    transplant replacement resection latex peanut peanuts shellfish dander pollen mmr tdap hep hpv hib covid19 pressure saturation respiratory
    coronary artery pulmonary thyroid prostate breast colon lymphoma melanoma sepsis ulcer reflux gout lupus psoriasis eczema seizure dementia
    alzheimer parkinson autism adhd bipolar schizophrenia ptsd hiv aids tuberculosis malaria vertigo fever cough nausea headache rash edema
    procedure situation disorders plasma immunoglobulin antibodies allergen assessment resuscitation stent defibrillator catheter
    krankheit entzundung schmerzen maladie douleur enfermedad dolor doenca dor malattia dolore ziekte pijn choroba bol nemoc hastalik""".split()
)
"""Words of diagnoses, medicines and findings; a column most of whose values have one is about health."""

CLINICAL_ENDINGS: Final = (
    "itis", "ectomy", "oscopy", "plasty", "otomy", "ostomy", "emia", "aemia", "algia", "opathy", "statin", "sartan", "olol", "cillin",
    "mycin", "prazole", "conazole", "oxetine", "azepam", "zolam", "gliptin", "gliflozin", "floxacin", "dipine", "thiazide", "tinib",
    "profen", "parin", "oxacin", "triptan", "cycline", "vastatin", "sterone", "solone", "sonide", "uria", "rrhea", "sclerosis", "thyroidism",
    "lipidemia", "glycemia", "creatinine", "metrium", "plegia",
)  # fmt: skip
"""Endings of the words of medicine: inflammations, operations, stems of the International Nonproprietary Names."""
