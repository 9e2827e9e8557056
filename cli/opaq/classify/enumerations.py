"""Closed sets of values that name a category by themselves, and common towns: for columns whose name says nothing."""

from __future__ import annotations

from typing import Final

from opaq.model.finding import Category

SETS: Final[tuple[tuple[Category, frozenset[str], int], ...]] = (
    ("person.gender", frozenset("m f male female man woman mann frau mannlich weiblich homme femme masculin feminin hombre mujer masculino femenino feminino maschio femmina vrouw kobieta mezczyzna muz zena erkek kadin divers diverse nonbinary non-binary other unknown x d w u nb n/a".split()), 2),
    ("person.marital_status", frozenset("single married divorced widowed separated ledig verheiratet geschieden verwitwet celibataire marie mariee divorce divorcee veuf veuve soltero soltera casado casada divorciado divorciada viudo viuda solteiro solteira viuvo viuva celibe nubile coniugato coniugata divorziato vedovo vedova ongehuwd gehuwd gescheiden weduwe kawaler panna zonaty mezatka rozwiedziony wdowiec wdowa svobodny svobodna zenaty vdana rozvedeny rozvedena bekar evli bosanmis dul partnership cohabiting".split()), 2),
    ("special.ethnicity", frozenset(("white|black|asian|hispanic|latino|native|other|african american|caucasian|white british|pacific islander|native american|black or african american|american indian|american indian or alaska native|native hawaiian|mixed|nonhispanic|non-hispanic|not hispanic|two or more races|middle eastern|indigenous|roma|hawaiian|white other|asian indian|black caribbean|black african|arab|latinx|hispanic or latino|branca|preta|parda|amarela|indigena|multiracial").split("|")), 2),
    ("special.religion", frozenset("christian christianity catholic protestant orthodox muslim islam islamic jewish judaism hindu hinduism buddhist buddhism sikh sikhism atheist agnostic none lutheran methodist baptist anglican evangelical mormon katholisch evangelisch muslimisch judisch konfessionslos catholique protestant musulman juif catolico catolica protestante musulmana judio cattolico ateo rk ev katolik musluman pentecostal presbyterian jain bahai taoist shinto spiritual".split()), 2),
    ("health.data", frozenset("a+ a- b+ b- ab+ ab- o+ o- 0+ 0-".split()), 3),
    ("special.orientation", frozenset("heterosexual homosexual bisexual gay lesbian straight asexual pansexual queer hetero".split()), 2),
    ("special.politics", frozenset("democrat republican democratic independent libertarian green labour conservative liberal socialist cdu spd fdp afd csu die_linke grune tory lib-dem snp".split()), 3),
)  # fmt: skip
"""Category, its values (folded), and how many different ones must be seen."""

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
