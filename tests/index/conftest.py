"""Models and indexes that many tests of the index share."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.embed import Embedder
from index.export import ready_embedder

MODELS = Path(__file__).parents[2] / ".pytest_cache" / "models"
"""Where the embedding model's fast form is kept between runs, under a key of its weights and of how it was made."""


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
