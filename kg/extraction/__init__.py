"""From a record to findings: who talked with whom, who proposed what to whom, what came of it.

Deterministic; no network, no model. The steps, each a module: ``mentions`` (who is named where),
``frames`` (who is speaking to whom, in which talk), ``acts`` (the lexicon, as data), ``slots``
(proposer, addressee, kind, objective), ``quantities``, ``responses`` (outcome), ``talks`` and
``conversations``, ``confidence``; ``reading`` goes through the text, ``assembly`` makes findings.
"""

from kg.extraction.assembly import assemble
from kg.extraction.reading import read
from kg.findings import Findings
from kg.records import Record


def extract(record: Record) -> Findings:
    """Return what is found in *record*; the main conversation comes first."""
    return assemble(read(record))
