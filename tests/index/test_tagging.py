"""Tags and printed figures tied to one another."""

from datetime import date
from decimal import Decimal

from index.filing import Cell, Table
from index.layout import Span, Tag
from index.period import Duration, Instant
from index.quantity import Quantity
from index.read_html import read_html
from index.tagging import apply_tags, in_words, same_period, tag_prose
from index.understand import understand

YEAR = Duration(date(2023, 10, 1), date(2024, 9, 28))
END = Instant(date(2024, 9, 28))


def tagged(quantity: Quantity | None, tag: Tag, period: object = YEAR, text: str = "1,234") -> Cell:
    cell = Cell(Span(0, 5), text, 0, 1, ("Sales",), ("2024",), quantity, period, tag=tag)  # type: ignore[arg-type]
    return apply_tags(Table(0, Span(0, 9), "", (), (cell,))).cells[0]


def money(value: int, scale: int = 10**6) -> Quantity:
    return Quantity(Decimal(value), "USD", Decimal(scale), Decimal(scale))


def test_what_agrees_is_left_as_printed() -> None:
    tag = Tag("a:Sales", Decimal(1_234_000_000), "USD", YEAR)
    cell = tagged(money(1_234_000_000), tag)
    assert (cell.quantity, cell.period, cell.warnings) == (money(1_234_000_000), YEAR, ())


def test_the_sign_stays_as_printed() -> None:
    cell = tagged(money(-1_234_000_000), Tag("a:Payments", Decimal(1_234_000_000), "USD", YEAR))
    assert cell.quantity == money(-1_234_000_000) and not cell.warnings


def test_the_tags_value_is_used_and_the_mismatch_said() -> None:
    cell = tagged(money(-1_234_000, 1000), Tag("a:Sales", Decimal(1_234_000_000), "USD", YEAR))
    assert cell.quantity == Quantity(Decimal(-1_234_000_000), "USD", Decimal(1_000_000), Decimal(1_000_000))
    assert cell.warnings == ("printed as -1234000 USD, tagged as 1234000000 USD; the tag's value is used",)


def test_the_tags_period_and_unit_are_used() -> None:
    cell = tagged(money(5), Tag("a:Shares", Decimal(5), "shares", END), Instant(date(2023, 9, 30)))
    assert cell.quantity is not None and cell.quantity.unit == "shares"
    assert cell.period == END
    assert len(cell.warnings) == 2


def test_a_figure_the_reader_could_not_type_is_the_tags() -> None:
    cell = tagged(None, Tag("a:Loss", Decimal(-7), "USD", YEAR), None, "(seven)")
    assert cell.quantity == Quantity(Decimal(-7), "USD") and cell.period == YEAR


def test_a_rate_tagged_as_a_ratio_is_a_percentage_as_printed() -> None:
    cell = tagged(Quantity(Decimal("24.1"), "percent"), Tag("a:Rate", Decimal("0.241"), "ratio", YEAR), text="24.1")
    assert cell.quantity == Quantity(Decimal("24.1"), "percent") and not cell.warnings


def test_periods_are_one_when_they_end_together_and_start_within_a_week() -> None:
    assert same_period(Duration(date(2023, 9, 28), date(2024, 9, 28)), YEAR)
    assert not same_period(Duration(date(2023, 9, 1), date(2024, 9, 28)), YEAR)
    assert not same_period(END, YEAR) and not same_period(None, YEAR)


def test_a_concept_is_named_in_words() -> None:
    assert in_words("us-gaap:OperatingLeaseCost") == "Operating lease cost"
    assert in_words("acme:EBITDAMargin") == "EBITDA margin"


def test_a_tagged_figure_in_prose_is_a_fact_named_for_what_it_is_narrowed_to() -> None:
    page = (
        "<html><body><div style='display:none'><ix:header><ix:resources><xbrli:context id='c'><xbrli:entity>"
        "<xbrldi:explicitMember dimension='a:SegmentsAxis'>a:CloudServicesMember</xbrldi:explicitMember></xbrli:entity>"
        "<xbrli:period><xbrli:instant>2024-09-28</xbrli:instant></xbrli:period></xbrli:context>"
        "<xbrli:unit id='u'><xbrli:measure>iso4217:USD</xbrli:measure></xbrli:unit></ix:resources></ix:header></div>"
        "<p>FORM 10-K for the fiscal year ended September 28, 2024.</p><p>Of this, <ix:nonFraction contextRef='c' "
        "unitRef='u' scale='6' name='us-gaap:GoodwillGross'>7.5</ix:nonFraction> was recorded.</p></body></html>"
    )
    filing = understand(read_html(page.encode()), "a.htm", "0" * 16)
    (fact,) = [found for found in tag_prose(filing, ()) if found.origin == "tag"]
    assert (fact.label, fact.value, fact.unit, fact.period) == (
        "Goodwill gross, Cloud services",
        Decimal(7_500_000),
        "USD",
        END,
    )
    assert (fact.concept, fact.span.of(filing.text)) == ("us-gaap:GoodwillGross", "7.5")
    assert fact.dimensions == (("a:SegmentsAxis", "a:CloudServicesMember"),)
