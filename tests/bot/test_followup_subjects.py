"""Pronouns of a follow-up put as what was spoken of."""

import re

import pytest

from bot.followups.reasons import told_why
from bot.followups.subjects import in_full, with_owner, with_subject
from bot.followups.turns import Turn
from bot.plan import Program
from bot.question import Metric, QuestionContext, read_question
from index.period import FiscalLabel, PeriodMention


@pytest.mark.parametrize(
    ("question", "earlier", "metric", "said"),
    [
        ("when did its Phase II study begin?", "Who is developing T-DM1?", "", "when did T-DM1's Phase II study begin?"),
        ("why was it higher?", "How much was the fee in Q2?", "fee", "why was fee higher?"),
        ("who signed the lease?", "Who is developing T-DM1?", "", "who signed the lease?"),
        ("why did it fall?", "what happened?", "", "why did it fall?"),
        ("what will he do after that?", "When does Mr. Lee leave?", "", "what will Mr. Lee do thereafter?"),
        ("what happens after that is told?", "When does Mr. Lee leave?", "", "what happens after that is told?"),
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


@pytest.mark.parametrize(
    ("question", "phrase", "expected"),
    [
        ("and what is it in 2018?", "severance expense", "what was severance expense in 2018?"),
        # the metric was said, two years, or none: the words stay
        ("and severance expense in 2018?", "it", "and severance expense in 2018?"),
        ("and in 2018 and 2017?", "severance expense", "and in 2018 and 2017?"),
        ("and what is it?", "severance expense", "and what is it?"),
    ],
)
def test_a_follow_up_is_looked_for_with_the_metric_it_left_unsaid(question: str, phrase: str, expected: str) -> None:
    when = tuple(PeriodMention(0, 4, FiscalLabel(int(year)), "fiscal") for year in re.findall(r"\d{4}", question))
    assert in_full(question, question, Metric("it", when), Metric(phrase, when)) == expected


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("what drove that?", "why did rent change?"),
        ("what caused the drop?", "why did rent decrease?"),
        ("what is behind the increase?", "why did rent increase?"),
        ("what caused the delay of the trial?", "what caused the delay of the trial?"),
    ],
)
def test_what_asks_only_for_the_reason_is_asked_of_the_line_spoken_of(question: str, text: str) -> None:
    program = Program("rent", ())
    last = Turn("What was rent in 2017?", "rent", "", Metric("rent", (), ""), program)
    assert told_why(read_question(question, QuestionContext()), last, QuestionContext()).text == text
