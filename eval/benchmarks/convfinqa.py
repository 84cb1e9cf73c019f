"""ConvFinQA: conversations of numerical questions over a page's text and table (Chen et al., 2022).

Scored by execution accuracy, to five places as published. The conversation is kept as the bot keeps it: the gold answers
of earlier turns are not given.
"""

from __future__ import annotations

import ast
import re
import time
from collections.abc import Mapping, Sequence
from decimal import Decimal, DivisionByZero, InvalidOperation, localcontext
from itertools import chain
from typing import Any

from eval.asking import Dialogue
from eval.benchmarks.common import (
    Breakdown,
    Context,
    Options,
    Result,
    ask_over,
    document,
    draw,
    judge_answers,
    paragraph,
    place_of_table,
    read_json,
    table,
)
from eval.benchmarks.printed import NUMBER, SCALES, WORDS, leaf_scale, quote_of, scale_of
from eval.given import Given, GivenFigure, number, read_given
from eval.metrics.latency import percentile
from eval.metrics.score import mean_score
from eval.runs import Asked
from index.amounts import find_amounts
from index.errors import TieoutError
from index.quantity import PERCENT, PERCENTAGE_POINTS, is_currency

PLACES = Decimal("0.00001")
Entry = Mapping[str, Any]
_UNTOKENIZED = (
    (r" ?2019s\b", "'s"),
    (r"\b201[cd] ?(?=\D)", '"'),
    (r"\b20ac(?=\d)", "€"),
    (r"\b((?:19|20)\d\d) 201[34] (?=(?:19|20)\d\d\b)", r"\1–"),
    (r"\$ ?-([\d.,]+) \( \1 \)", r"$ (\1)"),
    (r"-([\d.,]+) \( \1 \)", r"(\1)"),
    (r"-([\d.,]+)% \( \1 ?% \)", r"(\1)%"),
    (r"([\d.,]+)% \( \1 ?% \)", r"\1%"),
    (r"\$ (?=[\d(])", "$"),
    (r"(?<=\d) %", "%"),
    (r" ([,.;:)])(?= |$)", r"\1"),
    (r"\( ", "("),
)


def run(options: Options) -> Result:
    """Index every page, hold every conversation, and score each turn and each conversation."""
    began = time.perf_counter()
    entries = draw(_entries(options), lambda entry: page_of(entry["id"]), options)
    contexts = [to_context(entry) for entry in entries]
    dialogues = [dialogue_of(entry) for entry in entries]
    asked = ask_over(contexts, dialogues, options)
    return score_run(entries, asked, time.perf_counter() - began)


def score_run(entries: Sequence[Entry], asked: Sequence[Sequence[Asked]], seconds: float) -> Result:
    """Score what was asked; a refused or crashed turn scores nothing."""
    turns: dict[str, float] = {}
    near: dict[str, float] = {}
    answered: dict[str, float] = {}
    wrong: dict[str, float] = {}
    cases: dict[str, str] = {}
    predictions, failures = [], []
    groups: dict[int, list[float]] = {}
    for entry, answers in zip(entries, asked, strict=True):
        predicted = []
        for at, (program, one) in enumerate(zip(entry["programs"], answers, strict=True)):
            given = None if one.answer is None else read_given(one.answer)
            gold, said = execute(program), predict(given, entry["questions"][at])
            right = said is not None and same(said, gold)
            cases[one.id] = entry["id"]
            turns[one.id] = float(right)
            near[one.id] = float(said is not None and close(said, gold))
            answered[one.id] = float(given is not None and given.answered)
            if given is not None and given.gives_figure:
                wrong[one.id] = 1.0 - near[one.id]
            groups.setdefault(at + 1, []).append(turns[one.id])
            predicted.append("" if said is None else f"ans = {said}")
            if not right:
                failures.append(_failure(entry, at, gold, said, one))
        predictions.append({"id": entry["id"], "programs": predicted})
    whole = {
        entry["id"]: float(all(turns[one.id] for one in answers)) for entry, answers in zip(entries, asked, strict=True)
    }
    scores = (
        mean_score("turn_accuracy", "Execution accuracy, by turn", turns, cases),
        mean_score(
            "conversation_accuracy", "Execution accuracy, whole conversations", whole, {id_: id_ for id_ in whole}
        ),
        mean_score("turn_close", "Within half a percent, whatever its sign or percent form", near, cases),
        mean_score("answered", "Answered", answered, cases),
        mean_score("wrong_of_figures", "Not even close, of figures answered", wrong, cases, "lower"),
        percentile("latency_p50", "Median time", {one.id: one.elapsed_ms for some in asked for one in some}, 50),
    )
    rows = tuple((str(at), f"{100 * sum(some) / len(some):.1f}", str(len(some))) for at, some in sorted(groups.items()))
    by_turn = Breakdown("By turn", ("turn", "accuracy", "n"), rows)
    return Result(
        "convfinqa",
        len(turns),
        seconds,
        scores,
        (by_turn,),
        predictions,
        tuple(failures),
        judge_answers(chain.from_iterable(asked), near),
    )


def dialogue_of(entry: Entry) -> Dialogue:
    """A conversation's questions, with the dataset's tokenizing undone as on its page."""
    return Dialogue(
        entry["id"], file_name(entry["id"]), tuple(untokenized(question) for question in entry["questions"])
    )


def to_context(entry: Entry) -> Context:
    """A page as a document, with the dataset's tokenizing undone: its table stands where its text leads into one, or else first."""
    rows = table_rows(entry["table"])
    name = file_name(entry["id"])
    parts = sentences(entry["text"])
    at = _after_its_heads(parts, rows[0]) or place_of_table(parts)
    texts = [paragraph(" ".join(some)) for some in (parts[:at], parts[at:]) if some]
    texts.insert(1 if at else 0, table(rows))
    return Context(name, document(name, texts))


def table_rows(text: str) -> list[list[str]]:
    """A table's cells as printed. Of a dash the dataset keeps the code point's digits, too: "2014" alone in a cell of figures."""
    rows = [line.split(" | ") for line in text.splitlines() if line.strip()]
    return [
        [
            untokenized(cell if not (at and number) or not _DASH.fullmatch(cell.strip()) else "—")
            for number, cell in enumerate(row)
        ]
        for at, row in enumerate(rows)
    ]


_DASH = re.compile(r"(?:\$ )?2014(?: %)?")


def _after_its_heads(parts: Sequence[str], heads: Sequence[str]) -> int:
    """How many sentences stand before the table, by the heads of its columns, which the page's text repeats ahead of it; 0 where none does."""
    tail = " ".join(heads).lower().split()[-_HEADS:]
    if len(tail) < _HEADS:
        return 0
    return next((at for at, part in enumerate(parts, 1) if part.lower().rstrip(".:").split()[-_HEADS:] == tail), 0)


_HEADS = 3  # words


def untokenized(text: str) -> str:
    """The dataset's words put back together as print: "$ 80 million ," is "$80 million,".

    Its tables give a figure twice, as read and as printed: "-4249 ( 4249 )" is "(4249)", "27% ( 27 % )" is "27%".
    Of typographic quotes it keeps the code point's last digits: "company 2019s" is "company's".
    """
    if text.strip() == "-":
        return ""
    for pattern, printed in _UNTOKENIZED:
        text = re.sub(pattern, printed, text)
    return text.strip().removeprefix("- ")


def sentences(text: str) -> list[str]:
    """The sentences of a running text, with the capital letter that the dataset took from the head of each."""
    parts = [untokenized(part) for part in re.split(r" \.(?= |$)", text)]
    return [part[:1].upper() + part[1:] + ("" if part.endswith(":") else ".") for part in parts if part]


def execute(program: str) -> Decimal | bool:
    """The value of a program such as "x0 = 60.94 - 25.14; ans = x0 / 25.14"; "13.4%" is 0.134. Raises TieoutError."""
    names: dict[str, Decimal | bool] = {}
    plain = re.sub(r"(\d[\d.]*)%", r"(\1 / 100)", program)
    with localcontext() as context:
        context.prec = 40
        try:
            for statement in ast.parse(plain.replace(";", "\n").replace("\n ", "\n")).body:
                if not (isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name)):
                    raise TieoutError(f"not a program: {program!r}")
                names[statement.targets[0].id] = _value(statement.value, names)
        except (SyntaxError, InvalidOperation, DivisionByZero) as problem:
            raise TieoutError(f"a program that cannot be run: {program!r}") from problem
    return names["ans"]


def predict(given: Given | None, question: str = "") -> Decimal | bool | None:
    """An answer as the number that a program over the printed page would give; None where it gives none.

    question: what was asked. Where it wants thousands, millions or billions of what is printed in another scale, the
    dataset's program converts, and so does this.
    """
    if given is None or not given.answered:
        return None
    if given.type == "boolean":
        return bool(given.value)
    if given.figures and given.type in {"figure", "figures", "range", "count", "comparison"}:
        shown = figure_number(given.figures[0], given, _scale_asked(question))
        return shown if shown is None else as_told(shown, given.figures[0], given)
    if given.type == "spans" and isinstance(given.value, tuple) and len(given.value) == 1:
        return _quoted_number(given.value[0], _scale_asked(question))
    return number(given.value) if isinstance(given.value, str) else None


_TOLD = re.compile(r"\b(?:(?P<more>widened)|(?P<less>narrowed))\b")


def as_told(number: Decimal, figure: GivenFigure, given: Given) -> Decimal:
    """A number with the sign that the answer tells it with: losses "were $9.4 billion", or "widened 38%".

    A program over the page takes losses by their size, too.
    """
    if not any("loss" in one.label.lower() for one in (figure, *figure.operands)):
        return number
    moved = _TOLD.search(given.text)
    if moved is not None and figure.kind == "computed":
        return abs(number) if moved["more"] else -abs(number)
    bare = figure.display.replace("(", "").replace(")", "")
    by_size = figure.kind == "reported" and bare != figure.display and figure.display not in given.text
    return abs(number) if by_size and bare in given.text else number


def _quoted_number(quote: str, asked: Decimal | None) -> Decimal | None:
    """A quote that is one amount as the number of the page's digits; None where it says more, or none."""
    found = find_amounts(quote)
    numbers = NUMBER.findall(quote)
    if len(found) != 1 or len(numbers) != 1 or not found[0].value:
        return None
    shown = Decimal(numbers[0].replace(",", "")).copy_sign(found[0].value)
    if found[0].unit in {PERCENT, PERCENTAGE_POINTS}:
        return shown / 100
    return shown if asked is None or WORDS.search(quote) is None else found[0].value / asked


def _scale_asked(question: str) -> Decimal | None:
    """The scale that a question wants its answer in; None where it says none."""
    asked = _ASKED.search(question)
    return None if asked is None else _SCALES[asked[1].lower().rstrip("s")]


_ASKED = re.compile(
    r"\b(?:in|into|to) (thousands?|millions?|billions?)\b(?! of (?:barrels|shares|tons|units))", re.IGNORECASE
)
_SCALES = {name: size for size, name in SCALES.items() if name}


def figure_number(figure: GivenFigure, given: Given, asked: Decimal | None = None) -> Decimal | None:
    """A figure in the units of the page's digits: a percentage is a fraction of one, a sum is in its operands' scale.

    asked: the scale that the question wants instead, where the page prints one at all.
    """
    if figure.value is None:
        return None
    if figure.unit in {PERCENT, PERCENTAGE_POINTS}:
        return figure.value / 100
    quote = quote_of(figure, given)
    if asked is not None and is_currency(figure.unit) and leaf_scale(figure, given) != 1:
        return figure.value / asked
    if quote is None:
        return figure.value / leaf_scale(figure, given)
    if WORDS.search(quote) and (found := NUMBER.search(quote)):
        shown = Decimal(found.group().replace(",", ""))
        return shown.copy_sign(figure.value)
    return figure.value / scale_of(figure, given)


def same(said: Decimal | bool, gold: Decimal | bool) -> bool:
    """Whether two results are the same to five places, as published."""
    if isinstance(said, bool) or isinstance(gold, bool):
        return said is gold
    return abs(said - gold) <= PLACES or said.quantize(PLACES) == gold.quantize(PLACES)


def close(said: Decimal | bool, gold: Decimal | bool) -> bool:
    """Whether two results agree within half a percent, in either sign, as a fraction or a percentage."""
    if isinstance(said, bool) or isinstance(gold, bool):
        return said is gold
    forms = (abs(said), abs(said) * 100, abs(said) / 100)
    return any(abs(form - abs(gold)) <= max(abs(gold) / 200, PLACES) for form in forms)


def page_of(id_: str) -> str:
    """The page that a conversation is about: "JKHY/2009/page_28.pdf" of "Single_JKHY/2009/page_28.pdf-3"."""
    return id_.partition("_")[2].partition(".pdf")[0] + ".pdf"


def file_name(id_: str) -> str:
    """A conversation's id as a file name."""
    return re.sub(r"[^\w.-]", "_", id_)


def _value(node: ast.expr, names: Mapping[str, Decimal | bool]) -> Decimal | bool:
    match node:
        case ast.Constant(value):
            return Decimal(str(value))
        case ast.Name(id_):
            return names[id_]
        case ast.UnaryOp(ast.USub(), operand):
            return -Decimal(_value(operand, names))
        case ast.Compare(left, [ast.Gt()], [right]):
            return _value(left, names) > _value(right, names)
        case ast.BinOp(left, operator, right):
            a, b = Decimal(_value(left, names)), Decimal(_value(right, names))
            match operator:
                case ast.Add():
                    return a + b
                case ast.Sub():
                    return a - b
                case ast.Mult():
                    return a * b
                case ast.Div():
                    return a / b
                case ast.Pow():
                    return a**b
    raise TieoutError(f"not part of a program: {ast.dump(node)}")


def _entries(options: Options) -> list[Entry]:
    found = read_json(options.path)
    if not (isinstance(found, list) and found and {"id", "questions", "programs", "table", "text"} <= set(found[0])):
        raise TieoutError(f"{options.path} is not ConvFinQA's file: a list of questions, programs, table and text")
    return found


def _failure(entry: Entry, at: int, gold: Decimal | bool, said: Decimal | bool | None, asked: Asked) -> dict[str, Any]:
    answer = asked.answer or {}
    return {
        "id": asked.id,
        "turn": at + 1,
        "questions": entry["questions"][: at + 1],
        "program": entry["programs"][at],
        "gold": str(gold),
        "predicted": None if said is None else str(said),
        "status": answer.get("status", "crashed"),
        "text": answer.get("text", asked.error),
    }
