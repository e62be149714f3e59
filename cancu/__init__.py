"""Căn Cứ: the legal references of Vietnamese administrative documents as a knowledge graph."""

__version__ = "0.1.0"
