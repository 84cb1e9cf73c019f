"""Plans what guidance says: where it stands, where it stood, which way and how far it moved, and what it leaves for the rest of the year.

A question about guidance is taken only where every word of it is understood: words that name an aspect of guidance, words that
ask, and words of the metric guided.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.lexicon import word_set
from bot.plan import Compute, Judge, Operation, Passage, Plan, Program, Quote
from bot.planner.binding import Desk
from bot.planner.draft import Draft
from bot.planner.prose import told_by
from bot.planner.timing import fit
from bot.question.reading import Reading
from index.facts import Fact
from index.naming import names_of
from index.period import Duration, period_end
from index.quantity import is_currency

_GUIDED = word_set(
    "guidance guide guides guided guiding outlook forecast forecasts forecasted expect expects "
    "expected expecting expectation expectations "
    "project projects projected projection projections anticipate anticipates anticipated target "
    "targets targeted range ranges estimate estimates"
)
_PREVIOUS = word_set(
    "previous previously prior before earlier old original originally initial initially formerly former last"
)
_CURRENT = word_set("new updated current currently latest revised now today updates present")
_MOVED = word_set(
    "change changed changes changing move moved moves revise revision difference differ compare "
    "compared comparison versus vs against"
)
_UPDATED = word_set("update updated revised")
_UP = word_set(
    "raise raised raises raising increase increased increases up hike hiked boost boosted higher lift "
    "lifted bump bumped upped"
)
_DOWN = word_set(
    "lower lowered lowers lowering cut cuts cutting reduce reduced reduces decrease decreased down "
    "trim trimmed slash slashed drop dropped narrow narrowed"
)
_KEPT = word_set(
    "maintain maintained reaffirm reaffirmed reiterate reiterated keep kept hold held unchanged stay "
    "stayed same leave left"
)
_IMPLIED = word_set(
    "imply implies implied implying rest remainder remaining remain balance left second half back given"
)
_MIDDLE = word_set("midpoint mid-point middle mid point")
_WHOLE = word_set(
    "summarize summarise summary overview all full whole complete financial key numbers items list "
    "updated metrics details"
)
_FILLER = word_set(
    "what which who when where how much many is are was were be been being do does did done has have "
    "had the a an of in on at for to by from with and or as "
    "it its it's their they them this that these those there company company's companys management "
    "mgmt firm we our you your i me my us please tell give "
    "show let know say says said they're put set provide provided issue issued give gave given made "
    "make get got come came year years fiscal fy "
    "quarter half first level levels number figure figures amount amounts total between so hey ok and "
    "any if than ended ending compared "
    "gone go goes went going about end point points run stand stood stands look looks like again still "
    "now terms spend spending spent over during whole full"
)
_SURE = 0.92
_MOST_SENTENCES = 4


@dataclass(frozen=True, slots=True)
class _Range:
    """What is guided for one metric: both ends, or one figure twice."""

    low: Fact
    high: Fact

    @property
    def ends(self) -> tuple[Fact, ...]:
        return (self.low, self.high) if self.low.id != self.high.id else (self.low,)


@dataclass(frozen=True, slots=True)
class _Wish:
    """What a question about guidance wants, from its words."""

    metric: str
    words: frozenset[str]

    def has(self, *groups: frozenset[str]) -> bool:
        return any(self.words & group for group in groups)


def from_outlook(desk: Desk, reading: Reading) -> Plan | None:
    """A plan over what the filing guides; None where the question asks anything else, or the filing guides nothing of the kind."""
    if reading.basis != "guidance" or re.match(
        r"(?:and )?(?:why|who|whose|how come)\b|what (?:drove|caused|led)\b", reading.text, re.IGNORECASE
    ):
        return None
    wish = _wish(desk, reading)
    if not wish.metric:
        whole = wish.has(_GUIDED) and (
            wish.has(_WHOLE) or re.match(r"what (?:is|are|was|were)\b", reading.text, re.IGNORECASE)
        )
        return (
            _told(desk)
            if whole and not wish.has(_UP, _DOWN, _KEPT, _IMPLIED - _WHOLE, _MIDDLE) and not reading.periods
            else None
        )
    wanted = [p for p in reading.periods if not p.relation or p.relation == "same"]
    than = _THAN.search(reading.text)
    if than and not _ITSELF.search(than["what"]):
        return None  # set against something that is no guidance
    new, old = (_guided(desk, wish.metric, vintages) for vintages in (("updated", ""), ("previous",)))
    if new is None:
        return None
    if wish.has(_IMPLIED) and re.search(
        r"\bimpl\w+|\b(?:rest|remainder|balance|left|remaining)\b", reading.text, re.IGNORECASE
    ):
        return _remaining(desk, new)
    if any(max(fit(one, fact, desk.calendar) for fact in new.ends) < 0.6 for one in wanted):
        return None
    if old is None:
        return None
    return _moved_or_stood(desk, reading, wish, new, old)


_THAN = re.compile(r"\b(?:than|(?:compared|relative) (?:to|with)|versus|vs\.?|against)\b(?P<what>.+)$", re.IGNORECASE)
_ITSELF = re.compile(
    r"\b(?:guid\w+|outlook|forecast\w*|previous\w*|prior|before|earlier|old|original\w*|initial\w*|expect\w*|project\w*"
    r"|range|it (?:was|had been)|they (?:were|had been)|last)\b",
    re.IGNORECASE,
)
_YES_NO = re.compile(r"^(?:so |and |but )*(?:did|has|have|was|were|is|are|had)\b", re.IGNORECASE)


def _moved_or_stood(desk: Desk, reading: Reading, wish: _Wish, new: _Range, old: _Range) -> Plan | None:
    up, down, kept = wish.has(_UP), wish.has(_DOWN), wish.has(_KEPT)
    if _YES_NO.match(reading.text) and (up or down or kept or wish.has(_MOVED, _UPDATED)):
        moved = _moved(new, old)
        if up and down:
            return Plan(Compute((moved,)), confidence=_SURE)
        operator = "==" if kept else "!=" if not (up or down) else ">" if up else "<"
        if new.low.value < 0 and "loss" in new.low.label.lower() and (up or down):
            operator = "<" if up else ">"  # guidance for a loss is raised where the loss is to be greater
        return Plan(Judge(moved, operator), confidence=_SURE)
    if up or down or wish.has(_MOVED) or (wish.has(_MIDDLE) and wish.has(_PREVIOUS) and "than" in reading.text.lower()):
        return Plan(Compute((_moved(new, old),)), confidence=_SURE)
    if wish.has(_MIDDLE) or reading.bound:
        return None  # the ends and the middle of a range are read elsewhere
    if wish.has(_PREVIOUS) and wish.has(_CURRENT) and re.search(r"\b(?:and|both|or|plus)\b|[&/,+]", reading.text):
        both = (*_ends_of(desk, new), *_ends_of(desk, old))
        return Plan(Compute(both, "figures"), confidence=_SURE)
    which = old if wish.has(_PREVIOUS) or reading.vintage == "previous" else new
    return Plan(Compute(_ends_of(desk, which), "figure" if len(which.ends) == 1 else "range"), confidence=_SURE)


# "What it used to expect" is what it expected before; "cash used in operations" is not.
_USED_TO = re.compile(r"\bused to\b(?= (?!be |fund |pay |buy |make )[a-z])")


def _wish(desk: Desk, reading: Reading) -> _Wish:
    text = reading.topic.lower()
    for name in sorted(names_of(desk.record), key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(name.lower())}(?:['’]s)?(?!\w)", " ", text)
    found = re.findall(r"[a-z][\w&'’-]*", _USED_TO.sub("previously", text))
    known = _GUIDED | _PREVIOUS | _CURRENT | _MOVED | _UPDATED | _UP | _DOWN | _KEPT | _MIDDLE | _FILLER | _WHOLE
    implied = bool(re.search(r"\bimpl\w+|\b(?:rest|remainder|balance|left|remaining)\b", text))
    known = known | _IMPLIED if implied else known
    metric = " ".join(word for word in found if word.replace("’", "'") not in known)
    return _Wish(metric, frozenset(found))


def _guided(desk: Desk, metric: str, vintages: tuple[str, ...]) -> _Range | None:
    """The range (or figure) guided for a metric that every word of the phrase names."""
    for match in desk.index.match(metric, 24):
        if match.covered < 0.9 or match.precise < 0.6 or match.strange:
            continue
        facts = [f for f in match.series.facts if f.basis == "guidance" and f.vintage in vintages and f.unit != "count"]
        for fact in facts:
            line = desk.index.by_fact.get(fact.twin) if fact.twin else None
            twin = next((f for f in line.facts if f.id == fact.twin), None) if line else None
            if fact.bound and twin is None:
                continue
            low, high = sorted((fact, twin or fact), key=lambda end: end.value)
            return _Range(low, high)
    return None


def _end(desk: Desk, fact: Fact, bound: str) -> Program:
    draft = Draft()
    name = desk.index.by_fact[fact.id].name
    made = draft.program(draft.fact(fact), name, scale=desk.reading.scale, decimals=desk.reading.decimals)
    return Program(made.label, made.leaves, made.steps, made.unit, made.scale, made.decimals, bound=bound)


def _ends_of(desk: Desk, guided: _Range) -> tuple[Program, ...]:
    if len(guided.ends) == 1:
        return (_end(desk, guided.low, ""),)
    return (_end(desk, guided.low, "low"), _end(desk, guided.high, "high"))


def _moved(new: _Range, old: _Range) -> Program:
    """The middle of what is guided now less the middle of what was."""
    draft = Draft()
    middles = []
    for guided in (new, old):
        names = tuple(draft.fact(fact) for fact in guided.ends)
        middles.append(draft.step(Operation.MIDPOINT, names) if len(names) > 1 else names[0])
    what = "the midpoint of guidance for" if len(new.ends) > 1 else "guidance for"
    return draft.program(draft.step(Operation.CHANGE, tuple(middles)), f"Change in {what} {new.low.label}")


def _remaining(desk: Desk, guided: _Range) -> Plan | None:
    """What guidance leaves for the rest of its year: each end less what was reported from the year's start."""
    whole = guided.low.period
    if not isinstance(whole, Duration) or not is_currency(guided.low.unit):
        return None
    spent = [
        fact
        for match in desk.index.match(guided.low.label, 12)
        if match.covered >= 0.9 and match.precise >= 0.6
        for fact in match.series.facts
        if fact.basis == "reported" and fact.kind == "value" and fact.unit == guided.low.unit
        and isinstance(fact.period, Duration) and fact.period.start == whole.start and fact.period.end < whole.end
    ]  # fmt: skip
    if not spent:
        return None
    so_far = max(
        spent, key=lambda fact: (period_end(fact.period), fact.origin == "table") if fact.period else (None, False)
    )
    programs = []
    for fact in guided.ends:
        draft = Draft()
        result = draft.step(Operation.SUBTRACT, (draft.fact(fact), draft.fact(so_far)))
        label = f"{guided.low.label} implied for the rest of the year"
        bound = "" if len(guided.ends) == 1 else "low" if fact is guided.low else "high"
        made = draft.program(result, label, scale=desk.reading.scale, decimals=desk.reading.decimals)
        programs.append(Program(made.label, made.leaves, made.steps, "", made.scale, made.decimals, bound=bound))
    return Plan(Compute(tuple(programs), "range" if len(programs) > 1 else "figure"), confidence=_SURE)


def _told(desk: Desk) -> Plan | None:
    """The sentences that give guidance in figures, each figure once."""
    told = told_by(desk.shelf, desk.filing)
    facts = [
        f
        for f in desk.shelf.facts(desk.filing)
        if f.basis == "guidance" and f.unit != "count" and f.vintage != "previous"
    ]
    seen: set[tuple[object, ...]] = set()
    quotes: list[Passage] = []
    for sentence in told.sentences:
        span = sentence.span
        here = {(f.label.lower(), f.value, f.bound) for f in facts if span.start <= f.span.start < span.end}
        if here - seen:
            quotes.append(Passage(desk.filing, span, span))
            seen |= here
    return Plan(Quote(tuple(quotes[:_MOST_SENTENCES]), "text"), confidence=_SURE) if quotes else None
