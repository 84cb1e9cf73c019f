"""Gold sets: questions with what is expected of their answers, one a line, checked on load.

The format is `eval/gold/schema.json`; every error names the file and the line.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from index.errors import TieoutError

JsonPeriod = Mapping[str, object]


class GoldError(TieoutError):
    """A gold set that does not keep to the format; the message names the line."""


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of the filing's canonical text: `quote` is `text[start:end]`."""

    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class ExpectedFigure:
    """A figure: value in base units; `period` None where any will do; `either_sign` where the magnitude is what counts.

    tolerance: how far the magnitude may be off, in the figure's own unit. alternatives: other figures as right.
    """

    value: Decimal
    unit: str
    period: JsonPeriod | None = None
    base_period: JsonPeriod | None = None
    tolerance: Decimal = Decimal(0)
    either_sign: bool = False
    alternatives: tuple[ExpectedFigure, ...] = ()


@dataclass(frozen=True, slots=True)
class ExpectedRange:
    """Two ends, low <= high, of one unit; alternatives are other (low, high) pairs that are as right."""

    ends: tuple[tuple[Decimal, Decimal], ...]
    unit: str
    period: JsonPeriod | None = None
    tolerance: Decimal = Decimal(0)
    either_sign: bool = False


@dataclass(frozen=True, slots=True)
class ExpectedFigures:
    """Several figures, in any order."""

    items: tuple[ExpectedFigure, ...]


@dataclass(frozen=True, slots=True)
class ExpectedText:
    """Phrases that the answer's text must hold: one of `any_of`, all of `all_of`, none of `none_of`."""

    any_of: tuple[str, ...] = ()
    all_of: tuple[str, ...] = ()
    none_of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ExpectedBoolean:
    """Yes or no."""

    value: bool


@dataclass(frozen=True, slots=True)
class ExpectedRefusal:
    """An honest no, for one of these reasons."""

    reasons: tuple[str, ...]


Expected = ExpectedFigure | ExpectedRange | ExpectedFigures | ExpectedText | ExpectedBoolean | ExpectedRefusal


@dataclass(frozen=True, slots=True)
class Turn:
    """A question and what is expected of its answer.

    cite: the places that must be cited, each a group of alternatives. also: places that may be cited besides.
    """

    question: str
    expected: Expected
    cite: tuple[tuple[Place, ...], ...] = ()
    also: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class GoldCase:
    """One line of a gold set: a single question is a conversation of one turn."""

    id: str
    category: str
    filing: str
    turns: tuple[Turn, ...]
    why: str = ""
    source: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class GoldSet:
    """A gold set as loaded. path: where from. cases: in the file's order."""

    path: Path
    cases: tuple[GoldCase, ...] = field(default=())

    @property
    def held_out(self) -> bool:
        """Whether this set is kept apart to report on: its runs are logged."""
        return "held-out" in self.path.name


def load(path: Path) -> GoldSet:
    """Read and check a gold set. Raises GoldError naming the line."""
    if not path.is_file():
        raise GoldError(f"There is no gold set at {path}. Name a .jsonl file, or start one with `tieout eval init`.")
    cases: list[GoldCase] = []
    seen: dict[str, int] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        row = _row(line, path, number)
        if row.get("confirmed") is False:
            continue
        if row["id"] in seen:
            raise GoldError(f"{path}, line {number}: the id {row['id']!r} is already on line {seen[row['id']]}.")
        seen[row["id"]] = number
        cases.append(_case(row, path, number))
    if not cases:
        raise GoldError(f"{path} holds no confirmed question.")
    return GoldSet(path, tuple(cases))


def check_places(cases: Iterable[GoldCase], text: str) -> None:
    """Check that every place quotes `text` exactly. Raises GoldError naming the line."""
    for case in cases:
        for turn in case.turns:
            for place in (*(one for group in turn.cite for one in group), *turn.also):
                if text[place.start : place.end] != place.quote:
                    raise GoldError(
                        f"{case.source}, line {case.line}: the filing does not say {place.quote[:60]!r} "
                        f"at {place.start}:{place.end}."
                    )


@cache
def _validator() -> Any:  # jsonschema's validators share no public type
    from jsonschema import Draft202012Validator

    schema = json.loads(files("eval").joinpath("gold/schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def _row(line: str, path: Path, number: int) -> dict[str, Any]:
    from jsonschema.exceptions import best_match

    try:
        row = json.loads(line)
    except json.JSONDecodeError as broken:
        raise GoldError(f"{path}, line {number}: not JSON: {broken.msg} at column {broken.colno}.") from broken
    problem = best_match(_validator().iter_errors(row))
    if problem is not None:
        where = "/".join(str(step) for step in problem.absolute_path) or "the line"
        raise GoldError(f"{path}, line {number}: {where}: {problem.message}")
    found: dict[str, Any] = row
    return found


def _case(row: Mapping[str, Any], path: Path, number: int) -> GoldCase:
    turns = row.get("turns") or [{"question": row["question"], "expect": row["expect"]}]
    return GoldCase(
        id=row["id"],
        category=row["category"],
        filing=row["filing"],
        turns=tuple(_turn(turn) for turn in turns),
        why=row.get("why", ""),
        source=str(path),
        line=number,
    )


def _turn(row: Mapping[str, Any]) -> Turn:
    expect = row["expect"]
    return Turn(
        question=row["question"],
        expected=ExpectedRefusal(tuple(expect["refuse"])) if "refuse" in expect else _expected(expect["answer"]),
        cite=tuple(tuple(Place(**place) for place in group) for group in expect.get("cite", ())),
        also=tuple(Place(**place) for place in expect.get("also", ())),
    )


def _expected(row: Mapping[str, Any]) -> Expected:
    match row["type"]:
        case "figure":
            return _figure(row)
        case "figures":
            return ExpectedFigures(tuple(_figure(item) for item in row["items"]))
        case "range":
            pairs = [row, *row.get("alternatives", ())]
            return ExpectedRange(
                ends=tuple((Decimal(pair["low"]), Decimal(pair["high"])) for pair in pairs),
                unit=row["unit"],
                period=row.get("period"),
                tolerance=Decimal(row.get("tolerance", "0")),
                either_sign=row.get("sign") == "either",
            )
        case "text":
            return ExpectedText(*(tuple(row.get(key, ())) for key in ("any_of", "all_of", "none_of")))
        case _:
            return ExpectedBoolean(row["value"])


def _figure(row: Mapping[str, Any]) -> ExpectedFigure:
    either = row.get("sign") == "either"
    tolerance = Decimal(row.get("tolerance", "0"))
    return ExpectedFigure(
        value=Decimal(row["value"]),
        unit=row["unit"],
        period=row.get("period"),
        base_period=row.get("base_period"),
        tolerance=tolerance,
        either_sign=either,
        alternatives=tuple(
            ExpectedFigure(Decimal(other["value"]), other["unit"], other.get("period"), None, tolerance, either)
            for other in row.get("alternatives", ())
        ),
    )
