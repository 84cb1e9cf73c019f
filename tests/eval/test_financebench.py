"""FinanceBench: numeric gold is read, answers are brought to the unit asked for, PDFs are found."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from eval.benchmarks.common import Options
from eval.benchmarks.financebench import find_pdf, match_numeric, numeric_gold, yes_or_no
from eval.given import read_given
from index.errors import TieoutError


@pytest.mark.parametrize(
    ("answer", "value", "places", "percent"),
    [
        ("$1577.00", "1577.00", 2, False),
        ("$8.70", "8.70", 2, False),
        ("65.4%", "65.4", 1, True),
        ("0.66", "0.66", 2, False),
        ("-3.2%", "-3.2", 1, True),
        ("$5,466", "5466", 0, False),
    ],
)
def test_numeric_gold(answer: str, value: str, places: int, percent: bool) -> None:
    gold = numeric_gold(answer)
    assert gold is not None
    assert (gold.value, gold.places, gold.percent) == (Decimal(value), places, percent)


def test_words_are_no_number() -> None:
    assert numeric_gold("They could receive $66.56 per share.") is None
    assert yes_or_no("Yes. It decreased.") is True
    assert yes_or_no("No, the company is") is False
    assert yes_or_no("Nothing was said") is None


def given(value: str, unit: str) -> Any:
    figure = {"value": value, "unit": unit, "kind": "reported", "operands": []}
    return read_given({"status": "answered", "answer": {"type": "figure", "value": value}, "figures": [figure]})


@pytest.mark.parametrize(
    ("gold", "question", "value", "unit", "expected"),
    [
        ("$1577.00", "What is capex (in USD millions)?", "1577000000", "USD", (True, True)),
        ("$1577.00", "What is capex (in USD millions)?", "-1577000000", "USD", (True, True)),
        ("$1577.00", "What is capex (in USD millions)?", "1600000000", "USD", (True, False)),
        ("$1577.00", "What is capex (in USD millions)?", "1373000000", "USD", (False, False)),
        ("$8.70", "Answer in USD billions.", "8738000000", "USD", (True, False)),
        ("65.4%", "in units of percents", "65.42", "percent", (True, True)),
        ("65.4%", "in units of percents", "0.6542", "ratio", (True, True)),
        ("0.66", "Round to two places.", "0.6571", "ratio", (True, True)),
        ("0.66", "Round to two places.", "65.71", "percent", (True, True)),
    ],
)
def test_match_numeric(gold: str, question: str, value: str, unit: str, expected: tuple[bool, bool]) -> None:
    found = numeric_gold(gold)
    assert found is not None
    assert match_numeric(given(value, unit), found, question) == expected


def test_a_refusal_scores_nothing() -> None:
    gold = numeric_gold("0.66")
    assert gold is not None
    assert match_numeric(read_given({"status": "abstained"}), gold, "") == (False, False)
    assert match_numeric(None, gold, "") == (False, False)


def test_pdfs_are_found_near_the_file(tmp_path: Path) -> None:
    from bot.settings import Settings

    path = tmp_path / "benchmarks" / "financebench" / "dev.jsonl"
    pdfs = tmp_path / "filings" / "pdf"
    for folder in (path.parent, pdfs):
        folder.mkdir(parents=True)
    (pdfs / "A_10K.pdf").write_bytes(b"%PDF")
    options = Options(path=path, settings=Settings(home=tmp_path))
    assert find_pdf("A_10K", options) == pdfs / "A_10K.pdf"
    with pytest.raises(TieoutError, match=r"no B_10K\.pdf"):
        find_pdf("B_10K", options)
