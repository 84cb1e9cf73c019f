"""What announcing sentences call their tables."""

import pytest

from bot.announced import name_in


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        (
            "The annual maturities of long-term debt (excluding leases) for the next five years are as follows:",
            "annual maturities of long-term debt",
        ),
        (
            (
                "The following table summarizes the activity in our gross unrecognized tax benefits for "
                "the years ended December 31:"
            ),
            "gross unrecognized tax benefits",
        ),
        (
            (
                "Notes to financial statements (continued) (amounts in thousands) Aggregate future minimum "
                "rental payments for the next five years under leases are:"
            ),
            "future minimum rental payments",
        ),
        (
            "A reconciliation of the beginning and ending balance of warranty reserves is as follows:",
            "warranty reserves",
        ),
        ("The following benefit payments, which reflect future service, are expected to be paid:", "benefit payments"),
        ("Revenue rose because of price, as follows from the market.", ""),
        ("We lease our offices.", ""),
    ],
)
def test_the_name_in_a_sentence(sentence: str, name: str) -> None:
    assert name_in(sentence) == name
