"""Scales and their exceptions, in the wordings that filings use."""

from decimal import Decimal

import pytest

from index.scales import Scale, read_scale, scale_in_prose

K, M = Decimal(1000), Decimal(1_000_000)
ONE = Decimal(1)


@pytest.mark.parametrize(
    ("text", "scale"),
    [
        ("SELECTED FINANCIAL INFORMATION (in thousands, except per share amounts)", Scale(K)),
        ("(in thousands, except share and per share data)", Scale(K, shares=ONE)),
        ((
                "(In millions, except number of shares, which are reflected in thousands, and per-share "
                "amounts)"
            ), Scale(M, K, ONE)),
        ("(Dollars in millions)", Scale(M, ONE, ONE, "USD")),
        ("dollars in millions; shares in thousands", Scale(M, K, None, "USD")),
        ("shares in thousands, dollars in millions", Scale(M, K, ONE, "USD")),
        ("(000's omitted)", Scale(K)),
        ("($000)", Scale(K, currency="USD")),
        ("$’000", Scale(K, currency="USD")),
        ("£m", Scale(M, currency="GBP")),
        ("RMB’Million", Scale(M, currency="CNY")),
        ("Millions of dollars", Scale(M, currency="USD")),
        ("(shares in thousands)", Scale(None, K)),
        ("Total Number of Shares Purchased (In millions)", Scale(None, M)),
        ("Dollar Value of Shares that May Yet Be Purchased (In millions)", Scale(M, currency="USD")),
        ("(in %)", Scale(percent=True)),
        ("Number of stores", Scale()),
        ("Transfers (Note (b))", Scale()),
        ("The following table presents earnings per share (in thousands).", Scale(K)),
    ],
)  # fmt: skip
def test_stated_scales(text: str, scale: Scale) -> None:
    assert read_scale(text) == scale


def test_a_sentence_that_states_an_amount_states_no_scale() -> None:
    assert scale_in_prose("Revenue rose by $5.2 million in 2019.").money is None
    assert scale_in_prose("Revenue by type was as follows (table in millions):").money == M


def test_or_else_fills_only_what_is_not_said() -> None:
    assert Scale(None, K).or_else(Scale(M, currency="USD")) == Scale(M, K, None, "USD")
    assert Scale(K).or_else(Scale(M)).money == K


def test_lines_are_excepted_by_name() -> None:
    told = read_scale("(dollars in millions, except ARPA and average selling prices)")
    assert told.unscaled == ("arpa", "average selling prices")
    assert told.excepts("Wireless retail postpaid ARPA") and not told.excepts("Service revenue")
    assert read_scale("(in millions, except per share amounts or as otherwise noted)").unscaled == ()
    assert read_scale("(in thousands, except for RevPAR)").or_else(Scale(K)).unscaled == ("revpar",)
    assert Scale(M, currency="USD").or_else(told).unscaled == told.unscaled
