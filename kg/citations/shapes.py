"""How the units of archives are written: labels with their values, and codes that need no label.

The labels are those of Russian, Ukrainian, Baltic, Polish, Czech, Bulgarian, Hungarian, German,
British, American and Korean archives, as found in the source fields of translated records and in
the source notes of FRUS. RiC has four record set types; boxes, reels and papki get the closest and
keep their own label.
"""

import re

GLOSS = r"\s?(?:\([^()]{1,12}\)\s?)?"  # "fond (f.) 45"
_QUOTED = r"[“\"][^“”\"]{2,100}[”\"]"
_UNIT = r"[0-9]\w*(?:/\w+)*(?:\s?[-–]\s?[0-9]\w*)*"
# Fonds may be R-9401, K-1 or 1-B; a "d. R" alone is none.
_FONDS = rf"(?:[A-Z]{{1,2}}-)?{_UNIT}(?:-[A-Z](?!\w))?"
PAGES = rf"{_UNIT}(?:\s?ob\b)?(?:,\s?[0-9]+(?:[-–][0-9]+)?(?:ob)?(?![\w/]|\.[\w]|\.\s[a-z]))*"

# kind, label, value. "Pages", "Number", "Papka" and "Symbol" are told from levels when arranged.
LABELLED = (
    ("Fonds", r"[Ff]onds?|[Ff]\.|[Zz]esp(?:[oó][lł]|\.)", _FONDS),
    ("Series", r"[Oo]pis['’]?|[Oo]p\.|O\.|[Aa]p\.|[Pp]er\.|[Ww]i[aą]zka", _UNIT),
    ("Series", r"V\.|Viti", r"19[0-9]{2}"),
    (
        "File",
        r"[Dd]elo|[Dd]\.|arkhivna edinitsa|[Aa]\.\s?[Ee]\.|[Ss]pr(?:ava|\.)|[Bb]\.|[Dd]ok\."
        r"|[Pp]or\.|[Tt]eczka|[Dd]osar|[Ii]nv\.\s?[čc]\.|[Aa]r\.\s?j\.|[Ss]v\.|[Kk]arton|[Kk]art\.|[Oo]bal"
        r"|[Bb]usta|[Bb]d\.|[Bb]and|[Mm]aço",
        _UNIT,
    ),
    ("File", r"[Ss]ygn\.", r"(?:[IVXLC]+\s?[A-Z]?/)?[\w/-]*[0-9][\w/-]*"),
    ("Papka", r"[Pp]apka|[Pp]\.", PAGES),
    (
        "Pages",
        r"[Ll]isty?|[Ll]l?\.|pp\.|ff\.?|[Pp]ages?|[Aa]rk\.|Bl\.|[Ff]ol(?:ios?|s?\.)?|[Ff]rames?"
        r"|[Ll]eaf|[Ll]eaves|pgs?\.",
        PAGES,
    ),
    ("Fonds", r"RG|Record Group", r"[0-9]+[A-Z]?"),
    ("Series", r"[Ll]ot(?: [Ff]iles?)?", r"[0-9]{2}\s?[A-Z]\s?[0-9]+(?:-[0-9]+)?"),
    (
        "Series",
        r"FRC|Job|Accession",
        r"[0-9]{3}[–-][0-9]{2}[–-][0-9]{4}|[0-9]{2}[A-Z]?[\s–-]?[A-Z]?[\s–-]?[0-9]+[A-Z]?",
    ),
    ("Series", r"Series|Entry", r"(?:[IVXLC]+|(?:[A-Z]{1,2}[ -]?)?[0-9]+)(?!\w)"),
    ("Fonds", r"[Ff]ond", _QUOTED),
    ("File", r"[Ff]older|[Ff]ile:?", _QUOTED),
    (
        "File",
        r"(?:OA/)?[Bb]ox(?:es)?(?: (?:No\.|Number))?",
        r"(?:[A-Z]{1,3}[\s–-])?[0-9]+[A-Z]?(?:[-–][0-9]+)?",
    ),
    ("File", r"[Ff]older|OA/ID|CF|ID", r"[0-9]+(?:[-–][0-9]+)?[A-Z]?"),
    ("File", r"[Rr]oll(?: No\.)?|[Rr]eel|[Rr]olik|[Mm]icrofilm|mf", r"(?:[A-Z]-)?[0-9][\w-]*"),
    ("File", r"File No\.", r"[A-Z0-9](?:[\w’'.()/-]*[\w)])?"),
    ("File", r"File", r"[A-Z0-9](?:[\w’'.-]*\w)?(?=[\s,;]|\.?$|\.\s)"),
    ("File", r"file", r"[0-9][\w/.-]*\w"),
)
LABEL = re.compile(
    r"(?<![\w.’-])(?:"
    + "|".join(
        rf"(?P<l{i}>{label}){GLOSS}(?P<v{i}>{value})"
        for i, (_, label, value) in enumerate(LABELLED)
    )
    + r")(?!\w)"
)

# The departments of the British state, whose codes the National Archives at Kew keep.
_KEW = (
    "AB|ADM|AIR|AVIA|BT|BW|CAB|CO|DEFE|DO|DSIR|ED|FCO|FO|GFM|HO|HS|HW|INF|KV|LAB|LCO|MAF|MEPO|PREM"
    "|POWE|SUPP|T|WO"
)
_ORGANS = r"(?:A|S|E|T|ST|DC|CD|ENDC|CCD|UNCTAD|E/CN\.[0-9]+)"
UN_SYMBOL = rf"(?<![\w/]){_ORGANS}/(?:[A-Z0-9.()-]+/)*[A-Z.]*[0-9][\w.]*(?:/[\w.-]*\w)*"
_SUBJECT = (
    r"[A-Z]{2,6}(?: [0-9]+(?:[-–][0-9]+)*)? [A-Z][A-Z. ]*[A-Z](?:[-–/][A-Z. ]*[A-Z]|[-–][0-9]+)*"
)

# Codes without labels: the kinds of their groups, and the pattern.
SHAPES = (
    # Hungarian: the number stands before its label, and a registry number at the end.
    (
        ("File",),
        re.compile(r"(?<!\w)(?P<v0>[0-9]+)\.\s?(?P<l0>doboz|dob\.|[őöo]\.?\s?e\.)(?!\w)"),
    ),
    (
        ("Number",),
        re.compile(
            r"(?<![\w/])(?P<l0>)(?P<v0>[0-9]{5,6}(?:/[0-9]{1,3})?/\s?(?:19|20)[0-9]{2})(?!\w)"
        ),
    ),
    # Chinese Foreign Ministry and provinces: class-volume-item.
    (
        ("Fonds", "Series", "File"),
        re.compile(
            r"(?<![\w-])(?P<l0>)(?P<v0>[0-9]{3})-(?P<l1>)(?P<v1>[0-9]{5})-(?P<l2>)"
            r"(?P<v2>[0-9]{2}(?:\([0-9]+\))?)(?![\w-])"
        ),
    ),
    (
        ("Fonds", "Series", "File"),
        re.compile(
            r"(?<![\w-])(?P<l0>)(?P<v0>[A-Z]?[0-9]{1,3})-(?P<l1>)(?P<v1>[0-9]{1,3})-(?P<l2>)"
            r"(?P<v2>(?!(?:19|20)[0-9]{2}\b)[0-9]{1,5})(?![\w-])"
        ),
    ),
    # United Nations archives: series-box-file.
    (
        ("Series", "File", "File"),
        re.compile(
            r"(?<![\w-])(?P<l0>)(?P<v0>S-[0-9]{4})-(?P<l1>)(?P<v1>[0-9]{4})-(?P<l2>)"
            r"(?P<v2>[0-9]{2,4})(?![\w-])"
        ),
    ),
    (("Symbol",), re.compile(rf"(?P<l0>)(?P<v0>{UN_SYMBOL})(?!\w)")),
    # Polish: zespół, wiązka, teczka, in either order.
    (
        ("Fonds", "File", "Series"),
        re.compile(
            r"(?<!\w)(?P<l0>)(?P<v0>[\w/]+(?: [Zz]-?[0-9]+)?),? (?P<l1>)(?P<v1>[Tt]-?[0-9]+),?"
            r" (?P<l2>)(?P<v2>[Ww]-?[0-9]+)(?!\w)"
        ),
    ),
    (
        ("Fonds", "Series", "File"),
        re.compile(
            r"(?<!\w)(?P<l0>)(?P<v0>[\w/]+(?: [Zz]-?[0-9]+)?),? (?P<l1>)(?P<v1>[Ww]-?[0-9]+),?"
            r" (?P<l2>)(?P<v2>[Tt]-?[0-9]+)(?!\w)"
        ),
    ),
    # Department of State decimal files: class, then document or date ("795.00/1–1255").
    (
        ("Series", "File"),
        re.compile(
            r"(?<![\w.])(?P<l0>)(?P<v0>[0-9]{3}[A-Za-z]{0,2}\.[^,:;/]{1,40})/(?P<l1>)"
            r"(?P<v1>[\w–-]+(?:\.[0-9]+)?)"
        ),
    ),
    # The National Archives at Kew: department, series, piece.
    (
        ("Fonds", "Series", "File"),
        re.compile(
            rf"(?<![\w/])(?P<l0>)(?P<v0>{_KEW})\s?(?P<l1>)(?P<v1>[0-9]{{1,4}})/(?P<l2>)"
            r"(?P<v2>[0-9]{1,6}(?:/[0-9]+)*)(?![\w/])"
        ),
    ),
    (("Pages",), re.compile(r"(?<=\s)(?P<l0>ff?)(?P<v0>[0-9]+(?:[-–][0-9]+)?)(?!\w)")),
)

# Names that are a path, and end in the file: "B 136/59748", "IV 2/20/134", "322.3 Ryukyus".
PATHS = (
    (("Fonds", "Series", "File"), re.compile(r"([A-Z][A-Za-z ]+[a-z])/([0-9]+)/([0-9/]+)")),
    (("Fonds", "File"), re.compile(r"([A-Z]{1,5} [0-9]+)/([0-9]+)")),
    (("Fonds", "File"), re.compile(r"([0-9A-Z]{1,6}\([0-9]{1,2}\))/([0-9]+)")),
    (("Fonds", "File"), re.compile(r"([A-Z]{2,5}(?: [A-Z]{2,5})?) ([0-9]+/[IVXLC]+-[0-9]+)")),
    (("Series", "File"), re.compile(r"([0-9]{3}[A-Z]?\.[0-9]+) ([A-Z]\w+)")),
    (
        ("Series", "File"),
        re.compile(r"((?:[IVXLC]+ [\w -]+|[0-9]+/[\w-]+|[0-9IVX]+-[\w-]+)(?:/[\w.-]+)*)/([0-9]+)"),
    ),
)
SUBJECT_CODE = re.compile(_SUBJECT)
