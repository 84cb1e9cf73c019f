"""A small run of the fuzzer, every time; the large one is `python -m tests.fuzz_readers`."""

import random

import pytest

from index.errors import UnreadableFiling
from index.read import read
from tests.fuzz_readers import check_layout, make_case, run_batch, seeds_in


def test_mutated_files_are_read_or_refused() -> None:
    failures, _ = run_batch(list(range(150)), [], deep=0.2)
    assert failures == []


def test_a_case_is_made_again_from_its_seed(sample_path: object) -> None:
    corpus = seeds_in([str(sample_path)])
    assert make_case(random.Random(7), corpus) == make_case(random.Random(7), corpus)


@pytest.mark.parametrize(
    "data",
    [
        b"<html><body><table>" + b"<tr><td colspan=99999999 rowspan=99999999>1</td></tr>" * 500,
        b"<html><body>" + b"<table><tr><td>" * 3000 + b"1",
        b"<html><body><p>" + b"&nbsp;" * 100_000 + b"end</p>",
        b"<html><body><table><tr>" + b"<td>1</td>" * 20_000 + b"</tr></table>",
        b"<html><body>" + b"<pre>" * 500 + b"a  1\n" * 50,
        b"a" * 200_000,
        b"$1,000 " * 30_000,
    ],
    ids=["spans", "nested tables", "spaces", "wide table", "nested pre", "one word", "one line"],
)
def test_hostile_shapes_are_read_or_refused_in_little_time(data: bytes) -> None:
    refusal = ""
    try:
        check_layout(read(data))
    except UnreadableFiling as refused:
        refusal = str(refused)
    assert "\n" not in refusal
