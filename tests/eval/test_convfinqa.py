"""ConvFinQA: its programs run, its print is put back together, and answers are brought to the page's digits."""

from decimal import Decimal

import pytest

from eval.benchmarks.convfinqa import close, execute, predict, same, sentences, table_rows, to_context, untokenized
from eval.given import read_given
from index.errors import TieoutError


@pytest.mark.parametrize(
    ("program", "value"),
    [
        ("ans = 60.94", Decimal("60.94")),
        ("ans = 60.94 - 25.14", Decimal("35.80")),
        ("x0 = 60.94 - 25.14; ans = x0 / 25.14", Decimal("1.42403")),
        ("ans = 13.4%", Decimal("0.134")),
        ("x0 = 4 - .7; x1 = x0 + -1; ans = x1 / 2", Decimal("1.15")),
        ("ans = -5", Decimal(-5)),
    ],
)
def test_programs(program: str, value: Decimal) -> None:
    assert same(execute(program), value)


def test_a_comparison_is_yes_or_no() -> None:
    assert execute("x0 = 3 - 1; x1 = 4 - 3; ans = x0 > x1") is True


@pytest.mark.parametrize("program", ["import os", "ans = open('x')", "ans = 1 /", "ans = 1 / 0"])
def test_what_is_no_program_is_refused(program: str) -> None:
    with pytest.raises(TieoutError):
        execute(program)


@pytest.mark.parametrize(
    ("tokens", "print_"),
    [
        ("-4249 ( 4249 )", "(4249)"),
        ("$ -154 ( 154 )", "$(154)"),
        ("27% ( 27 % )", "27%"),
        ("-1.5% ( 1.5 % )", "(1.5)%"),
        ("$ 7385", "$7385"),
        ("was $ 80 million , $ 83 million and 5 % .", "was $80 million, $83 million and 5%."),
        ("the plan ( the 2007 plan ) , as amended", "the plan (the 2007 plan), as amended"),
        ("the company 2019s common stock", "the company's common stock"),
        ("20ac750 of notes", "€750 of notes"),
        ("the years 2015 2013 2019", "the years 2015–2019"),
        ("-", ""),
    ],
)
def test_tokens_become_print(tokens: str, print_: str) -> None:
    assert untokenized(tokens) == print_


def test_a_dash_in_a_cell_of_figures_is_a_dash_again() -> None:
    assert table_rows("- | 2014 | 2013\nnotes due 2014 | 2014 | $ 84") == [
        ["", "2014", "2013"],
        ["notes due 2014", "—", "$84"],
    ]


def test_the_table_stands_after_the_heads_that_the_text_repeats() -> None:
    text = "sales rose . taxes were as follows . sales by year were in millions 2006 2005 2004 . costs fell ."
    entry = {
        "id": "Single_X/2006/page_1.pdf-1",
        "text": text,
        "table": "in millions | 2006 | 2005 | 2004\nsales | 3 | 2 | 1",
    }
    body = to_context(entry).body
    assert body.index("2006 2005 2004.") < body.index("<table>") < body.index("Costs fell.")


def test_sentences_begin_with_a_capital_again() -> None:
    assert sentences("sales rose by $ 5 . costs fell , too .") == ["Sales rose by $5.", "Costs fell, too."]


def test_same_is_to_five_places_and_close_forgives_form() -> None:
    assert same(Decimal("0.107450"), Decimal("0.10745"))
    assert not same(Decimal("0.1074"), Decimal("0.1075"))
    assert close(Decimal("10.745"), Decimal("0.10745"))
    assert close(Decimal(-662), Decimal(662))
    assert not close(Decimal(650), Decimal(662))


def figure(value: str, unit: str, quote: str, kind: str = "reported") -> dict[str, object]:
    operands = [{"name": "a", "label": "x", "value": value, "unit": unit, "period": None, "citation": 1}]
    return {
        "status": "answered",
        "answer": {"type": "figure", "value": value},
        "figures": [{"value": value, "unit": unit, "kind": kind, "formula": "a", "operands": operands}],
        "citations": [{"id": 1, "filing": "f", "quote": quote, "start": 0, "end": 1}],
    }


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (figure("6823000000", "USD", "$6823"), Decimal(6823)),
        (figure("-4249000000", "USD", "(4249)"), Decimal(-4249)),
        (figure("27", "percent", "27%"), Decimal("0.27")),
        (figure("80000000", "USD", "80 million"), Decimal(80)),
        (figure("60.94", "USD/share", "$60.94"), Decimal("60.94")),
        ({"status": "abstained", "reason": "not_in_filing"}, None),
    ],
)
def test_answers_in_the_pages_digits(answer: dict[str, object], expected: Decimal | None) -> None:
    assert predict(read_given(answer)) == expected


@pytest.mark.parametrize(
    ("question", "expected"),
    [("what is it in thousands?", Decimal(80000)), ("what is that in billions?", Decimal("0.08")), ("what is it?", 80)],
)
def test_an_answer_in_the_scale_that_was_asked_for(question: str, expected: Decimal) -> None:
    assert predict(read_given(figure("80000000", "USD", "80 million")), question) == expected


def test_a_sum_is_in_its_operands_digits() -> None:
    answer = figure("662000000", "USD", "6823", "computed")
    operands = [
        {"name": "a", "label": "x", "value": "6823000000", "unit": "USD", "period": None, "citation": 1},
        {"name": "b", "label": "x", "value": "6161000000", "unit": "USD", "period": None, "citation": 2},
    ]
    answer["figures"][0]["operands"] = operands  # type: ignore[index]
    answer["citations"] = [
        {"id": 1, "filing": "f", "quote": "6823", "start": 0, "end": 1},
        {"id": 2, "filing": "f", "quote": "$6161", "start": 0, "end": 1},
    ]
    assert predict(read_given(answer)) == Decimal(662)


def test_a_page_becomes_a_document() -> None:
    entry = {"id": "Single_A/2007/page_1.pdf-1", "table": "- | 2007\nrevenue | $ 5\n", "text": "in millions ."}
    context = to_context(entry)
    assert context.name == "Single_A_2007_page_1.pdf-1"
    assert "<tr><td></td><td>2007</td></tr>" in context.body
    assert "<td>$5</td>" in context.body
    assert "<p>In millions.</p>" in context.body


@pytest.mark.parametrize(
    ("quote", "question", "expected"),
    [
        ("$1.1 billion", "what is it?", Decimal("1.1")),
        ("$1.1 billion", "what is it, in millions?", Decimal(1100)),
        ("$ .455", "what is it?", Decimal("0.455")),
        ("40%", "what is it?", Decimal("0.4")),
        ("24 units, 77 units and 71 units", "what is it?", None),
        ("our retiree medical plans", "what is it?", None),
    ],
)
def test_a_quote_of_one_amount_is_that_amount(quote: str, question: str, expected: Decimal | None) -> None:
    answer = {"status": "answered", "answer": {"type": "spans", "value": [quote]}, "figures": [], "citations": []}
    assert predict(read_given(answer), question) == expected


@pytest.mark.parametrize(
    ("label", "kind", "display", "text", "expected"),
    [
        ("Accumulated losses", "reported", "$(9.402) billion", "Accumulated losses were $9.402 billion [1].", "9402"),
        ("Net loss", "reported", "$(9.402) billion", "Net loss was $(9.402) billion [1].", "-9402"),
        ("Cash used", "reported", "$(9.402) billion", "Cash used was $9.402 billion [1].", "-9402"),
        ("Net loss", "computed", "$(9.402) billion", "Net loss widened $9.402 billion [1].", "9402"),
    ],
)
def test_losses_told_by_their_size_are_numbers_so(
    label: str, kind: str, display: str, text: str, expected: str
) -> None:
    answer = figure("-9402000000", "USD", "(9,402)")
    answer["figures"][0].update(label=label, kind=kind, display=display)
    assert predict(read_given({**answer, "text": text})) == Decimal(expected)
