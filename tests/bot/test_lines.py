"""What a column's head says besides its period."""

from dataclasses import replace

import pytest

from bot.lines import column_stems, entity_of
from tests.bot.planner.hand_made import Q2_08, row

(FACT,) = row("Operating income", ("30467",), (Q2_08,), at=0)


@pytest.mark.parametrize(
    "head",
    [
        "(in millions) 2022",
        "(dollars in millions, except per share amounts) 2022",
        "(dollars in millions, 2022",
        "($ in thousands) 2022",
    ],
)
def test_what_units_a_table_is_in_is_no_part_of_the_company(head: str) -> None:
    fact = replace(FACT, column=head)
    assert (entity_of(fact), column_stems(fact)) == ("", ())


def test_a_part_of_the_company_is() -> None:
    assert entity_of(replace(FACT, column="Consumer (dollars in millions) 2022")) == "Consumer"
