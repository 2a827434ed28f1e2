"""Where the sentences of a citation end: seldom at its first full stop.

"George H.W. Bush Library", "vol. 15", "Op. 13" and "KOR S. Confidential" all hold one.
"""

import re
from collections.abc import Iterator

# The closed list of markings (FRUS source notes and stamps), longest first. "No classification
# marking" says something else than nothing at all.
MARKINGS = (
    "No classification markings",
    "No classification marking",
    "No classification indicated",
    "Administratively Confidential",
    "Strictly Confidential",
    "Strictly Secret",
    "Limited Official Use Only",
    "Limited Official Use",
    "For Official Use Only",
    "Official Use Only",
    "Top Secret",
    "Secret",
    "Confidential",
    "Restricted",
    "Unclassified",
)
MARKING = rf"(?:{'|'.join(MARKINGS)})(?!\w)"

_ROLES = (
    "Translated|Obtained|Contributed|Transcribed|Edited|Donated|Provided|Drafted|Cleared|Approved"
    "|Prepared|Initialed|Repeated|Sent|Also sent|Transmitted|Received|Copies|Ibid|Courtesy"
)
_STARTER = re.compile(rf"(?:{_ROLES}|{MARKING})")
_STOP = re.compile(r"[.!?][”\"'’)\]]*\s+(?=[A-Z“\"‘(\[])")
_LONGEST = 12  # characters; longer than any of the abbreviations
_ABBREVIATION = re.compile(
    r"(?:^|[\s(.,“\"–-])(?:[A-Z]|[Vv]ols?|Nos?|[Ee]tc|Mr|Mrs|Messrs|Dr|Gen|Col|Adm|Amb|Sen|Rep|Jr|St"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Cde|Cdes|Com|[Ff]|[Oo]p|[Dd]|[Ll]l?|[Pp]p?|ff"
    r"|[Uu]nn?umb|Ed|eds?|[Aa]rk|[Ss]pr|[Aa]p|Bl|Bd|[Ff]ols?|[Ss]ygn|[Zz]esp|[Pp]er|[Pp]or|[Dd]ok|[Kk]art|[Ss]v|[Ii]nv|[Mm]f|[Bb])$"
)


def sentences(text: str, start: int = 0) -> Iterator[tuple[int, int]]:
    """Yield the sentences of *text* from *start* on, as offsets, each with its full stop."""
    for stop in _STOP.finditer(text, start):
        before = text[max(0, stop.start() - _LONGEST) : stop.start()]
        if _STARTER.match(text, stop.end()) or not _ABBREVIATION.search(before):
            yield start, start + len(text[start : stop.end()].rstrip())
            start = stop.end()
    if text[start:].strip():
        yield start, len(text.rstrip())
