"""Facts that a filing states in sentences: amounts with what they are of, their period, and whether they are guidance."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate, pairwise

from index.amount_values import Amount
from index.amounts import find_amounts
from index.attribution import claims_of
from index.claims import Claim
from index.facts import Fact
from index.filing import Filing
from index.layout import Span
from index.meanings import (
    is_guidance,
    is_previous,
    opens_guidance,
    qualifiers,
    signed,
    speaks_of_guidance,
    updates_guidance,
)
from index.passages import PageFinder, SectionFinder
from index.period import (
    FiscalCalendar,
    Instant,
    Period,
    PeriodMention,
    describe,
    find_periods,
    months_in,
    stretch_ended,
    year_earlier,
)
from index.quantity import is_currency
from index.sentences import Sentence, sentences_of
from index.years_in_names import in_a_name, is_a_day

_NUMBERED = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|percent)\b", re.IGNORECASE
)
_BORROWED = "the period is that of the sentence before"
_HEADED = "the period is that of the heading above"
_REPORTED = "the period is the quarter that the filing reports on"
_REPEATED = "the period is from where the filing says the same with one"
_BROKEN = "the sentence breaks off in the filing"


@dataclass(slots=True)
class _Told:
    """A sentence being read: its text, periods, and what its neighbours leave to it."""

    sentence: Sentence
    section: tuple[str, ...]
    page: int | None
    mentions: tuple[PeriodMention, ...]
    inherited: Period | None
    inherited_why: str
    guiding: bool
    reported: Period | None
    updated: bool


@dataclass
class _Paragraph:
    """What one sentence of a paragraph leaves to the next: its period, and that guidance is spoken of."""

    period: Period | None = None
    why: str = ""
    updated: bool = False
    guiding: bool = False
    facts: list[Fact] = field(default_factory=list)


def prose_facts(filing: Filing) -> tuple[Fact, ...]:
    """The facts of a filing's prose, in text order. A fact whose period the filing does not say has none."""
    reported = reported_period(filing)
    sections, pages = SectionFinder(filing.sections), PageFinder(filing.anchors)
    tables = _Tables([table.span for table in filing.tables])
    found: list[Fact] = []
    for paragraph in sorted(filing.paragraphs, key=lambda paragraph: paragraph.span.start):
        section = sections.at(paragraph.span.start)
        if paragraph.kind in {"furniture", "caption"} or tables.hold(paragraph.span):
            continue
        if not _NUMBERED.search(filing.text, paragraph.span.start, paragraph.span.end):
            continue
        told = _Paragraph(*_headed(section, filing.record.calendar, reported))
        for sentence in sentences_of(filing.text, paragraph):
            if not _NUMBERED.search(sentence.text):
                told.updated = told.updated or updates_guidance(sentence.text)
                continue
            found += _facts_of_sentence(filing, sentence, section, pages.at(sentence.span.start), told, reported)
    return tuple(_unique(_with_repeats(found)))


def reported_period(filing: Filing) -> Period | None:
    """The period a filing reports on: a year for an annual report, else the quarter that ended on its period end."""
    end = filing.record.period_end
    if end is None:
        return None
    annual = filing.record.form.upper().startswith(("10-K", "20-F", "40-F", "ARS"))
    return stretch_ended(end, 12 if annual else 3, filing.record.calendar)


class _Tables:
    """Where the tables of a filing stand."""

    def __init__(self, spans: Sequence[Span]) -> None:
        ordered = sorted(spans, key=lambda span: span.start)
        self._starts = [span.start for span in ordered]
        self._reach = list(accumulate((span.end for span in ordered), max))

    def hold(self, span: Span) -> bool:
        """Whether a stretch stands within one."""
        before = bisect_right(self._starts, span.start)
        return before > 0 and self._reach[before - 1] >= span.end


def _headed(section: tuple[str, ...], calendar: FiscalCalendar, reported: Period | None) -> tuple[Period | None, str]:
    """The period that the heading above names, or, where it names none, the nearest over it that says when its period ended."""
    for above, title in enumerate(reversed(section)):
        if above and not _ENDED.search(title):
            continue
        periods = {mention.period for mention in find_periods(title, calendar, reported) if mention.how != "relative"}
        durations = [period for period in periods if not isinstance(period, Instant)]
        if len(durations) == 1:
            return durations[0], _HEADED
        if periods:
            break
    return None, ""


_ENDED = re.compile(r"\bended\b", re.IGNORECASE)


def _facts_of_sentence(
    filing: Filing,
    sentence: Sentence,
    section: tuple[str, ...],
    page: int | None,
    told: _Paragraph,
    reported: Period | None,
) -> Iterator[Fact]:
    calendar = filing.record.calendar
    text = sentence.text
    told.updated = told.updated or updates_guidance(text)
    told.guiding = told.guiding or opens_guidance(text)
    mentions = tuple(m for m in find_periods(text, calendar, reported) if not in_a_name(text, m))
    state = _Told(
        sentence,
        section,
        page,
        mentions,
        told.period,
        told.why,
        told.guiding or speaks_of_guidance(section),
        reported,
        told.updated,
    )
    bases: set[int] = set()
    for start, end in _segments(text):
        part = text[start:end]
        inside = tuple(
            replace(m, start=m.start - start, end=m.end - start) for m in mentions if start <= m.start and m.end <= end
        )
        amounts = find_amounts(part)
        if amounts:
            claims = claims_of(part, amounts, inside)
            bases.update(inside[c.mention].start + start for c in claims if c.compared and c.mention is not None)
            yield from _facts_of_claims(filing, state, start, claims, inside)
    lasting = [m for m in mentions if not is_a_day(text, m)]
    main = _main_period([m for m in lasting if m.start not in bases] or lasting)
    if main is not None:
        told.period, told.why = main, _BORROWED


def _segments(text: str) -> list[tuple[int, int]]:
    """A sentence's parts between semicolons: each speaks for itself."""
    edges = [0, *(match.end() for match in re.finditer(r";\s+", text)), len(text)]
    return [(a, b) for a, b in pairwise(edges) if a < b]


def _main_period(mentions: Sequence[PeriodMention]) -> Period | None:
    """The period a sentence leaves to the next: the first it names that is no comparison and no mere date."""
    return next(
        (
            m.period
            for m in mentions
            if m.how != "relative" and not isinstance(m.period, Instant) and months_in(m.period) >= 3
        ),
        None,
    )


def _facts_of_claims(
    filing: Filing, told: _Told, offset: int, claims: list[Claim], mentions: tuple[PeriodMention, ...]
) -> Iterator[Fact]:
    periods = _periods(filing.record.calendar, told, claims, mentions)
    made: dict[int, str] = {}
    facts: list[tuple[int, Fact]] = []
    for number, claim in enumerate(claims):
        if not claim.label:
            continue
        for fact in _facts_of_claim(filing, told, offset, claim, *periods[number]):
            made.setdefault(number, fact.id)
            facts.append((number, fact))
    for number, fact in facts:
        base = claims[number].base
        if base is not None and base in made:
            other = made[base].removesuffix(":low")
            yield replace(
                fact, comparison=f"{other}:{fact.bound}" if made[base] != other and fact.bound else made[base]
            )
        else:
            yield fact


def _periods(
    calendar: FiscalCalendar, told: _Told, claims: list[Claim], mentions: tuple[PeriodMention, ...]
) -> list[tuple[Period | None, str]]:
    """The period of each claim, with why it is doubtful ("" where it is not)."""
    found: list[tuple[Period | None, str]] = []
    for claim in claims:
        mention = mentions[claim.mention] if claim.mention is not None else None
        if mention is not None and mention.how == "relative" and mention.alternatives and not claim.compared:
            # "in the prior year": of the quarter or of the year, only the sentence before can say
            found.append((year_earlier(told.inherited, calendar) if told.inherited else None, told.inherited_why))
        elif mention is not None:
            found.append((mention.period, ""))
        elif claim.compared or claim.unclear:
            found.append((None, ""))
        else:
            inherits = told.inherited is not None and _inherits(told, claim)
            found.append((told.inherited, told.inherited_why) if inherits else (None, ""))
    for number, claim in enumerate(claims):
        base = claim.base
        if base is not None:
            reported = told.reported
            if found[number][0] is None and reported is not None and _is_reported_quarter(claims[base], reported):
                found[number] = (reported, _REPORTED)
            found[base] = _period_of_base(calendar, told, claims, mentions, number, base, found)
            if is_previous(claims[base]) and claim.mention is None and claims[base].mention is not None:
                found[number] = found[base]
    for number, claim in enumerate(claims):
        if claim.joined is not None and claim.mention is None:
            found[number] = found[claim.joined]
        elif claim.joined is not None and claim.kind == "percent_of" and found[claim.joined][0] is None:
            found[claim.joined] = found[number]  # "55% of revenue and 29% of expenses for the half-year"
    return found


def _takes_period(unit: str) -> bool:
    """Whether a figure in this unit may take a period that its own sentence does not give it."""
    return unit not in {"count", "days", "months", "years"}


def _is_reported_quarter(base: Claim, reported: Period) -> bool:
    """Whether a comparison with "the prior year quarter" makes the amount before it the reported quarter's."""
    return "quarter" in base.words.lower() and months_in(reported) == 3


def _inherits(told: _Told, claim: Claim) -> bool:
    """Whether an amount without a period may take that of the sentence before, or of the heading above."""
    if not _takes_period(claim.slot.unit):
        return False
    return told.inherited_why != _HEADED or not is_guidance(claim, told.sentence.text, guiding=told.guiding)


_YEAR_OVER_YEAR = re.compile(r"\byear[- ]over[- ]year\b|\byoy\b", re.IGNORECASE)


def _period_of_base(
    calendar: FiscalCalendar, told: _Told, claims: list[Claim], mentions: tuple[PeriodMention, ...], number: int, base: int,
    found: list[tuple[Period | None, str]],
) -> tuple[Period | None, str]:  # fmt: skip
    """The period of what a claim is compared with: relative words are reckoned from the claim's own period."""
    own, why = found[number]
    place = claims[base].mention
    if place is None:
        if own is not None and _YEAR_OVER_YEAR.search(told.sentence.text):
            return year_earlier(own, calendar), why
        return (own, why) if is_previous(claims[base]) else (None, "")
    mention = mentions[place]
    if mention.how == "relative" and own is None:
        return None, ""
    if mention.how != "relative" or isinstance(own, Instant) or own is None:
        return mention.period, ""
    if mention.relation == "year_earlier":
        return year_earlier(own, calendar), why
    words = told.sentence.text
    again = [m for m in find_periods(words, calendar, own) if m.how == "relative" and m.relation == mention.relation]
    return (again[0].period, why) if again else (mention.period, "")


def _facts_of_claim(
    filing: Filing, told: _Told, offset: int, claim: Claim, period: Period | None, doubt: str
) -> Iterator[Fact]:
    slot = claim.slot
    amounts = signed(claim)
    span = told.sentence.place(offset + amounts[0].start, offset + slot.end)
    key = f"{filing.record.id}:{span.start}:{span.end}"
    guided = is_guidance(claim, told.sentence.text, guiding=told.guiding)
    vintage = "previous" if guided and is_previous(claim) else "updated" if guided and told.updated else ""
    warnings = [doubt] if doubt and period is not None else []
    words = _ambiguous(told, claim)
    if words:
        warnings.append(words)
    if _breaks_off(told.sentence.text) and offset + slot.end > len(told.sentence.text) - 60:
        warnings.append(_BROKEN)
    for amount in amounts:
        twin = {"low": "high", "high": "low"}.get(amount.bound, "")
        yield Fact(
            id=f"{key}:{amount.bound}" if amount.bound else key,
            filing=filing.record.id,
            label=claim.label,
            path=(*told.section, claim.label),
            value=amount.value,
            unit=_unit(claim.label, amount),
            period=period,
            precision=amount.precision,
            span=span,
            basis="guidance" if guided else "reported",
            origin="prose",
            vintage=vintage,
            stated=filing.record.filed if guided and vintage != "previous" else None,
            bound=amount.bound,
            twin=f"{key}:{twin}" if twin else "",
            kind=claim.kind,
            of=amount.of,
            qualifiers=qualifiers(claim, amount),
            section=told.section,
            page=told.page,
            row=claim.label,
            sentence=told.sentence.span,
            warnings=tuple(warnings),
        )


def _unit(label: str, amount: Amount) -> str:
    """The amount's unit; of earnings per share it is money a share, though the amount itself does not say so."""
    per_share = re.search(r"\bper\s+(?:[\w-]+\s+){0,4}?(?:share|unit|ADS)\b|\bEPS\b", label, re.IGNORECASE)
    return f"{amount.unit}/share" if per_share and is_currency(amount.unit) and not amount.scaled else amount.unit


def _ambiguous(told: _Told, claim: Claim) -> str:
    """What to say where the words of the period can mean the fiscal year or the calendar's."""
    mention = next(
        (
            m
            for m in told.mentions
            if m.alternatives and m.how != "relative" and claim.words == told.sentence.text[m.start : m.end]
        ),
        None,
    )
    if mention is None:
        return ""
    return (
        f'"{claim.words}" is taken as {describe(mention.period)}; it can also mean {describe(mention.alternatives[0])}'
    )


def _breaks_off(text: str) -> bool:
    """Whether a sentence has no end: a page break can lose one (a title or a bullet has none to lose)."""
    return len(text) > 100 and bool(re.search(r"[a-z,]$", text.rstrip()))


def _with_repeats(facts: list[Fact]) -> list[Fact]:
    """A fact without a period that is said again with one (same words, same value) takes it, with a warning."""
    known: dict[tuple[str, object, str, str], list[Fact]] = {}
    for fact in facts:
        if fact.period is not None:
            known.setdefault((fact.label.lower(), fact.value, fact.unit, fact.bound), []).append(fact)
    done = []
    for fact in facts:
        others = known.get((fact.label.lower(), fact.value, fact.unit, fact.bound), [])
        if fact.period is None and len({other.period for other in others}) == 1 and _takes_period(fact.unit):
            other = others[0]
            done.append(
                replace(
                    fact,
                    period=other.period,
                    vintage=other.vintage or fact.vintage,
                    warnings=(*fact.warnings, _REPEATED),
                )
            )
        else:
            done.append(fact)
    return done


def _unique(facts: Sequence[Fact]) -> list[Fact]:
    """Facts in text order, one to an id."""
    return sorted({fact.id: fact for fact in facts}.values(), key=lambda fact: (fact.span.start, fact.bound == "high"))
