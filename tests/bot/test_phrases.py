"""Words of answers: a loss says so by its name or by its sign, and never by neither."""

import pytest

from bot.phrases import is_deficit


@pytest.mark.parametrize(
    "label", ["Net loss", "Loss before income taxes", "Accumulated deficit", "Loss from operations"]
)
def test_a_loss_by_its_name(label: str) -> None:
    assert is_deficit(label)


@pytest.mark.parametrize(
    "label",
    ["Net income (loss)", "Earnings/(loss) before income taxes", "Operating income (loss)", "(Loss) income before taxes",
     "Gain or loss on investments", "Other comprehensive income/(loss), net of tax", "Net income"],
)  # fmt: skip
def test_a_name_of_either_leaves_it_to_the_sign(label: str) -> None:
    assert not is_deficit(label)
