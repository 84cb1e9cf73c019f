"""Learns which lines people mean by what (bot/reread/lines.py), from the sayings and the annotated questions.

Each phrase is to lie nearer to the line it means than to any other of all the lines known. The score is over phrases of a
writer who taught nothing, among lines drawn at random, with the right one there and with it taken away.
"""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.reread.lines import AHEAD, NEAR, SPREAD, moved_lines, moved_phrases, phrase_features
from bot.reread.roles import Role
from eval.learning.roles import QUESTIONS, unmarked
from eval.learning.sayings import SAYINGS

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from index.embed import Embedder

UNITS, EPOCHS, BATCH, RATE, DROPPED = 256, 25, 256, 1.5e-3, 0.3
SHARPNESS = 3.0
"""Logarithm, to begin with, of what cosines are multiplied by."""
AMONG = 50
"""Other lines that a phrase is scored among."""


@dataclass(frozen=True, slots=True)
class Named:
    """Phrases with the lines they mean, and what the network reads of both.

    writers, meant: of each phrase its writer and the number of its line. features, phrases: shapes (phrases, features) and
    (phrases, dimensions). lines: shape (lines, dimensions); names: of each.
    """

    writers: tuple[str, ...]
    meant: tuple[int, ...]
    features: NDArray[np.float32]
    phrases: NDArray[np.float32]
    lines: NDArray[np.float32]
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LineScore:
    """Of a writer's phrases: how many were taken for a line, share of these rightly, and how many with the right one gone.

    Shares are 0 to 1.
    """

    writer: str
    phrases: int
    taken: float
    right: float
    taken_without: float


def phrases_known() -> list[tuple[str, str, str]]:
    """(phrase, line, writer): what is said of lines, and the metrics of annotated questions."""
    found = []
    for row in map(json.loads, filter(str.strip, SAYINGS.read_text("utf-8").splitlines())):
        found += [(phrase, row["line"], "sayings") for phrase in row["said"]]
    for row in map(json.loads, filter(str.strip, QUESTIONS.read_text("utf-8").splitlines())):
        text, parts = unmarked(row["q"])
        metric = " ".join(text[start:end] for start, end, role in parts if role is Role.METRIC)
        if row.get("line") and metric and row["op"] not in {"text", "list"}:
            found.append((metric, row["line"], row["writer"]))
    return found


def named(embedder: Embedder) -> Named:
    """Everything known, as the network reads it: a minute or two."""
    import numpy as np

    known = phrases_known()
    others = {line for row in map(json.loads, SAYINGS.read_text("utf-8").splitlines()) for line in row.get("not", [])}
    names = tuple(sorted({line for _, line, _ in known} | others))
    place = {name: number for number, name in enumerate(names)}
    features = [phrase_features(phrase, embedder) for phrase, _, _ in known]
    if any(one is None for one in features):
        raise ValueError(f"the embedding model {embedder.card.name} gives no layers to learn from")
    return Named(
        tuple(writer for _, _, writer in known),
        tuple(place[line] for _, line, _ in known),
        np.stack([one for one in features if one is not None]),
        embedder.passages([phrase for phrase, _, _ in known], exact=True),
        embedder.passages(names, exact=True),
        names,
    )


def learn_lines(known: Named, without: str = "", seed: int = 0) -> dict[str, NDArray[Any]]:
    """The weights that `bot.reread.lines` reads. without: a writer whose phrases teach nothing."""
    import numpy as np
    import torch

    torch.manual_seed(seed)
    taught = torch.tensor([number for number, writer in enumerate(known.writers) if writer != without])
    mean, spread = known.features.mean(axis=0), known.features.std(axis=0) + 1e-3
    features, phrases = torch.tensor((known.features - mean) / spread), torch.tensor(known.phrases)
    lines, meant = torch.tensor(known.lines), torch.tensor(known.meant)
    of_phrase, of_line = _mover(features.shape[1], lines.shape[1]), _mover(lines.shape[1], lines.shape[1])
    sharpness = torch.nn.Parameter(torch.tensor(SHARPNESS))
    optimizer = torch.optim.AdamW(
        [*of_phrase.parameters(), *of_line.parameters(), sharpness], lr=RATE, weight_decay=0.05
    )
    steps, step = EPOCHS * (len(taught) // BATCH), 0
    for _ in range(EPOCHS):
        order = taught[torch.randperm(len(taught))]
        for start in range(0, len(order) - BATCH + 1, BATCH):
            for group in optimizer.param_groups:
                group["lr"] = RATE * min(1, (step + 1) / 20) * max(0.03, 1 - step / steps)
            batch = order[start : start + BATCH]
            near = of_phrase(features[batch], phrases[batch]) @ of_line(lines * SPREAD, lines).T
            loss: Any = torch.nn.functional.cross_entropy(near * sharpness.exp(), meant[batch])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            step += 1
    made = {"phrase_mean": mean, "phrase_spread": spread}
    for of, mover in (("phrase", of_phrase), ("line", of_line)):
        held = {name: value.detach().numpy() for name, value in mover.state_dict().items()}
        made |= {f"{of}_in": held["inner.weight"].T, f"{of}_in_bias": held["inner.bias"]}
        made |= {f"{of}_out": held["outer.weight"].T, f"{of}_out_bias": held["outer.bias"]}
    return {name: np.ascontiguousarray(value, dtype=np.float16) for name, value in made.items()}


def _mover(features: int, dimensions: int) -> Any:
    import torch

    class Mover(torch.nn.Module):
        """A vector plus what a hidden layer makes of its features: at first nothing."""

        def __init__(self) -> None:
            super().__init__()
            self.inner = torch.nn.Linear(features, UNITS)
            self.outer = torch.nn.Linear(UNITS, dimensions)
            self.drop = torch.nn.Dropout(DROPPED)
            torch.nn.init.zeros_(self.outer.weight)
            torch.nn.init.zeros_(self.outer.bias)

        def forward(self, seen: Any, vectors: Any) -> Any:
            moved = vectors + self.outer(self.drop(torch.relu(self.inner(self.drop(seen)))))
            return torch.nn.functional.normalize(moved, dim=-1)

    return Mover()


def score_lines(writer: str, weights: dict[str, NDArray[Any]], known: Named, seed: int = 0) -> LineScore:
    """How well a writer's phrases are taken for the lines they mean, by weights learned without that writer."""
    import numpy as np

    draw = random.Random(seed)  # noqa: S311 - a sample, not a secret
    ready = {name: value.astype(np.float32) for name, value in weights.items()}
    lines = moved_lines(known.lines, ready)
    phrases = moved_phrases(known.features, known.phrases, ready)
    own = [number for number, one in enumerate(known.writers) if one == writer]
    taken = right = without = 0
    for number in own:
        others = draw.sample([n for n in range(len(lines)) if n != known.meant[number]], AMONG)
        near = lines[[known.meant[number], *others]] @ phrases[number]
        if _sure(near):
            taken += 1
            right += int(near.argmax()) == 0
        without += _sure(near[1:])
    return LineScore(writer, len(own), taken / len(own), right / max(1, taken), without / len(own))


def _sure(near: Sequence[float] | NDArray[np.float32]) -> bool:
    first, second = sorted(near, reverse=True)[:2]
    return bool(first >= NEAR and first - second >= AHEAD)
