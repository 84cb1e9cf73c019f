"""What a question says it does not mean."""

import pytest

from bot.question.contrasts import without_contrast


@pytest.mark.parametrize(
    ("text", "kept", "told"),
    [
        ("Votes against the auditor item, not the pay item.", "Votes against the auditor item.", ("pay item",)),
        ("EBIT margin of Flexibles in 2022, not of the group", "EBIT margin of Flexibles in 2022", ("group",)),
        ("Potential of the first partner, not the CNS one and not the eye one?", "Potential of the first partner?", ("CNS", "eye")),
        ("Did the company not pay the dividend?", "Did the company not pay the dividend?", ()),
        ("Rent in the fourth quarter of 2021, not 2022.", "Rent in the fourth quarter of 2021.", ()),
        ("Net income, not adjusted", "Net income, not adjusted", ()),
    ],
)  # fmt: skip
def test_a_contrast_is_told_apart_from_the_question(text: str, kept: str, told: tuple[str, ...]) -> None:
    assert without_contrast(text) == (kept, told)
