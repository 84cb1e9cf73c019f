"""What people see of the index: the filings there are, questions worth asking of them, and a channel's default."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.slack.figures import period_words
from bot.slack.text import label, one_line
from index.facts import Fact
from index.filing import FilingRecord
from index.period import Duration, Instant
from index.shelf import Shelf

PROMPTS = 4
_EXAMPLE = 150
_TITLE = 60
_TELLING = re.compile(r"\b(total|net|revenues?|sales)\b", re.IGNORECASE)


def describe(record: FilingRecord) -> str:
    """A filing on one line."""
    return label(record.title or f"{record.company} {record.form}".strip() or record.name, 200)


def prompts(shelf: Shelf) -> list[dict[str, str]]:
    """Up to four questions that the newest filings can answer, as Slack's suggested prompts: the filings take turns."""
    found: dict[str, str] = {}
    asked = [_questions(record, shelf.facts(record.id)) for record in shelf.filings()[:PROMPTS]]
    for turn in range(PROMPTS):
        for questions in asked:
            if turn < len(questions) and len(found) < PROMPTS:
                title, message = questions[turn]
                found.setdefault(label(title, _TITLE), label(message, _EXAMPLE))
    return [{"title": title, "message": message} for title, message in found.items()]


def default_filing(records: Sequence[FilingRecord], name: str, question: str, before: Sequence[str] = ()) -> str | None:
    """The id of the filing that a channel's default names: a filing, or a company (its newest filing).

    None where the index has none of that name, or the question names another company, or names none and follows up on one
    that does. before: what was asked before it in its thread, newest first.
    """
    companies = {_short(record) for record in records} - {""}
    lines = [one_line(text).casefold() for text in (question, *before)]
    asked = next((line for line in lines if any(company in line for company in companies)), lines[0])
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


def _questions(record: FilingRecord, facts: Sequence[Fact]) -> list[tuple[str, str]]:
    """Titles and wordings of questions about a filing: a flow, its change, a balance, another flow."""
    whose = f"{one_line(record.company)}'s " if record.company else ""
    flows, balances = _telling(facts, Duration), _telling(facts, Instant)
    found = []
    for flow in flows[:2]:
        when = period_words(flow.period)
        found.append((f"{flow.label}, {when}", f"What was {whose}{one_line(flow.label)} in {when}?"))
    for flow in flows[:1]:
        change = f"How did {whose}{one_line(flow.label)} in {period_words(flow.period)} change from a year earlier?"
        found.insert(1, (f"Change in {flow.label}", change))
    for balance in balances[:1]:
        when = period_words(balance.period)
        found.insert(2, (f"{balance.label}, {when}", f"What was {whose}{one_line(balance.label)} at {when}?"))
    return found


def _telling(facts: Sequence[Fact], kind: type[Duration | Instant]) -> list[Fact]:
    """Facts worth asking about: reported, from a table, of a period of this kind, each label once; totals and nets first."""
    found: dict[str, Fact] = {}
    for fact in facts:
        if (
            fact.origin == "table"
            and fact.basis == "reported"
            and fact.kind == "value"
            and isinstance(fact.period, kind)
        ):
            found.setdefault(fact.label.casefold(), fact)
    return sorted(found.values(), key=lambda fact: not _TELLING.search(fact.label))
