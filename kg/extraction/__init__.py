"""From a record to findings: who talked with whom, who proposed what to whom, what came of it.

Deterministic; no network, no model. The steps, each a module: ``mentions`` (who is named where),
``frames`` (who is speaking to whom, in which talk), ``acts`` (the lexicon, as data),
``candidates``, ``features`` and ``ranker`` (which hits are proposals), ``slots`` (proposer,
addressee, kind, objective), ``repeats``, ``quantities``, ``responses`` (outcome), ``talks`` and
``conversations``, ``confidence``; ``reading`` goes through the text, ``assembly`` makes findings.
"""

from kg.extraction.assembly import assemble
from kg.extraction.ranker import Model
from kg.extraction.reading import read
from kg.findings import Findings
from kg.records import Record


def extract(record: Record, model: Model | None = None) -> Findings:
    """Return what is found in *record*; the main conversation comes first.

    *model* ranks the candidates for proposals; by default the one of the lexicon.
    """
    return assemble(read(record, model))
