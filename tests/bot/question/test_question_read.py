"""Questions, read: the expression, the shape of the answer, and how it is wanted."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from bot.plan import Operation
from bot.question import Apply, Kind, Metric, Number, QuestionContext, Reading, read_question
from index.period import Duration, FiscalCalendar

JUNE = FiscalCalendar(6, 30, False, (date(2007, 6, 30),), assumed=False)
Q2 = Duration(date(2007, 10, 1), date(2007, 12, 31))
CONTEXT = QuestionContext(JUNE, Q2, ("Acme Widgets, Inc.", "Acme"))


def read(question: str) -> Reading:
    return read_question(question, CONTEXT)


def only(question: str) -> Apply | Metric:
    (ask,) = read(question).asks
    assert isinstance(ask, Apply | Metric)
    return ask


@pytest.mark.parametrize(
    ("question", "phrase"),
    [
        ("What was Acme's total revenue in fiscal 2008?", "total revenue"),
        ("carrying amount of the 2050 notes", "carrying amount of the 2050 notes"),
        ("What is the rate on the senior notes due 2031?", "rate on the senior notes due 2031"),
        ("How much were sold receivables in 2007?", "sold receivables"),
        ("and so what was the computer equipment at June 30, 2007?", "computer equipment"),
        (
            "Basing your judgments off of the balance sheet, what is the year end FY2007 amount of accounts payable?",
            "accounts payable",
        ),
        ("What is the FY2008 capital expenditure amount (in USD millions)?", "capital expenditure amount"),
        ("What were total current liabilities in fiscal 2008?", "total current liabilities"),
    ],
)
def test_the_words_of_the_line_are_what_is_left(question: str, phrase: str) -> None:
    ask = only(question)
    assert isinstance(ask, Metric)
    assert ask.phrase == phrase


@pytest.mark.parametrize(
    ("question", "operation", "phrases"),
    [
        ("What was the percentage change in revenue from 2006 to 2007?", Operation.PERCENT_CHANGE, ["revenue"]),
        ("revenue growth rate from 2006 to 2007", Operation.PERCENT_CHANGE, ["revenue"]),
        ("How much did R&D fall?", Operation.CHANGE, ["r&d"]),
        ("What is the increase / (decrease) in inventory from 2006 to 2007?", Operation.CHANGE, ["inventory"]),
        ("What is R&D as a percentage of revenue?", Operation.SHARE, ["r&d", "revenue"]),
        ("What percentage of revenue is R&D?", Operation.SHARE, ["r&d", "revenue"]),
        ("What is the ratio of debt to equity in 2007?", Operation.DIVIDE, ["debt", "equity"]),
        (
            "What is the difference between total assets and current assets?",
            Operation.SUBTRACT,
            ["total assets", "current assets"],
        ),
        ("What is the average inventory for 2006 and 2007?", Operation.AVERAGE, ["inventory"]),
        ("cash used, excluding capital expenditures", Operation.SUBTRACT, ["cash used", "capital expenditures"]),
        ("What is the ratio of the dividend per share, 2007 to 2006?", Operation.DIVIDE, ["dividend per share"] * 2),
        ("What is the value of the stock in 2007 less an initial $100 investment?", Operation.SUBTRACT, ["stock"]),
        ("What was the increase observed in revenue from 2006 to 2007?", Operation.CHANGE, ["revenue"]),
        (
            "What is the sum of the net cash provided by operations and the one used in investing?",
            Operation.ADD,
            ["net cash provided by operations and net cash used in investing"],
        ),
        ("What was the midpoint of net loss guidance?", Operation.MIDPOINT, ["net loss guidance"]),
    ],
)
def test_operations_in_any_wording(question: str, operation: Operation, phrases: list[str]) -> None:
    ask = only(question)
    assert isinstance(ask, Apply)
    assert ask.operation is operation
    assert [argument.phrase for argument in ask.arguments if isinstance(argument, Metric)] == phrases


def test_how_the_answer_is_wanted() -> None:
    found = read("What was revenue in FY2007? Answer in USD billions. Round your answer to two decimal places.")
    assert (found.scale, found.decimals) == ("billion", 2)
    assert read("operating margin, in units of percents and round to one decimal place").unit == "percent"
    assert read("What is net PP&E? Use the balance sheet.").statements in {(), ("balance sheet",)}


def test_a_definition_becomes_the_expression() -> None:
    ask = only(
        "What is FY2007 DPO? DPO is defined as: 365 * (average accounts payable between FY2006 and FY2007) / "
        "(FY2007 COGS + change in inventory between FY2006 and FY2007). Round your answer to two decimal places."
    )
    assert isinstance(ask, Apply)
    assert ask.operation is Operation.DIVIDE
    above, below = ask.arguments
    assert isinstance(above, Apply)
    assert above.operation is Operation.MULTIPLY
    assert above.arguments[0] == Number(Decimal(365), "", "given in the definition")
    assert isinstance(below, Apply)
    assert below.operation is Operation.ADD
    assert [part.operation for part in (above.arguments[1], below.arguments[1]) if isinstance(part, Apply)] == [
        Operation.AVERAGE,
        Operation.CHANGE,
    ]


@pytest.mark.parametrize(
    ("question", "by", "over", "give"),
    [
        ("In which year was net income the highest?", "max", "periods", "period"),
        ("In which years was net income less than 100 million?", "all", "periods", "period"),
        ("How many years did revenue exceed $10 million?", "count", "periods", "count"),
        ("Which segment had the lowest net revenue in 2007?", "min", "things", "label"),
        ("How many components of deferred tax assets exceeded $5 million in 2007?", "count", "things", "count"),
        ("Which was larger, R&D or G&A?", "max", "pair", "comparison"),
        ("Which expense grew the most?", "max", "things", "label"),
    ],
)
def test_choices(question: str, by: str, over: str, give: str) -> None:
    found = read(question)
    assert found.kind is Kind.SELECT
    assert found.choice is not None
    assert (found.choice.by, found.choice.over, found.choice.give) == (by, over, give)


def test_a_bar_is_read_with_its_scale() -> None:
    choice = read("In which years did revenue exceed $1.5 million?").choice
    assert choice is not None
    assert choice.operator == ">"
    assert choice.threshold == Number(Decimal("1500000.0"), "USD")


@pytest.mark.parametrize(
    ("question", "operator"),
    [
        ("Did revenue increase?", ">"),
        ("Has the quick ratio declined between FY2006 and FY2007?", "<"),
        ("Does Acme have positive working capital?", ">"),
        ("Was R&D higher than G&A?", ">"),
        ("Is Acme profitable?", ">"),
    ],
)
def test_judgements(question: str, operator: str) -> None:
    found = read(question)
    assert found.kind is Kind.JUDGE
    assert found.judgement is not None
    assert found.judgement.operator == operator


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Why did R&D decrease?", Kind.PROSE),
        ("Who is the CEO?", Kind.PROSE),
        ("What does contributed equity represent?", Kind.PROSE),
        ("What is the increase in inventory due to?", Kind.PROSE),
        ("What are the components of current assets?", Kind.LIST),
        ("How many segments does the company have?", Kind.COUNT),
        ("Should I buy this stock?", Kind.ADVICE),
        ("Who should investors contact?", Kind.PROSE),
        ("Is Acme a good investment?", Kind.ADVICE),
        ("What was revenue?", Kind.FIGURE),
    ],
)
def test_kinds(question: str, kind: Kind) -> None:
    assert read(question).kind is kind


def test_guidance_and_its_vintage() -> None:
    assert (read("net loss guidance").basis, read("net loss guidance").vintage) == ("guidance", "")
    assert read("previous guidance for net loss").vintage == "previous"
    assert read("How did the capex guidance change?").vintage == "both"
    assert read("top end of the range for capital expenditures").bound == "high"


def test_lengths_of_time_without_dates() -> None:
    assert read("EPS for the six months").months == 6
    assert read("cash used in operations for the quarter").months == 3
    assert read("revenue in fiscal 2008").months is None


def test_years_joined_by_a_stroke_or_a_dash() -> None:
    (one,) = only("EBIT in 2006/2007").periods
    assert one.period == Duration(date(2006, 7, 1), date(2007, 6, 30))
    ask = only("average net income 2005-2007")
    metric = ask.arguments[0] if isinstance(ask, Apply) else ask
    assert isinstance(metric, Metric)
    assert [mention.range for mention in metric.periods] == ["from", "to"]


def test_a_percent_sign_takes_no_letters_from_the_metric() -> None:
    from bot.question.framing import _PERCENT
    from bot.question.leaves import _TAIL

    assert _TAIL.search("gross margin %") is None or "in %" not in _TAIL.search("gross margin %").group()
    assert _PERCENT.search("gross margin %") is None
    assert _PERCENT.search("gross margin in %") is not None


def test_which_of_two_moved_more_compares_their_changes() -> None:
    for question in (
        "Which grew faster in the six months, rent or wages?",
        "which cost rose faster year over year: rent or wages",
        "Did rent or wages grow faster?",
    ):
        found = read(question)
        assert found.choice is not None, question
        assert (found.choice.by, found.choice.over) == ("max", "pair")
        rent, wages = found.choice.among
        assert isinstance(rent, Apply)
        assert isinstance(wages, Apply)
        assert rent.operation is wages.operation is Operation.PERCENT_CHANGE
        assert rent.arguments == (Metric("rent"),)
        assert wages.arguments == (Metric("wages"),)


@pytest.mark.parametrize("verb", ["grow faster than", "grow more slowly than", "outpace", "lag"])
def test_a_pace_is_judged_against_another_pace(verb: str) -> None:
    found = read(f"Did rent {verb} wages in the quarter?")
    assert found.judgement is not None
    assert found.judgement.operator == ("<" if verb in {"grow more slowly than", "lag"} else ">")
    for pace in (found.asks[0], found.judgement.right):
        assert isinstance(pace, Apply)
        assert pace.operation is Operation.PERCENT_CHANGE


def test_words_behind_a_verb_that_are_not_understood_stay_in_the_phrase() -> None:
    (ask,) = read("Did rent rise beyond wages?").asks
    assert isinstance(ask, Apply)
    (metric,) = ask.arguments
    assert isinstance(metric, Metric)
    assert "wages" in metric.phrase


def test_the_higher_of_two_halves_is_a_choice_between_six_months() -> None:
    found = read("In which of the two half-years was rent higher?")
    assert found.choice is not None
    assert (found.choice.by, found.choice.over, found.months) == ("max", "periods", 6)


def test_how_many_times_larger_divides() -> None:
    ask = only("How many times larger was rent in 2007 than in 2006?")
    assert isinstance(ask, Apply)
    assert ask.operation is Operation.DIVIDE
    assert [metric.phrase for metric in ask.arguments if isinstance(metric, Metric)] == ["rent", "rent"]


def test_a_bare_side_of_the_balance_sheet_is_all_of_it() -> None:
    assert only("What were liabilities in 2007?").phrase == "total liabilities"  # type: ignore[union-attr]


def test_a_move_of_more_than_a_size_is_judged_by_the_move() -> None:
    found = read("Did rent fall by more than 15% in Q2?")
    assert found.judgement is not None
    (ask,) = found.asks
    assert isinstance(ask, Apply)
    assert ask.operation is Operation.PERCENT_CHANGE
    assert (found.judgement.operator, found.judgement.right) == ("<", Number(Decimal(-15), "percent"))


def test_a_share_is_judged_against_the_share_it_was() -> None:
    found = read("Is rent a bigger share of expenses than it was a year ago?")
    assert found.judgement is not None
    for share in (found.asks[0], found.judgement.right):
        assert isinstance(share, Apply)
        assert share.operation is Operation.SHARE


def test_a_period_as_a_part_of_a_longer_one_is_of_the_same_line() -> None:
    ask = only("What was Q2 as a percentage of first half revenue?")
    assert isinstance(ask, Apply)
    assert ask.operation is Operation.SHARE
    assert [metric.phrase for metric in ask.arguments if isinstance(metric, Metric)] == ["revenue", "revenue"]


def test_a_quarter_last_year_is_one_quarter() -> None:
    (mention,) = read("What was rent in Q2 last year?").periods
    assert mention.period == Duration(date(2006, 10, 1), date(2006, 12, 31))


def test_the_word_that_ties_a_company_in_goes_with_its_name() -> None:
    reading = read(
        "What is the FY2006 - FY2007 3 year average of capex as a % of revenue for Acme? Answer in percents."
    )
    assert reading.kind is Kind.FIGURE
    (ask,) = reading.asks
    assert isinstance(ask, Apply)
    assert ask.operation is Operation.AVERAGE
    assert isinstance(ask.arguments[0], Apply)
    assert ask.arguments[0].operation is Operation.SHARE


def test_the_growth_of_a_total_is_no_sum() -> None:
    ask = only("What is the FY2006 - FY2007 total revenue growth rate for Acme?")
    assert isinstance(ask, Apply)
    assert (ask.operation, ask.arguments[0].phrase) == (Operation.PERCENT_CHANGE, "total revenue")  # type: ignore[union-attr]


def test_a_compound_rate_named_by_its_years() -> None:
    ask = only("What is the FY2005 - FY2007 2 year CAGR of total revenues for Acme?")
    assert isinstance(ask, Apply)
    assert (ask.operation, ask.arguments[0].phrase) == (Operation.CAGR, "total revenues")  # type: ignore[union-attr]


def test_a_clause_that_begins_with_by_is_no_part_of_the_question() -> None:
    ask = only("By drawing conclusions from what is stated in the income statement, what is FY2007 net income margin?")
    assert isinstance(ask, Metric)
    assert ask.phrase == "net income margin"


def test_percentage_points_are_a_change_and_no_percent_change() -> None:
    reading = read("What is the FY2006 to FY2007 change in gross margin, in percentage points?")
    (ask,) = reading.asks
    assert isinstance(ask, Apply)
    assert (ask.operation, ask.arguments[0].phrase, reading.unit) == (Operation.CHANGE, "gross margin", "")  # type: ignore[union-attr]


def test_a_margin_of_what_the_question_defines() -> None:
    ask = only(
        "What is the FY2007 EBITDA % margin for Acme? Calculate EBITDA using operating income and D&A "
        "(from cash flow statement)."
    )
    assert isinstance(ask, Apply)
    assert (ask.operation, ask.arguments[1]) == (Operation.SHARE, Metric("revenue"))
    assert isinstance(ask.arguments[0], Apply)
    assert ask.arguments[0].operation is Operation.ADD
    assert len(ask.periods) == 1


def test_a_definition_within_the_question_takes_its_period() -> None:
    ask = only(
        "What is Acme's FY2007 net working capital, defined as total current assets less total current liabilities?"
    )
    assert isinstance(ask, Apply)
    assert (ask.operation, len(ask.periods)) == (Operation.SUBTRACT, 1)


def test_a_definition_made_of_others() -> None:
    ask = only(
        "What is the FY2007 cash cycle? Cash cycle is defined as: DIO - DPO. DIO is defined as: 365 * "
        "inventory / COGS. DPO is defined as: 365 * payables / COGS."
    )
    assert isinstance(ask, Apply)
    assert [part.operation for part in ask.arguments if isinstance(part, Apply)] == [Operation.DIVIDE, Operation.DIVIDE]


def test_a_numerator_and_a_denominator_are_a_definition() -> None:
    ask = only(
        "What was interest coverage using FY2007 adjusted EBIT as the numerator and interest expense "
        "as the denominator?"
    )
    assert isinstance(ask, Apply)
    assert ask.operation is Operation.DIVIDE
    assert [part.phrase for part in ask.arguments if isinstance(part, Metric)] == ["adjusted ebit", "interest expense"]


@pytest.mark.parametrize(
    "how",
    [
        "Compute the quick ratio using cash and receivables over current liabilities.",
        "You can calculate the quick ratio by taking (cash + receivables) / current liabilities.",
    ],
)
def test_a_ratio_is_told_how_to_compute(how: str) -> None:
    ask = only(f"What is the FY2007 quick ratio? {how}")
    assert isinstance(ask, Apply)
    above, below = ask.arguments
    assert isinstance(above, Apply)
    assert (ask.operation, above.operation) == (Operation.DIVIDE, Operation.ADD)
    assert isinstance(below, Metric)
    assert below.phrase == "current liabilities"


def test_a_former_name_goes_with_the_word_that_ties_it_in() -> None:
    ask = only(
        "What is the FY2006 - FY2007 total revenue growth rate for Bolt (formerly known as Acme)? Answer in percents."
    )
    assert isinstance(ask, Apply)
    assert ask.operation is Operation.PERCENT_CHANGE


def test_two_periods_of_one_thing_are_chosen_between_each_by_its_own() -> None:
    reading = read("which had the smaller net loss, the first half of fiscal 2007 or the first half of fiscal 2008?")
    assert reading.choice is not None
    assert [(one.phrase, one.periods[0].period) for one in reading.choice.among if isinstance(one, Metric)] == [
        ("net loss", Duration(date(2006, 7, 1), date(2006, 12, 31))),
        ("net loss", Duration(date(2007, 7, 1), date(2007, 12, 31))),
    ]


def test_a_year_before_is_as_long_as_the_stretch_beside_it() -> None:
    ask = only("How many times bigger was rent in the first half versus a year before?")
    assert isinstance(ask, Apply)
    assert [one.periods[0].period for one in ask.arguments if isinstance(one, Metric)] == [
        Duration(date(2007, 7, 1), date(2007, 12, 31)),
        Duration(date(2006, 7, 1), date(2006, 12, 31)),
    ]


def test_how_far_apart_the_ends_of_a_range_are_is_asked_of_guidance() -> None:
    reading = read("how wide is the range on the capex outlook?")
    assert (reading.bound, reading.basis) == ("width", "guidance")


def test_a_year_by_itself_beside_debt_is_a_time() -> None:
    (ask,) = read("How much debt is due in 2009?").asks
    assert isinstance(ask, Metric)
    assert len(ask.periods) == 1


@pytest.mark.parametrize("years", ["FY2005 - FY2007", "fiscal 2005 – fiscal 2007", "2005-2007", "FY2005 to FY2007"])
def test_two_years_with_a_dash_between_are_a_range(years: str) -> None:
    asked = only(f"What was the {years} average operating margin?")
    assert isinstance(asked, Apply)
    (metric,) = asked.arguments
    assert isinstance(metric, Metric)
    assert [mention.range for mention in (*metric.periods, *asked.periods)] == ["from", "to"]
