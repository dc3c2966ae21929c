from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def qinghe() -> Path:
    """Give the file of the invented county."""
    return Path(__file__).parents[2] / "plans" / "qinghe.toml"
