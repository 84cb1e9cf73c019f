"""Words that stand for a figure: a change told outright, and a length of time where an amount would be no answer."""

from __future__ import annotations

import pytest

from bot.extract import Extraction
from bot.extract.kinds import Sort
from bot.plan import Operation
from bot.planner.in_words import _told_outright
from bot.question.reading import Apply, Kind, Metric, Reading
from index.layout import Span

_SPAN = (Span(0, 4),)


def _found(move: str) -> Extraction:
    return Extraction(_SPAN, Span(0, 40), 0.9, sort=Sort.AMOUNT, move=move)


@pytest.mark.parametrize(
    ("operation", "question", "move", "quoted", "told"),
    [
        (Operation.CHANGE, "How much did expenses decrease by?", "fall", "$2.2 million", True),
        (Operation.CHANGE, "How much did expenses decrease by?", "rise", "$2.2 million", False),
        (Operation.CHANGE, "What was the change in expenses?", "rise", "$2.2 million", True),
        (Operation.CHANGE, "How much did expenses decrease by?", "", "$2.2 million", False),
        (Operation.PERCENT_CHANGE, "By what percentage did sales grow?", "rise", "$3 million", False),
        (Operation.PERCENT_CHANGE, "By what percentage did sales grow?", "rise", "29 per cent", True),
        (Operation.ADD, "What was the sum of sales?", "rise", "$3 million", False),
    ],
)
def test_a_change_is_told_outright_only_where_the_amount_is_the_change_asked_for(
    operation: Operation, question: str, move: str, quoted: str, told: bool
) -> None:
    ask = Apply(operation, (Metric("expenses"),))
    reading = Reading(question, Kind.FIGURE, (ask,))
    assert _told_outright(ask, reading, _found(move), "", [quoted]) is told


@pytest.mark.parametrize(
    ("said", "told"), [("sold without recourse for $75 million", True), ("sold for $75 million", False)]
)
def test_a_difference_is_told_outright_where_the_sentence_leaves_out_the_same(said: str, told: bool) -> None:
    ask = Apply(Operation.SUBTRACT, (Metric("receivables sold"), Metric("recourse")))
    reading = Reading("How much of the receivables was sold without recourse?", Kind.FIGURE, (ask,))
    assert _told_outright(ask, reading, _found(""), said, ["$75 million"]) is told
