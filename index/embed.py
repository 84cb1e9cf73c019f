"""Passages and questions to vectors, by an ONNX form of a sentence-transformers model: torch is not needed to ask.

A model of sentence-transformers is made into this form once a machine (index/export.py), under HOME/models, and there
checked against the original. A folder that already holds `model.onnx` and `tokenizer.json` is used as it is.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.errors import SettingsError
from index.recent import Recent

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from tokenizers import Tokenizer

DEFAULT_MODEL = "all-MiniLM-L6-v2"
STATES, LAYERED = "states", "layers"
"""Names of a graph's outputs: the last layer's vector of each word piece, and those of LAYERS beside each other."""
LAYERS = (1, 3, 4, 6)
"""Layers that tell what part a word plays in its sentence: the last one alone is made to tell sentences apart."""
BATCH_TOKENS = 4096
"""Word pieces in one run of the model: enough to keep the cores busy, few enough to stay in their caches."""
UNPADDED = 0.88
"""Least share of a batch's width that each text of it fills where few texts are read: padding takes as long as words."""
QUESTIONS_KEPT = 1024
"""Questions and phrases whose vectors stay in memory: 1.5 MB."""
LAYERS_KEPT = 48
"""Questions and phrases whose layers stay in memory: 6 MB at 20 pieces each."""


@dataclass(frozen=True, slots=True)
class ModelCard:
    """What is known of an embedding model without loading it; kept as `card.json` beside its graph.

    name: as the setting has it. key: hash of its weights; an index knows its model by it.
    pooling: "mean" or "cls". limit: word pieces it reads, the special ones included. dimensions: of a vector.
    graph: file that reads questions; fast_graph: file that reads passages (a smaller form of it, or the same).
    prefix: what is put before a question ("" for most models).
    agreement: least cosine between this form's vectors and the original's on the check texts; 1 where it is the original.
    fast_agreement: the same for fast_graph.
    """

    name: str
    key: str
    pooling: str
    limit: int
    dimensions: int
    graph: str
    fast_graph: str
    prefix: str = ""
    agreement: float = 1.0
    fast_agreement: float = 1.0

    def write(self, folder: Path) -> None:
        (folder / "card.json").write_text(json.dumps(asdict(self), indent=1) + "\n", encoding="utf-8")

    @staticmethod
    def read(folder: Path) -> ModelCard:
        return ModelCard(**json.loads((folder / "card.json").read_text(encoding="utf-8")))


class Embedder:
    """A loaded embedding model. Vectors have unit length, so that a dot product is a cosine.

    The tokenizer and each graph are loaded when first used. Safe to use from several threads once loaded.
    """

    def __init__(self, folder: Path, card: ModelCard, threads: int = 0) -> None:
        self.folder = folder
        self.card = card
        self._threads = threads
        self._vectors: Recent[tuple[int, ...], NDArray[np.float32]] = Recent(QUESTIONS_KEPT)
        self._layers: Recent[tuple[int, ...], NDArray[np.float32]] = Recent(LAYERS_KEPT)

    def count(self, text: str) -> int:
        """Word pieces of a text, the model's special ones included."""
        pieces = self._pieces
        if pieces is None:
            return len(self._tokenizer.encode(text).ids)
        return pieces.special + sum(map(pieces.__getitem__, text.split()))

    def fits(self, text: str) -> bool:
        """Whether the model reads all of a text."""
        # A word piece is at least one character, so a short text needs no counting.
        return len(text) + 2 <= self.card.limit or self.count(text) <= self.card.limit

    def question(self, text: str) -> NDArray[np.float32]:
        """The vector of a question: shape (dimensions,), read only. Those asked last are kept."""
        ids = tuple(self._cut(self._tokenizer.encode(self.card.prefix + text).ids))
        kept = self._vectors.get(ids)
        return kept if kept is not None else self._read(ids)[0]

    def passages(
        self, texts: Sequence[str], progress: Callable[[int], None] | None = None, *, exact: bool = False
    ) -> NDArray[np.float32]:
        """Vectors of passages: shape (len(texts), dimensions). Longest first, so that a batch wastes little padding.

        progress: told how many more texts are done, after each batch. exact: by the question's graph, not the fast one.
        """
        if exact:
            return self._run(self._question_session, texts, progress, UNPADDED)
        return self._run(self._passage_session, texts, progress)

    def layered(self, text: str) -> tuple[NDArray[np.float32], list[tuple[int, int]]] | None:
        """Each word piece of a text as its model's LAYERS see it, shape (pieces, len(LAYERS) * dimensions), and where each
        stands in the text ((0, 0) for a special one). None of a graph that does not give its layers.
        """
        if not self._gives_layers:
            return None
        encoding = self._tokenizer.encode(text)
        ids = tuple(self._cut(encoding.ids))
        layers = self._layers.get(ids)
        if layers is None:
            layers = self._read(ids)[1]
        return layers, list(encoding.offsets[: len(layers)])

    def pieces(self, texts: Sequence[str]) -> list[tuple[NDArray[np.float32], list[tuple[int, int]]]]:
        """For each text its word pieces' vectors in their context, of unit length, shape (pieces, dimensions), and where each
        stands in the text; the special ones are left out. None at all of a graph that gives one vector a text.
        """
        import numpy as np

        encodings = self._tokenizer.encode_batch(list(texts))
        ids = [self._cut(encoding.ids) for encoding in encodings]
        found: list[tuple[NDArray[np.float32], list[tuple[int, int]]]] = [(np.zeros((0, 0), np.float32), [])] * len(ids)
        for batch, states, _ in self._states(self._question_session, ids, UNPADDED):
            if states.ndim == 2:
                return []
            for row, number in enumerate(batch):
                own = states[row, 1 : len(ids[number]) - 1]
                lengths = np.maximum(np.linalg.norm(own, axis=1, keepdims=True), 1e-12)
                found[number] = (own / lengths, list(encodings[number].offsets[1 : len(ids[number]) - 1]))
        return found

    @cached_property
    def _tokenizer(self) -> Tokenizer:
        from tokenizers import Tokenizer

        tokenizer = Tokenizer.from_file(str(self.folder / "tokenizer.json"))
        tokenizer.no_padding()
        tokenizer.no_truncation()
        return tokenizer

    @cached_property
    def _pieces(self) -> _Pieces | None:
        """Pieces by word, of a tokenizer that never joins two words into one piece; None of any other."""
        apart = type(self._tokenizer.pre_tokenizer).__name__ == "BertPreTokenizer"
        return _Pieces(self._tokenizer) if apart else None

    @cached_property
    def _question_session(self) -> Any:
        # A question is a dozen word pieces: handing them round among threads takes longer than the work.
        return self._session(self.card.graph, 1)

    @cached_property
    def _passage_session(self) -> Any:
        return self._session(self.card.fast_graph, self._threads)

    def _session(self, graph: str, threads: int) -> Any:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.log_severity_level = 3
        options.inter_op_num_threads = 1
        options.intra_op_num_threads = threads
        # Threads that spin while they wait take the cores from the processes that read filings meanwhile.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        return onnxruntime.InferenceSession(str(self.folder / graph), options, providers=["CPUExecutionProvider"])

    @cached_property
    def _gives_layers(self) -> bool:
        return LAYERED in {node.name for node in self._question_session.get_outputs()}

    def _read(self, ids: tuple[int, ...]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """One text, by its word pieces: its vector and its layers (none of a graph that does not give them), both kept.

        One run gives both, for what is searched for is nearly always also read for the parts that its words play.
        """
        import numpy as np

        session = self._question_session
        tokens = np.array([ids], dtype=np.int64)
        mask = np.ones_like(tokens)
        outputs = [session.get_outputs()[0].name, *([LAYERED] if self._gives_layers else [])]
        states, *layered = session.run(outputs, self._feed(session, tokens, mask))
        vector = _pooled(states, mask, self.card.pooling)[0]
        layers: NDArray[np.float32] = layered[0][0] if layered else np.zeros((0, 0), np.float32)
        for kept in (vector, layers):
            kept.flags.writeable = False
        self._vectors.put(ids, vector)
        self._layers.put(ids, layers)
        return vector, layers

    def _run(
        self, session: Any, texts: Sequence[str], progress: Callable[[int], None] | None, filled: float = 0.0
    ) -> NDArray[np.float32]:
        import numpy as np

        ids = [self._cut(encoding.ids) for encoding in self._tokenizer.encode_batch(list(texts))]
        vectors = np.zeros((len(texts), self.card.dimensions), dtype=np.float32)
        for batch, states, mask in self._states(session, ids, filled):
            vectors[batch] = _pooled(states, mask, self.card.pooling)
            if progress is not None:
                progress(len(batch))
        return vectors

    def _states(
        self, session: Any, ids: Sequence[list[int]], filled: float = 0.0
    ) -> Iterator[tuple[list[int], NDArray[np.float32], NDArray[np.int64]]]:
        """What a graph gives for texts, by their word pieces, in batches of like length: the texts' numbers, the graph's
        first output for them, and the mask of their pieces. filled: least share of its batch's width that a text fills.
        """
        order = sorted(range(len(ids)), key=lambda number: -len(ids[number]))
        output = session.get_outputs()[0].name
        start = 0
        while start < len(order):
            width = len(ids[order[start]])
            batch = [
                number
                for number in order[start : start + max(1, BATCH_TOKENS // width)]
                if len(ids[number]) >= filled * width
            ]
            tokens, mask = _padded([ids[number] for number in batch], width)
            yield batch, session.run([output], self._feed(session, tokens, mask))[0], mask
            start += len(batch)

    @staticmethod
    def _feed(session: Any, tokens: NDArray[np.int64], mask: NDArray[np.int64]) -> dict[str, NDArray[np.int64]]:
        """What a graph takes in, of what there is to give."""
        import numpy as np

        given = {"input_ids": tokens, "attention_mask": mask, "token_type_ids": np.zeros_like(tokens)}
        return {node.name: given[node.name] for node in session.get_inputs() if node.name in given}

    def _cut(self, ids: list[int]) -> list[int]:
        """The pieces the model reads: cut to its limit, with the closing piece kept."""
        return ids if len(ids) <= self.card.limit else [*ids[: self.card.limit - 1], ids[-1]]


def _padded(rows: list[list[int]], width: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    import numpy as np

    tokens = np.zeros((len(rows), width), dtype=np.int64)
    mask = np.zeros_like(tokens)
    for number, row in enumerate(rows):
        tokens[number, : len(row)] = row
        mask[number, : len(row)] = 1
    return tokens, mask


def _pooled(states: NDArray[np.float32], mask: NDArray[np.int64], pooling: str) -> NDArray[np.float32]:
    """One unit vector a text, from a vector a word piece. A graph that already pools gives two dimensions."""
    import numpy as np

    if states.ndim == 2:
        pooled = states
    elif pooling == "cls":
        pooled = states[:, 0]
    else:
        pooled = np.einsum("bsd,bs->bd", states, mask.astype(np.float32)) / mask.sum(axis=1, keepdims=True)
    lengths = np.linalg.norm(pooled, axis=1, keepdims=True)
    return np.asarray(pooled / np.maximum(lengths, 1e-12), dtype=np.float32)


def open_embedder(models: Path, key: str, threads: int = 0) -> Embedder:
    """The model an index was made with, by its key, from the forms kept under `models`. Raises SettingsError."""
    folder = models / key
    if not (folder / "card.json").is_file():
        raise SettingsError(
            f"The embedding model that this index was made with is not in {models}: "
            "run `tieout index` again on any file and it is made anew."
        )
    return Embedder(folder, ModelCard.read(folder), threads)


class _Pieces(dict[str, int]):
    """How many word pieces each word makes, asked of the tokenizer once: filings say the same words over and over."""

    MOST = 300_000

    def __init__(self, tokenizer: Tokenizer) -> None:
        super().__init__()
        self._tokenizer = tokenizer
        self.special = len(tokenizer.encode("").ids)

    def __missing__(self, word: str) -> int:
        if len(self) >= self.MOST:
            self.clear()
        count = len(self._tokenizer.encode(word, add_special_tokens=False).ids)
        self[word] = count
        return count
