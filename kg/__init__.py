"""Parley: archival records of conversations between states as a knowledge graph."""
