"""Faults are logged whole and shown as a reference."""

from pathlib import Path

import pytest

from bot.faults import LOG, fault_words, log_fault


def test_the_traceback_goes_to_the_log_under_the_reference(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError) as caught:
        raise RuntimeError("the disk of dreams is full")
    reference = log_fault(tmp_path / "home", caught.value)
    written = (tmp_path / "home" / LOG).read_text(encoding="utf-8")
    assert reference in written
    assert 'raise RuntimeError("the disk of dreams is full")' in written


def test_a_person_sees_no_exception_text() -> None:
    assert fault_words("E-1234") == (
        "something went wrong here, not with your question; reference E-1234 in tieout.log under TIEOUT_HOME"
    )
