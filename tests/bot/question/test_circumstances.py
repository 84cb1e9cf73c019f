"""Figures told by their circumstances, put as what is computed."""

import pytest

from bot.question.circumstances import told_plainly


@pytest.mark.parametrize(
    ("told", "plain"),
    [
        (
            "What would be left of the cash if they paid off all current liabilities at March 31, 2009?",
            "what was the cash minus current liabilities at March 31, 2009?",
        ),
        ("How much inventory would remain after settling trade payables?", "what was inventory minus trade payables?"),
        ("If they repaid the notes, how much cash would be left?", "what was cash minus the notes?"),
        (
            "For the first half, take operating cash flow and knock off purchases of property, plant and tools. What's left?",
            "For the first half, what was operating cash flow minus purchases of property, plant and tools?",
        ),
        (
            "Adding together rent, wages and travel, what did Acme spend on those three lines in 2009?",
            "what was the sum of rent, wages and travel in 2009?",
        ),
        ("How long would the cash last?", "what was the cash runway?"),
        (
            "What did rent run at per quarter, on average, across the six months to June 2009?",
            "what was average quarterly rent for the six months to June 2009?",
        ),
        ("did rent outstrip wages in 2009?", "did rent exceed wages in 2009?"),
        ("did rent outpace wages in 2009?", "did rent grow faster than wages in 2009?"),
        (
            "At the first-half pace of spending, how many months would the cash last?",
            "what was the cash runway for the first half?",
        ),
        ("how wide is the range on the revenue outlook", "what is the width of the guidance range for revenue"),
        (
            "worst case net loss for the year",
            "what is the top end of the guidance range for net loss for the year",
        ),
        ("What loss should investors brace for in 2009?", "what is the guidance for loss in 2009?"),
        ("where do they see full-year sales landing?", "what is the guidance for sales?"),
        (
            "If capex comes in at the low end of guidance, how much is left to spend?",
            "how much of capex guidance is left at the low end?",
        ),
        ("How high was inventory relative to sales in 2009?", "what was the ratio of inventory to sales in 2009?"),
        ("How high was inventory relative to last year?", "How high was inventory relative to last year?"),
        ("the dollar difference between A and B", "the difference between A and B"),
        ("borrowings all told at June 30, 2009", "total borrowings at June 30, 2009"),
        ("Break down revenue by source for 2009", "breakdown of revenue for 2009"),
        ("gross profit on spare parts in Q2", "what was spare parts minus cost of spare parts in Q2"),
        ("what is the margin on sales?", "what is the margin on sales?"),
        ("how many times over does cash cover the notes?", "what was cash divided by notes?"),
        ("how far has cash dropped since June?", "how much has cash change since June?"),
        ("Strip rent out of 2009 opex and what do you get?", "what was 2009 opex minus rent?"),
        ("Which was bigger in Q2, rent or wages, and by how much?", "Which was bigger in Q2, rent or wages?"),
        ("What was the grant worth?", "how much was the grant?"),
        (
            "How far apart are the top and bottom of the revenue forecast?",
            "what is the width of the guidance range for revenue?",
        ),
        ("revenue + net loss, Q2", "revenue and net loss, Q2"),
        ("what was the sum of rent + wages?", "what was the sum of rent + wages?"),
    ],
)
def test_a_circumstance_is_put_as_what_is_computed(told: str, plain: str) -> None:
    assert told_plainly(told) == plain


@pytest.mark.parametrize(
    "question", ["what was revenue?", "R&D in Q2", "why did costs rise?", "how long is the lease?"]
)
def test_what_no_rule_is_of_stays_as_it_was(question: str) -> None:
    assert told_plainly(question) == question
