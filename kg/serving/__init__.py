"""A publication over HTTP: its files, and a read-only SPARQL 1.1 endpoint over its store.

The publication is a folder that any web host can serve; this room is for those who want the
endpoint beside it. Queries run in a child process, the ``oxigraph`` server, which can be killed: a
query that overruns its deadline takes the child with it, and never leaves a cut-off answer behind.
"""

from kg.serving.app import application

__all__ = ["application"]
