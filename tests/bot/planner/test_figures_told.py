"""An amount that a sentence tells is given as a figure where an amount is asked for, and no other stands beside it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hand_made import Q2_08, acme, said

from bot.plan import Compute, Passage, Plan, Quote
from bot.planner.binding import Desk
from bot.planner.figures_told import as_figure
from bot.question.reading import Kind, Reading
from index.facts import Fact
from index.layout import Span

RENT = replace(said("rent of the new office", "800000", Q2_08, at=1), span=Span(5_000_020, 5_000_032))
FEE = replace(said("fee of the broker", "50000", Q2_08, at=2), span=Span(5_000_050, 5_000_060))
SENTENCE = Span(5_000_010, 5_000_090)


def told(question: str, *facts: Fact, span: Span = SENTENCE, kind: Kind = Kind.FIGURE) -> Plan:
    reading = Reading(question, kind)
    quoted = Plan(Quote((Passage("f1", span, SENTENCE),)), confidence=0.7)
    return as_figure(Desk(acme(*facts), "f1", reading, None, ()), reading, quoted)


def test_the_only_amount_of_a_sentence_is_the_figure_and_the_sentence_stands_beside_it() -> None:
    found = told("How big was the charge for rent?", RENT)
    assert isinstance(found.act, Compute)
    assert [program.facts for program in found.act.programs] == [(RENT,)]
    assert [passage.span for passage in found.act.words] == [SENTENCE]
    assert found.confidence == 0.7


def test_words_cut_to_one_of_two_amounts_are_given_as_that_one() -> None:
    # the words begin behind an escape that the figure's own place has
    found = told("How much was the rent?", RENT, FEE, span=Span(5_000_021, 5_000_032))
    assert isinstance(found.act, Compute)
    assert [program.facts for program in found.act.programs] == [(RENT,)]
    assert [passage.span for passage in found.act.words] == [SENTENCE]


@pytest.mark.parametrize(
    ("question", "facts", "kind"),
    [
        ("How much was the rent?", (RENT, FEE), Kind.FIGURE),  # two amounts: which, is not told
        ("How much is the rent?", (replace(RENT, bound="low"),), Kind.FIGURE),
        ("How much was the rent?", (replace(RENT, origin="table"),), Kind.FIGURE),
        ("How much do they pay the landlord?", (RENT,), Kind.FIGURE),  # by another name altogether
        ("Why did the rent rise?", (RENT,), Kind.PROSE),
        ("When was the rent paid?", (RENT,), Kind.FIGURE),
    ],
)
def test_other_words_stay_words(question: str, facts: tuple[Fact, ...], kind: Kind) -> None:
    assert isinstance(told(question, *facts, kind=kind).act, Quote)
