"""Fixtures that every test may ask for."""

from tests.stores import plans, server, store

__all__ = ["plans", "server", "store"]
