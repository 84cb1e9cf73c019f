"""What is said of a figure's warnings in the answer itself."""

from __future__ import annotations

from collections.abc import Iterable

from bot.answer import Answer
from bot.numbers.program import CONTRADICTED, REPAIRED, UNRESOLVED


def gathered(cautions: Iterable[str]) -> list[str]:
    """Cautions, those that begin alike said once: "…; read as 2007; read as 2006"."""
    found: dict[str, list[str]] = {}
    for caution in cautions:
        head, _, tail = caution.partition("; ")
        found.setdefault(head, []).append(tail)
    return ["; ".join([head, *filter(None, tails)]) for head, tails in found.items()]


def caution(warning: str) -> str:
    """A warning as it is said in the answer, without the proof, which stays with the figure; empty if it is not said."""
    for kind, said in (
        (REPAIRED, "Caution"),
        (UNRESOLVED, "Caution"),
        (CONTRADICTED, "Caution: the filing contradicts this"),
    ):
        if warning.startswith(kind):
            return f"{said}: {warning.removeprefix(kind).partition(' because ')[0].strip().rstrip('.')}"
    if warning.startswith(
        ("the filing ", "sets ", "compares ", "adds ", "divides ", "its ", "the balance ", "one of ")
    ):
        return f"Note: {warning}"
    return ""


def is_told(warning: str, answer: Answer) -> bool:
    """Whether the answer's text tells a warning already."""
    said = caution(warning)
    return bool(said) and all(part in answer.text for part in said.split("; "))
