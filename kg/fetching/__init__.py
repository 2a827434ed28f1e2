"""Fetching the originals of a source: by HTTP, or from a git repository.

One request at a time, with a pause between two, under a name that says whom to write to. What was
fetched stands in ``fetched.jsonl`` beside the files, so that a second run asks only what changed; a
partial file is gone on with where the server can. Nothing is written outside the target folder.
"""

from kg.fetching.fates import Fate, Fetched
from kg.fetching.fetch import fetch
from kg.fetching.ledger import NAME, Ledger
from kg.fetching.manners import Manners

__all__ = ["NAME", "Fate", "Fetched", "Ledger", "Manners", "fetch"]
