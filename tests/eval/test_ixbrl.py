"""The ixbrl benchmark, worked by hand: what is stripped, what agrees, and faults planted."""

from datetime import date
from decimal import Decimal
from pathlib import Path

from eval.benchmarks.ixbrl import agrees, measure, run, strip_tags, to_json
from index.facts import Fact
from index.layout import Span, Tag
from index.period import Duration, Instant, Period

YEAR = Duration(date(2024, 1, 1), date(2024, 12, 31))
CONTEXTS = "".join(
    f"<xbrli:context id='{name}'><xbrli:entity>{segment}</xbrli:entity><xbrli:period><xbrli:startDate>{year}-01-01"
    f"</xbrli:startDate><xbrli:endDate>{year}-12-31</xbrli:endDate></xbrli:period></xbrli:context>"
    for name, year, segment in (
        ("new", 2024, ""),
        ("old", 2023, ""),
        ("phones", 2024, "<xbrldi:explicitMember dimension='a:Axis'>a:Phones</xbrldi:explicitMember>"),
    )
)


def number(context: str, text: str, scale: int = 6) -> str:
    return (
        f'<ix:nonFraction unitRef="usd" contextRef="{context}" scale="{scale}" name="a:Sales" format="x > y">{text}'
        "</ix:nonFraction>"
    )


PAGE = (
    "<html><body><div style='display:none'><ix:header><ix:resources>"
    f"{CONTEXTS}<xbrli:unit id='usd'><xbrli:measure>iso4217:USD</xbrli:measure></xbrli:unit></ix:resources></ix:header></div>"
    "<p><b>ACME CORP</b></p><p>FORM 10-K</p><p>For the fiscal year ended December 31, 2024</p>"
    "<p><b>Consolidated Statements of Income</b></p><p>(In millions)</p><table>"
    "<tr><td></td><td colspan=2>Year ended December 31,</td></tr><tr><td></td><td>2024</td><td>2023</td></tr>"
    f"<tr><td>Net sales</td><td>${number('new', '500')}</td><td>${number('old', '400')}</td></tr>"
    f"<tr><td>Phone sales</td><td>{number('phones', '300')}</td><td>100</td></tr></table></body></html>"
)


def fact(value: str, unit: str = "USD", period: Period | None = YEAR) -> Fact:
    return Fact("a", "f", "Sales", ("Sales",), Decimal(value), unit, period, Decimal(1), Span(0, 1))


def test_stripping_leaves_the_printed_page() -> None:
    plain = strip_tags(PAGE.encode()).decode()
    assert "ix:" not in plain and "xbrli" not in plain
    assert "<td>$500</td><td>$400</td>" in plain


def test_what_is_read_right_is_counted_with_and_without_dimensions() -> None:
    score = measure(PAGE.encode())
    assert (score.tagged, score.found, score.with_dimensions, score.found_with_dimensions) == (2, 2, 1, 1)
    assert (score.emitted, score.right) == (3, 3)
    assert score.by_statement == {"income": [2, 2, 1, 1]}
    assert score.rates() == {"recall": 1.0, "recall_with_dimensions": 1.0, "precision": 1.0, "sign_as_printed": 1.0}


def test_planted_faults_each_lower_the_score() -> None:
    wrong_scale = PAGE.replace("(In millions)", "(In thousands)")
    wrong_period = PAGE.replace("<td>2024</td><td>2023</td>", "<td>2022</td><td>2023</td>")
    assert measure(wrong_scale.encode()).rates()["recall"] == 0.0
    assert measure(wrong_period.encode()).rates()["recall"] == 0.5
    assert "period: other end" in {miss.why for miss in measure(wrong_period.encode()).misses}


def test_what_sets_a_fact_apart_from_its_tag() -> None:
    tag = Tag("a:Sales", Decimal(500_000_000), "USD", YEAR)
    assert agrees(fact("500000000"), tag) == ""
    assert agrees(fact("-500000000"), tag) == ""  # the sign is the concept's, and counted apart
    assert agrees(fact("500000"), tag) == "value: scale"
    assert agrees(fact("500000001"), tag) == "value"
    assert agrees(fact("500000000", "shares"), tag) == "unit: shares for USD"
    assert agrees(fact("500000000", period=None), tag) == "period: none"
    assert agrees(fact("500000000", period=Instant(YEAR.end)), tag) == "period: instant for a stretch"
    within = Duration(date(2023, 12, 29), YEAR.end)
    assert agrees(fact("500000000", period=within), tag) == ""
    assert agrees(fact("500000000", period=Duration(date(2024, 10, 1), YEAR.end)), tag) == "period: other start"


def test_a_folder_is_run_and_reported_as_data(tmp_path: Path) -> None:
    (tmp_path / "a.htm").write_text(PAGE)
    (tmp_path / "untagged.htm").write_text("<html><body><p>No tags</p></body></html>")
    report = to_json(run(tmp_path))
    assert report["filings"] == {
        "a.htm": {"recall": 1.0, "recall_with_dimensions": 1.0, "precision": 1.0, "sign_as_printed": 1.0}
    }
    assert report["misses"] == {}
