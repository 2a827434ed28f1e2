"""The words that stand around a name: courtesies, ranks, offices, bodies, countries.

Tables only. A word is looked up by :func:`fold`: casefolded, without full stops. They were
collected from the headings and participants lists of FRUS 1943-1980 and the openings of about
thirty records of the Wilson Center Digital Archive (extraction page, section 3).
"""


def fold(word: str) -> str:
    """Return *word* as the tables spell it.

    >>> fold("U.S.S.R.:"), fold("Amb.")
    ('ussr', 'amb')
    """
    return word.casefold().replace(".", "").replace("’", "'").strip(":;,?!*'\"“”")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


COURTESIES = _words(
    "mr mrs miss ms messrs mme madame mlle dr prof professor sir lord lady dame count countess"
    " baron baroness prince princess he excellency honorable honourable hon rev reverend father"
    " monsignor cde cdes com comrade comrades herr frau señor senor signor mm his her right eight"
)
"""Words of courtesy; "His Excellency" and "The Right Honorable" are runs of them."""

RANKS = _words(
    "general gen lieutenant lt lieut ltgen ltcol colonel col major maj captain capt cdr commander"
    " admiral adm vadm radm brigadier brig marshal ensign sergeant sgt commodore generalissimo"
    " mgen bgen lcdr majgen briggen rear field wing squadron"
)
"""Words of military rank."""

OFFICES = _words(
    "ambassador ambassadors amb minister ministers min secretary secretaries sec secy"
    " president presidents pres premier chairman chmn chancellor senator senators sen"
    " representative representatives rep congressman congressmen governor gov director"
    " directors dir consul consuls chargé charge d'affaires counselor counselors counsellor couns"
    " counsel attaché attache attachés commissioner speaker leader judge justice king queen emperor"
    " delegate administrator adviser advisers advisor advisors envoy chief officer editor"
    " interpreter interpreters translator translators notetaker notetakers stenographer scribe"
    " recorder aide aides assistant assistants asst deputy dep under undersecretary vice acting"
    " former ex special executive personal private principal coordinator economist lawyer"
    " professor member members adviser-designate secretary-designate designate spokesman"
    " comptroller treasurer superintendent inspector consultant manager postmaster commandant"
    " negotiator co-chairman vice-minister vice-president minister-counselor"
    " ambassador-at-large military-attaché officer-in-charge head councillor mayor solicitor"
    " commander-in-chief cinc cincunc cincpac cincfe sacr saceur poladcinc president-elect"
    " under-secretary secretary-general ambassador-designate vice-chairman fm pm vm vp"
    " plenipotentiary prime first second third fourth ambassadress archbishop dean-designate"
    " liaison elect large advocate attorney d'affairs emissary senator-elect congressman-elect"
    " minister-designate"
)
"""Words of office: the head ("Secretary") and what stands before it ("Deputy", "Acting")."""

OFFICE_HEADS = OFFICES - _words(
    "assistant assistants asst deputy dep under vice acting former ex special executive personal"
    " private principal prime first second third fourth liaison designate charge head member"
    " members"
)
"""Words of office that name an office by themselves."""

BODIES = _words(
    "department dept ministry embassy legation consulate delegation delegations mission missions"
    " bureau division office offices section staff council board committee commission agency"
    " administration bank house senate congress court party parliament assembly cabinet service"
    " services secretariat institute university corporation corp company co inc association union"
    " fund group branch department's foreign affairs state defense defence treasury commerce"
    " interior navy army air force forces marine marines corps finance agriculture labor"
    " justice-department war chiefs joint national security intelligence central international"
    " economic political military naval legal public information cultural commercial trade"
    " industry education culture health planning policy protocol press language far near eastern"
    " western northern southern northeast southeast east asian european african american"
    " americas latin pacific middle oriental international-organization organization region"
    " white united nations government republic kingdom democratic people's peoples general states"
    " reserve development reconstruction monetary loan export import atomic energy production"
    " lend-lease operations mutual cooperation affairs-bureau budget management relations"
    " regional country area level desk headquarters command fleet supreme high permanent"
    " korean-affairs treaty counsel's research analysis reports office-in-charge newspapers"
    " publishers syndicate times post news radio voice library archives programs program"
    " technical scientific science disarmament arms control mobilization civil cold"
    " friends side sides team north south northeastern southeastern western-european europe asia"
    " america liberal conservative communist socialist republics advisory assistance aff affs"
)
"""Words that occur in the names of bodies and of fields of office."""

NATIONS = {
    word: state
    for state, words in {
        "Afghanistan": "afghanistan afghan",
        "Albania": "albania albanian",
        "Algeria": "algeria algerian",
        "Argentina": "argentina argentine",
        "Australia": "australia australian australians",
        "Austria": "austria austrian",
        "Belgium": "belgium belgian",
        "Bolivia": "bolivia bolivian",
        "Brazil": "brazil brazilian",
        "Bulgaria": "bulgaria bulgarian bulgarians",
        "Burma": "burma burmese",
        "Cambodia": "cambodia cambodian",
        "Canada": "canada canadian canadians",
        "Chile": "chile chilean",
        "China": "china chinese prc grc roc",
        "Colombia": "colombia colombian",
        "Congo": "congo congolese",
        "Costa Rica": "rican",
        "Cuba": "cuba cuban cubans",
        "Cyprus": "cyprus cypriot cypriots",
        "Czechoslovakia": "czechoslovakia czechoslovak czech",
        "Denmark": "denmark danish",
        "Dominican Republic": "dominican",
        "Ecuador": "ecuador ecuadorean ecuadorian",
        "Egypt": "egypt egyptian uar",
        "El Salvador": "salvador salvadoran",
        "Ethiopia": "ethiopia ethiopian",
        "Finland": "finland finnish",
        "France": "france french",
        "Germany": "germany german germans gdr frg",
        "Ghana": "ghana ghanaian",
        "Greece": "greece greek greeks",
        "Guatemala": "guatemala guatemalan",
        "Haiti": "haiti haitian",
        "Honduras": "honduras honduran",
        "Hungary": "hungary hungarian hungarians",
        "Iceland": "iceland icelandic",
        "India": "india indian indians",
        "Indonesia": "indonesia indonesian",
        "Iran": "iran iranian",
        "Iraq": "iraq iraqi",
        "Ireland": "ireland irish",
        "Israel": "israel israeli israelis",
        "Italy": "italy italian italians",
        "Jamaica": "jamaica jamaican",
        "Japan": "japan japanese",
        "Jordan": "jordanian",
        "Korea": "korea korean koreans rok dprk",
        "Laos": "laos laotian",
        "Lebanon": "lebanon lebanese",
        "Luxembourg": "luxembourg",
        "Malaysia": "malaysia malaysian malaya",
        "Mexico": "mexico mexican",
        "Mongolia": "mongolia mongolian",
        "Netherlands": "netherlands dutch",
        "New Zealand": "zealand",
        "Nicaragua": "nicaragua nicaraguan",
        "Norway": "norway norwegian",
        "Pakistan": "pakistan pakistani",
        "Panama": "panama panamanian",
        "Peru": "peru peruvian",
        "Philippines": "philippines philippine",
        "Poland": "poland polish poles",
        "Portugal": "portugal portuguese",
        "Romania": "romania rumania romanian rumanian romanians",
        "Ryukyus": "ryukyus ryukyu",
        "Saudi Arabia": "saudi arabian",
        "Soviet Union": "soviet soviets ussr russia russian russians",
        "Spain": "spain spanish",
        "Sweden": "sweden swedish",
        "Switzerland": "switzerland swiss",
        "Syria": "syria syrian",
        "Thailand": "thailand thai",
        "Tunisia": "tunisia tunisian",
        "Turkey": "turkey turkish turks",
        "United Kingdom": "uk britain british britons",
        "United Nations": "un",
        "United States": "us usa america americans",
        "Venezuela": "venezuela venezuelan",
        "Viet-Nam": "vietnam viet-nam vietnamese viet-namese drv gvn",
        "Yugoslavia": "yugoslavia yugoslav yugoslavs",
    }.items()
    for word in words.split()
}
"""Countries and their adjectives, to the country."""

NATION_PHRASES = {
    "united kingdom": "United Kingdom",
    "united nations": "United Nations",
    "united states": "United States",
}
"""Countries whose words name none by themselves."""

SYMBOLS = _words("state defense treasury commerce cia nsc jcs ica omb aid isa usia osd fed hew")
"""Departments and agencies that lists use as their headings."""

SMALL = _words(
    "of the for in to and at on with by from a an & or his her its their as one two three four"
    " five several between among amongst other"
)
"""Words inside an office that are no name."""

PARTICLES = _words(
    "de da di du del della den der des van von vander la le les los bin ibn al el ten ter zu dos y"
)
"""Words of a surname that may be written small."""

SUFFIXES = _words("jr sr ii iii iv 2nd 3rd 3d 2d esq")

GROUPS = _words(
    "others assistants members delegations staffs advisers aides notetakers interpreters"
    " secretaries representatives ministers officials colleagues experts officers ambassadors"
    " individuals"
)
"""Plural words: not one person."""

CHINESE_SURNAMES = _words(
    "chang zhang chen ch'en chiang jiang chou zhou chi ji ch'iao qiao chu zhu feng han hsiung xiong"
    " hsu xu hu huang kao gao ko ge ku gu kung gong lei li liang lin liu lo luo lu ma mao nieh pan"
    " peng p'eng sung song soong sun t'ang tang teng deng ting ding tsao ts'ao cao tsiang tung"
    " dong wang wei wu yang yao yeh ye yen yan yu yuan"
)
KOREAN_SURNAMES = _words(
    "kim lee yi ri li pak park choe choi ch'oe chong jeong jung chung cho jo kang yun yoon chang"
    " jang im lim han o oh so seo sin shin kwon hwang an ahn song yu yoo hong chon jeon ko son sohn"
    " yang pae bae paek baek paik ho huh heo nam sim no roh ha chu chin min pyon pyun byun limb nam"
)
EASTERN_SURNAMES = CHINESE_SURNAMES | KOREAN_SURNAMES
"""Family names that stand first when the rest is one or two syllables."""

# What a word in brackets or after the last comma says of how somebody was there.
PRESENCE = {
    "interpreter": "interpreter",
    "interpreters": "interpreter",
    "interpreting": "interpreter",
    "translator": "interpreter",
    "translators": "interpreter",
    "notetaker": "recorder",
    "notetakers": "recorder",
    "note-taker": "recorder",
    "recorder": "recorder",
    "recording": "recorder",
    "reporter": "recorder",
    "rapporteur": "recorder",
    "scribe": "recorder",
    "stenographer": "recorder",
    "drafter": "recorder",
}
"""Words that say how somebody was there, to names of the presence vocabulary."""
