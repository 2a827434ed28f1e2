"""Gold against findings: what was found, whose it is, what came of it, and how sure we may be.

The same marks are given to an extractor, run on the reading texts or on the records of a source,
and to a published graph.
"""
