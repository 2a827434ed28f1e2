"""One coarse key for the romanisations of a Chinese or a Korean name.

Wade–Giles, Pinyin and postal spellings, McCune–Reischauer, the Revised Romanisation and what
persons chose for themselves fall together: Ch’oe and Choi, Chŏng-p’il and Jong Pil, Ta-wei and
Ta-wai. So do names that differ; a key only proposes, it never decides.
"""

import re
from functools import lru_cache

_RULES = (
    (r"tch|tsh|tz|ts|zh|ch|j|q|c|z", "c"),
    (r"hs|sh|sz|x|s", "s"),
    (r"kh|kk|g|k", "k"),
    (r"ph|pp|b|p", "p"),
    (r"th|tt|d|t", "t"),
    (r"r|l", "l"),
    (r"eo|oo|ou|uo|wo|u|o", "o"),
    (r"ae|ai|ei|ui|oi|oe|ih|eh|y|i|e", "e"),
    (r"h", ""),
)


@lru_cache(maxsize=65536)
def sound(word: str) -> str:
    """Return the coarse key of a word given in one of the romanisations, lower case.

    >>> sound("chongpil") == sound("jongpil"), sound("choe") == sound("choi")
    (True, True)
    """
    for pattern, letter in _RULES:
        word = re.sub(pattern, letter, word)
    return re.sub(r"(.)\1+", r"\1", word)
