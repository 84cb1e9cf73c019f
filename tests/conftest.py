"""Fixtures that many tests share."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

# In CI the same examples every time, so that a change is judged by what it changes; elsewhere new ones are looked for.
settings.register_profile("ci", derandomize=True, deadline=None)
if os.environ.get("CI"):
    settings.load_profile("ci")

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
