"""Words of column and table names, as data: what they stand for in ten languages and in legacy systems.

Every entry is a phrase of folded tokens (`names.tokens`): lower case, without
accents, split at case, digits and punctuation. A phrase is written once; its
weight says how much it decides. Languages: English, German, French, Spanish,
Portuguese, Italian, Dutch, Polish, Czech, Turkish, with the commonest Russian,
Japanese and Chinese words, and the field names of SAP and Oracle applications.
"""

from __future__ import annotations

from typing import Final

DECIDES: Final = 3
"""The phrase alone names the category."""
SUGGESTS: Final = 2
"""Decides unless the table, the type or the values speak against it."""
HINTS: Final = 1
"""Counts only together with values or a table of persons."""

PHRASES: Final[tuple[tuple[str, int, str], ...]] = (
    # ---- phrases that hold a sensitive word and mean something else
    ("none", DECIDES, """race no|race number|race day|mac os|macos|last name count|last login|first login|login at|login time|login date|last sign in|home page|homepage|web address|
        web site|website|site address|memory address|start address|email client|mail server|mail host|smtp host|card brand|
        card network|card expiry|phone model|phone brand|phone plan|mobile app|mobile os|pass rate|pass mark|pass fail|
        key name|token type|token count|race id|race time|race date|race name|race result|race distance|blood bank|drug class|
        home team|home score|away team|contact us|contact form|street view|address space|ip version|city tier|name server|
        first date|first order|first seen|last seen|last order|last update|middle tier|age group|age rating|age limit|
        gift card|gift card code|score card|sim card|graphics card|card game|signature algorithm|signature version|
        salary grade|salary band|pay grade|pay period|pay frequency|pay date|pay day|paid at|income type|income tax rate|
        treatment group|vaccine type|test result url|condition code|address family|gender neutral|weather condition|weather conditions|item condition|
        product condition|payment terms|terms conditions|first day|first name initial count|user agent|user type|user role|
        driver version|driver class|driver name odbc|guest count|passenger class|author id|token bucket|token limit|max tokens|
        bank holiday|bank name|bank code|bank branch|swift|bic|swift code|bic code|branch name|manager id|bio link|home directory|
        contact preference|contact method|preferred contact|mail class|mail type|mail stop|mailbox size|zip file|zip size|
        zip path|zip url|sexual content|faith in model|signature required|signature valid|photo count|picture id|passport country|
        passport expiry|passport issued|passport issue date|visa type|visa class|license type|licence type|plate color|
        identity provider|religion id|religious holiday|union all|union type|party size|party type|party id|political region|
        orientation|page orientation|screen orientation|image orientation|conviction rate|cell count|cell id|cell type|
        ship via|shipped via|via point|din rail|race condition|salt level|pin count|pin position|pin map"""),
    # ---- names of persons
    ("person.name", DECIDES, """first name|firstname|last name|lastname|middle name|given name|given names|family name|
        surname|surnames|forename|full name|fullname|maiden name|mother maiden name|mother maiden|father name|maiden|apellido patient|apellido pat|nom compl|nickname|legal name|real name|preferred name|
        birth name|person name|patient name|customer name full|employee name|staff name|cardholder|card holder|
        cardholder name|card holder name|holder name|account holder|account holder name|mothers maiden name|mother name|
        father name|mothers name|fathers name|spouse name|next of kin|emergency contact|emergency contact name|
        contact name|contact person|contact full name|reviewer name|author name|owner name|manager name|driver name|
        passenger name|guest name|student name|teacher name|doctor name|physician name|nurse name|member name|
        beneficiary name|applicant name|candidate name|recipient name|sender name|policyholder|policy holder|
        insured name|employee full name|first nm|last nm|fst nm|lst nm|fname|lname|mname|f name|l name|m name|fn nm|
        vorname|nachname|zuname|rufname|geburtsname|familienname|vollstandiger name|ansprechpartner|kontaktperson|
        kundenname|mitarbeitername|patientenname|inhaber|kontoinhaber|karteninhaber|sachbearbeiter|
        prenom|prenoms|nom de famille|nom complet|nom prenom|nom usage|nom naissance|nom de naissance|nom jeune fille|
        nom patient|nom client|nom salarie|titulaire|nom titulaire|
        nombre completo|primer nombre|segundo nombre|apellido|apellidos|primer apellido|segundo apellido|
        apellido paterno|apellido materno|apellido 1|apellido 2|nombre cliente|nombre paciente|nombre empleado|
        nombre y apellidos|nombres|titular|nombre titular|nombre pila|
        nome completo|sobrenome|primeiro nome|ultimo nome|nome cliente|nome paciente|nome funcionario|nome mae|
        nome da mae|nome pai|nome social|apelido|nome titular|
        cognome|nome e cognome|nominativo|cognome nome|nome cognome|nome paziente|intestatario|
        voornaam|voornamen|achternaam|tussenvoegsel|roepnaam|volledige naam|geboortenaam|naam klant|klantnaam|
        imie|nazwisko|imie nazwisko|imie i nazwisko|imiona|drugie imie|nazwisko rodowe|nazwisko panienskie|
        jmeno|prijmeni|krestni jmeno|cele jmeno|jmeno prijmeni|rodne prijmeni|
        ad soyad|adi soyadi|soyad|soyadi|soyisim|isim soyisim|musteri adi|hasta adi|anne adi|baba adi|kizlik soyadi|
        имя|фамилия|отчество|фио|氏名|姓名|名前|姓|名|お名前|顧客名|患者名|客户姓名|联系人|이름|성명|
        vorna|nachn|namev|name first|name last|given nm|family nm|cust nm|emp nm|pat nm|ename|per name|prsn nm|
        patronymic|salutation name|voorletters|voorletter|initialen|notfallkontakt|contact urgence|personne a prevenir|contacto emergencia|contatto emergenza|noodcontact|kontakt awaryjny|acil durum kisisi|contato emergencia|name co|c o name|emftx|koinh|fanam|favor|mc name|mc name 1|sortl|mc name 2|bp name|signer name|signatory|signatory name|witness name|guardian name|parent name"""),
    ("person.name", SUGGESTS, """customer name|client name|user full name|display name|contact|buyer name|seller name|
        agent name|rep name|sales rep|salesperson|sales person|ship to name|ship name to|bill to name|billing name|
        shipping name|subscriber name|attendee|attendee name|assignee name|technician|technician name|lead name|
        name 1|name 2|attn|attention|initials|naam|isim|adi|nome|nombre|imie pelne|ad|ownername|signed by|
        nombre contacto|nom contact|nom responsable|responsable|betreuer|referente|kontakt name|verantwortlicher|
        ansprech|manager|supervisor name|instructor|attending|referring physician|attending physician|physician|
        doctor|surgeon|therapist|caregiver|middle initial name|mi name|spouse|nominee|beneficiary|claimant|defendant|plaintiff|tenant name|landlord|
        borrower|employee|lastnm|firstnm|usr nm full|kunde|klant|paciente|empleado|dependent name"""),
    ("person.name", HINTS, """name|names|author|authors|actor|actors|composer|artist|director|recipient|sender|payer|
        payee|owner|driver|guest|caller|requester|requestor|reporter|assignee|creator|created by name|who|person|
        nom|jmeno pelne|first|last|middle|given|family|nazwa klienta|player|speaker|host name person"""),
    # ---- life
    ("person.birth_date", DECIDES, """birth date|birthdate|date of birth|dob|d o b|birthday|birth day|born|born on|
        born at|bdate|b date|birth dt|birth dte|dt of birth|date birth|year of birth|birth year|yob|brthdt|birthdt|brth dt|
        death date|date of death|deathdate|dod|deceased date|died on|
        geburtsdatum|geburtstag|geb datum|gebdat|gebdatum|geb dat|geburtsjahr|geb|sterbedatum|todesdatum|
        date naissance|date de naissance|naissance|dt naissance|ddn|annee naissance|date deces|
        fecha nacimiento|fecha nac|fecha de nacimiento|fec nac|f nacimiento|fecha nac|nacimiento|fec nacimiento|ano nacimiento|
        data nascimento|data de nascimento|dt nascimento|dt nasc|data nasc|nascimento|
        data nascita|data di nascita|nascita|dt nascita|
        geboortedatum|geboorte datum|geb dt|geboortejaar|
        data urodzenia|dt urodzenia|urodzony|urodzenia|rok urodzenia|
        datum narozeni|dat narozeni|narozen|narozeni|
        dogum tarihi|dogum gunu|dogum trh|dogum yili|d tarihi|
        gbdat|gebdt|дата рождения|день рождения|生年月日|誕生日|出生日期|生日|생년월일|dt brth|dtofbirth|obito|data obito|date deces|deces|fecha defuncion|fecha fallecimiento|data decesso|overlijdensdatum|data zgonu|datum umrti|olum tarihi|birth month|month of birth|day of birth|geburtsmonat|mois naissance|mes nacimiento|mese nascita|fgbdt|birthdt"""),
    ("person.birth_date", SUGGESTS, "birth|deceased|date of passing"),
    ("address.postal_code", SUGGESTS, "postal"),
    ("health.data", HINTS, "sig|directions|posology|posologie"),
    ("person.birth_place", SUGGESTS, """gbort|fgbot|birth town|town of birth|birth location|native place|municipality of birth|commune naissance|birth place|birthplace|place of birth|city of birth|birth city|country of birth|
        geburtsort|lieu naissance|lieu de naissance|lugar nacimiento|lugar de nacimiento|luogo nascita|
        luogo di nascita|local nascimento|naturalidade|geboorteplaats|miejsce urodzenia|misto narozeni|dogum yeri"""),
    ("person.age", SUGGESTS, """age|age years|age at admission|patient age|customer age|alter jahre|edad|idade|eta|
        leeftijd|wiek|vek|yas|age yrs|возраст|年齢|年龄|age in years"""),
    ("person.gender", DECIDES, """gender|sex|geschlecht|sexe|genre personne|sexo|genero|sesso|geslacht|plec|pohlavi|
        cinsiyet|gender code|gender cd|sex cd|sex code|gesch|пол|性別|性别|성별|gndr|sx cd|gender identity|pronouns"""),
    ("person.marital_status", DECIDES, """marital status|marital|marital state|civil status|familienstand|
        etat civil|situation familiale|estado civil|stato civile|burgerlijke staat|stan cywilny|rodinny stav|
        medeni hal|medeni durum|famst|mrtl sts|marital sts|marital cd|maritalstatus"""),
    # ---- contact
    ("contact.email", DECIDES, """email|e mail|emails|e mails|email address|mail address|emailaddress|email addr|
        e mail address|mail addr|email adress|primary email|work email|contact email|backup email|recovery email|
        email id|emailid|eml|eml addr|eml adr|email adr|e mail adresse|mailadresse|emailadresse|courriel|
        adresse mail|adresse email|adresse electronique|adresse courriel|correo|correo electronico|correo e|
        direccion correo|endereco email|endereco eletronico|correio eletronico|posta elettronica|indirizzo email|
        indirizzo mail|indirizzo posta|pec|e mailadres|emailadres|mailadres|adres email|adres e mail|adres mail|
        poczta|poczta elektroniczna|e posta|eposta|e posta adresi|eposta adresi|emailova adresa|email adresa|
        smtp addr|smtp address|smtpadr|ad smtpadr|mail to|reply to|correo cliente|почта|эл почта|электронная почта|
        メール|メールアドレス|邮箱|电子邮件|电子邮箱|이메일|upn|user principal name|alt emails|alternate email|
        actor email|user email|customer email|paypal email|notification email"""),
    ("contact.email", SUGGESTS, "mail|mails|posta|correio|mailbox|login email|recipient email list"),
    ("contact.phone", DECIDES, """phone|phones|telephone|phone number|phone no|phonenumber|telephone number|phone nbr|
        mobile|mobile phone|mobile number|mobile no|cell phone|cell number|cellphone|cellular|home phone|work phone|
        day phone|evening phone|office phone|contact number|contact no|msisdn|fax|fax number|fax no|telefax|
        phone 1|phone 2|phone home|phone work|phone mobile|tel|tel no|tel nr|tel number|tel num|telno|ph no|ph num|
        phn|phn no|phn nbr|phone num|mob|mob no|mob num|whatsapp|whatsapp number|caller number|callerid|caller id|
        telefon|telefonnummer|telefonnr|telefon nr|tel nummer|handy|handynummer|handynr|mobilnummer|mobiltelefon|
        mobilnr|festnetz|rufnummer|faxnummer|faxnr|telf|telf 1|telf 2|telfx|tel number|
        numero telephone|telephone portable|portable|tel portable|tel fixe|no telephone|num tel|num telephone|
        telefono|telefonos|numero telefono|num telefono|telefono movil|movil|celular|telefono fijo|telefono casa|tlf|
        telefone|numero telefone|telemovel|telefone celular|num celular|fone|
        cellulare|numero cellulare|numero di telefono|recapito telefonico|
        telefoon|telefoonnummer|mobiel|mobiel nummer|mobiele nummer|gsm|gsm nummer|telefoonnr|
        numer telefonu|nr telefonu|nr tel|telefon komorkowy|komorka|tel kom|tel komorkowy|
        telefonni cislo|cislo telefonu|mobilni telefon|
        telefon no|telefon numarasi|cep telefonu|cep tel|cep no|tel numarasi|ceptel|gsm no|
        телефон|номер телефона|моб|電話|電話番号|携帯|携帯電話|电话|电话号码|手机|手机号|手机号码|전화번호|전화|휴대폰"""),
    ("contact.phone", SUGGESTS, "cell|extension|phone ext|landline|contact phone list|numer kontaktowy|sms number|sms to"),
    ("contact.handle", SUGGESTS, """twitter|twitter handle|instagram|instagram handle|facebook|facebook id|linkedin|
        linkedin url|skype|skype id|telegram|telegram id|discord|discord id|social handle|wechat|wechat id|line id|
        github username|social media handle|signal number|slack id|mastodon"""),
    # ---- addresses
    ("address.street", DECIDES, """street|street address|streetaddress|address line|address line 1|address line 2|
        address line 3|addressline|address 1|address 2|address 3|addr 1|addr 2|addr line 1|addr line 2|home address|
        postal address|mailing address|billing address|shipping address|delivery address|residential address|
        physical address|permanent address|current address|full address|street name|street no|street number|
        house number|house no|house nbr|apartment|apt no|po box|ship address|bill address|home addr|st addr|str addr|
        ship to address|bill to address|work address|
        strasse|str|strassenname|strasse nr|strasse hausnummer|hausnummer|hausnr|anschrift|adresse 1|wohnadresse|
        lieferadresse|rechnungsadresse|postanschrift|privatadresse|wohnort adresse|stras|
        rue|voie|numero voie|nom voie|adresse postale|adresse domicile|adresse livraison|adresse facturation|
        ligne adresse|adresse ligne 1|complement adresse|
        calle|domicilio|direccion postal|direccion envio|direccion 1|direccion cliente|numero exterior|
        logradouro|rua|endereco entrega|endereco residencial|endereco cobranca|numero casa|complemento endereco|morada|indirizzo residenza|indirizzo spedizione|residenza|numero civico|indirizzo 1|
        straat|straatnaam|huisnummer|huisnr|woonadres|postadres|afleveradres|bezorgadres|factuuradres|
        ulica|nr domu|numer domu|nr mieszkania|adres zamieszkania|adres dostawy|adres korespondencyjny|
        ulice|cislo popisne|dorucovaci adresa|adresa bydliste|bydliste|
        sokak|cadde|ev adresi|teslimat adresi|fatura adresi|acik adres|mahalle|
        улица|адрес|住所|地址|주소|番地|番地住所"""),
    ("address.street", SUGGESTS, """address|addr|addresses|adresse|direccion|endereco|indirizzo|adres|adresa|adresi|
        anschr|location address|addr txt|adr"""),
    ("address.street", HINTS, "home|residence|domicile|ship to|bill to|deliver to|where lives"),
    ("address.postal_code", DECIDES, """postal code|postalcode|postcode|post code|zip|zip code|zipcode|zip 4|zip5|zip 5|
        zip cd|zipcd|pstl cd|postal cd|post cd|pin code|pincode|plz|postleitzahl|pstlz|code postal|codepostal|
        cp postal|codigo postal|cod postal|cep endereco|codigo de endereco postal|cap residenza|codice postale|
        codice avviamento postale|postnummer|kod pocztowy|psc|postovni smerovaci cislo|posta kodu|posta kod|
        индекс|почтовый индекс|郵便番号|邮编|邮政编码|우편번호|eircode|suburb postcode|post code 1|zip plus 4|zippostal"""),
    ("address.postal_code", HINTS, "cp|cap|cep|tk|ind|index"),
    ("address.city", SUGGESTS, """city|town|city name|home city|billing city|shipping city|ship city|city of residence|
        municipality|suburb|village|county|ort|ort 01|stadt|wohnort|ville|commune|ciudad|poblacion|localidad|municipio|
        cidade|localidade|bairro|citta|comune|localita|plaats|woonplaats|stad|gemeente|miasto|miejscowosc|gmina|mesto|
        obec|sehir|ilce|город|市区町村|市|城市|도시|ort01|district name|barrio|colonia|frazione"""),
    ("geo.coordinates", DECIDES, """latitude|longitude|lat lng|lat lon|latlng|latlong|lat long|gps|gps location|
        gps coordinates|coordinates|geo location|geolocation|geo point|geopoint|spatial location|spatiallocation|
        last location|home location|geo lat|geo lon|geo lng|gps lat|gps lon|gps lng|breitengrad|laengengrad|
        langengrad|latitud|longitud|latitudine|longitudine|szerokosc geograficzna|dlugosc geograficzna|
        zemepisna sirka|zemepisna delka|enlem|boylam|coordonnees|coordenadas|coordinate gps|широта|долгота|緯度|経度|纬度|经度"""),
    ("geo.coordinates", SUGGESTS, "lat|lng|lon|long lat|geom|geometry|position gps|geohash|what 3 words|what3words|plus code"),
    # ---- identifiers of persons
    ("id.national.us_ssn", DECIDES, """ssn|social security|social security number|social security no|soc sec|
        soc sec no|soc sec num|soc sec nbr|ss number|ssn no|ssn last 4|ssn 4|socsec|ss no|ssno|ss num|ssn nbr|ssn txt"""),
    ("id.national", HINTS, "cf|sin|sin no|rg|fnr|avs"),
    ("fin.bank_account", HINTS, "rib"),
    ("id.tax", HINTS, "dic"),
    ("special.religion", HINTS, "din|dini|vira"),
    ("special.ethnicity", HINTS, "irk|ras"),
    ("address.street", HINTS, "via"),
    ("id.national", DECIDES, """national id|nationalid|national id number|national identification|
        national identity|national identity number|nationalidnumber|national identifier|nin|identity number|
        identity no|identity card|identity card number|personal id|personal id number|personal code|
        personal number|personnummer|personalausweis|personalausweisnummer|ausweisnummer|ausweisnr|ausweis nr|
        personenkennzahl|government id|govt id|gov id|citizen id|citizenship number|civil id|id card|id card no|
        id card number|national no|nino|ni number|national insurance|national insurance number|insurance no|ins no|nat id|natl id|
        national insurance no|nir|numero securite sociale|num secu|numero secu|no secu|securite sociale|nss|
        numero de securite sociale|secu|insee|dni|nie|nif|documento identidad|documento de identidad|num documento|
        numero documento|numero doc|nro documento|numero documento identidad|cedula|cedula identidad|cedula ciudadania|curp|
        numero seguridad social|num seg social|cpf|cpf cnpj|documento cpf|numero cpf|codice fiscale|cod fiscale|
        cod fisc|codfisc|bsn|burgerservicenummer|sofinummer|rijksregisternummer|rijksregister|pesel|nr pesel|
        numer pesel|nr dowodu|numer dowodu|dowod osobisty|rodne cislo|rc rodne|cislo op|cislo obcanskeho prukazu|
        tc kimlik|tc kimlik no|tckn|tc no|tckimlik|kimlik no|kimlik|kimlik numarasi|vatandaslik no|aadhaar|aadhar|
        aadhaar no|aadhaar number|uid aadhaar|nric|nric no|fin nric|hkid|my number|マイナンバー|身份证|身份证号|
        身份证号码|주민등록번호|주민번호|снилс|egn|cnp|oib|jmbg|emso|hetu|henkilotunnus|cpr|cpr number|cpr nr|
        fodselsnummer|amka|pps number|ppsn|pps no|sin number|social insurance number|social insurance no|
        rut|rut cliente|run rut|emirates id|iqama|teudat zehut|svnr|sozialversicherungsnummer|sv nummer|svnummer|
        sozversnr|rentenversicherungsnummer|rvnr|ahv|ahv nummer|ahv nr|numero avs|rsvnr|perid|nat ident"""),
    ("id.tax", DECIDES, """tax reference|tax reference number|tax reference no|fiscal code|fiscal number|fiscal no|tax vat|vat registration|vat registration number|vat reg no|tax registration number|tax reg no|tax id|taxid|tax identification number|tax number|tax no|tax identifier|tin|itin|ein tax|
        taxpayer id|taxpayer number|tax ref|tax file number|tfn|vat id person|steuer id|steuerid|steuernummer|steuernr|
        steuer nr|steueridentifikationsnummer|idnr steuer|stcd 1|stcd 2|stcd1|stcd2|stceg|numero fiscal|
        numero fiscale|num fiscal|identifiant fiscal|nif fiscal|rfc|contribuinte|numero contribuinte|
        partita iva|p iva|piva|fiscaal nummer|btw nummer|nip|nr nip|vergi no|vergi numarasi|vergi kimlik no|инн|
        cuit|cuil|cnpj|utr|utr number|pan number|pan card|pan no|pan card no|gstin|unique taxpayer reference"""),
    ("id.tax", SUGGESTS, "vat|vat number|vat no|ust id|ustid|ust id nr|ustidnr|ein|fein|tva|numero tva|iva numero|abn|tax code personal"),
    ("id.passport", DECIDES, """passport|passport no|passport number|passport num|passport nbr|pass no|passportno|
        reisepass|reisepassnummer|reisepassnr|passnummer|passeport|numero passeport|no passeport|pasaporte|
        numero pasaporte|num pasaporte|passaporte|numero passaporte|passaporto|numero passaporto|paspoort|
        paspoortnummer|paszport|nr paszportu|numer paszportu|pas cislo|cislo pasu|pasaport|pasaport no|psprt no|pspt no|
        паспорт|номер паспорта|護照|护照|护照号|パスポート|visa number|visa no|travel document|travel document number"""),
    ("id.driver_licence", DECIDES, """driver license|drivers license|driver licence|driving licence|driving license|
        drivers licence|driver license no|driver license number|drivers license number|driver license identification|driver number|dl number|
        dl no|dln|drivers|fuhrerschein|fuehrerschein|fuhrerscheinnummer|permis conduire|numero permis|
        permis de conduire|licencia conducir|licencia de conducir|carnet conducir|cnh|numero cnh|carteira motorista|
        carta conducao|patente guida|numero patente|rijbewijs|rijbewijsnummer|prawo jazdy|nr prawa jazdy|
        ridicsky prukaz|cislo ridicskeho prukazu|ehliyet|ehliyet no|surucu belgesi|drv lic|drv lic no|drvr lic"""),
    ("id.vehicle", DECIDES, """vin|vin number|vehicle identification number|license plate|licence plate|license plate number|license plt|lic plt|plate number|
        plate no|number plate|registration plate|vehicle registration|reg plate|kennzeichen|kfz kennzeichen|fin fahrzeug|
        fahrgestellnummer|immatriculation|plaque|plaque immatriculation|matricula vehiculo|matricula coche|
        placa vehiculo|numero bastidor|placa|renavam|targa|numero telaio|telaio|kenteken|nr rejestracyjny|
        tablica rejestracyjna|spz|rz vozidla|plaka|plaka no|sasi no|номер авто|chassis no|chassis number"""),
    ("id.device", DECIDES, """imei|imei number|imei no|imsi|iccid|meid|device id|deviceid|device identifier|
        device uuid|device serial|mac|mac address|mac addr|macaddr|macaddress|hw address|hardware address|udid|idfa|
        idfv|gaid|advertising id|aaid|android id|udi|udi di|device fingerprint|fingerprint device|browser fingerprint|
        adresse mac|mac adresse|direccion mac|push token device|serial number device"""),
    ("id.employee", SUGGESTS, """badge|badge id|badge no|badge number|
        staff number|personnel number|personnel no|pernr|personalnummer|personalnr|matricule|numero empleado|
        matricola|personeelsnummer|nr pracownika|osobni cislo|sicil no"""),
    # ---- network and accounts
    ("net.ip", DECIDES, """ip|ip address|ipaddress|ip addr|ipaddr|ip v 4|ip v 6|ipv 4|ipv 6|client ip|remote ip|
        remote addr|source ip|src ip|dest ip|dst ip|login ip|last login ip|signup ip|user ip|host ip|x forwarded for|
        forwarded for|remote address|ip adresse|adresse ip|direccion ip|indirizzo ip|endereco ip|ip adres|adres ip|
        ip adresa|ip adresi|client addr|registration ip|visitor ip|srcip|dstip|current sign in ip|last sign in ip"""),
    ("account.username", DECIDES, """username|user name|usr name|login|login name|loginname|login id|loginid|userid name|
        user login|screen name|screenname|account name|handle|pseudo|pseudonyme|benutzername|anmeldename|benutzerkennung|
        nom utilisateur|nom d utilisateur|identifiant connexion|usuario|nombre usuario|nombre de usuario|
        nome usuario|nome de usuario|nome utente|gebruikersnaam|nazwa uzytkownika|uzivatelske jmeno|
        kullanici adi|логин|имя пользователя|ユーザー名|用户名|uname|bname|usnam|usr nm|sam account name|
        samaccountname|logon name|logon|player name|gamertag"""),
    ("account.username", SUGGESTS, """user|created by|updated by|modified by|changed by|approved by|ernam|aenam|
        last modified by|entered by|posted by|submitted by|assigned to|author login|username list|erstellt von"""),
    ("net.url", SUGGESTS, """profile url|personal website|homepage url|personal url|blog url|avatar url|profile link|
        profile image url|author url|user url|member url|customer website|comment author url|picture url|photo url"""),
    # ---- money
    ("fin.card", DECIDES, """card number|cardnumber|card no|card num|card nbr|credit card|creditcard|credit card number|
        credit card no|cc number|cc num|cc no|ccnum|ccn|debit card|debit card number|payment card|payment card number|
        primary account number|crd no|crd nbr|crdt crd|crdt crd no|kreditkarte|kreditkartennummer|kartennummer|
        kreditkartennr|carte bancaire|carte credit|numero carte|numero carte bancaire|numero carte credit|
        numero cb|tarjeta|tarjeta credito|numero tarjeta|num tarjeta|numero tarjeta credito|cartao|
        cartao credito|numero cartao|num cartao|carta credito|carta di credito|numero carta|numero carta credito|
        creditcardnummer|kaartnummer|karta kredytowa|numer karty|nr karty|nr karty kredytowej|cislo karty|kreditni karta|
        kart no|kart numarasi|kredi karti|kredi kart no|kredi karti no|номер карты|カード番号|クレジットカード番号|
        银行卡号|信用卡号|卡号|kknum|ccnumber|card pan|pan full|cardno"""),
    ("fin.card", SUGGESTS, "card|cc|pan|masked pan"),
    ("fin.card_sad", DECIDES, """cvv|cvv 2|cvc|cvc 2|cvn|cid code|card verification|card verification value|
        card verification code|card security code|security code card|csc|pin|pin code card|card pin|pin block|
        pin number|atm pin|track data|track 1|track 2|track 1 data|track 2 data|magstripe|mag stripe|prufziffer karte|
        kartenprufnummer|cryptogramme|cryptogramme visuel|codigo seguridad tarjeta|codice sicurezza carta|pin hash|
        guvenlik kodu|kod cvv|cvv code|cvv number"""),
    ("fin.iban", DECIDES, "iban|iban no|iban number|iban code|numero iban|nr iban|iban nr|iban nummer|iban numarasi|konto iban|ibannr"),
    ("fin.bank_account", DECIDES, """bank account|bank account number|bank account no|bank acct|bank acct no|account no bank|
        bank acc no|acct no|acct nbr|acct num|acctno|account number|account no|account num|accountnumber|accountno|
        routing number|routing no|aba|aba number|aba routing|sort code|sortcode|bsb|bsb number|clabe|
        cuenta clabe|cbu|cvu|ifsc account|kontonummer|kontonr|konto nr|bankverbindung|bankkonto|bankkontonummer|bankn|
        blz|bankleitzahl|numero compte|numero de compte|compte bancaire|no compte|num compte|
        cuenta bancaria|numero cuenta|num cuenta|nro cuenta|cuenta corriente|ccc bancaria|
        conta bancaria|numero conta|conta corrente|num conta|agencia conta|chave pix|pix|pix key|
        conto corrente|numero conto|num conto|conto bancario|coordinate bancarie|
        rekeningnummer|bankrekening|bankrekeningnummer|rekeningnr|
        numer konta|nr konta|numer rachunku|nr rachunku|konto bankowe|rachunek bankowy|
        cislo uctu|bankovni ucet|ucet cislo|hesap no|hesap numarasi|banka hesap no|banka hesabi|
        номер счета|расчетный счет|口座番号|银行账号|银行账户|계좌번호|bank konto|giro account|giro konto|nuban"""),
    ("fin.crypto_address", DECIDES, """wallet address|wallet addr|crypto address|btc address|btc addr|btc adr|bitcoin address|eth address|
        ethereum address|crypto wallet|btc wallet|eth wallet|wallet|wallet id|xmr address|ltc address|deposit address|
        solana address|blockchain address|payout address|portefeuille crypto"""),
    ("fin.salary", DECIDES, """salary|salaries|base salary|annual salary|gross salary|net salary|monthly salary|
        wage|wages|hourly wage|hourly rate pay|pay rate|payrate|annual income|gross pay|net pay|base pay|
        household income|monthly income|personal income|net worth|credit score|fico|fico score|schufa|schufa score|
        compensation|total compensation|bonus amount employee|commission pct|remuneration|gehalt|grundgehalt|lohn|
        bruttogehalt|nettogehalt|bruttolohn|jahresgehalt|monatsgehalt|stundenlohn|einkommen|salaire|salaire brut|
        salaire net|salaire mensuel|revenu annuel|revenu mensuel|salario|salario bruto|salario mensual|sueldo|nomina|
        salario base|ingresos mensuales|renda|renda mensal|salario bruto mensal|stipendio|retribuzione|
        reddito|ral|salaris|loon|brutoloon|nettoloon|inkomen|jaarsalaris|maandsalaris|wynagrodzenie|pensja|zarobki|
        placa zasadnicza|wynagrodzenie brutto|plat|mzda|hruba mzda|prijem|maas|brut maas|net maas|ucret|aylik gelir|
        gelir|annual rt|monthly rt|hourly rt|salary amount|wage amount|зарплата|оклад|доход|給与|年収|月給|工资|薪水|薪资|年薪|연봉|급여|ansal|bet 01|trfgr pay"""),
    ("fin.salary", SUGGESTS, "income|pay|earnings|sal|comp|bonus|commission|stipend|allowance|annual comp|healthcare expenses|healthcare coverage"),
    # ---- health
    ("health.id", DECIDES, """mrn|medical record number|medical record no|medical record|patient number|
        patient no|nhs number|nhs no|nhs num|nhsno|nhs|npi|npi number|mbi|medicare number|medicare no|medicare id|
        medicare beneficiary|medicaid id|medicaid number|hicn|health insurance number|health insurance no|insurance number|
        insurance no|insurance id health|health card|health card no|health card number|hcn|health plan id|
        health plan number|member id health|policy number health|dea number|dea no|krankenversicherungsnummer|
        krankenversichertennummer|versichertennummer|versicherungsnummer|versichertennr|kvnr|kv nummer|ehic|
        patientennummer|patientennr|carte vitale|numero carte vitale|numero patient|numero mutuelle|
        tarjeta sanitaria|numero historia clinica|historia clinica|numero afiliado|cip sanitario|cartao sus|
        cartao nacional saude|numero prontuario|prontuario|cns saude|tessera sanitaria|numero tessera sanitaria|
        patientnummer|polisnummer zorg|zorgverzekering nummer|numer pacjenta|nr karty pacjenta|cislo pojistence|
        cislo pacienta|hasta no|protokol no hasta|chi number|ihi|ihi number|hospital number|chart number|med rec no|
        med rec nbr|insurance member id|beneficiary id|medical id"""),
    ("health.data", DECIDES, """diagnosis|diagnoses|diagnosis code|dx|dx code|dx cd|icd|icd 9|icd 10|icd code|icd 10 code|icd10 code|
        condition name|medical condition|medical history|medical hist|med hist|medical conditions|health condition|health status|
        allergy|allergies|medication|medications|prescription|prescriptions|drug name|drug|treatment|treatment plan|
        symptom|symptoms|blood type|blood typ|blood group|blood pressure|heart rate|bmi|body mass index|disability|
        disability status|disabilities|disease|diseases|lab result|lab results|test result|hiv status|hiv|
        vaccination|vaccination status|vaccine|immunization|pregnancy|pregnant|is pregnant|smoker|is smoker|
        smoking status|mental health|clinical notes|clinical note|chief complaint|sick leave|sick days|
        sickleavehours|sick leave hours|reason for visit|procedure code|cpt code|surgery|surgical history|
        family history|genetic condition|cause of death|death cause|deceased reason|death reason|todesursache|causa muerte|causa morte|registered disabled|disabled person|discharge summary|
        diagnose|diagnosen|krankheit|krankheiten|befund|befunde|allergie|allergien|medikament|medikamente|medikation|
        behandlung|blutgruppe|behinderung|grad der behinderung|gdb|schwerbehindert|vorerkrankungen|krankheitstage|
        diagnostic medical|diagnostic|maladie|maladies|traitement|medicament|medicaments|groupe sanguin|antecedents|
        antecedents medicaux|handicap|ordonnance|pathologie|
        diagnostico|diagnosticos|enfermedad|enfermedades|alergia|alergias|medicacion|medicamento|medicamentos|
        tratamiento|grupo sanguineo|tipo sangre|discapacidad|antecedentes medicos|sintomas|
        doenca|doencas|tratamento|tipo sanguineo|deficiencia|
        diagnosi|malattia|malattie|patologia|allergia|farmaco|farmaci|terapia|gruppo sanguigno|disabilita|invalidita|
        ziekte|ziektes|medicijn|medicijnen|medicatie|bloedgroep|behandeling|aandoening|
        diagnoza|rozpoznanie|choroba|choroby|leki|lek|alergie|grupa krwi|niepelnosprawnosc|leczenie|
        onemocneni|nemoc|nemoci|leky|krevni skupina|postizeni|lecba|
        tani|teshis|hastalik|hastaliklar|ilac|ilaclar|alerji|kan grubu|engel durumu|engellilik|tedavi|
        диагноз|болезнь|группа крови|аллергия|診断|診断名|病名|血型|诊断|疾病|过敏|진단|혈액형"""),
    ("health.id", SUGGESTS, "policy number|policy no|insurance policy number|insured id|subscriber id|numero police|numero poliza|numero polizza|polisnummer|versicherungsschein"),
    ("health.data", SUGGESTS, "vitals|weight kg|height cm|body weight|body height|symptom code|care plan|complaint"),
    ("health.data", HINTS, "condition|conditions|reaction|severity"),
    # ---- biometrics and special categories
    ("bio.photo", SUGGESTS, """photo|picture|portrait|avatar|profile photo|profile picture|profile pic|face image|headshot|signature image|
        signature|selfie|passfoto|lichtbild|unterschrift|photo identite|foto|fotografia|firma imagen|assinatura|
        handtekening|zdjecie|podpis|fotografie|fotograf|imza|mugshot|person photo|staff photo"""),
    ("bio.template", DECIDES, """fingerprint|fingerprints|fingerprint template|fingerprint hash|fingerprint data|face template|
        face embedding|face encoding|facial|iris|iris scan|retina|voice print|voiceprint|biometric|biometrics|
        biometric id|biometric template|biometric data|palm print|fingerabdruck|empreinte digitale|
        empreintes digitales|huella|huella dactilar|impressao digital|impronta digitale|vingerafdruk|
        odcisk palca|otisk prstu|parmak izi|faceid|face id|minutiae"""),
    ("bio.genetic", DECIDES, "dna|dna sequence|genome|genotype|genetic data|genetic profile|brca|snp genotype|dna profile"),
    ("special.ethnicity", DECIDES, """ethnicity|ethnic|race|ethnic group|ethnic origin|race ethnicity|racial origin|race code|
        ethnie|origine ethnique|etnia|raza|origen etnico|raca|raca cor|cor raca|etnicita|origine etnica|razza|etniciteit|pochodzenie etniczne|etnicita puvod|rasa|etnik koken|ethnie herkunft|ethnische herkunft|ethnizitat|
        民族|национальность"""),
    ("special.religion", DECIDES, """religion|religions|religious|religious belief|faith|denomination religious|konfession|
        glaube|kirchensteuer|kirchensteuermerkmal|croyance|religione|religie|godsdienst|wyznanie|nabozenstvi|mezhep|credo|religiao|crenca|confesion|geloof|religia|religious affiliation|вероисповедание|религия|宗教"""),
    ("special.politics", DECIDES, """political party|political|political affiliation|political view|political views|
        political opinion|party affiliation|partei|parteizugehorigkeit|politische einstellung|parti politique|
        opinion politique|opinions politiques|partido politico|afiliacion politica|filiacao partidaria|partito politico|
        orientamento politico|politieke voorkeur|partia polityczna|poglady polityczne|politicka prislusnost|
        siyasi gorus|siyasi parti|voted for|vote choice|voter party|party registration|политические взгляды"""),
    ("special.union", DECIDES, """union member|union membership|trade union|labor union|labour union|union name|
        gewerkschaft|gewerkschaftsmitglied|syndicat|appartenance syndicale|sindicato|afiliacion sindical|sindacato|
        iscrizione sindacale|vakbond|lid vakbond|zwiazek zawodowy|odbory clenstvi|odborova organizace|sendika|
        sendika uyeligi|is union member"""),
    ("special.orientation", DECIDES, """sexual orientation|sexual preference|orientation sexuelle|sexuelle orientierung|
        orientacion sexual|orientacao sexual|orientamento sessuale|seksuele geaardheid|orientacja seksualna|
        sexualni orientace|cinsel yonelim|lgbt|lgbtq|sex life|is lgbtq"""),
    ("special.criminal", DECIDES, """criminal record|criminal history|conviction|convictions|arrest record|felony|
        vorstrafen|fuhrungszeugnis|casier judiciaire|antecedentes penales|antecedentes criminais|casellario giudiziale|
        precedenti penali|strafblad|niekaralnosc|trestni rejstrik|rejstrik trestu|sabika kaydi|adli sicil"""),
    # ---- secrets
    ("secret.password", DECIDES, """password|passwd|pass word|pwd|passphrase|pass phrase|passcode|user password|usr pwd|
        passwort|kennwort|mot de passe|mdp|motdepasse|contrasena|clave acceso|clave secreta|senha|palavra passe|
        parola|parola accesso|parola d ordine|wachtwoord|haslo|heslo|sifre|parola sifre|пароль|パスワード|密码|비밀번호|
        encrypted password|db password|smtp password|admin password|psw|pswd|passw|pass wd|root password|userpassword"""),
    ("secret.password", SUGGESTS, "pass|clave|password hint|usr pass|login pass"),
    ("secret.password_hash", DECIDES, """password hash|passwordhash|pwd hash|passwd hash|password digest|hashed password|
        pass hash|pw hash|pwdhash|passhash|password salt|passwordsalt|pwd salt|passwort hash|hash mdp|hash contrasena|
        hash senha|crypted password|ocod 1|pwdsaltedhash|bcode|passcode hash"""),
    ("secret.password_hash", SUGGESTS, "salt"),
    ("secret.token", DECIDES, """api key|apikey|api token|apitoken|access token|acc token|refresh token|auth token|
        authentication token|bearer token|session token|session key|session secret|secret key|secretkey|client secret|
        api secret|app secret|shared secret|webhook secret|signing secret|signing key|encryption key|auth key|access key|
        access key id|secret access key|aws secret|aws secret access key|personal access token|csrf token|reset token|
        password reset token|verification token|confirmation token|remember token|id token|oauth token|
        oauth access token|device token|push token|fcm token|apns token|service account key|master key|license key|
        licence key|activation key|product key secret|invite token|invitation token|magic link token|secret|secrets|
        secret value|token secret|authtoken|accesstoken|refreshtoken|sessiontoken|x api key|private token|bot token|
        session id|sessionid|sid cookie|session cookie|cookie|cookies|session data|geheimnis|zugangstoken|zugriffstoken|
        schlussel geheim|jeton|jeton acces|cle api|cle secrete|cle acces|token acceso|clave api|token acesso|chave api|
        chave secreta|token accesso|chiave api|chiave segreta|toegangstoken|api sleutel|klucz api|token dostepu|
        api klic|pristupovy token|api anahtari|erisim anahtari|gizli anahtar|hmac key|hmac secret|data key|kek|dek"""),
    ("secret.token", SUGGESTS, "token|tokens|credential|credentials|auth|jeton|bearer|webhook url|key value secret|api credential"),
    ("secret.otp", DECIDES, """totp secret|totp|otp secret|otp seed|mfa secret|two factor secret|2 fa secret|
        otp|otp code|mfa seed|authenticator secret|hotp secret|recovery code|recovery codes|backup code|backup codes|
        two factor code|2fa secret|2 fa code|one time password|seed phrase|mnemonic|mnemonic phrase|recovery phrase|
        recovery key|totp key|otp key|mfa code|sms code|verification code"""),
    ("secret.jwt", DECIDES, "jwt|jwt token|json web token"),
    ("secret.private_key", DECIDES, """private key|privatekey|priv key|privkey|ssh key private|ssh private key|rsa key|
        rsa private key|pem key|pgp private key|tls key|ssl key|cle privee|clave privada|chave privada|chiave privata|
        privater schlussel|klucz prywatny|soukromy klic|ozel anahtar|prv key|keystore|pkcs 12|pfx"""),
    ("secret.connection", DECIDES, """connection string|connectionstring|conn string|conn str|connstr|dsn|database url|db url|jdbc url|
        redis url|mongo uri|mongodb uri|amqp url|sqlalchemy url|broker url"""),
    ("secret.answer", DECIDES, """security answer|secret answer|answer hash|security question answer|
        sicherheitsantwort|reponse secrete|respuesta secreta|resposta secreta|risposta segreta|security answer 1|
        security answer 2"""),
    # ---- Nordic languages, Hungarian, Romanian, Greek in Latin letters, romanised Russian, Japanese and Chinese
    ("person.name", DECIDES, """fornamn|efternamn|fornavn|etternavn|efternavn|mellomnavn|mellannamn|tilltalsnamn|etunimi|sukunimi|koko nimi|keresztnev|
        vezeteknev|csaladnev|teljes nev|utonev|anyja neve|prenume|nume complet|nume familie|onoma|eponymo|onomateponymo|
        imya|familiya|otchestvo|shimei|xingming|ime i prezime|prezime|priimek|meno priezvisko|priezvisko|khach hang|ho ten|nama lengkap|
        nama depan|nama belakang|perekonimi|eesnimi|vardas|pavarde|vards|uzvards|όνομα|επώνυμο|имя отчество|прізвище|імя"""),
    ("person.name", SUGGESTS, """namn|navn|nimi|nev|nume|fio|nama|nomb|nomc|nom compl|namn kund|kundnamn|kundenavn|nazv|apellid|voorn|achtern|
        nm completo|nm cliente|nm cli|nm paciente|nm funcionario|nm mae|nm pai|cust full nm|mgr nm|ownr nm|surnm|subscriber nm|sub nm|shp to nm|
        ship to nm|bill to nm|dr nm|doc nm|phys nm|prov nm|provider name|attending nm|fnm|lnm|mnm|snm|frnm|srnm|vnm|anm|fnamn|enamn|fnavn|enavn|
        fnvn|etnvn|nvn|knev|vnev|etun|sukun|prn|pren|imnazw|cjm|jm|prijm|adsoyad|nomin|cogn|apell|sobren|usr full nm|mgr name|supv nm|
        technician nm|agt nm|rep nm|player nm|stdnt nm|tchr nm|ename full|perso name|nachn 1|name last|name first|emp full nm|contact nm"""),
    ("person.birth_date", DECIDES, """fodelsedatum|fodd|fodselsdato|fodt|foedselsdato|syntymaaika|syntymapaiva|szuletesi datum|szuletesi dt|szul dt|
        szul datum|data nasterii|nasterii|dt nast|dat nast|hmerominia gennisis|gennisis|hm gen|data rozhdeniya|dt rozhd|rozhdeniya|seinengappi|
        seinen|shengri|chusheng riqi|tanggal lahir|tgl lahir|ngay sinh|datum rodenja|datum rojstva|datum narodenia|gimimo data|sunniaeg|
        dat nais|dt nais|date nais|dt naiss|dat naiss|dat nar|dt nar|dgm trh|dogum|dgm tar|dt ur|dat ur|brth|brth dte|dt of brth|brthdy|geb dtm|
        gbrt dat|gbrtdat|geburts dat|fnac|f nac|fch nac|fdato|fdt|dat nasc|dta nasc|bdt|b dt|b day"""),
    ("contact.email", DECIDES, """epost|epostadress|e post|epostadresse|sahkoposti|sposti|sahkopostiosoite|emailcim|email cim|adresa email|
        el pochta|elpochta|meru|meruadoresu|youxiang|adr el|corr elec|corr e|cor elet|e mel|mel|courr|eml id|ptt email|mail addr txt|emailadr"""),
    ("contact.phone", DECIDES, """mobil|mobiltelefon nr|mobilnr|mobilnummer|telefonnummer mobil|tfn|tlf nr|tlfnr|puhelin|puhelinnumero|matkapuhelin|
        puh|telefonszam|telefonsz|mobilszam|tilefono|til|kinito|denwa|denwabango|keitai|shouji|shoujihao|dianhua|nomor telepon|telepon|no hp|
        dien thoai|sdt|b number|b no|a number|a no|called number|calling number|caller no|called no|telnr|tel c|tel kom|gsm nr|cel|nr tel kom|
        num cel|num mov|tel mov|tel port|phone home nbr|hm ph|wk ph|bus ph|cell ph|mob ph|emerg ph|contact ph"""),
    ("address.street", DECIDES, """gatuadress|gateadresse|gadeadresse|katuosoite|lahiosoite|osoite|utca|utca hazszam|lakcim|strada|adresa strada|dieuthinsi|
        dieuth|odos|ulitsa|adres prozhivaniya|jusho|dizhi|xiangxi dizhi|alamat|dia chi|adr l 1|adr l 2|adr ln 1|adr ln 2|addr ln 1|addr ln 2|ad ln 1|
        addr l 1|shp addr|bll addr|lograd|lgrd|ender|ul|ulica nr|ul nr|str hnr|strhnr|stra|strnr|dirc|direc|domic|indir|indiriz"""),
    ("address.street", SUGGESTS, "gata|gate|gade|katu|adresa 1|adresa 2|cim|vej|kalle|sok|cad|cadd"),
    ("address.city", SUGGESTS, """poststed|kaupunki|kunta|postitoimipaikka|varos|telepules|oras|localitate|judet|poli|gorod|gor|shi ku|chengshi|kota|
        thanh pho|grad|cty nm|city nm|town nm|twn|cdad|cid|cidad|citt|vil|wpl|mst|mjsc|miejsc|kaup|vrs|psted|postort|ville nom|localite|loc nm|shr|kommune|kommun"""),
    ("address.postal_code", DECIDES, """postnr|postnummer kund|postinumero|iranyitoszam|irsz|cod postal|cod pst|cod poczt|kod p|kod poczt|k pocztowy|
        taxydromikos kodikas|yubin|yubin bango|youbian|kode pos|ma buu dien|pst cd|pst code|pcode|p code|postcd|pstcd|pstcode|zipc|zip no|pin cd|pincd|
        cod post|c postal|c post|cpost|nr cep|num cep|postindex|post index|pochtovyy indeks|pno|psc kod|posta k|pk kod"""),
    ("id.national", DECIDES, """personnr|persnr|pnr kund|fodselsnr|fnr nr|cprnr|hetu tunnus|taj|taj szam|taj sz|adoazonosito|szemelyi szam|cod numeric personal|
        aadhr|aadhr no|adhr no|nat id no|ntl id|ntnl id|natl id no|ident card|num doc|nr doc|doc ident|doc id no|sfz|shenfenzheng|my no|mynumber|
        nr cpf|num cpf|cpf nr|cod fisc nr|snils|edb|rcn|cod fis|num ss|nr dowod|nr pes|pes nr"""),
    ("id.tax", DECIDES, "inn|y tunnus|adoszam|cui|afm|cif fiscal|org nr person|steuer ident nr|stnr|steuer nr kunde|tax nbr|tx id|tx no"),
    ("health.data", DECIDES, """blood sugar|glucose|gluc|fasting glucose|fbs|hba 1 c|hba1c|a 1 c|cholesterol|chol|total cholesterol|ldl|hdl|triglycerides|
        trig|creatinine|serum creatinine|serum sodium|creat|creatinine phosphokinase|ejection fraction|hemoglobin|haemoglobin|hgb|platelet count|wbc|rbc|
        egfr|gfr|tsh|alt level|ast level|bilirubin|albumin|systolic|diastolic|systolic bp|diastolic bp|sys bp|dia bp|bp systolic|bp diastolic|trestbps|
        ap hi|ap lo|bp|resting bp|resting bp s|max heart rate|thalach|pulse rate|respiratory rate|resp rate|oxygen saturation|spo 2|spo2|o2 sat|
        body temp|body temperature|insulin|skin thickness|diabetes pedigree function|diabetes pedigree|pregnancies|gravida|diabetes|diabetic|
        hypertension|heart disease|stroke|stroke history|anaemia|anemia|high blood pressure|highbp|highchol|chest pain|chest pain type|exang|exercise angina|
        smoking|smoking history|tobacco use|alcohol use|alcohol consumption|depression|anxiety|test results|lab value|lab test|lab test name|lab name|
        test nm|tst nm|tst rslt|lab rslt|result value|med cond|med condition|med nm|med name|medctn|medicatn|rx nm|drg nm|drug nm|dosage|
        allergen|allergn|allrgn|adverse reaction|comorbidities|comorbidity|proc dsc|procedure name|procedure description|medical procedure|
        surgical procedure|vacc nm|vax|vaxname|vax name|injury|injuries|prognosis|tumor size|tumor stage|cancer stage|biopsy result|cd 4 count|viral load|
        apgar|apgar score|blood press|medical notes|doctor notes|physician notes|nurse notes|nursing notes|clin notes|sick days taken|dsblty|disblty|
        hospitalization reason|admission diagnosis|discharge diagnosis|primary diagnosis|primary dx|secondary dx|admit diagnosis|admit reason|
        terveys|sjukdom|sykdom|sygdom|diagnoosi|diagnos|betegseg|boala|lakemedel"""),
    ("health.data", HINTS, "procedure|procedures|test name|vital|immunisation|outcome|treatment outcome|test"),
    ("special.religion", DECIDES, "konfe|relgn|rlgn|uskonto|trossamfund|vallas|religie cd|relig cd"),
    ("special.ethnicity", DECIDES, "race desc|race dsc|racedesc|ethnicity desc|hispanic latino|hispaniclatino|ethn grp|ethnc grp|tribe|caste"),
    ("person.gender", DECIDES, "kon|kjonn|koen|sukupuoli|nem szemely|sx|sexo cd|pol plec|gndr cd|xingbie|seibetsu|anred|anrede gender"),
    ("person.marital_status", DECIDES, "mrtl|marital st|mar stat|mar sts|ciwil|civilstand|sivilstatus|siviilisaaty|csaladi allapot|stare civila|famst cd|mar status|medeni hali|zivilstand"),
    ("fin.salary", DECIDES, """monthly pay|yearly income|estimated salary|estimatedsalary|person income|applicant income|applicantincome|coapplicant income|
        coapplicantincome|annual inc|mth inc|monthly inc|sal amt|slry amt|base sal|loan income|customer income|yearly compensation|ctc|current ctc|
        manadslon|palkka|fizetes|salariu|oklad|plata|mnth sal|ann sal|annl sal|grs sal|net sal|credit rating score|cibil|cibil score|payrate usd|
        hourly pay|daily rate employee|pay amt|wage amt|monthlyincome|household inc"""),
    ("secret.token", DECIDES, """sess id|sess tok|session tok|sess key|api ky|acc tok|auth tok|clnt secret|clnt scrt|hook secret|aws ky|aws key|aws access|
        aws access key id|stripe key|github token|gitlab token|slack token|slack webhook|bearer tok|sas token|storage key|account key secret|
        consumer secret|consumer key|encryption ky|api pass|npm token|pypi token|sendgrid key|twilio token|openai key|gcp key|azure key|vault token"""),
    ("secret.otp", DECIDES, "totp sec|otp sec|mfa sec|2 fa sec|recov code|bkup code|bkp code"),
    ("net.ip", DECIDES, "ip adr|ip addrs|lst ip|clnt ip|src addr ip|rmt ip|rmt addr|last ip|server ip|ip login|lgn ip|ip origin"),
    ("id.device", DECIDES, "mac adr|imei nr|imsi no|imsi number|iccid no|sim number|sim no|sim serial|dev id hw|esn|bluetooth address|bt addr|wifi mac"),
    ("id.vehicle", DECIDES, "lic plt no|plt no|plate nbr|reg no vehicle|vehicle no|vehicle number|veh reg|veh reg no|rego|kfz kz|chs no|chassis"),
    ("id.driver_licence", DECIDES, "drv lic nbr|drv licence|dl nbr|drivers lic|driver lic no|korkort|forerkort|ajokortti|jogositvany|permis"),
    ("id.passport", DECIDES, "ppt no|ppt nbr|psprt|passnr|passi|utlevel|pass nr|pspt|pass nbr"),
    ("fin.bank_account", DECIDES, "bank acc|bank acc number|acc no|acc nbr|bnk acct|bnk acc|cpt bancaire|cta bancaria|nr rach|nr cont|bankszamla|bankszamlaszam|tilinumero|kontonr bank|bban|cta bco|num cta|rout no|aba no|nr uctu|account num bank"),
    ("fin.iban", DECIDES, "iban cd|cta iban|cpt iban|iban acct|iban txt|iban kto"),
    ("fin.card", DECIDES, "cc nbr|cred card no|crd num|card acct no|kk nr|ccard|cc full|credit card num|pmt card"),
    ("fin.card_sad", DECIDES, "sec cd card|card cvv|card cvc|cvv no|cvv cd|cvc cd|cc cid|card cid|card sec cd"),
    ("fin.crypto_address", DECIDES, "btc wallet addr|eth addr|eth adr|wllt addr|wlt adr|crypto addr|xrp address|doge address|usdt address"),
    ("account.username", DECIDES, "usr login|lgn nm|lgn id|login nm|logon id|usrnm|usrname|user nm|screen nm|acct login|kayttajatunnus|anvandarnamn|brukernavn|brugernavn|felhasznalonev|nume utilizator|unm"),
    # ---- text in which persons are written about
    ("text.free", SUGGESTS, """resume|cv|curriculum|curriculum vitae|biography|bio|about me|cover letter|lebenslauf|
        message body|email body|mail body|chat message|chat log|conversation|transcript|voicemail|call transcript|
        personal notes|case notes|interview notes|raw email|raw message"""),
)  # fmt: skip

NEGATIVE: Final = frozenset(
    """range bracket band grade consent update upd title titles courtesy covered uncovered web url uri link href http https site page count counts cnt num_of number_of qty quantity total totals sum avg average mean median min max minimum maximum
    type types typ kind flag flags ind indicator verified verification confirmed validated valid invalid enabled
    disabled active inactive opt optin optout optedin subscribed unsubscribed bounced bounce status sts stat state
    statuses version ver at on_date when timestamp ts updated created changed modified deleted expires expired expiry expiration exp
    idx index len length size bytes width height format fmt style class score level rank rating ratio rate pct percent
    percentage limit quota threshold attempts attempt tries retries failures failed failure provider vendor template
    subject lang language locale policy rule rules required mandatory optional promotion promo campaign notification
    notifications notify sent delivered opened clicked preference preferences prefs pref setting settings config
    order seq sequence position priority group grp segment region zone category cat tag tags color colour
    strength age_days days hours minutes seconds duration interval frequency freq period month months year years
    supported support allowed allow available exists present missing has is can should must validity
    domain tld prefix mask masked regex pattern validator encoding charset algorithm algo iterations rounds cost
    used usage uses reset requested granted revoked scope scopes
    anzahl typ art zahler menge nombre_de quantite cantidad tipo tipos quantidade quantita conteggio aantal soort
    liczba typu rodzaj ilosc pocet druh sayi sayisi tur turu adet durum durumu estado etat statut stato staat stav
    datum_am fecha_alta aktiv actif activo ativo attivo actief verifie verificado verificato bestatigt geaendert
    dogrulandi onaylandi bestatigung label labels""".split()
)
"""Tokens that turn a sensitive word into a fact about it: `email_verified`, `mail_count`, `password_changed_at`."""

KEY_WORDS: Final = frozenset(
    "id ids fk pk key keys ref refs code codes cd uuid guid oid rowid uid ident identifier".split()
)
"""Heads that make a surrogate of the word before them: `address_id`, `email_key`. They decide only when nothing sensitive names itself that way."""

NEUTRAL: Final = frozenset(
    """customer customers cust client clients user users usr employee employees emp staff person persons people member
    members patient patients pat contact contacts home work business billing bill shipping ship delivery primary prim secondary
    sec alt alternate alternative backup recovery old new current previous prev last first main default other
    personal private public mobile work office company the of my our your their own account acct profile a b c d e x
    no nr num number nbr txt text str string val value data info field fld col column raw plain encrypted enc enc
    norm normalized normalised lower upper clean canonical hash hashed sha md5 full short long desc original orig
    source src target dest from to for and or de la le du des der die das del di da do van den des en et y und""".split()
)

PERSON_TABLES: Final = frozenset(
    """person persons people customer customers client clients user users employee employees staff personnel member
    members patient patients contact contacts actor actors author authors student students teacher teachers owner
    owners driver drivers passenger passengers guest guests doctor doctors physician physicians nurse nurses applicant
    applicants candidate candidates subscriber subscribers lead leads vet vets agent agents manager managers seller
    sellers buyer buyers recipient recipients signer signers individual individuals citizen citizens voter voters donor
    donors volunteer volunteers player players tenant tenants resident residents beneficiary beneficiaries dependent
    dependents dependant relative relatives visitor visitors attendee attendees participant participants claimant insured borrower borrowers
    taxpayer taxpayers professor professors instructor instructors worker workers salesperson salespeople caller
    kunde kunden kundin mitarbeiter benutzer nutzer personen patienten mitglied mitglieder ansprechpartner
    kontakt kontakte schuler lehrer fahrer gast gaste versicherte angestellte arzt arzte
    client clients personne personnes utilisateur utilisateurs employe employes salarie salaries membre membres eleve
    eleves adherent adherents assure assures medecin medecins etudiant etudiants
    persona personas cliente clientes usuario usuarios empleado empleados paciente pacientes contacto contactos
    miembro miembros alumno alumnos socio socios medico medicos estudiante estudiantes
    pessoa pessoas funcionario funcionarios contato contatos aluno alunos associado membro
    persone clienti utente utenti dipendente dipendenti paziente pazienti contatto contatti socio soci studente studenti
    persoon personen klant klanten gebruiker gebruikers medewerker medewerkers patienten lid leden werknemer werknemers
    osoba osoby klient klienci uzytkownik uzytkownicy pracownik pracownicy pacjent pacjenci czlonek uczen
    osob zakaznik zakaznici uzivatel uzivatele zamestnanec zamestnanci pacient pacienti clen zak student
    kisi kisiler musteri musteriler kullanici kullanicilar calisan calisanlar personel hasta hastalar uye uyeler ogrenci
    пользователи клиенты сотрудники пациенты люди 顧客 社員 患者 会員 用户 客户 员工 患者 고객 회원
    kna1 pa0002 pa0006 adrp but000 per_all_people_f hr_employees crm_contacts emp cust usr pat mbr cst prs""".split()
)
"""Tokens of table names whose rows are persons."""

THING_TABLES: Final = frozenset(
    """product products item items sku category categories genre genres language languages country countries
    currency currencies region regions state states city cities type types status statuses department departments
    role roles permission permissions group groups tag tags playlist playlists album albums track tracks film films movie
    movies book books song songs airport airports airline airlines plane planes store stores shop shops branch branches
    warehouse warehouses location locations office offices building buildings room rooms device devices asset assets
    vehicle vehicles project projects task tasks event events campaign campaigns plan plans
    feature features setting settings config configuration configurations service services server servers host hosts
    company companies organization organizations organisation organisations vendor vendors supplier suppliers shipper
    shippers brand brands manufacturer manufacturers carrier carriers bank banks hospital hospitals school schools
    team teams club clubs media file files document documents folder folders image images pet pets animal animals species
    specialty specialties skill skills course courses subject subjects topic topics section sections unit units currency
    payer payers payment payments price prices material materials part parts model models version versions job jobs
    rating ratings territory territories shift shifts culture cultures
    produkt produkte artikel kategorie land lander sprache abteilung filiale fahrzeug projekt aufgabe
    produit produits article articles categorie pays langue magasin projet
    producto productos articulo articulos categoria pais idioma tienda proyecto
    produto produtos artigo loja projeto prodotto prodotti articolo lingua negozio progetto
    producten artikelen categorie winkel taal towar towary kraj jezyk sklep zbozi zeme obchod urun urunler ulke dil magaza""".split()
)
"""Tokens of table names whose rows are things, places or organisations."""

ROLES: Final = frozenset(
    """customer client employee staff contact owner manager driver passenger guest student teacher doctor physician
    nurse member applicant candidate recipient sender author reviewer supervisor salesperson agent buyer seller
    cardholder holder beneficiary spouse mother father parent child guardian partner emergency nok kin signer signatory
    patient person individual subscriber attendee provider_person caller requester assignee technician instructor
    attorney lawyer witness tenant landlord borrower player director actor artist composer donor volunteer pilot captain
    kunde mitarbeiter empleado cliente paciente klant klient musteri hasta zakaznik""".split()
)
"""Words before `name` that make it the name of a person: `owner_name`."""

THINGS: Final = frozenset(
    """product item sku category genre language country currency region state city type status department dept role
    permission group tag playlist album track film movie book song airport airline plane store shop branch warehouse
    location office building room device asset vehicle project task event campaign plan feature setting config service
    server host company organization organisation org vendor supplier shipper brand manufacturer carrier bank hospital
    school team club media file document folder image pet animal species specialty skill course topic section unit
    table column schema database db index key class method function module package process queue job program app
    application domain network channel stream bucket container image repo repository branch_name metric
    parameter param variable attribute attr field form page site view report rule policy template theme color colour
    kit model version package protocol algorithm cluster node pod namespace region zone port interface driver_file
    ship_via vessel boat facility plant factory line test stage step phase level grade band tariff rate code
    drug_class procedure program fund index_fund security instrument portfolio exchange market sector industry
    business legal_entity entity firm employer trade display_type short common scientific generic""".split()
)
"""Words before `name` that make it the name of a thing: `product_name`, `host_name`."""

HARMLESS_HEADS: Final = frozenset(
    """serial semver version revision rev build sku barcode ean upc isbn issn asin gtin lot batch sha sha1 sha256 sha512 md5
    crc checksum etag digest commit hash uuid guid oid snowflake tracking shipment waybill awb order invoice po ticket
    case part model catalog catalogue ref reference seq sequence transaction txn trx correlation trace span request
    req epoch timestamp ts created updated modified deleted duration elapsed latency price amount amt total subtotal cost fee tax_amount discount
    quantity qty stock units weight volume length width height size balance currency status state tier kind type
    loinc snomed cpt_code ndc gauge tailnum flight color colour percent score rank rating page offset port pid""".split()
)
"""Words by which a column says that its numbers are not of persons, so that shapes without a checksum do not count against it."""

ORDINARY: Final = frozenset(
    """provincia province provinz bundesland kanton region regione comunidad autonoma estado uf departement wojewodztwo kraj okres il bolge
    pais pays paese kraj land nacionalidade nacionalidad nationality nationalite nazionalita nationalitat nationaliteit narodnosc uyruk
    hire hired hiring join joined joining start started starts begin began end ended ends finish finished close closed closing open opened
    opening enter entered entry exit exited leave left arrive arrived arrival depart departed departure admit admitted admission discharge
    discharged enroll enrolled enrollment enrolment register registered registration effective issue issued issuing due renew renewed renewal
    posted posting publish published release released retire retired terminate terminated termination acquired acquisition purchased sold
    manufactured produced installed activated activation archived approved approval signed submitted received inspected visited booked paid
    shipped scheduled planned expected estimated elevation altitude depth speed temperature humidity pressure distance mileage capacity
    eintritt austritt beginn ende anfang gultig lieferung bestellung rechnung buchung erfassung anlage anderung einstellung
    embauche debut fin entree sortie commande facture livraison creation modification echeance
    alta baja inicio fin entrada salida pedido factura entrega creacion modificacion vencimiento contratacion
    inicio fim entrada saida pedido fatura entrega criacao alteracao vencimento admissao demissao cadastro
    inizio fine entrata uscita ordine fattura consegna creazione modifica scadenza assunzione
    begin einde start bestelling factuur levering aanmaak wijziging vervaldatum indiensttreding
    poczatek koniec zamowienie faktura dostawa utworzenia modyfikacji zatrudnienia zwolnienia termin
    zacatek konec objednavka dodani vytvoreni zmeny splatnost nastup
    baslangic bitis siparis fatura teslim olusturma degisiklik vade giris cikis
    breed colour team match game stadium season episode chapter lesson exam grade semester faculty building floor lane shelf rack bin pallet
    engine fuel brand trim recipe ingredient dish menu cuisine flavor flavour dosage protein mineral rock planet star galaxy species habitat
    river lake mountain forest park road bridge railway harbor harbour terminal runway gate flight voyage ferry vessel hull deck cargo freight
    opcode register opcode kernel thread socket packet buffer cache shard replica partition commit branch merge tag release sprint epic story
    milestone ticket backlog label slug permalink headline caption excerpt summary abstract keyword topic thread forum blog""".split()
)
"""Words of other columns: with one of them a name says something, even where it is nothing of a person."""

GENERIC_COLUMNS: Final = frozenset(
    """amount value val code description number no nr num text data content reasoncode reasondescription reason hash
    address line title long short term display""".split()
)
"""Columns that leave to the name of their table what they hold: `amount` in `salaries`."""

CLINICAL_COLUMNS: Final = frozenset(
    """code description desc reasoncode reasondescription reason value result finding note notes comment comments text
    bodysite procedure outcome dose dosage severity reaction findings remarks observation display""".split()
)
"""What a row that names its patient says about their health."""

CLINICAL_FILLERS: Final = frozenset("""body site reason primary secondary procedure""".split())
"""Words that may stand before those."""

ANIMAL_TABLES: Final = frozenset("""pet pets animal animals horse horses dog dogs cat cats cattle livestock""".split())
"""Tables whose rows are animals."""

PLACE_TABLES: Final = frozenset(
    """airport airports city cities country countries region regions station stations weather port ports territory
    territories state states province provinces""".split()
)
"""Tables whose rows are public places."""

PATIENT_COLUMNS: Final = frozenset("""patient patients patientid paciente paziente pacjent pacient hasta""".split())
"""Tokens of a column that names the patient of a row."""

CHARGE_TABLES: Final = frozenset(
    """payment payments invoice invoices billing appointment appointments transitions message messages""".split()
)
"""Tables that name patients, but mostly say what was paid or planned."""

ABBREVIATIONS: Final = dict(
    pair.split("=")
    for pair in """nm=name nme=name nam=name nbr=number num=number nmbr=number addr=address adr=address adrs=address dt=date dte=date frst=first fst=first
    lst=last brth=birth bth=birth mobl=mobile mbl=mobile cty=city gndr=gender lgn=login lgin=login
    psprt=passport pspt=passport ppt=passport lic=license lics=license emrg=emergency emerg=emergency cntct=contact
    ctct=contact mthr=mother fthr=father mdn=maiden rlgn=religion relig=religion ethn=ethnicity ethnc=ethnicity mrtl=marital marit=marital
    sts=status bld=blood grp=group rx=prescription ky=key scrt=secret tkn=token tok=token tkns=token rtng=routing
    rout=routing acct=account acnt=account phn=phone ph=phone phne=phone fon=phone wrk=work hm=home hme=home incm=income
    diag=diagnosis diagn=diagnosis dgns=diagnosis allrgy=allergy allrg=allergy med=medical mdcl=medical hgt=height
    wgt=weight ins=insurance insur=insurance fec=fecha nro=numero doc=documento ape=apellido apell=apellido vname=vorname nname=nachname
    vorn=vorname nachn=nachname voornm=voornaam achternm=achternaam nazw=nazwisko cod=codigo usr=user pwd=password pswd=password
    cust=customer clnt=client emp=employee empl=employee rfrsh=refresh rfsh=refresh auth=auth prv=private priv=private crdt=credit
    crd=card dbt=debit sal=salary slry=salary wg=wage natl=national nat=national ident=identification
    idnt=identification drvr=driver drv=driver lat=latitude lng=longitude lon=longitude ssn=ssn socl=social soc=social strt=street
    pstl=postal pst=postal zp=zip cntry=country lng=longitude dob=dob bday=birthday mail=mail eml=email
    eaddr=email tel=tel telno=telephone cel=celular correo=correo nac=nacimiento nacim=nacimiento nasc=nascimento naiss=naissance gebdat=geburtsdatum
    hsh=hash hsd=hash slt=salt cvc=cvc iban=iban wllt=wallet btc=bitcoin eth=ethereum mac=mac veh=vehicle
    chs=chassis prescr=prescription presc=prescription vacc=vaccination trtmt=treatment
    sympt=symptom disab=disability mbr=member memb=member ptnt=patient patnt=patient
    brnd=brand prd=product prd=product prod=product co=company compn=company agt=agent usr_agt=agent cmt=comment ttl=title stn=station ctry=country dsc=description typ=type mdl=model mk=make clr=color benef=beneficiary spse=spouse gvn=given fam=family sur=surname surnm=surname""".split()
)
"""Words that old systems write without their vowels; tried when the words as they stand say nothing."""
