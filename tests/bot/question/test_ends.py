import pytest

from bot.question.ends import with_ends


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("what was the balance at the beginning of 2010?", "what was the balance at the end of 2009?"),
        ("the balance at the start of fiscal 2010", "the balance at the end of fiscal 2009"),
        ("the change from the start of 2010 to the end of 2012", "the change from the end of 2009 to the end of 2012"),
        ("the balance at the beginning of the year in 2010", "the balance at the beginning of the year in 2010"),
    ],
)
def test_the_start_of_a_year_is_the_end_of_the_one_before(said: str, meant: str) -> None:
    assert with_ends(said) == meant


def test_what_changed_over_five_years_is_measured_between_the_ends_of_the_span() -> None:
    said = "the change in the index for the five year period ended 2017"
    assert with_ends(said) == "the change in the index from 2012 to 2017"
    dated = "how did the index change over the 5-year period ending December 31, 2017?"
    assert with_ends(dated) == "how did the index change from December 31, 2012 to December 31, 2017?"


def test_what_is_no_change_and_shorter_spans_keep_their_words() -> None:
    for said in (
        "revenue for the five year period ended 2017",
        "the change in revenue for the three-year period ended 2017",
    ):
        assert with_ends(said) == said
