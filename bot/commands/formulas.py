"""`tieout formulas`: the named metrics, how each is worked out, and whose definition it is."""

from __future__ import annotations

import json
import re
import sys

from bot.numbers.formulas import FORMULAS, INPUTS, Formula


def list_formulas(phrase: str = "", *, as_json: bool = False) -> int:
    """Print the metrics whose name or another name holds the phrase; the exit code, 1 where none does."""
    wanted = phrase.lower().strip()
    found = [one for one in FORMULAS if any(wanted in name.lower() for name in (one.name, *one.aliases))]
    for formula in found:
        sys.stdout.write(json.dumps(_to_json(formula), ensure_ascii=False) + "\n" if as_json else _to_text(formula))
    if not found:
        sys.stderr.write(f"no metric is called {phrase!r}; `tieout formulas` lists them all\n")
    return 0 if found else 1


def _to_text(formula: Formula) -> str:
    lines = [f"{formula.name} ({formula.unit})", f"    = {formula.expressions[0]}"]
    lines += [f"    or {other}" for other in formula.expressions[1:]]
    if formula.aliases:
        lines.append(f"    also: {', '.join(formula.aliases)}")
    lines.append(f"    source: {formula.source}" + (f"; {formula.note}" if formula.note else ""))
    return "\n".join(lines) + "\n"


def _to_json(formula: Formula) -> dict[str, object]:
    written = set(re.findall(r"[a-z_0-9]+", " ".join(formula.expressions)))
    used = [key for key in INPUTS if key in written]
    return {
        "name": formula.name,
        "aliases": list(formula.aliases),
        "expressions": list(formula.expressions),
        "unit": formula.unit,
        "source": formula.source,
        "note": formula.note,
        "inputs": {key: list(INPUTS[key].wordings) for key in used},
    }
