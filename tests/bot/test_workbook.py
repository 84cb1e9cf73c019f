"""The workbook's formulas give the answer's figures again, and its operands lead to their sources."""

import csv
import subprocess
import warnings
from datetime import date
from decimal import Decimal
from pathlib import Path
from shutil import which

import pytest
from openpyxl import load_workbook

from bot.answer import Answer, Citation, Figure, Literal, Operand
from bot.workbook import excel_formula, write_workbook
from index.errors import TieoutError
from index.facts import Fact
from index.layout import Span
from index.period import Duration

Q2 = Duration(date(2007, 10, 1), date(2007, 12, 31))
Q2_BEFORE = Duration(date(2006, 10, 1), date(2006, 12, 31))


def fact(label: str, value: str, period: Duration, start: int) -> Fact:
    return Fact(
        id=f"f{start}",
        filing="f",
        label=label,
        path=(label,),
        value=Decimal(value),
        unit="USD",
        period=period,
        precision=Decimal(1000),
        span=Span(start, start + 6),
    )


def citation(number: int, quote: str, url: str | None = None) -> Citation:
    return Citation(number, "f", "Release", "Operations", quote, f"=R&D {quote}", number, number + len(quote), url=url)


@pytest.fixture
def answer() -> Answer:
    new, old = (
        Operand("a", fact("Research and development", "10732000", Q2, 1), citation=1),
        Operand("b", fact("Research and development", "11768000", Q2_BEFORE, 9), citation=2),
    )
    change = Figure(
        "Change", Decimal(-1036000), "USD", "$(1.0) million", "computed", "a - b", (new, old), Q2, Q2_BEFORE
    )
    percent = Figure(
        "Percentage change in R&D",
        Decimal("-8.803535"),
        "percent",
        "(8.8)%",
        "computed",
        "c / abs(b) * 100",
        (Operand("c", figure=change), old),
        Q2,
        Q2_BEFORE,
        warnings=("unaudited",),
    )
    cited = (citation(1, "10,732"), citation(2, "11,768", "https://example.com/filing"))
    return Answer("=How much?", "answered", (Literal("It fell."),), "figure", "-8.803535", (percent,), cited)


def recalculated(path: Path) -> dict[str, object]:
    """Every cell of a workbook as `formulas`, a spreadsheet's arithmetic in Python, works it out: "ANSWER!B6" -> value."""
    formulas = pytest.importorskip("formulas", reason="formulas recalculates workbooks; install the dev extra")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        solution = formulas.ExcelModel().loads(str(path)).finish().calculate()
    return {
        key.split("]")[1].replace("'", ""): ranges.value[0, 0]
        for key, ranges in solution.items()
        if "]" in str(key) and getattr(ranges, "value", None) is not None
    }


def test_formulas_are_live_and_recalculate_to_the_figure(answer: Answer, tmp_path: Path) -> None:
    path = tmp_path / "working.xlsx"
    write_workbook(answer, path)
    assert recalculated(path)["ANSWER!B6"] == pytest.approx(-8.803535, abs=1e-6)


@pytest.mark.skipif(which("soffice") is None, reason="LibreOffice is not installed (soffice)")
def test_a_real_spreadsheet_program_gives_the_figures_again(answer: Answer, tmp_path: Path) -> None:
    path = tmp_path / "working.xlsx"
    write_workbook(answer, path)
    home = f"-env:UserInstallation=file://{tmp_path / 'office'}"
    command = ["soffice", home, "--headless", "--convert-to", "csv", "--outdir", str(tmp_path), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    rows = {row[0]: row for row in csv.reader((tmp_path / "working.csv").read_text("utf-8").splitlines()) if row}
    for figure in answer.figures:
        assert float(rows[figure.label][1]) == pytest.approx(float(figure.value), abs=1e-6)


def test_a_changed_operand_changes_the_figure(answer: Answer, tmp_path: Path) -> None:
    path = tmp_path / "working.xlsx"
    write_workbook(answer, path)
    book = load_workbook(path)
    sheet = book["Working"]
    row = next(row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 3).value == 10732000)
    sheet.cell(row, 3).value = 11768000
    book.save(path)
    assert recalculated(path)["ANSWER!B6"] == 0


def test_every_operand_links_to_its_source(answer: Answer, tmp_path: Path) -> None:
    path = tmp_path / "working.xlsx"
    write_workbook(answer, path)
    book = load_workbook(path)
    links = {
        cell.value: cell.hyperlink.location or cell.hyperlink.target
        for row in book["Working"].iter_rows()
        for cell in row
        if cell.hyperlink
    }
    assert {words: link.lstrip("#") for words, link in links.items()} == {"[1]": "Sources!A2", "[2]": "Sources!A3"}
    assert book["Sources"]["G2"].value == "10,732"
    assert book["Sources"]["B3"].hyperlink.target == "https://example.com/filing"


def test_what_a_filing_prints_is_never_a_formula(answer: Answer, tmp_path: Path) -> None:
    path = tmp_path / "working.xlsx"
    write_workbook(answer, path)
    book = load_workbook(path)
    assert book["Answer"]["B1"].value == "=How much?"
    assert book["Answer"]["B1"].data_type == "s"
    assert book["Sources"]["H2"].data_type == "s"


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("a", "=C2"),
        ("(a - b) / abs(b) * 100", "=(((C2-C3)/ABS(C3))*100)"),
        ("-a ** 2", "=(-POWER(C2,2))"),
        ("median(a, b)", "=MEDIAN(C2,C3)"),
    ],
)
def test_formulas_in_a_spreadsheets_words(formula: str, expected: str) -> None:
    assert excel_formula(formula, {"a": "C2", "b": "C3"}) == expected


def test_what_a_spreadsheet_cannot_say_is_refused() -> None:
    with pytest.raises(TieoutError, match="cannot say"):
        excel_formula("open(a)", {"a": "C2"})


def test_a_workbook_that_cannot_be_written_says_so(answer: Answer, tmp_path: Path) -> None:
    with pytest.raises(TieoutError, match="cannot be written"):
        write_workbook(answer, tmp_path / "no" / "such.xlsx")
    with pytest.raises(TieoutError, match=r"ends in \.xlsx"):
        write_workbook(answer, tmp_path / "working.csv")
