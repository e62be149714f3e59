"""The only place that mints and parses IRIs of documents, provisions, bodies and sources."""

from __future__ import annotations

DEFAULT_BASE = "http://cancu.internal"
