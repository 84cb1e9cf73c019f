"""What full text is asked for: the question's words, and the words filings use."""

from __future__ import annotations

from index.query import query_terms, query_words, title_words


def test_words_that_are_looked_for() -> None:
    assert query_words("What was the R&D expense, and the expense?") == ["r", "d", "expense"]
    assert query_words("who are we") == ["who", "are", "we"]


def test_words_about_the_answer_are_left_out_and_a_year_is_a_year() -> None:
    assert query_terms("What was goodwill in FY2018? Round your answer to two decimal places.") == [
        "goodwill", "2018", "two",
    ]  # fmt: skip


def test_a_line_is_looked_for_under_the_names_that_statements_give_it() -> None:
    terms = query_terms("How high was capex?")
    assert terms[:2] == ["high", "capex"]
    assert {"statements of cash flows", "purchases of property"} <= set(terms)
    assert "total current liabilities" in query_terms("What is the quick ratio?")
    assert "statements of cash flows" not in query_terms("Who is the auditor?")


def test_words_that_all_in_scope_bear_are_no_use() -> None:
    known = title_words(["Acme Inc. 10-K 2021", "ACME INC. 10-Q 2022"])
    assert known == {"acme", "inc", "10"}
    assert query_terms("What did Acme inc sell?", known) == ["sell"]
    assert query_terms("Acme", known) == ["acme"]
