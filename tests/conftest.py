"""Fixtures that many tests share."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

from index.embed import Embedder
from index.export import ready_embedder

# In CI the same examples every time, so that a change is judged by what it changes; elsewhere new ones are looked for.
settings.register_profile("ci", derandomize=True, deadline=None)
if os.environ.get("CI"):
    settings.load_profile("ci")

MODELS = Path(__file__).parents[1] / ".pytest_cache" / "models"
"""Where the embedding model's fast form is kept between runs, under a key of its weights and of how it was made."""
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


@pytest.fixture(scope="session")
def models() -> Path:
    ready_embedder(MODELS, "all-MiniLM-L6-v2")
    return MODELS


@pytest.fixture(scope="session")
def embedder(models: Path) -> Embedder:
    return ready_embedder(models, "all-MiniLM-L6-v2")


@pytest.fixture
def home(tmp_path: Path, models: Path) -> Path:
    """An empty home whose embedding model is made ready already."""
    folder = tmp_path / "a home"
    folder.mkdir()
    (folder / "models").symlink_to(models)
    return folder
