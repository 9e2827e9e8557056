"""Invented tables for measuring: one body of columns under their own names, under odd ones, and without names.

Every generator is written here; nothing is taken from the tables of the classifier. A label that ends
in `?` is one that nobody can tell (or that may be seen either way) and is not counted.
"""

from __future__ import annotations

import random
import string
import uuid
from collections.abc import Callable, Iterator
from typing import NamedTuple

from . import hard

ROWS = 60
Make = Callable[[random.Random], object]


class Invented(NamedTuple):
    """One column."""

    own: str
    odd: str
    label: str
    values: list[str]


class Table(NamedTuple):
    """One table with its two names."""

    own: str
    odd: str
    columns: list[Invented]


PERSON = (
    "person.name person.name person.name contact.email contact.phone address.street address.city address.postal_code person.birth_date"
).split()

# own name | odd name | own columns | odd columns | given | family | streets | towns | street form | postal form | phone form | date form
PLACES = """
customers|CUST_MST|first_name last_name full_name email phone street city zip date_of_birth|frst_nm lst_nm cust_nm eml_adr tel_no addr1 cty zip_cd dob|Ashley Marcus Denise Tyrone Megan Curtis Paula Derrick Heather Wesley|Abbott Whitaker Dalton Pruitt Goodwin Hensley Mercado Ritter Stanton Vaughn|Maple Street;Oak Avenue;Sunset Boulevard;Cedar Lane;Ridge Road|Springfield;Fairview;Dayton;Boise;Tacoma|# $|#####|(2##) 5##-####|%Y-%m-%d
members|MBR_TBL|forename surname name email_address mobile address_line_1 town postcode birth_date|fnm snm nm email_addr mob_no adr_ln1 twn pcode dt_of_brth|Alfie Imogen Rupert Poppy Nigel Gemma Alistair Beth Callum Isla|Hargreaves Pickering Ashworth Bickerton Cartwright Dunstan Entwistle Fairclough Gibbons Hibbert|Church Road;Station Street;Mill Lane;Victoria Close;High Street|Halifax;Stroud;Luton;Wigan;Truro|# $|LS# #XY|07### ######|%d/%m/%Y
kunden|KNA1|vorname nachname name email telefon strasse ort plz geburtsdatum|NAMEV NAME_LAST NAME1 SMTP_ADDR TELF1 STRAS ORT01 PSTLZ GBDAT|Jürgen Heike Torsten Ulrike Sven Anke Dieter Silke Lukas Greta|Brandt Kühn Vogelsang Lindemann Pohl Seidel Rademacher Winkelmann Krüger Ostermann|Lindenstraße;Am Markt;Goetheweg;Bahnhofstraße;Schulgasse|Goslar;Passau;Bamberg;Celle;Jena|$ #|#####|+49 ### #######|%d.%m.%Y
clients|CLI|prenom nom_de_famille nom_complet courriel telephone adresse ville code_postal date_naissance|prn nomfam nomc mel tel_num adr_l1 vil cod_post dat_nais|Manon Thibault Élodie Gaspard Solène Quentin Maëlys Bastien Clémence Yannick|Delacroix Fontaine Guillot Lemaire Marchand Perrot Roussel Tessier Vasseur Bertrand|rue des Lilas;avenue Victor Hugo;impasse du Moulin;boulevard Pasteur;chemin Vert|Annecy;Colmar;Pau;Vannes;Quimper|# $|#####|06 ## ## ## ##|%d/%m/%Y
clientes|CLTES|nombre apellidos nombre_completo correo telefono direccion ciudad codigo_postal fecha_nacimiento|nomb apell nom_compl corr_elec tlf dirc cdad cod_postal fec_nac|Íñigo Rocío Jimena Nacho Amparo Gonzalo Lourdes Saúl Begoña Fermín|Zubiri Cifuentes Montoya Quesada Barrientos Escudero Llorente Pizarro Urrutia Valverde|Calle Mayor;Avenida del Sol;Plaza Nueva;Paseo de Gracia;Calle del Pino|Cádiz;Huesca;Lugo;Soria;Teruel|$, #|#####|+34 6## ### ###|%Y-%m-%d
clienti|ANAG|nome cognome nominativo email telefono indirizzo citta cap data_nascita|nom_cli cogn nomin e_mail num_tel indir citt cap dt_nasc|Fabrizio Ginevra Ettore Loredana Tommaso Ornella Dario Ilaria Renzo Fiorella|Bellucci Cattaneo Dell'Orto Ferrante Guidi Lombardo Marchetti Pellegrini Sartori Zanetti|Via Garibaldi;Corso Italia;Piazza Dante;Viale Trieste;Via dei Mille|Lucca;Matera;Asti;Trento;Pesaro|$ #|#####|+39 3## #######|%d/%m/%Y
klanten|KLNT|voornaam achternaam naam emailadres telefoonnummer straat woonplaats postcode geboortedatum|vnm anm nm mail_adr telnr strt wpl pcode gebdat|Sanne Daan Femke Joris Lotte Ruben Maaike Thijs Fleur Bram|Kuipers Hoekstra Dijkman Veenstra Bosch Scholten Wolters Postma Timmermans Verhoeven|Kerkstraat;Dorpslaan;Prinsengracht;Molenweg;Stationsplein|Assen;Gouda;Venlo;Zwolle;Deventer|$ #|#### XY|06-########|%d-%m-%Y
klienci|KLN|imie nazwisko imie_i_nazwisko email telefon ulica miasto kod_pocztowy data_urodzenia|im nazw imnazw adr_email tel_kom ul mst kod_p dt_ur|Agnieszka Bartosz Dorota Grzegorz Iwona Krzysztof Magda Paweł Urszula Zbigniew|Kowalczyk Wiśniewska Zając Dąbrowski Wróbel Pawlak Jaworska Michalski Gajewski Sikora|ul. Polna;ul. Leśna;al. Jana Pawła II;ul. Krótka;os. Słoneczne|Zamość;Płock;Elbląg;Nysa;Chełm|$ #|##-###|+48 ### ### ###|%Y-%m-%d
zakaznici|ZAK|jmeno prijmeni cele_jmeno email telefon ulice mesto psc datum_narozeni|jm prijm cjm emailadr tel_c ul mesto psc dat_nar|Zdeněk Lenka Radek Jitka Miloš Blanka Vojtěch Hana Ondřej Šárka|Novotný Dvořáková Procházka Kučerová Horák Němcová Pokorný Králová Beneš Fialová|Husova;Nádražní;Palackého;Lipová;Na Kopci|Tábor;Zlín;Jihlava;Opava;Písek|$ #|### ##|+420 ### ### ###|%d.%m.%Y
musteriler|MUS|ad soyad ad_soyad eposta telefon adres sehir posta_kodu dogum_tarihi|adi soyadi adsoyad e_posta cep_tel adr shr posta_k dgm_trh|Ayşe Emre Elif Burak Zeynep Murat Esra Kemal Hülya Serkan|Yılmaz Demirci Kaya Şahin Çelik Öztürk Aydın Arslan Doğan Koç|Atatürk Caddesi;Gül Sokak;İnönü Bulvarı;Lale Sokak;Cumhuriyet Caddesi|Bolu;Sivas;Manisa;Rize;Ordu|$ No:#|#####|+90 5## ### ## ##|%d.%m.%Y
clientes_br|CAD_CLI|nome_completo sobrenome nome_social email celular logradouro cidade cep data_nascimento|nm_cli sobren nm_soc end_email num_cel lograd cid nr_cep dt_nasc|Thiago Luana Rafaela Caio Larissa Otávio Bianca Murilo Tainá Heitor|Cavalcanti Figueiredo Nogueira Peixoto Queiroz Rezende Siqueira Teixeira Vasconcelos Xavier|Rua das Flores;Avenida Brasil;Travessa do Sol;Rua XV de Novembro;Alameda Santos|Olinda;Niterói;Londrina;Blumenau;Sobral|$, #|#####-###|+55 11 9####-####|%d/%m/%Y
kunder|KND|fornamn efternamn namn epost telefon gatuadress ort postnummer fodelsedatum|fnamn enamn namn epostadr tlf_nr gata ort postnr fodd|Astrid Björn Ebba Gustav Linnea Måns Saga Torbjörn Wilma Åke|Lindqvist Sjöberg Nyström Hedlund Åkesson Bergman Forsberg Holmgren Sandell Ekström|Storgatan;Kyrkvägen;Skolgatan;Björkvägen;Ängsgatan|Falun;Kalmar;Visby;Umeå;Luleå|$ #|### ##|070-### ## ##|%Y-%m-%d
клиенты|KLIENT|имя фамилия фио email телефон улица город индекс дата_рождения|imya familiya fio el_pochta telefon ulitsa gorod index dt_rozhd|Анна Сергей Ольга Дмитрий Елена Павел Ирина Максим Юлия Андрей|Смирнова Кузнецов Попова Волков Лебедева Морозов Зайцева Соколов Егорова Орлов|ул. Ленина, д.;пр. Мира, д.;ул. Садовая, д.;пер. Школьный, д.;ул. Гагарина, д.|г. Тверь;г. Омск;г. Пермь;г. Уфа;г. Тула|$ #|1#####|+7 9## ###-##-##|%d.%m.%Y
顧客|KOKYAKU|名 姓 氏名 メール 電話番号 住所 市区町村 郵便番号 生年月日|mei sei shimei meru denwa jusho shi_ku yubin seinen|陽子 健一 美咲 大輔 直子 拓也 千尋 和也 明美 翔太|佐藤 鈴木 高橋 田中 渡辺 伊藤 山本 中村 小林 加藤|東京都港区芝公園;大阪府大阪市北区梅田;京都府京都市中京区;北海道札幌市中央区;福岡県福岡市博多区|横浜市;仙台市;広島市;神戸市;川崎市|$#|###-####|090-####-####|%Y/%m/%d
客户|KEHU|名 姓 姓名 邮箱 手机号 地址 城市 邮编 出生日期|ming xing xingming youxiang shouji dizhi chengshi youbian shengri|秀英 建国 晓明 丽华 志强 婷婷 海燕 文博 雪梅 俊杰|王 李 张 刘 陈 杨 赵 黄 周 吴|北京市朝阳区建国路;上海市浦东新区世纪大道;广州市天河区体育西路;成都市锦江区春熙路;杭州市西湖区文三路|苏州市;武汉市;西安市;南京市;青岛市|$#号|######|138########|%Y-%m-%d
asiakkaat|ASI|etunimi sukunimi koko_nimi sahkoposti puhelin katuosoite kaupunki postinumero syntymaaika|etun sukun nimi sposti puh katu kaup pno synt_aika|Aino Eero Helmi Jukka Kaisa Lauri Matti Päivi Sanna Veikko|Korhonen Virtanen Mäkinen Nieminen Laine Heikkilä Koskela Salmi Rantanen Lehtonen|Koivukatu;Rantatie;Mannerheimintie;Kirkkokatu;Mäntytie|Oulu;Kotka;Vaasa;Lahti;Pori|$ #|#####|040 #######|%d.%m.%Y
ugyfelek|UGYF|keresztnev vezeteknev teljes_nev email telefonszam utca varos iranyitoszam szuletesi_datum|knev vnev nev emailcim tel utca vrs irsz szul_dt|Ágnes Balázs Csilla Dénes Eszter Gergő Ildikó Károly Réka Zoltán|Nagy Kovács Szabó Horváth Kiss Varga Molnár Németh Farkas Balogh|Petőfi utca;Kossuth tér;Rákóczi út;Dózsa György út;Ady Endre utca|Eger;Pécs;Vác;Győr;Sopron|$ #.|####|+36 30 ### ####|%Y.%m.%d
"""


def _fill(r: random.Random, form: str) -> str:
    """A form with digits for `#` and capitals for X and Y."""
    digit_or_capital = {"#": string.digits, "X": "ABCDEGHJKL", "Y": "ABCDEGHJKL"}
    return "".join(r.choice(digit_or_capital.get(c, c)) for c in form)


def _place(r: random.Random, line: str) -> Table:
    own, odd, names, odd_names, given, family, streets, towns, street, postal, phone, date = line.split("|")
    firsts, lasts, roads, cities = given.split(), family.split(), streets.split(";"), towns.split(";")
    tight = "" if len(lasts[0]) < 3 and not lasts[0].isascii() else " "

    def born() -> str:
        from datetime import date as day

        return day(r.randint(1938, 2004), r.randint(1, 12), r.randint(1, 28)).strftime(date)

    makes: list[Callable[[], str]] = [
        lambda: r.choice(firsts),
        lambda: r.choice(lasts),
        lambda: (
            f"{r.choice(firsts)}{tight}{r.choice(lasts)}" if tight else f"{r.choice(lasts)}{tight}{r.choice(firsts)}"
        ),
        lambda: (
            f"{_fill(r, 'XYXY').lower()}{r.randint(1, 999)}@{r.choice(('example.org', 'mail.example', 'post.example.net'))}"
        ),
        lambda: _fill(r, phone),
        lambda: _fill(r, street.replace("#", str(r.randint(1, 220)))).replace("$", r.choice(roads)),
        lambda: r.choice(cities),
        lambda: _fill(r, postal),
        born,
    ]
    columns = [
        Invented(o, d, label, [make() for _ in range(ROWS)])
        for o, d, label, make in zip(names.split(), odd_names.split(), PERSON, makes, strict=True)
    ]
    for o, d, make in (
        ("order_no", "ord_no", lambda: f"ORD-{r.randint(10**5, 10**6)}"),
        ("status", "sts", lambda: r.choice(("active", "closed", "pending"))),
        ("amount", "amt", lambda: f"{r.randint(1, 900)}.{r.randint(10, 99)}"),
        ("created_at", "crt_ts", lambda: f"2025-0{r.randint(1, 9)}-1{r.randint(0, 9)} 10:{r.randint(10, 59)}:00"),
    ):
        columns.append(Invented(o, d, "none", [make() for _ in range(ROWS)]))
    return Table(own, odd, columns)


def _luhn(body: str) -> str:
    total = sum(sum(divmod(int(c) * (2 - i % 2), 10)) for i, c in enumerate(reversed(body)))
    return f"{body}{-total % 10}"


def _digits(r: random.Random, count: int) -> str:
    return "".join(r.choices(string.digits, k=count))


def _letters(r: random.Random, count: int, alphabet: str = string.ascii_letters + string.digits) -> str:
    return "".join(r.choices(alphabet, k=count))


def _some(words: str) -> Make:
    return lambda r: r.choice(words.split("|"))


def _person(r: random.Random) -> str:
    return f"{r.choice('Alice Robert Maria Stefan Julia Thomas Laura Pierre Nina Carlos'.split())} {r.choice('Turner Keller Romano Dubois Novak Hughes Santos Berger Walsh Moreno'.split())}"


def _street(r: random.Random) -> str:
    return f"{r.randint(1, 900)} {r.choice(('Oak', 'Pine', 'Lake', 'Hill'))} {r.choice(('Street', 'Avenue', 'Road', 'Lane'))}"


def _mac(r: random.Random) -> str:
    return ":".join(f"{r.randint(0, 255):02x}" for _ in range(6))


_ILLNESSES = _some("Asthma|Type 2 diabetes mellitus|Essential hypertension|Migraine|Acute bronchitis|Depression|Hyperlipidemia|Osteoarthritis of knee|Chronic kidney disease")  # fmt: skip
_MEDICINES = _some("Metformin 500 mg|Lisinopril 10 mg|Ibuprofen 400 MG Oral Tablet|Atorvastatin|Amoxicillin 250 mg capsule|Omeprazole 20mg|Sertraline 50 mg")  # fmt: skip

_OPEN = ("icd", "coordinates-like")
"""Cells that must stay in the clear one by one, but not as columns of that name."""

THEMES: dict[str, list[tuple[str, str, str, Make]]] = {
    "hr_employees|PA0002": [
        ("gender", "gndr_cd", "person.gender", _some("Male|Female")),
        ("marital_status", "mrtl_sts", "person.marital_status", _some("Single|Married|Divorced")),
        ("monthly_income", "mth_inc", "fin.salary?", lambda r: r.randint(1009, 20000)),
        ("department", "dept_cd", "none", _some("Sales|Research|Human Resources")),
        ("race", "race_dsc", "special.ethnicity", _some("White|Black or African American|Asian|Two or more races|Hispanic")),
        ("performance", "perf_scr", "none", _some("Exceeds|Fully meets|Needs improvement")),
        ("hire_date", "hire_dt", "none", lambda r: f"{r.randint(2016, 2025)}-0{r.randint(1, 9)}-1{r.randint(0, 9)}"),
        ("manager_name", "mgr_nm", "person.name", _person),
        ("religion", "relgn", "special.religion", _some("Catholic|Protestant|Muslim|Jewish|Hindu|Buddhist")),
        ("union_member", "union_mbr", "special.union?", _some("yes|no")),
        ("ssn", "ssn_nbr", "id.national", lambda r: f"{r.randint(101, 665)}-{r.randint(10, 99)}-{r.randint(1000, 9999)}"),
    ],
    "admissions|ADM_TBL": [
        ("patient_name", "pt_nm", "person.name", _person),
        ("blood_type", "bld_typ", "health.data", _some("A+|A-|B+|B-|O+|O-|AB+|AB-")),
        ("medical_condition", "med_cond", "health.data", _ILLNESSES),
        ("medication", "med_nm", "health.data", _MEDICINES),
        ("procedure_name", "proc_dsc", "health.data", _some("Appendectomy|Colonoscopy|Total hip replacement|Coronary artery bypass graft|Hysterectomy")),
        ("blood_pressure", "bp", "health.data", lambda r: f"{r.randint(95, 170)}/{r.randint(55, 105)}"),
        ("icd10_code", "dx_cd", "health.data", lambda r: f"{r.choice('EIJMK')}{r.randint(10, 99)}.{r.randint(0, 9)}"),
        ("doctor", "dr_nm", "person.name", lambda r: f"Dr. {_person(r)}"),
        ("room_number", "rm_no", "none", lambda r: r.randint(100, 500)),
        ("insurance_provider", "ins_prov", "none", _some("Aetna|Cigna|Medicare|Blue Cross")),
        ("admission_type", "adm_typ", "none", _some("Urgent|Emergency|Elective")),
    ],
    "orders|ORD_HDR": [
        ("sku", "sku_cd", "none", lambda r: f"{r.choice('ABC')}{r.randint(10, 99)}-{r.randint(1000, 9999)}"),
        ("product_name", "prd_nm", "none", hard.HARMLESS["product"]),
        ("brand", "brnd", "none", _some("Calvin Klein|Tommy Hilfiger|Hugo Boss|Nordic Home|Acme")),
        ("ship_to_name", "shp_to_nm", "person.name", _person),
        ("ship_address", "shp_addr", "address.street", _street),
        ("ship_zip", "shp_zip", "address.postal_code", lambda r: f"{r.randint(10000, 99000)}"),
        ("card_number", "cc_no", "fin.card", lambda r: _luhn(f"4{_digits(r, 14)}")),
        ("cvv", "cvv2", "fin.card_sad?", lambda r: _digits(r, 3)),
        ("tracking_no", "trk_no", "none", lambda r: f"1Z{_digits(r, 10)}"),
        ("client_ip", "clnt_ip", "net.ip", lambda r: f"{r.randint(24, 220)}.{r.randint(0, 255)}.{r.randint(0, 255)}.{r.randint(1, 254)}"),
        ("user_agent", "usr_agt", "none", hard.HARMLESS["user agent"]),
        ("total", "tot_amt", "none", hard.HARMLESS["money plain"]),
        ("ean", "ean13", "none", hard.HARMLESS["ean"]),
        ("currency", "curr", "none", _some("EUR|USD|GBP|CHF")),
    ],
    "telecom|CDR": [
        ("imei", "imei_no", "id.device", lambda r: _luhn(f"35{_digits(r, 12)}")),
        ("mac_address", "mac_adr", "id.device", _mac),
        ("cell_id", "cell_id", "none", lambda r: r.randint(10000, 65000)),
        ("plan", "pln_cd", "none", _some("Prepaid S|Flat L|Flat XL")),
        ("latitude", "lat", "geo.coordinates", lambda r: f"{r.uniform(47, 54):.6f}"),
        ("longitude", "lng", "geo.coordinates", lambda r: f"{r.uniform(6, 15):.6f}"),
        ("called_number", "b_no", "contact.phone", lambda r: _fill(r, "+44 20 79## ####")),
        ("duration_sec", "dur_s", "none", lambda r: r.randint(1, 4000)),
    ],
    "accounts|USR_ACCT": [
        ("email", "eml", "contact.email", lambda r: f"{_letters(r, 8).lower()}@example.com"),
        ("password", "pwd", "secret?", lambda r: _letters(r, 10)),
        ("password_hash", "pwd_hsh", "secret", lambda r: f"$2b$12${_letters(r, 53)}"),
        ("api_key", "api_ky", "secret", lambda r: f"AKIA{_letters(r, 16, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567')}"),
        ("connection_string", "conn_str", "secret", lambda r: f"postgres://app:{_letters(r, 12)}@db{r.randint(1, 9)}:5432/x"),
        ("private_key", "prv_ky", "secret", lambda r: f"-----BEGIN RSA PRIVATE KEY-----\n{_letters(r, 200)}\n-----END RSA PRIVATE KEY-----"),
        ("wallet", "wlt_adr", "fin.crypto_address", lambda r: f"0x{_letters(r, 40, '0123456789abcdef')}"),
        ("commit_sha", "cmt_sha", "none", hard.HARMLESS["git sha"]),
        ("request_id", "req_id", "none", lambda r: uuid.UUID(int=r.getrandbits(128))),
        ("app_version", "app_ver", "none", hard.HARMLESS["version"]),
        ("role", "rl_cd", "none", _some("admin|editor|viewer")),
        ("last_seen", "lst_seen", "none", hard.HARMLESS["timestamp"]),
    ],
    "tickets|TKT": [
        ("ticket_no", "tkt_no", "none", lambda r: f"INC{r.randint(10**6, 10**7)}"),
        ("subject", "sbj", "none", _some("Cannot log in|Refund request|App crashes on start|Question about invoice")),
        ("body", "bdy", "text.free", lambda r: f"Hello, my name is {_person(r)}, reach me at {_letters(r, 6).lower()}@example.com or +1 212 555 {_digits(r, 4)}."),
        ("contact_json", "cj", "text.free", lambda r: f'{{"name": "{_person(r)}", "email": "{_letters(r, 6).lower()}@example.com"}}'),
        ("meta_json", "mj", "none", hard.HARMLESS["json"]),
        ("log_excerpt", "lg_txt", "none", hard.HARMLESS["log line"]),
        ("created_epoch", "crt_ep", "none", hard.HARMLESS["epoch"]),
    ],
    "products|MARA": [
        *((kind.replace(" ", "_"), f"f_{kind[:4].strip()}", "none", make) for kind, make in hard.HARMLESS.items() if kind not in _OPEN),
    ],
}  # fmt: skip
"""Table -> own name, odd name, label and generator of its columns."""


def tables(seed: int = 5) -> Iterator[Table]:
    """All invented tables."""
    r = random.Random(seed)
    for line in PLACES.strip().splitlines():
        yield _place(r, line)
    for name, columns in THEMES.items():
        own, odd = name.split("|")
        yield Table(own, odd, [Invented(o, d, c, [str(make(r)) for _ in range(ROWS)]) for o, d, c, make in columns])
