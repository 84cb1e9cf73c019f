"""FinanceBench: analysts' questions over whole filings as PDF (Islam et al., 2023).

Answers are scored against numeric gold (within 2.5%, and exact as printed) and against yes or no; retrieval by the page
of the evidence, with the filing given and over the whole shelf; the index's facts by the numerals of that evidence. Gold
in free words is counted as answered or not.
"""

from __future__ import annotations

import re
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from eval.asking import Dialogue, open_bot
from eval.benchmarks.common import Breakdown, Options, Result, ask_dialogues, build_shelf, draw, read_json
from eval.benchmarks.evidence import SCALES, held, read_evidence, valued
from eval.given import Given, read_given
from eval.metrics.latency import percentile
from eval.metrics.score import Score, mean_score
from eval.runs import Asked
from index.errors import TieoutError, UnknownFiling

if TYPE_CHECKING:
    from bot.settings import Settings
    from index.shelf import Shelf

TOLERANCE = Decimal("0.025")
DEPTHS = (1, 5, 10)
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class FactCheck:
    """One numeral of the evidence, looked for among the facts of its page.

    valued: whether one has its value. held: whether one has its value and its period. prose: whether it is a sentence's.
    """

    id: str
    doc: str
    page: int
    label: str
    printed: str
    prose: bool
    valued: bool
    held: bool


@dataclass(frozen=True, slots=True)
class NumericGold:
    """A gold answer that is one number. value: in the unit asked for. places: digits after its point. percent: "4.2%"."""

    value: Decimal
    places: int
    percent: bool
    money: bool


def run(options: Options) -> Result:
    """Index the PDFs (kept between runs, so that it is done once), ask every question, and look for its evidence."""
    began = time.perf_counter()
    rows = draw(_rows(options), lambda row: str(row["doc_name"]), options)
    home = options.settings.home / "benchmarks" / "financebench"
    settings = options.settings.model_copy(update={"home": home, "chroma_url": "", "checkpointer_url": ""})
    build_shelf([find_pdf(name, options) for name in dict.fromkeys(row["doc_name"] for row in rows)], settings, options)
    dialogues = [Dialogue(row["financebench_id"], row["doc_name"], (row["question"],)) for row in rows]
    asked = [answers[0] for answers in ask_dialogues(dialogues, settings, options)]
    retrieval = find_evidence(rows, settings)
    facts = check_facts(rows, settings)
    return score_run(rows, asked, retrieval, facts, time.perf_counter() - began)


def score_run(
    rows: Sequence[Row],
    asked: Sequence[Asked],
    retrieval: Mapping[str, Mapping[str, list[bool]]],
    facts: Sequence[FactCheck],
    seconds: float,
) -> Result:
    """Score answers, retrieval and facts; a question refused, or crashed, scores nothing."""
    given = {one.id: None if one.answer is None else read_given(one.answer) for one in asked}
    cases = {one.id: one.id for one in asked}
    close, exact, boolean, answered, wrong = {}, {}, {}, {}, {}
    failures = []
    for row, one in zip(rows, asked, strict=True):
        id_, answer = one.id, given[one.id]
        answered[id_] = float(answer is not None and answer.answered)
        gold, truth = numeric_gold(row["answer"]), yes_or_no(row["answer"])
        if gold is not None:
            close[id_], exact[id_] = (float(part) for part in match_numeric(answer, gold, row["question"]))
            if answer is not None and answer.gives_figure:
                wrong[id_] = 1.0 - close[id_]
        elif truth is not None:
            boolean[id_] = float(answer is not None and answer.answered and answer.value is truth)
        if not max(exact.get(id_, 0.0), boolean.get(id_, 0.0)):
            failures.append(_failure(row, one))
    scores = [
        mean_score("numeric_close", "Numeric gold, within 2.5%", close, cases),
        mean_score("numeric_exact", "Numeric gold, exact as printed", exact, cases),
        mean_score("wrong_of_figures", "Off by more, of figures answered", wrong, cases, "lower"),
        mean_score("boolean", "Yes or no right", boolean, cases),
        mean_score("answered", "Answered", answered, cases),
        *_retrieval_scores(retrieval, cases),
        *_fact_scores(facts),
        percentile("latency_p50", "Median time", {one.id: one.elapsed_ms for one in asked}, 50),
    ]
    predictions = [
        {
            "financebench_id": one.id,
            "answer": (one.answer or {}).get("text", ""),
            "status": (one.answer or {}).get("status", "error"),
        }
        for one in asked
    ]
    kept = tuple(score for score in scores if score.values)
    tables = (_by_type(rows, close, boolean, answered),)
    failures += [_missing(check) for check in facts if not check.held]
    return Result("financebench", len(rows), seconds, kept, tables, predictions, tuple(failures))


def numeric_gold(answer: str) -> NumericGold | None:
    """A gold answer that is only a number ("$1577.00", "65.4%", "0.66"); None for one in words."""
    found = re.fullmatch(r"(-?)\s*(\$?)\s*(-?[\d,]*\.?\d+)\s*(%?)", answer.strip())
    if found is None:
        return None
    digits = found[3].replace(",", "")
    places = len(digits.split(".")[1]) if "." in digits else 0
    return NumericGold(Decimal(found[1] + digits), places, bool(found[4]), bool(found[2]))


def yes_or_no(answer: str) -> bool | None:
    """Whether a gold answer begins with yes or with no; None for neither."""
    found = re.match(r"(yes|no)\b", answer.strip(), re.IGNORECASE)
    return None if found is None else found[1].lower() == "yes"


def match_numeric(given: Given | None, gold: NumericGold, question: str) -> tuple[bool, bool]:
    """(within 2.5%, exact at the gold's places), the answer's first figure brought to the unit asked for.

    A percentage may be answered as a ratio, and the sign of an outflow is not told by gold: the magnitude is compared.
    """
    if given is None or not given.answered or not given.figures or given.figures[0].value is None:
        return False, False
    figure = given.figures[0]
    said = abs(figure.value or Decimal(0))
    if gold.percent and figure.unit == "ratio":
        said *= 100
    elif not gold.percent and figure.unit == "percent":
        said /= 100
    elif len(figure.unit) == 3 and not gold.percent:
        said /= _asked_scale(question)
    step = Decimal(1).scaleb(-gold.places)
    wanted = abs(gold.value)
    exact = said.quantize(step) == wanted.quantize(step) or (
        wanted == wanted.to_integral_value() and said.quantize(Decimal(1)) == wanted
    )
    return exact or abs(said - wanted) <= wanted * TOLERANCE, exact


def find_evidence(rows: Sequence[Row], settings: Settings) -> dict[str, dict[str, list[bool]]]:
    """By question: whether each passage found, best first, starts on a page of the evidence; with the filing and without."""
    from bot.recall import found_on, sought_by

    chain: Any = open_bot(settings)
    shelf: Shelf = chain.shelf
    found: dict[str, dict[str, list[bool]]] = {}
    for row in rows:
        sought = sought_by(row)
        try:
            places = found_on(shelf, sought, max(DEPTHS))
        except UnknownFiling:
            continue
        found[row["financebench_id"]] = {
            scope: [sought.is_at(place) for place in at]
            for scope, at in (("filing", places.given), ("shelf", places.over_all))
        }
    chain.close()
    return found


def check_facts(rows: Sequence[Row], settings: Settings) -> list[FactCheck]:
    """Every numeral of the evidence, each page's once, looked for among the facts the index holds of that page."""
    from index.shelf import find_filing

    chain: Any = open_bot(settings)
    shelf: Shelf = chain.shelf
    found: list[FactCheck] = []
    seen: set[tuple[str, str]] = set()
    for doc, item in ((row["doc_name"], item) for row in rows for item in row["evidence"]):
        if (doc, item["evidence_text"]) in seen:
            continue
        seen.add((doc, item["evidence_text"]))
        try:
            record = find_filing(shelf.filings(), doc)
        except UnknownFiling:
            continue
        page = item["evidence_page_num"] + 1
        facts = [fact for fact in shelf.facts(record.id) if fact.page == page]
        for number, numeral in enumerate(read_evidence(item["evidence_text"])):
            found.append(
                FactCheck(
                    f"{doc}:{page}:{number}",
                    doc,
                    page,
                    numeral.label,
                    numeral.printed,
                    numeral.prose,
                    valued(numeral, facts),
                    held(numeral, facts),
                )
            )
    chain.close()
    return found


def find_pdf(name: str, options: Options) -> Path:
    """The PDF of a document: in --filings, beside the file, or in a `pdfs` or `filings/pdf` folder above it."""
    above = [options.path.parent, *list(options.path.absolute().parents)[1:4]]
    folders = [options.filings] if options.filings else []
    folders += [folder / inner for folder in above for inner in ("", "pdfs", "pdf", "filings/pdf")]
    for folder in folders:
        if (folder / f"{name}.pdf").is_file():
            return folder / f"{name}.pdf"
    raise TieoutError(f"there is no {name}.pdf near {options.path}; name the folder of PDFs with --filings")


def _asked_scale(question: str) -> Decimal:
    found = re.search(
        r"\b(?:in|units of)?\s*(?:USD|US\$|\$|dollars?)?\s*(thousand|million|billion)s?\b", question, re.IGNORECASE
    )
    return SCALES[found[1].lower()] if found else Decimal(1)


def _retrieval_scores(retrieval: Mapping[str, Mapping[str, list[bool]]], cases: Mapping[str, str]) -> list[Score]:
    titles = {"filing": "with the filing given", "shelf": "over the whole shelf"}
    return [
        mean_score(
            f"evidence_{scope}_{depth}",
            f"Evidence page in the first {depth}, {title}",
            {id_: float(any(hits[scope][:depth])) for id_, hits in retrieval.items()},
            cases,
        )
        for scope, title in titles.items()
        for depth in DEPTHS
    ]


def _fact_scores(facts: Sequence[FactCheck]) -> list[Score]:
    """The share of the evidence's numerals that are facts. What is resampled is the filing."""
    docs = {check.id: check.doc for check in facts}
    tables = [check for check in facts if not check.prose]
    prose = {check.id: float(check.held) for check in facts if check.prose}
    return [
        mean_score(
            "evidence_facts",
            "Evidence in tables: value, scale and period among the facts",
            {check.id: float(check.held) for check in tables},
            docs,
        ),
        mean_score(
            "evidence_values",
            "Evidence in tables: value and scale among the facts",
            {check.id: float(check.valued) for check in tables},
            docs,
        ),
        mean_score("evidence_prose", "Evidence in sentences: value and scale among the facts", prose, docs),
    ]


def _by_type(
    rows: Sequence[Row], close: Mapping[str, float], boolean: Mapping[str, float], answered: Mapping[str, float]
) -> Breakdown:
    groups: dict[str, list[str]] = {}
    for row in rows:
        groups.setdefault(row["question_type"], []).append(row["financebench_id"])

    def cell(values: Mapping[str, float], ids: Sequence[str]) -> str:
        some = [values[id_] for id_ in ids if id_ in values]
        return f"{100 * sum(some) / len(some):.0f}% of {len(some)}" if some else "-"

    lines = tuple(
        (name, cell(close, ids), cell(boolean, ids), cell(answered, ids), str(len(ids)))
        for name, ids in sorted(groups.items())
    )
    return Breakdown("By question type", ("type", "numeric %", "yes/no %", "answered %", "n"), lines)


def _rows(options: Options) -> list[Row]:
    found = read_json(options.path)
    if not (
        isinstance(found, list) and found and {"financebench_id", "doc_name", "answer", "evidence"} <= set(found[0])
    ):
        raise TieoutError(
            f"{options.path} is not FinanceBench's file: JSON lines with doc_name, question, answer, evidence"
        )
    return found


def _missing(check: FactCheck) -> dict[str, Any]:
    return {
        "id": check.id,
        "doc": check.doc,
        "page": check.page,
        "numeral": check.printed,
        "label": check.label,
        "missing": "period" if check.valued else "value",
    }


def _failure(row: Row, asked: Asked) -> dict[str, Any]:
    answer = asked.answer or {}
    return {
        "id": asked.id,
        "type": row["question_type"],
        "doc": row["doc_name"],
        "question": row["question"],
        "gold": row["answer"],
        "status": answer.get("status", "crashed"),
        "text": answer.get("text", asked.error),
    }
