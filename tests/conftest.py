"""Fixtures that many tests share."""

import os
from pathlib import Path

import pytest

SAMPLE = Path(__file__).parent.parent / "index" / "sample" / "immunogen-8k-2008-01-31.txt"


@pytest.fixture(scope="session")
def sample_path() -> Path:
    return SAMPLE


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of shared filings and benchmarks, named by TIEOUT_SHARED."""
    folder = os.environ.get("TIEOUT_SHARED", "")
    if not folder or not Path(folder).is_dir():
        pytest.skip("TIEOUT_SHARED does not name the folder of shared filings and benchmarks")
    return Path(folder)
