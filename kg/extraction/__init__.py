"""From a record to findings: who talked with whom, who proposed what to whom, what came of it.

Deterministic; no network, no model. The steps, each a module: ``mentions`` (who is named where),
``frames`` (who is speaking to whom, in which talk), ``acts`` (the lexicon, as data), ``slots``
(proposer, addressee, kind, objective, quantity), ``responses`` (outcome), ``conversations``,
``confidence``.
"""

from kg.extraction.cast import Cast
from kg.extraction.conversations import finding, join_author, main_talk
from kg.extraction.mentions import enlist
from kg.findings import Findings
from kg.records import Record


def extract(record: Record) -> Findings:
    """Return what is found in *record*; the main conversation comes first."""
    cast = Cast()
    listed = enlist(record, cast)
    talk = main_talk(record, cast, listed)
    join_author(record, cast, talk, None)
    main = finding(record, cast, talk)
    used = {p.agent for p in main.participants} | {p.side for p in main.participants if p.side}
    return Findings(agents=cast.agents(used), conversations=(main,))
