"""An answer's working as a workbook: live formulas over operands, and every operand linked to its citation.

Three sheets: the answer; the working, in which a figure is a formula over the cells of its operands; the sources.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.answer import Answer, Citation, Figure, Operand
from index.errors import TieoutError
from index.period import Duration, FiscalLabel, Instant, Period
from index.quantity import PERCENT, PERCENTAGE_POINTS, is_currency, is_per_share

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

ANSWER_HEAD = ("Figure", "Value", "Unit", "Period", "Compared with", "Reported or computed", "Formula", "Warnings")
WORKING_HEAD = ("Figure or operand", "Name", "Value", "Unit", "Period", "Formula", "Source")
SOURCES_HEAD = ("Source", "Filing", "Section", "Page", "Row", "Column", "Quote", "Context", "Start", "End")
FUNCTIONS = {"abs": "ABS", "min": "MIN", "max": "MAX", "median": "MEDIAN"}
OPERATORS: dict[type[ast.operator], str] = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}
VALUE_COLUMN = "C"
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def write_workbook(answer: Answer, path: Path) -> None:
    """Write an answer's working to `path` (.xlsx). Raises TieoutError where it cannot be written."""
    from openpyxl import Workbook

    if path.suffix.lower() != ".xlsx":
        raise TieoutError(f"a workbook's name ends in .xlsx, and {path.name} does not")
    book = Workbook()
    shown = book.active
    assert shown is not None, "a new workbook has a sheet"
    shown.title = "Answer"
    working, sources = book.create_sheet("Working"), book.create_sheet("Sources")
    rows = _write_sources(sources, answer)
    figures = _write_working(working, answer, rows)
    _write_answer(shown, answer, figures)
    book.calculation.fullCalcOnLoad = True  # formulas are written without values: whoever opens it works them out
    try:
        book.save(path)
    except OSError as problem:
        raise TieoutError(f"the workbook {path} cannot be written: {problem.strerror}") from problem


def excel_formula(formula: str, cells: Mapping[str, str]) -> str:
    """A figure's formula as a spreadsheet reads it, its operands by cell. Raises TieoutError for what it cannot say."""
    try:
        return "=" + _expression(ast.parse(formula, mode="eval").body, cells)
    except SyntaxError as problem:
        raise TieoutError(f"the formula {formula!r} cannot be written as a spreadsheet's") from problem


def _expression(node: ast.expr, cells: Mapping[str, str]) -> str:
    """Parentheses round every operation: a spreadsheet's minus binds tighter than its power."""
    match node:
        case ast.Name(name) if name in cells:
            return cells[name]
        case ast.Constant(value) if isinstance(value, int | float):
            return str(value)
        case ast.UnaryOp(ast.USub(), operand):
            return f"(-{_expression(operand, cells)})"
        case ast.BinOp(left, ast.Pow(), right):
            return f"POWER({_expression(left, cells)},{_expression(right, cells)})"
        case ast.BinOp(left, operator, right) if type(operator) in OPERATORS:
            return f"({_expression(left, cells)}{OPERATORS[type(operator)]}{_expression(right, cells)})"
        case ast.Call(ast.Name(name), arguments) if name in FUNCTIONS:
            return f"{FUNCTIONS[name]}({','.join(_expression(one, cells) for one in arguments)})"
    raise TieoutError(f"the formula holds {ast.unparse(node)!r}, which a spreadsheet cannot say")


def _write_answer(sheet: Worksheet, answer: Answer, figures: list[int]) -> None:
    for row, (name, value) in enumerate(
        (("Question", answer.question), ("Answer", answer.text), ("Notes", "; ".join(answer.notes))), 1
    ):
        _text(sheet, row, 1, name, bold=True)
        _text(sheet, row, 2, value)
        sheet.merge_cells(start_row=row, start_column=2, end_row=row, end_column=len(ANSWER_HEAD))
    sheet.row_dimensions[2].height = 60
    _head(sheet, 5, ANSWER_HEAD)
    for at, (figure, place) in enumerate(zip(answer.figures, figures, strict=True), 6):
        _text(sheet, at, 1, _named(figure))
        cell = sheet.cell(at, 2, f"=Working!{VALUE_COLUMN}{place}")
        cell.number_format = _format(figure.unit)
        texts = (figure.unit, _words(figure.period), _words(figure.base_period), figure.kind, figure.formula)
        for column, value in enumerate((*texts, "; ".join(figure.warnings)), 3):
            _text(sheet, at, column, value)
    _widths(sheet, (46, 20, 14, 26, 26, 16, 28, 60))


def _write_working(sheet: Worksheet, answer: Answer, sources: Mapping[int, int]) -> list[int]:
    """The row of each figure of the answer, in order."""
    _head(sheet, 1, WORKING_HEAD)
    sheet.freeze_panes = "A2"
    _widths(sheet, (56, 8, 22, 14, 26, 40, 10))
    return [_write_figure(sheet, figure, sources) for figure in answer.figures]


def _write_figure(sheet: Worksheet, figure: Figure, sources: Mapping[int, int]) -> int:
    """Write a figure under its operands, those that are figures first; the row it stands in."""
    row: int
    inner = {
        operand.name: _write_figure(sheet, operand.figure, sources)
        for operand in figure.operands
        if operand.figure is not None
    }
    cells: dict[str, str] = {}
    for operand in figure.operands:
        row = sheet.max_row + 1
        _write_operand(sheet, row, operand, sources)
        if operand.name in inner:
            sheet.cell(row, 3, f"={VALUE_COLUMN}{inner[operand.name]}")
        cells[operand.name] = f"{VALUE_COLUMN}{row}"
    row = sheet.max_row + 1
    _text(sheet, row, 1, _named(figure), bold=True)
    cell = sheet.cell(row, 3, excel_formula(figure.formula, cells))
    cell.number_format = _format(figure.unit)
    for column, value in ((4, figure.unit), (5, _words(figure.period)), (6, figure.formula)):
        _text(sheet, row, column, value)
    sheet.cell(row + 1, 1, " ")
    return row


def _write_operand(sheet: Worksheet, row: int, operand: Operand, sources: Mapping[int, int]) -> None:
    fact, figure = operand.fact, operand.figure
    label = fact.label if fact else figure.label if figure else "constant"
    unit = fact.unit if fact else figure.unit if figure else ""
    period = fact.period if fact else figure.period if figure else None
    _text(sheet, row, 1, label)
    _text(sheet, row, 2, operand.name)
    sheet.cell(row, 3, operand.value).number_format = _format(unit)
    _text(sheet, row, 4, unit)
    _text(sheet, row, 5, _words(period))
    if operand.citation is not None and operand.citation in sources:
        _link(sheet, row, 7, f"[{operand.citation}]", f"#Sources!A{sources[operand.citation]}")


def _write_sources(sheet: Worksheet, answer: Answer) -> dict[int, int]:
    """The row of each citation, by its number."""
    _head(sheet, 1, SOURCES_HEAD)
    sheet.freeze_panes = "A2"
    rows: dict[int, int] = {}
    for row, citation in enumerate(answer.citations, 2):
        rows[citation.id] = row
        _write_source(sheet, row, citation)
    _widths(sheet, (8, 40, 40, 7, 40, 30, 40, 80, 10, 10))
    return rows


def _write_source(sheet: Worksheet, row: int, citation: Citation) -> None:
    _text(sheet, row, 1, f"[{citation.id}]", bold=True)
    if citation.url:
        _link(sheet, row, 2, citation.title, citation.url)
    else:
        _text(sheet, row, 2, citation.title)
    texts = {3: citation.section, 5: citation.row, 6: citation.column, 7: citation.quote, 8: citation.context}
    for column, value in texts.items():
        _text(sheet, row, column, value)
    for column, number in ((4, citation.page), (9, citation.start), (10, citation.end)):
        if number is not None:
            sheet.cell(row, column, number)


def _text(sheet: Worksheet, row: int, column: int, value: str, *, bold: bool = False) -> Any:
    """Words as words: what a filing prints is never taken for a formula."""
    from openpyxl.styles import Alignment, Font

    cell = sheet.cell(row, column)
    cell.value = UNPRINTABLE.sub("", value)[:32_000]
    cell.data_type = "s"
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    if bold:
        cell.font = Font(bold=True)
    return cell


def _link(sheet: Worksheet, row: int, column: int, words: str, target: str) -> None:
    from openpyxl.styles import Font

    cell = _text(sheet, row, column, words)
    cell.hyperlink = target
    cell.font = Font(color="0563C1", underline="single")


def _head(sheet: Worksheet, row: int, names: tuple[str, ...]) -> None:
    from openpyxl.styles import PatternFill

    for column, name in enumerate(names, 1):
        _text(sheet, row, column, name, bold=True).fill = PatternFill("solid", fgColor="E7EEF5")


def _widths(sheet: Worksheet, widths: tuple[int, ...]) -> None:
    for letter, width in zip("ABCDEFGHIJ", widths, strict=False):
        sheet.column_dimensions[letter].width = width


def _named(figure: Figure) -> str:
    return f"{figure.label} ({figure.bound})" if figure.bound else figure.label


def _format(unit: str) -> str:
    if unit in {PERCENT, PERCENTAGE_POINTS}:
        return '0.00"%"'
    if is_per_share(unit):
        return "#,##0.00##"
    return "#,##0;(#,##0)" if is_currency(unit) else "#,##0.####"


def _words(period: Period | None) -> str:
    match period:
        case None:
            return ""
        case Instant(day):
            return day.isoformat()
        case Duration(start, end):
            return f"{start.isoformat()} to {end.isoformat()}"
        case FiscalLabel(year, part, _):
            return f"{part} fiscal {year}".strip()
