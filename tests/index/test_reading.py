"""Reading processes: a file that hangs or breaks costs its own line and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.catalog import Packed
from index.embed import Embedder
from index.reading import Failed, Job, read_files


@pytest.mark.slow
def test_results_come_in_order_and_a_hanging_file_is_given_up(embedder: Embedder, tmp_path: Path) -> None:
    import os

    jobs = []
    for number in range(4):
        path = tmp_path / f"{number}.txt"
        if number == 1:
            os.mkfifo(path)  # never gives a byte: reading it waits for ever
        else:
            path.write_text(f"Company {number}, Inc.\n\nRevenue was ${number} million in the year 2010.\n")
        jobs.append(Job(path, path.name, f"{number:016}"))
    found = list(read_files(jobs, embedder, workers=2, seconds=2))
    assert [job.source for job, _ in found] == ["0.txt", "1.txt", "2.txt", "3.txt"]
    assert [isinstance(result, Packed) for _, result in found] == [True, False, True, True]
    failed = found[1][1]
    assert isinstance(failed, Failed)
    assert failed.reason in {"it took more than 8 seconds to read", "it is not a file"}


def test_no_jobs(embedder: Embedder) -> None:
    assert list(read_files([], embedder)) == []


@pytest.mark.slow
def test_a_file_that_needs_too_much_processor_time_is_given_up_and_the_next_is_read(
    embedder: Embedder, tmp_path: Path
) -> None:
    long, short = tmp_path / "long.txt", tmp_path / "short.txt"
    long.write_text("Revenue was $5 million in the year 2010, and $4 million in 2009.\n\n" * 200_000)
    short.write_text("Company, Inc.\n\nRevenue was $5 million in the year 2010.\n")
    jobs = [Job(long, long.name, "0" * 16), Job(short, short.name, "1" * 16)]
    (_, first), (_, second) = read_files(jobs, embedder, workers=1, seconds=3)
    assert first == Failed("long.txt", "it took more than 3 seconds of processor time to read")
    assert isinstance(second, Packed)
