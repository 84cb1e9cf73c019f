"""Plans over votes: how many shares were for, against, withheld from or abstaining on a proposal or a nominee.

A ballot is one matter that was voted on: the counts of a sentence ("... 10 shares in favor, 2 shares against"), or of a
table's row whose columns are the ways to vote. Every word of a question must be of the vote or of the matter.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from bot.lexicon import all_stems, stem, word_set
from bot.plan import Compute, Operation, Plan, Program, Refuse
from bot.planner.binding import Desk
from bot.planner.draft import Draft
from bot.planner.prose import told_by
from bot.question.reading import Kind
from index.ballots import span_of_column, way_of_column, way_told
from index.facts import Fact
from index.naming import names_of
from index.quantity import COUNT, SHARES

# The ways to vote, as filings and questions word them; "for" last, as its words are the plainest.
_WAYS: dict[str, re.Pattern[str]] = {
    way: re.compile(pattern, re.IGNORECASE)
    for way, pattern in {
        "broker non-votes": r"\bbroker[- ]non-?\s?votes?\b",
        "withheld": r"\bwithh[eo]ld\w*",
        "abstaining": r"\babst(?:ain\w*|ention\w*)",
        "against": r"\bagainst\b|\boppos\w+|\bno[- ]votes\b|\bvoted no\b|\brejected\b",
        "for": (
            r"\bin favou?r(?: of)?\b|\b(?:votes?|voted|voting|cast|counts?|went|shares?|ballots?) for\b|\bfor[- ](?:votes?|counts?)\b"
            r"|\bfor(?=[- ](?:and|plus|or|minus|versus|vs\.?|less)\b)|(?<=\bplus )for\b|(?<=\band )for\b(?! (?:the|it)\b)|\bthan for\b"
            r"|\bsupport(?:ed|ing)?\b|\bbacked\b|\bback(?:ing)?\b|\bliked?\b|\bfavou?red\b|\byes[- ]votes\b"
        ),
    }.items()
}
# How often a vote is to be held, where that is voted on.
_OFTEN: dict[str, re.Pattern[str]] = {
    way: re.compile(pattern, re.IGNORECASE)
    for way, pattern in {
        "1 year": r"\b(?:every |each |once (?:a|every) )(?:1 |one )?year\b|\b(?:1|one)[- ]year\b|\bannual(?:ly)?\b(?! (?:meeting|general))",
        "2 years": r"\b(?:every )?(?:2|two)[- ]years?\b|\bevery (?:other|second) year\b|\bbiennial(?:ly)?\b",
        "3 years": r"\b(?:every )?(?:3|three)[- ]years?\b|\bevery third year\b|\btriennial(?:ly)?\b",
    }.items()
}
_NUMBERED = re.compile(
    r"\b(?:proposal|item|matter|resolution)s?\s*(?:no\.?|number|#)?\s*(?P<n>\d{1,2})\b", re.IGNORECASE
)
# What a matter is called beside what the filing calls it.
_CALLED = (
    (re.compile(r"\bsay[- ]on[- ]pay\b", re.IGNORECASE), "compensation"),
    (re.compile(r"\bexec(?:utive)?s?['’]? (?:pay|comp)\b", re.IGNORECASE), "executive compensation"),
    (re.compile(r"\b(?:outside |external )?auditors?\b|\baudit(?:ing)? firms?\b", re.IGNORECASE), "accounting firm"),
)
_MEANS = {
    stem(one): stem(other)
    for one, other in (("pay", "compensation"), ("accountant", "accounting"), ("shareholder", "stockholder"))
}
# Words that ask, and name neither a way to vote nor a matter.
_ASKING = frozenset(
    stem(word)
    for word in word_set(
        """
        a an the of in on at to for by from with as and or it its that this these those there how many much what which who is
        are was were be did do does has have had get got gets receive received receives draw drew cast vote votes voted voting share shares
        ballot ballots tally tallies count counts counted number numbers total totals sum all altogether combined incl including
        include included excluding leaving out without counting not no proposal proposals item items matter resolution
        stockholder shareholder holder meeting annual company company's margin more fewer than less minus plus versus vs between
        difference percent percentage pct proportion fraction part ratio every each one two about roughly approximately say were their his her
        give tell me us please i you need want pull could can would someone exactly figure result results pass passed fail
        failed win won lose lost approve approved carry carried went go director nominee elected election person people
        mr ms mrs dr times many let put bluntly split outcome hold holding held having frequency often future
        """
    )
)
_LEFT_OUT = re.compile(
    r"\b(?:leaving out|excluding|excl\.?|not counting|ignoring|without|before|apart from|other than)\b[^,.;?]*",
    re.IGNORECASE,
)
_PERCENT = re.compile(
    r"%|\bper ?cent\w*|\bpct\b|\bproportion\b|\bfraction\b|\bshare of (?:the )?(?!stock)", re.IGNORECASE
)
_RATIO = re.compile(r"\bfor (?:every|each)(?: one)?\b|\bhow many times\b|\bratio\b", re.IGNORECASE)
_MARGIN = re.compile(
    r"\bmargin\b|\bhow (?:many|much) (?:more|fewer|less)\b|\bdifference\b|\bminus\b|\bless\b", re.IGNORECASE
)
_BY_MARGIN = re.compile(r"\bby (?:what|how (?:big|large|wide) a) margin\b", re.IGNORECASE)
_OF_VOTES = re.compile(r"\bvote[sd]?\b|\bcast\b", re.IGNORECASE)
_TOTAL = re.compile(r"\btotals?\b|\baltogether\b|\bin all\b|\bsum\b|\bcombined\b|\bplus\b", re.IGNORECASE)
_OTHERWISE = re.compile(
    r"^(?:and |so )?(?:did|was|were|is|are|has|have|does|do|who|why|when|where)\b|\b(?:most|least|fewest|highest|lowest"
    r"|average|mean|median|over|above|below|under|exceed\w*|at least|which (?:director|nominee|proposal)s?|how many (?:directors|nominees|proposals|people))\b",
    re.IGNORECASE,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Ballot:
    """One matter voted on. name: as the filing heads it. words: stems that it may be asked for by; own: of them, those that tell a row of a table from the next."""

    name: str
    number: str
    words: frozenset[str]
    own: frozenset[str]
    counts: dict[str, Fact]


def ballot_plan(desk: Desk) -> Plan | None:
    """The plan for a question about the votes on one matter, each of its words accounted for; None where it is no such question."""
    text = desk.reading.text
    if desk.reading.kind in {Kind.ADVICE, Kind.JUDGE, Kind.LIST} or _OTHERWISE.search(text):
        return None
    every = ballots(desk)
    often = _often(text, every)
    asked = [*often, *((place, way) for place, way in _asked(text) if not often or way != "for")]
    if not asked and not (_TOTAL.search(text) and _OF_VOTES.search(text)) and not _BY_MARGIN.search(text):
        return None
    if often:
        every = [ballot for ballot in every if not _OFTEN.keys().isdisjoint(ballot.counts)]
        for pattern in _OFTEN.values():
            text = pattern.sub(" ", text)
    ballot = _matter(desk, text, every)
    if ballot is None:
        return None
    lacking = next((way for _, way in asked if way not in ballot.counts), "")
    if lacking:
        desk.near(list(ballot.counts.values())[:2])
        return Plan(Refuse("not_in_filing", f"votes {lacking}: {ballot.name}", tuple(desk.nearest[:3])))
    program = _program(desk, ballot, asked, text)
    if program is None:
        return None
    desk.confidences.append(0.9)
    return Plan(Compute(program, "figure" if len(program) == 1 else "figures"))


def _asked(text: str) -> list[tuple[int, str]]:
    """The ways to vote that a text names, with where, in order; those that it leaves out, not."""
    kept = _LEFT_OUT.sub(lambda match: " " * len(match[0]), text)
    found = [(match.start(), way) for way, pattern in _WAYS.items() for match in pattern.finditer(kept)]
    return sorted(found)


def _often(text: str, every: Sequence[Ballot]) -> list[tuple[int, str]]:
    """How often a vote is to be held, as a text names it, where a filing counts who voted for that."""
    if all(_OFTEN.keys().isdisjoint(ballot.counts) for ballot in every):
        return []
    return [(match.start(), way) for way, pattern in _OFTEN.items() for match in pattern.finditer(text)]


def ballots(desk: Desk) -> list[Ballot]:
    """Every matter of a filing whose votes it gives in two ways or more."""
    return [*_told(desk), *_tabled(desk)]


def _told(desk: Desk) -> list[Ballot]:
    """The votes that sentences give."""
    text = desk.shelf.filing(desk.filing).text
    said: dict[tuple[int, int], dict[str, Fact]] = defaultdict(dict)
    for fact in desk.shelf.facts(desk.filing):
        way = way_told(fact) if fact.origin == "prose" and fact.sentence is not None else ""
        if way and fact.sentence is not None:
            said[fact.sentence.start, fact.sentence.end].setdefault(way, fact)
    found = []
    for (start, end), counts in said.items():
        if len(counts) > 1:
            title = " ".join(next(iter(counts.values())).section[-1:])
            words = frozenset(all_stems(f"{title} {text[start:end]}"))
            found.append(Ballot(title, _number(title), words, frozenset(), counts))
    return found


def _tabled(desk: Desk) -> list[Ballot]:
    """The votes that rows of tables give: of a table of several rows, each is known by its own label."""
    rows: dict[tuple[int, int], dict[str, Fact]] = defaultdict(dict)
    for fact in desk.shelf.facts(desk.filing):
        counted = fact.origin == "table" and fact.unit in {SHARES, COUNT}
        way = (span_of_column(fact.column) or way_of_column(fact.column)) if counted else ""
        if way and fact.table is not None and fact.row_index is not None:
            rows[fact.table, fact.row_index].setdefault(way, fact)
    many = Counter(table for table, _ in rows)
    found = []
    for (table, _), counts in rows.items():
        first = next(iter(counts.values()))
        if len(counts) > 1:
            title = " ".join(first.section[-1:])
            own = frozenset(all_stems(first.label)) if many[table] > 1 else frozenset()
            words = own or frozenset(all_stems(f"{first.label} {title} {_announced(desk, first)}"))
            named = first.label if way_of_column(first.label) == "" else ""
            found.append(Ballot(named or title, "" if own else _number(title), words, own, counts))
    return found


def _announced(desk: Desk, fact: Fact) -> str:
    """The sentence before a table's figure, which says what was voted on."""
    told = told_by(desk.shelf, desk.filing).sentences
    before = bisect_left(told, fact.span.start, key=lambda sentence: sentence.span.start)
    return told[before - 1].text if before else ""


def _number(title: str) -> str:
    found = _NUMBERED.search(title)
    return found["n"] if found else ""


def _matter(desk: Desk, text: str, every: Sequence[Ballot]) -> Ballot | None:
    """The one matter that a question is about; None where two are, or some word of it is of neither the matter nor the vote."""
    filed = desk.record.filed or desk.record.period_end
    if any(filed is None or int(year) != filed.year for year in re.findall(r"\b(?:19|20)\d\d\b", text)):
        return None
    number = _number(text)
    wanted = _wanted(desk, text)
    if not wanted and not number and len(every) > 1:
        return _spoken_of(desk, every)
    fits: list[tuple[int, int]] = []
    for place, one in enumerate(every):
        if (one.own and not one.own & wanted) or (number and one.number != number):
            continue
        if wanted <= one.words and (wanted or number or len(every) == 1):
            fits.append((len(wanted & one.own), place))
    best = [place for score, place in fits if score == max(fits)[0]]
    return every[best[0]] if len(best) == 1 else None


def _spoken_of(desk: Desk, every: Sequence[Ballot]) -> Ballot | None:
    """The matter of the last answer's counts, where a question names none of its own ("and how many abstained?")."""
    given = {leaf.fact.id for program in desk.reading.earlier[:1] for leaf in program.leaves if leaf.fact is not None}
    same = [ballot for ballot in every if given & {fact.id for fact in ballot.counts.values()}]
    return same[0] if len(same) == 1 else None


def _wanted(desk: Desk, text: str) -> frozenset[str]:
    """The stems by which a question names a matter."""
    text = _NUMBERED.sub(" ", _LEFT_OUT.sub(" ", text))
    for name in sorted(names_of(desk.record), key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(name)}(?:['’]s)?(?!\w)", " ", text, flags=re.IGNORECASE)
    for pattern in _WAYS.values():
        text = pattern.sub(" ", text)
    for pattern, called in _CALLED:
        text = pattern.sub(called, text)
    stems = (word for word in all_stems(re.sub(r"\b(?:19|20)\d\d\b", " ", text)) if len(word) > 1)
    return frozenset(_MEANS.get(word, word) for word in stems if word not in _ASKING and word != "percent")


def _program(desk: Desk, ballot: Ballot, asked: Sequence[tuple[int, str]], text: str) -> tuple[Program, ...] | None:
    """What is asked of a matter's counts; None where it lacks one, or what is asked is not plain."""
    ways = list(dict.fromkeys(way for _, way in asked))
    counts = ballot.counts
    contrary = next((way for way in ("against", "withheld") if way in counts), "")
    if _PERCENT.search(text):
        return _share(desk, ballot, ways, contrary)
    if _RATIO.search(text) and len(ways) == 2:
        first, second = ways if not _RATIO.search(text)[0].lower().startswith("for ") else reversed(ways)  # type: ignore[index]
        return (_combined(desk, ballot, Operation.DIVIDE, (first, second)),)
    if _MARGIN.search(text):
        pair = (
            tuple(ways)
            if len(ways) == 2
            else ("for", contrary)
            if re.search(r"\bmargin\b", text, re.IGNORECASE)
            else ()
        )
        fits = len(pair) == 2 and all(way in counts for way in pair)
        return (_combined(desk, ballot, Operation.SUBTRACT, pair),) if fits else None
    if _TOTAL.search(text) and len(ways) != 1:
        return (_combined(desk, ballot, Operation.ADD, tuple(ways or _cast(counts))),)
    if _TOTAL.search(text) and ways in (["abstaining"], ["broker non-votes"]):
        return (_combined(desk, ballot, Operation.ADD, (*_cast(counts), *ways)),)
    return tuple(_combined(desk, ballot, Operation.ADD, (way,)) for way in ways)


def _cast(counts: dict[str, Fact]) -> tuple[str, ...]:
    """The ways that count as votes cast: what abstains or is not voted does not."""
    return tuple(way for way in ("for", "against", "withheld") if way in counts)


def _share(desk: Desk, ballot: Ballot, ways: Sequence[str], contrary: str) -> tuple[Program, ...] | None:
    """The share of the votes that one way has, of those named beside it or else of the votes cast."""
    part = "for" if "for" in ways or not ways else ways[0]
    whole = tuple(ways) if len(ways) > 1 else tuple(dict.fromkeys((*_cast(ballot.counts), part)))
    if part not in ballot.counts or not contrary or len({ballot.counts[way].unit for way in whole}) > 1:
        return None
    draft = Draft()
    label = f"Share of votes {part} in those {_and(whole)}: {ballot.name}".removesuffix(": ")
    total = draft.step(Operation.ADD, tuple(draft.fact(ballot.counts[way]) for way in whole), f"Votes {_and(whole)}")
    result = draft.step(Operation.SHARE, (draft.fact(ballot.counts[part]), total))
    return (draft.program(result, label, decimals=desk.reading.decimals),)


def _and(ways: Sequence[str]) -> str:
    return f"{', '.join(ways[:-1])} and {ways[-1]}" if len(ways) > 1 else ways[0]


_JOINED = {Operation.ADD: " plus ", Operation.SUBTRACT: " less ", Operation.DIVIDE: " divided by "}


def _combined(desk: Desk, ballot: Ballot, operation: Operation, ways: Sequence[str]) -> Program:
    draft = Draft()
    names = tuple(draft.fact(ballot.counts[way]) for way in ways)
    result = draft.step(operation, names) if len(names) > 1 else names[0]
    if len(names) == 1:
        fact = ballot.counts[ways[0]]
        named = desk.index.by_fact[fact.id].name
        label = f"{fact.label} ({ballot.name})" if fact.origin == "prose" else named or f"Votes {ways[0]}"
        return draft.program(result, label, scale=desk.reading.scale, decimals=desk.reading.decimals)
    label = f"Votes {_JOINED[operation].join(ways)}{f' ({ballot.name})' if ballot.name else ''}"
    return draft.program(result, label, scale=desk.reading.scale, decimals=desk.reading.decimals)
