"""What people see of the index: the filings there are, questions worth asking of them, and a channel's default."""

from __future__ import annotations

from collections.abc import Sequence

from bot.slack.figures import period_words
from bot.slack.text import label, one_line
from index.facts import Fact
from index.filing import FilingRecord
from index.shelf import Shelf

PROMPTS = 4
_EXAMPLE = 150


def describe(record: FilingRecord) -> str:
    """A filing on one line."""
    return label(record.title or f"{record.company} {record.form}".strip() or record.name, 200)


def prompts(shelf: Shelf) -> list[dict[str, str]]:
    """Up to four questions that the newest filings can answer, as Slack's suggested prompts."""
    found: dict[str, str] = {}
    records = shelf.filings()[:PROMPTS]
    for wanted in range(PROMPTS):
        for record in records:
            facts = _telling(shelf.facts(record.id))
            if wanted < len(facts) and len(found) < PROMPTS:
                title = f"{facts[wanted].label} in {_when(facts[wanted])}"
                found.setdefault(label(title, 60), _question(record, facts[wanted]))
    return [{"title": title, "message": message} for title, message in found.items()]


def default_filing(records: Sequence[FilingRecord], name: str, question: str) -> str | None:
    """The id of the filing that a channel's default names: a filing, or a company (its newest filing).

    None where the index has none of that name, or the question names another company.
    """
    asked = one_line(question).casefold()
    wanted = name.casefold()
    for record in records:
        if wanted in {record.id, record.name.casefold(), record.accession.casefold()}:
            return None if _names_another(records, record, asked) else record.id
    for record in records:
        if wanted in {
            word.casefold() for word in (record.company, *record.aliases)
        } or record.company.casefold().startswith(wanted):
            return None if _names_another(records, record, asked) else record.id
    return None


def _names_another(records: Sequence[FilingRecord], chosen: FilingRecord, asked: str) -> bool:
    """Whether a question names a company of the index that is not the chosen filing's."""
    others = {_short(record) for record in records} - {_short(chosen)}
    return any(other and other in asked for other in others)


def _short(record: FilingRecord) -> str:
    return record.company.split(",")[0].split(" Inc")[0].strip().casefold()


def _telling(facts: Sequence[Fact]) -> list[Fact]:
    """A few facts worth asking about: reported, from a table, with a period, each label once, in the filing's order."""
    found: dict[str, Fact] = {}
    for fact in facts:
        if fact.origin == "table" and fact.basis == "reported" and fact.kind == "value" and fact.period is not None:
            found.setdefault(fact.label.casefold(), fact)
        if len(found) == PROMPTS:
            break
    return list(found.values())


def _when(fact: Fact) -> str:
    return period_words(fact.period)


def _question(record: FilingRecord, fact: Fact) -> str:
    whose = f"{one_line(record.company)}'s " if record.company else ""
    return label(f"What was {whose}{one_line(fact.label)} for {_when(fact)}?", _EXAMPLE)
