"""Facts from sentences: the sample's prose, and sentences of the kinds filings are written in. Values worked by hand."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from time import process_time

import pytest

from index.facts import Fact
from index.filing import Filing, FilingRecord, Section
from index.layout import Layout, Paragraph, Span
from index.period import Duration, FiscalCalendar, FiscalLabel, Instant
from index.prose_facts import prose_facts
from index.read_text import read_text
from index.understand import understand

QUARTER = Duration(date(2007, 10, 1), date(2007, 12, 31))
QUARTER_BEFORE = Duration(date(2006, 10, 1), date(2006, 12, 31))
HALF = Duration(date(2007, 7, 1), date(2007, 12, 31))
HALF_BEFORE = Duration(date(2006, 7, 1), date(2006, 12, 31))
FISCAL_2008 = Duration(date(2007, 7, 1), date(2008, 6, 30))


@pytest.fixture(scope="module")
def sample(sample_path: Path) -> Filing:
    return understand(read_text(sample_path.read_bytes()), str(sample_path), "0" * 16)


@pytest.fixture(scope="module")
def facts(sample: Filing) -> tuple[Fact, ...]:
    return prose_facts(sample)


@pytest.mark.parametrize(
    ("label", "value", "period"),
    [
        ("net loss", "-6200000", QUARTER),
        ("net loss", "-3000000", QUARTER_BEFORE),
        ("net loss per basic and diluted share", "-0.15", QUARTER),
        ("net loss per basic and diluted share", "-0.07", QUARTER_BEFORE),
        ("Revenues", "9800000", QUARTER),
        ("Revenues", "12100000", QUARTER_BEFORE),
        ("research and development support fees", "3700000", QUARTER),
        ("research and development support fees", "6600000", QUARTER_BEFORE),
        ("license and milestone fees", "2700000", QUARTER),
        ("license and milestone fees", "3400000", QUARTER_BEFORE),
        ("clinical material reimbursement", "3400000", QUARTER),
        ("clinical material reimbursement", "2100000", QUARTER_BEFORE),
        ("Operating expenses", "16700000", QUARTER),
        ("Operating expenses", "15900000", QUARTER_BEFORE),
        ("research and development expenses", "10700000", QUARTER),
        ("research and development expenses", "11800000", QUARTER_BEFORE),
        ("cost of clinical materials reimbursed", "2400000", QUARTER),
        ("cost of clinical materials reimbursed", "1600000", QUARTER_BEFORE),
        ("general and administrative expenses", "3500000", QUARTER),
        ("general and administrative expenses", "2600000", QUARTER_BEFORE),
        ("expense related to the rental of laboratory and office space", "800000", QUARTER),
        ("Other income", "700000", QUARTER),
        ("Other income", "800000", QUARTER_BEFORE),
        ("cash and marketable securities", "48700000", Instant(date(2007, 12, 31))),
        ("cash and marketable securities", "59700000", Instant(date(2007, 6, 30))),
        ("cash used in operations", "6900000", HALF),
        ("cash used in operations", "7900000", HALF_BEFORE),
        ("Capital expenditures", "5300000", HALF),
        ("Capital expenditures", "900000", HALF_BEFORE),
    ],
)
def test_reported_figures_of_the_sample(facts: tuple[Fact, ...], label: str, value: str, period: object) -> None:
    found = [fact for fact in facts if fact.label == label and fact.period == period and fact.basis == "reported"]
    assert [fact.value for fact in found] == [Decimal(value)]
    assert found[0].origin == "prose" and found[0].sentence is not None


@pytest.mark.parametrize(
    ("label", "vintage", "low", "high"),
    [
        ("net loss", "updated", -31, -28),
        ("net loss", "previous", -33, -30),
        ("cash used in operations", "updated", 14, 17),
        ("cash used in operations", "previous", 30, 33),
        ("capital expenditures", "updated", 20, 21),
        ("capital expenditures", "previous", 8, 9),
    ],
)
def test_guidance_of_the_sample(facts: tuple[Fact, ...], label: str, vintage: str, low: int, high: int) -> None:
    found = [
        fact
        for fact in facts
        if fact.label == label and fact.basis == "guidance" and fact.vintage == vintage and fact.span.start < 9_000
    ]
    assert [(fact.bound, fact.value) for fact in found] == [
        ("low", Decimal(low * 1_000_000)),
        ("high", Decimal(high * 1_000_000)),
    ]
    assert {fact.period for fact in found} == {FISCAL_2008}
    assert [fact.stated for fact in found] == [date(2008, 1, 31) if vintage == "updated" else None] * 2
    assert [fact.twin for fact in found] == [found[1].id, found[0].id]


def test_comparisons_link_to_what_is_compared(facts: tuple[Fact, ...]) -> None:
    by_id = {fact.id: fact for fact in facts}
    (loss,) = [fact for fact in facts if fact.label == "net loss" and fact.period == QUARTER]
    assert by_id[loss.comparison].value == Decimal(-3_000_000)
    (low, high) = [f for f in facts if f.label == "capital expenditures" and f.vintage == "updated"][:2]
    assert [by_id[f.comparison].value for f in (low, high)] == [Decimal(8_000_000), Decimal(9_000_000)]


def test_counts_of_the_sample(facts: tuple[Fact, ...]) -> None:
    counts = {(fact.value, fact.of, fact.qualifiers) for fact in facts if fact.unit == "count"}
    assert (Decimal(12), "patients", ("of the 15",)) in counts
    assert (Decimal(7), "patients", ("of the seventeen",)) in counts
    assert (Decimal(17), "patients", ()) in counts


def test_every_fact_quotes_the_text(sample: Filing, facts: tuple[Fact, ...]) -> None:
    assert len({fact.id for fact in facts}) == len(facts)
    for fact in facts:
        assert fact.sentence is not None and fact.sentence.holds(fact.span)
        assert fact.span.of(sample.text).strip() == fact.span.of(sample.text) != ""
        assert fact.path == (*fact.section, fact.label)


def said(text: str, calendar: FiscalCalendar | None = None) -> list[tuple[str, str, str, str, object]]:
    """The facts of one paragraph: label, value, unit, kind, period."""
    layout = Layout(text, (Paragraph((Span(0, len(text)),)),), "text/1")
    record = FilingRecord(
        "0" * 16,
        "a",
        "a",
        "10-K",
        "Acme",
        "",
        "",
        None,
        None,
        calendar or FiscalCalendar(assumed=True),
        None,
        "text/1",
        "Acme",
    )
    filing = Filing(record, text, (), tuple(b for b in layout.blocks if isinstance(b, Paragraph)), ())
    return [(f.label, f"{f.value.normalize():f}", f.unit, f.kind, f.period) for f in prose_facts(filing)]


Y2005, Y2006, Y2007, Y2008 = (FiscalLabel(year) for year in (2005, 2006, 2007, 2008))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Revenue was $ 80 million , $ 83 million and $ 111 million in 2007 , 2006 and 2005 , respectively .",
            [("Revenue", "80000000", Y2007), ("Revenue", "83000000", Y2006), ("Revenue", "111000000", Y2005)],
        ),
        (
            "Net sales increased 12% to $45.3 million in 2007 from $40.4 million in 2006.",
            [("Net sales", "12", Y2007), ("Net sales", "45300000", Y2007), ("Net sales", "40400000", Y2006)],
        ),
        (
            "Gross profit was $15.0 million, or 33.1% of net sales, in 2007.",
            [("Gross profit", "15000000", Y2007), ("Gross profit as a percentage of net sales", "33.1", Y2007)],
        ),
        (
            "Selling, general and administrative expenses decreased by $2.1 million, or 5%, in 2007.",
            [
                ("Selling, general and administrative expenses", "-2100000", Y2007),
                ("Selling, general and administrative expenses", "-5", Y2007),
            ],
        ),
        (
            "In 2007, we repurchased $5.0 million of common stock.",
            [("repurchased common stock", "5000000", Y2007)],
        ),
        (
            "Interest expense was $4.0 million and $3.5 million for 2007 and 2006, respectively.",
            [("Interest expense", "4000000", Y2007), ("Interest expense", "3500000", Y2006)],
        ),
        (
            "Our effective tax rate was 21.5% in 2007 compared to 23.0% in 2006.",
            [("effective tax rate", "21.5", Y2007), ("effective tax rate", "23", Y2006)],
        ),
        (
            "Net loss narrowed from $7.8 million in 2006 to $4.9 million in 2007. Working capital was $2.0 million.",
            [
                ("Net loss", "-7800000", Y2006),
                ("Net loss", "-4900000", Y2007),
                # what a sentence leaves to the next is the year it arrives at
                ("Working capital", "2000000", Y2007),
            ],
        ),
        (
            "Repairs expense was $2.4 million for 2007, $2.3 million for 2006, and $2.1 million for 2005.",
            [
                ("Repairs expense", "2400000", Y2007),
                ("Repairs expense", "2300000", Y2006),
                ("Repairs expense", "2100000", Y2005),
            ],
        ),
        (
            "Imports accounted for 55% of revenue and 29% of operating expenses for 2007.",
            [
                ("Imports as a percentage of revenue", "55", Y2007),
                ("Imports as a percentage of operating expenses", "29", Y2007),
            ],
        ),
        (
            "Loss from operations was $3.5 million in 2007.",
            [("Loss from operations", "-3500000", Y2007)],
        ),
    ],
)
def test_sentences_of_many_kinds(text: str, expected: list[tuple[str, str, object]]) -> None:
    assert [(label, value, period) for label, value, _, _, period in said(text)] == expected


def test_an_amount_whose_period_is_not_said_has_none() -> None:
    assert said("Goodwill was $2.4 million.") == [("Goodwill", "2400000", "USD", "value", None)]


def test_earnings_per_share_are_money_a_share() -> None:
    assert said("Diluted earnings per share was $0.69 in 2007.") == [
        ("Diluted earnings per share", "0.69", "USD/share", "value", Y2007)
    ]


def test_a_period_of_doubtful_length_is_not_taken() -> None:
    calendar = FiscalCalendar(12, 31, known_ends=(date(2006, 12, 31),), assumed=False)
    text = "Operating income was $1.4 million compared to $2.3 million in the prior year."
    assert [period for *_, period in said(text, calendar)] == [None, None]


def test_a_negative_measure_of_earnings_is_negative() -> None:
    assert said("Adjusted EBITDA loss was $5 million in 2007.")[0][:2] == ("Adjusted EBITDA loss", "-5000000")


def test_two_stretches_with_one_end_take_their_amounts_in_order() -> None:
    calendar = FiscalCalendar(12, 31, known_ends=(date(2024, 12, 31),), assumed=False)
    text = (
        "Compensation expense was $81 million and $153 million for the three and six months ended June 30, 2025, "
        "respectively, and $69 million and $145 million for the three and six months ended June 30, 2024, respectively."
    )
    assert [(value, period) for _, value, _, _, period in said(text, calendar)] == [
        ("81000000", Duration(date(2025, 4, 1), date(2025, 6, 30))),
        ("153000000", Duration(date(2025, 1, 1), date(2025, 6, 30))),
        ("69000000", Duration(date(2024, 4, 1), date(2024, 6, 30))),
        ("145000000", Duration(date(2024, 1, 1), date(2024, 6, 30))),
    ]


def test_one_amount_for_two_stretches_has_no_period() -> None:
    calendar = FiscalCalendar(12, 31, known_ends=(date(2024, 12, 31),), assumed=False)
    text = "Compensation expense was $81 million for the three and six months ended June 30, 2025."
    assert [period for *_, period in said(text, calendar)] == [None]


def test_current_in_a_name_is_no_period() -> None:
    calendar = FiscalCalendar(12, 31, known_ends=(date(2024, 12, 31),), assumed=False)
    assert [period for *_, period in said("Current liabilities were $5 million.", calendar)] == [None]


def test_a_list_with_a_long_run_of_periods_is_read_in_no_time() -> None:
    calendar = FiscalCalendar(12, 31, known_ends=(date(2015, 12, 31),), assumed=False)
    text = (
        "Deferred costs were $5 million and $6 million as of December 31, 2015 and December 31, 2014, of which "
        "$2 million and $1 million were current."
    )
    began = process_time()
    assert [value for _, value, *_ in said(text, calendar)][:2] == ["5000000", "6000000"]
    assert process_time() - began < 1


def test_what_a_lead_or_a_heading_of_its_own_announces_is_guidance() -> None:
    text = "Fiscal 2008 outlook: Adjusted EPS of 67-71 cents per share. Adjusted free cash flow of $850-950 million."
    layout = Layout(text, (Paragraph((Span(0, len(text)),)),), "text/1")
    calendar = FiscalCalendar(assumed=True)
    record = FilingRecord("0" * 16, "a", "a", "8-K", "Acme", "", "", None, None, calendar, None, "text/1", "Acme")
    filing = Filing(record, text, (), tuple(b for b in layout.blocks if isinstance(b, Paragraph)), ())
    found = [(fact.label, fact.bound, fact.value, fact.basis, fact.period) for fact in prose_facts(filing)]
    assert found == [
        ("Adjusted EPS", "low", Decimal("0.67"), "guidance", Y2008),
        ("Adjusted EPS", "high", Decimal("0.71"), "guidance", Y2008),
        ("Adjusted free cash flow", "low", 850_000_000, "guidance", Y2008),
        ("Adjusted free cash flow", "high", 950_000_000, "guidance", Y2008),
    ]


def of_text(text: str) -> Filing:
    calendar = FiscalCalendar(assumed=True)
    record = FilingRecord("0" * 16, "a", "a", "8-K", "Acme", "", "", None, None, calendar, None, "text/1", "Acme")
    return Filing(record, text, (), (Paragraph((Span(0, len(text)),)),), ())


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("He oversaw sales growth to approximately $9 billion in 2021 from approximately $7 billion in 2014.", {("sales", "9000000000"), ("sales", "7000000000")}),
        ("The minimum percentage of units that can be earned at the end of the cycle is 75%.", {("minimum percentage of units that can be earned at the end of the cycle", "75")}),
        ("Her annual bonus at target under the plan will be 200% of her base salary.", {("annual bonus at target under the plan as a percentage of base salary", "200")}),
        ("Income tax as a percentage of pretax income was an expense of 18.5% for 2008.", {("income tax as a percentage of pretax income", "18.5")}),
        ("She is given a cash sign-on bonus equal to $250,000.", {("cash sign-on bonus", "250000")}),
        ("It has 2,800 stores in 28 countries across North America.", {("countries", "28"), ("stores", "2800")}),
    ],
)  # fmt: skip
def test_names_that_a_clause_or_a_growth_stands_in(sentence: str, wanted: set[tuple[str, str]]) -> None:
    assert wanted <= {(fact.label.lower(), f"{fact.value.normalize():f}") for fact in prose_facts(of_text(sentence))}


def test_the_last_day_of_a_year_leaves_no_period_to_the_next_sentence() -> None:
    told = of_text("The term ends on the last day of the 2025 fiscal year. The base salary will be $1,300,000.")
    assert [fact.period for fact in prose_facts(told) if fact.unit == "USD"] == [None]


@pytest.mark.parametrize(
    ("titles", "period"),
    [
        (
            ("Results of Operations: Three Months Ended March 31, 2025", "Net Sales"),
            Duration(date(2025, 1, 1), date(2025, 3, 31)),
        ),
        (("Three and Nine Months Ended March 31, 2025", "Net Sales"), None),
        (("Acme's 2025", "Net Sales"), None),
    ],
)
def test_a_heading_over_the_heading_dates_a_sentence_where_it_says_what_ended(
    titles: tuple[str, ...], period: object
) -> None:
    text = "Organic sales increased 2% on higher pricing."
    calendar = FiscalCalendar(6, 30)
    record = FilingRecord("0" * 16, "a", "a", "10-Q", "Acme", "", "", None, None, calendar, None, "text/1", "Acme")
    whole = Span(0, len(text))
    filing = Filing(record, text, (Section(titles, whole),), (Paragraph((whole,)),), ())
    assert [(fact.value, fact.period) for fact in prose_facts(filing)] == [(Decimal(2), period)]
