"""A cross-encoder that reads question and passage together: slower than vectors, and a better judge of the first few."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

from index.errors import SettingsError

PIECES = 512
"""Word pieces of a question and a passage together."""


class Reranker(Protocol):
    """Judges passages against a question."""

    def scores(self, query: str, texts: Sequence[str]) -> list[float]:
        """One score a text; greater is better. Scores of different questions are not comparable."""


def open_reranker(name: str, threads: int = 0) -> Reranker:
    """A folder with `model.onnx` and `tokenizer.json`, or any cross-encoder of sentence-transformers.

    Raises SettingsError where there is no such model.
    """
    folder = Path(name).expanduser()
    if (folder / "model.onnx").is_file() and (folder / "tokenizer.json").is_file():
        return OnnxReranker(folder, threads)
    from sentence_transformers import CrossEncoder

    try:
        return TorchReranker(CrossEncoder(name, device="cpu"))
    except (OSError, ValueError) as error:
        raise SettingsError(f"No reranker {name!r}: it is not a folder here and could not be fetched.") from error


class OnnxReranker:
    """A cross-encoder in ONNX form."""

    def __init__(self, folder: Path, threads: int = 0) -> None:
        import onnxruntime
        from tokenizers import Tokenizer

        options = onnxruntime.SessionOptions()
        options.log_severity_level = 3
        options.intra_op_num_threads = threads
        self._session = onnxruntime.InferenceSession(
            str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
        )
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.enable_truncation(PIECES, strategy="only_second")
        self._tokenizer.enable_padding()

    def scores(self, query: str, texts: Sequence[str]) -> list[float]:
        import numpy as np

        if not texts:
            return []
        rows = self._tokenizer.encode_batch([(query, text) for text in texts])
        feed = {
            "input_ids": np.array([row.ids for row in rows], dtype=np.int64),
            "attention_mask": np.array([row.attention_mask for row in rows], dtype=np.int64),
            "token_type_ids": np.array([row.type_ids for row in rows], dtype=np.int64),
        }
        names = {node.name for node in self._session.get_inputs()}
        logits = self._session.run(None, {name: value for name, value in feed.items() if name in names})[0]
        return [float(score) for score in np.asarray(logits).reshape(len(texts), -1)[:, -1]]


class TorchReranker:
    """A cross-encoder of sentence-transformers, in torch."""

    def __init__(self, model: Any) -> None:
        self._model = model

    def scores(self, query: str, texts: Sequence[str]) -> list[float]:
        if not texts:
            return []
        return [float(score) for score in self._model.predict([(query, text) for text in texts])]
