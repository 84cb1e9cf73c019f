"""Pronouns of a follow-up put as what was spoken of."""

import pytest

from bot.followups.subjects import with_owner, with_subject


@pytest.mark.parametrize(
    ("question", "earlier", "metric", "said"),
    [
        ("when did its Phase II study begin?", "Who is developing T-DM1?", "", "when did T-DM1's Phase II study begin?"),
        ("why was it higher?", "How much was the fee in Q2?", "fee", "why was fee higher?"),
        ("who signed the lease?", "Who is developing T-DM1?", "", "who signed the lease?"),
        ("why did it fall?", "what happened?", "", "why did it fall?"),
    ],
)  # fmt: skip
def test_with_subject(question: str, earlier: str, metric: str, said: str) -> None:
    assert with_subject(question, earlier, metric) == said


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("and Initech's?", "what was Initech's revenue?"),
        ("what about Acme's?", "what about Acme's?"),
        ("and why?", "and why?"),
    ],
)
def test_with_owner(question: str, said: str) -> None:
    assert with_owner(question, "revenue", ("Acme", "Acme Widgets, Inc.")) == said
