"""The scores a run may not fall below: `--fail-under metric=value`, and a file of them that a repository keeps."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from pathlib import Path

from eval.metrics import score_names
from eval.metrics.score import Score
from index.errors import TieoutError


def read_floors(path: Path | None, given: Sequence[str]) -> dict[str, float]:
    """Limits by metric name. Raises TieoutError for one that cannot be read, or a metric there is not."""
    limits: dict[str, float] = {}
    if path is not None:
        try:
            limits.update({str(name): float(value) for name, value in json.loads(path.read_text("utf-8")).items()})
        except (OSError, ValueError, AttributeError, TypeError) as problem:
            raise TieoutError(f"{path} cannot be read as metric: value: {problem}") from problem
    for item in given:
        name, _, value = item.partition("=")
        try:
            limits[name] = float(value)
        except ValueError as problem:
            raise TieoutError(f"--fail-under takes metric=value, as right=0.9, not {item!r}") from problem
    names = score_names() if limits else ()
    for name, limit in limits.items():
        if name not in names:
            raise TieoutError(f"no score is named {name!r}; there are {', '.join(names)}")
        if not math.isfinite(limit):
            raise TieoutError(f"the limit of {name} is a number, as 0.9, not {limit}")
    return limits


def worse_than(scores: Sequence[Score], limits: Mapping[str, float]) -> list[str]:
    """A line for each score that is worse than its limit. Raises TieoutError for one that the run has no question for."""
    found = {score.name: score for score in scores}
    missing = [name for name in limits if name not in found]
    if missing:
        raise TieoutError(f"{missing[0]} has a limit, and no question of this run bears on it")
    return [
        f"{name} is {found[name].value:.4f}, and must be {'at least' if higher else 'at most'} {limit:.4f}"
        for name, limit in limits.items()
        for higher in [found[name].better == "higher"]
        if (found[name].value < limit - 1e-9 if higher else found[name].value > limit + 1e-9)
    ]
