"""The measuring material beside the project, which is not part of it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"


def shared(*parts: str) -> Path:
    """Return a path in the measuring material; skip where it is absent, fail where CI needs it."""
    path = SHARED.joinpath(*parts)
    if not path.exists():
        if os.environ.get("CANCU_CI"):
            pytest.fail(f"{path} is missing and CI measures against it")
        pytest.skip(f"measuring material is not here: {path}")
    return path
