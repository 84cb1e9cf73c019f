"""`tieout filings`, `tieout facts` and `tieout text`: what the index holds."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from bot.settings import Settings
from index.facts import Fact, fact_to_json
from index.filing import FilingRecord
from index.period import describe
from index.period.calendar import month_end
from index.restatements import what_it_amends, what_it_copies
from index.search import open_shelf
from index.shelf import Shelf, find_filing


def list_filings(settings: Settings, *, as_json: bool = False) -> None:
    """Print every indexed filing, newest first; with `as_json`, one object a line."""
    with _shelf(settings) as shelf:
        records = shelf.filings()
    if as_json:
        for record in records:
            sys.stdout.write(json.dumps(record_to_json(record) | _kin(record, records), ensure_ascii=False) + "\n")
        return
    if not records:
        sys.stdout.write("nothing is indexed yet: tieout index PATH..., or tieout index --sample\n")
    for record in records:
        sys.stdout.write(f"{record.id}  {record.title or record.name}\n                  {record.source}\n")
        kin = _kin(record, records)
        if kin["amends"]:
            sys.stdout.write(f"                  amends {kin['amends']}\n")
        if kin["copy_of"]:
            sys.stdout.write(f"                  ! a second copy of {kin['copy_of']}\n")
        for problem in record.problems:
            sys.stdout.write(f"                  ! {problem}\n")


def _kin(record: FilingRecord, records: tuple[FilingRecord, ...]) -> dict[str, str | None]:
    """Ids of the filing that this one amends, and of the one it is a second copy of."""
    amended, copied = what_it_amends(record, records), what_it_copies(record, records)
    return {"amends": amended.id if amended else None, "copy_of": copied.id if copied else None}


def print_text(settings: Settings, name: str) -> None:
    """Print a filing's canonical text, to which every span refers, and nothing else. Raises UnknownFiling."""
    with _shelf(settings) as shelf:
        text = shelf.filing(find_filing(shelf.filings(), name).id).text
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode("utf-8", "surrogateescape"))
    sys.stdout.buffer.flush()


def list_facts(settings: Settings, name: str | None = None, *, as_json: bool = False) -> None:
    """Print the facts of one filing or of all; with `as_json`, one object a line. Raises UnknownFiling."""
    with _shelf(settings) as shelf:
        records = shelf.filings() if name is None else (find_filing(shelf.filings(), name),)
        for record in records:
            for fact in shelf.facts(record.id):
                line = json.dumps(fact_to_json(fact), ensure_ascii=False) if as_json else fact_line(fact)
                sys.stdout.write(line + "\n")


_COMMON_YEAR = 2001  # a year's last day of February is given as the 28th


def record_to_json(record: FilingRecord) -> dict[str, object]:
    """One line of `tieout filings --json`."""
    calendar = record.calendar
    return {
        "filing": record.id,
        "title": record.title,
        "source": record.source,
        "name": record.name,
        "company": record.company,
        "cik": record.cik or None,
        "form": record.form,
        "accession": record.accession or None,
        "filed": record.filed.isoformat() if record.filed else None,
        "period_end": record.period_end.isoformat() if record.period_end else None,
        "fiscal_year_end": {
            "month": calendar.year_end_month,
            "day": min(calendar.year_end_day, month_end(_COMMON_YEAR, calendar.year_end_month).day),
            "assumed": calendar.assumed,
        },
        "url": record.url,
        "reader": record.reader,
        "problems": list(record.problems),
    }


def fact_line(fact: Fact) -> str:
    """A fact on one line for a person: what, how much, when, and where it stands."""
    when = describe(fact.period) if fact.period is not None else "period not given"
    labels = f"  [{', '.join([*fact.qualifiers, *([fact.basis] if fact.basis != 'reported' else [])])}]"
    marks = labels if fact.qualifiers or fact.basis != "reported" else ""
    warned = "  !" if fact.warnings else ""
    what = " > ".join(fact.path) or fact.label
    return f"{format(fact.value, 'f'):>18} {fact.unit:<10} {what}  ({when}){marks}  {fact.span.start}-{fact.span.end}{warned}"


@contextmanager
def _shelf(settings: Settings) -> Iterator[Shelf]:
    library = open_shelf(settings.home, embedding_model=settings.embedding_model, chroma_url=settings.chroma_url)
    try:
        yield library.current()
    finally:
        library.close()
