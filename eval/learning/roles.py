"""Learns the parts that words play in questions (bot/reread/roles.py) from annotated questions.

The questions are about filings in general and were written for this; each carries its parts inline as `[m:net loss]`.
They come from several writers, and the score is over a writer whose questions were not learned from.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.reread.roles import LINKS, OPERATIONS, ROLES, Role, first_pieces, words_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from index.embed import Embedder

QUESTIONS = Path(__file__).parent / "questions.jsonl"
UNITS = 96
REACH = 5
"""Words that one convolution sees at once."""
EPOCHS, BATCH, RATE, DROPPED = 12, 32, 2e-3, 0.3
LIGHT = 0.3
"""Weight of words that only link: writers mark them one way or another."""
_MARK = re.compile(r"\[([mwpbogxcu]):([^\[\]]+)\]")


@dataclass(frozen=True, slots=True)
class Example:
    """A question as the network sees it. layers: shape (pieces, features). targets, weights: by piece; -1 for none."""

    writer: str
    layers: NDArray[np.float32]
    targets: tuple[int, ...]
    weights: tuple[float, ...]
    operation: int


@dataclass(frozen=True, slots=True)
class ReadingScore:
    """Over questions not learned from. words: share of telling words given the right part; asked: of those told right
    from words around the question; operations: share of questions with the right operation. Shares are 0 to 1.
    """

    writer: str
    questions: int
    words: float
    asked: float
    operations: float


def unmarked(marked: str) -> tuple[str, list[tuple[int, int, Role]]]:
    """An annotated question as it was typed, and the parts in it."""
    text, parts, last = "", [], 0
    for match in _MARK.finditer(marked):
        text += marked[last : match.start()]
        parts.append((len(text), len(text) + len(match[2]), Role(match[1])))
        text += match[2]
        last = match.end()
    return text + marked[last:], parts


def examples(embedder: Embedder, path: Path = QUESTIONS) -> list[Example]:
    """The annotated questions of a file, as the network sees them."""
    return [_example(json.loads(line), embedder) for line in path.read_text("utf-8").splitlines() if line.strip()]


def _example(row: dict[str, str], embedder: Embedder) -> Example:
    text, parts = unmarked(row["q"])
    layered = embedder.layered(text)
    if layered is None:
        raise ValueError(f"the embedding model {embedder.card.name} gives no layers to learn from")
    layers, offsets = layered
    targets, weights = [-1] * len(offsets), [0.0] * len(offsets)
    spans = words_of(text)
    for (start, end), piece in zip(spans, first_pieces(spans, offsets), strict=True):
        if piece is None:
            continue
        role = next((role for low, high, role in parts if low < end and high > start), Role.AROUND)
        word = text[start:end].lower()
        targets[piece] = ROLES.index(role)
        weights[piece] = LIGHT if word in LINKS or not re.search(r"[\w%+]", word) else 1.0
    return Example(row["writer"], layers, tuple(targets), tuple(weights), OPERATIONS.index(row["op"]))


def learn(known: Sequence[Example], seed: int = 0) -> dict[str, NDArray[np.float16]]:
    """The weights that `bot.reread.roles` reads, learned from examples."""
    import numpy as np
    import torch

    torch.manual_seed(seed)
    order = np.random.default_rng(seed)
    net = _network(known[0].layers.shape[1])
    optimizer = torch.optim.AdamW(net.parameters(), lr=RATE, weight_decay=0.01)
    steps = EPOCHS * -(-len(known) // BATCH)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1, step / 40) * max(0.02, 1 - step / steps)
    )
    for _ in range(EPOCHS):
        shuffled = [known[at] for at in order.permutation(len(known))]
        for start in range(0, len(shuffled), BATCH):
            loss = _loss(net, shuffled[start : start + BATCH])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
    held = {name: value.detach().numpy() for name, value in net.state_dict().items()}
    made = {
        "project": held["project.weight"].T, "project_bias": held["project.bias"],
        "first": held["first.weight"].transpose(2, 1, 0), "first_bias": held["first.bias"],
        "second": held["second.weight"].transpose(2, 1, 0), "second_bias": held["second.bias"],
        "roles": held["roles.weight"].T, "roles_bias": held["roles.bias"],
        "operations": held["operations.weight"].T, "operations_bias": held["operations.bias"],
    }  # fmt: skip
    return {name: np.ascontiguousarray(value, dtype=np.float16) for name, value in made.items()}


def _network(features: int) -> Any:
    import torch

    class Network(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.project = torch.nn.Linear(features, UNITS)
            self.first = torch.nn.Conv1d(UNITS, UNITS, REACH, padding=REACH // 2)
            self.second = torch.nn.Conv1d(UNITS, UNITS, REACH, padding=REACH // 2)
            self.roles = torch.nn.Linear(UNITS, len(ROLES))
            self.operations = torch.nn.Linear(2 * UNITS, len(OPERATIONS))
            self.drop = torch.nn.Dropout(DROPPED)

        def forward(self, layers: Any, present: Any) -> tuple[Any, Any]:
            kept = present[..., None]
            seen = torch.relu(self.project(self.drop(layers))) * kept
            for convolution in (self.first, self.second):
                around = convolution(self.drop(seen).transpose(1, 2)).transpose(1, 2)
                seen = (seen + torch.relu(around)) * kept
            mean = seen.sum(1) / present.sum(1, keepdim=True)
            whole = torch.cat([mean, seen.max(1).values], -1)
            return self.roles(self.drop(seen)), self.operations(self.drop(whole))

    return Network()


def _loss(net: Any, batch: Sequence[Example]) -> Any:
    import torch

    longest = max(len(one.targets) for one in batch)
    layers = torch.zeros(len(batch), longest, batch[0].layers.shape[1])
    present = torch.zeros(len(batch), longest)
    targets = torch.full((len(batch), longest), -1)
    weights = torch.zeros(len(batch), longest)
    for row, one in enumerate(batch):
        pieces = len(one.targets)
        layers[row, :pieces] = torch.tensor(one.layers)
        present[row, :pieces] = 1
        targets[row, :pieces] = torch.tensor(one.targets)
        weights[row, :pieces] = torch.tensor(one.weights)
    roles, operations = net(layers, present)
    each = torch.nn.functional.cross_entropy(roles.flatten(0, 1), targets.flatten(), ignore_index=-1, reduction="none")
    asked = torch.nn.functional.cross_entropy(operations, torch.tensor([one.operation for one in batch]))
    return (each * weights.flatten()).sum() / weights.sum() + 0.5 * asked


def score(writer: str, weights: dict[str, NDArray[Any]], unseen: Iterable[Example]) -> ReadingScore:
    """How well learned weights read questions they were not learned from."""
    import numpy as np

    from bot.reread.roles import chances

    ready = {name: value.astype(np.float32) for name, value in weights.items()}
    telling = right = apart = questions = operations = 0
    for one in unseen:
        roles, asked = chances(one.layers, ready)
        questions += 1
        operations += int(asked.argmax()) == one.operation
        for piece, (target, weight) in enumerate(zip(one.targets, one.weights, strict=True)):
            if weight == 1.0:
                said = int(roles[piece].argmax())
                telling += 1
                right += said == target
                apart += (said == 0) == (target == 0)
    return ReadingScore(writer, questions, right / telling, apart / telling, operations / questions)
