"""Which lines of a filing a phrase may mean: facts gathered into series, and scored against the phrase's words.

A series is one line of a filing as a reader sees it: a row of a table under one kind of column (its facts differ in
period only), or a metric that prose states.
"""

from __future__ import annotations

import math
from collections import Counter, OrderedDict, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from copy import copy
from dataclasses import dataclass, replace
from functools import cached_property
from threading import Lock
from typing import NamedTuple

from bot.announced import announced
from bot.initials import initials_of
from bot.kept import Kept
from bot.lexicon import LIGHT_STEMS, QUALIFIER_STEMS, all_stems, same_groups, stems, wordings, words
from bot.lines import lines_of
from bot.series import Series, of_table, series_of
from bot.statements import prose_beside, statement_of, stubs_of
from index.facts import Fact
from index.quantity import PERCENT
from index.shelf import Shelf

Similar = Callable[[str, Sequence[str]], Sequence[float]]

# A figure of a column that the question says nothing of is less likely meant than one of no such column.
_OF_COLUMN = 0.9


@dataclass(frozen=True, slots=True)
class Match:
    """A series and how well a phrase fits it (0 to 1).

    covered: the share of the phrase's weight that was found; own: in the line itself. precise: of the label's, asked for. strange: the phrase has a word
    that no line of the filing, nor what stands around one, has. headed: the phrase's last telling word is in the line.
    """

    series: Series
    score: float
    covered: float
    precise: float
    own: float = 1.0
    strange: bool = False
    headed: bool = True


PLAIN_LABELS = 300
"""Names of lines that are compared with a phrase by what they mean: a second's work when first asked of a filing."""


class SeriesIndex:
    """The series of one filing, ready to be matched. Build once for a filing and generation; see `series_index`."""

    def __init__(
        self,
        filing: str,
        facts: Iterable[Fact],
        captions: Mapping[int, str],
        sentence: Callable[[Fact], str],
        beside: Mapping[int, str] | None = None,
        titles: Mapping[int, str] | None = None,
    ):
        groups = lines_of(facts)
        self.filing = filing
        beside, titles = beside or {}, titles or {}
        self.series = tuple(
            series_of(
                key,
                tuple(members),
                of_table(captions, members[0]),
                sentence,
                of_table(beside, members[0]),
                of_table(titles, members[0]),
            )
            for key, members in groups.items()
        )
        self._postings: dict[str, list[int]] = defaultdict(list)
        spread: Counter[str] = Counter()
        for number, line in enumerate(self.series):
            strong = set(line.words) | set(line.entity) | line.heads
            for word in strong:
                self._postings[word].append(number)
            if line.bare:
                for word in (line.beside | line.context | line.titled) - strong:
                    self._postings[word].append(number)
            spread.update(strong | line.context | line.titled)
        total = max(1, len(self.series))
        self.words: frozenset[str] = frozenset().union(*(line.all_words for line in self.series))
        self.labels = tuple(dict.fromkeys(line.label for line in self.series if line.label))
        self.printed = frozenset(
            word for line in self.series for text in (line.label, line.entity_text) for word in words(text)
        )
        self._weight = {word: 0.4 + math.log(1 + total / count) for word, count in spread.items()}
        self._unknown = 0.4 + math.log(1 + total)
        self._tells = {word: self._weigh(word) for word in self._weight}
        self._told = tuple(self._told_by(line) for line in self.series)
        self.by_fact: dict[str, Series] = {fact.id: line for line in self.series for fact in line.facts}
        self.by_table: dict[int, list[Series]] = defaultdict(list)
        for line in self.series:
            table = line.facts[0].table
            if table is not None and line.origin != "prose":
                self.by_table[table].append(line)
        self.by_label: dict[str, list[Series]] = defaultdict(list)
        for line in self.series:
            self.by_label[line.label.lower()].append(line)
        columns: dict[str, set[str]] = defaultdict(set)
        for line in self.series:
            if line.entity and line.origin != "prose":
                columns[line.label.lower()].update(line.entity)
        self._columns = {label: frozenset(found) for label, found in columns.items()}
        self.statement = {
            table: kind
            for table, lines in self.by_table.items()
            if (kind := statement_of([line.label for line in lines]))
        }
        self._initials = initials_of(line.label for line in self.series)
        self._phrases: OrderedDict[tuple[object, ...], tuple[Match, ...]] = OrderedDict()
        self._lock = Lock()

    def with_more(self, more: Mapping[int, Sequence[Fact]]) -> SeriesIndex:
        """These lines, some with facts of other filings too, by the line's place in `series`."""
        other = copy(self)
        other.series = tuple(
            replace(line, facts=(*line.facts, *more[number])) if number in more else line
            for number, line in enumerate(self.series)
        )
        other.by_fact = {fact.id: line for line in other.series for fact in line.facts}
        vars(other).update(_phrases=OrderedDict(), _lock=Lock())  # what was matched with the lines as they were
        return other

    @cached_property
    def plain_labels(self) -> tuple[str, ...]:
        """Names of lines that people ask for in words of their own: all of a short filing, of a long one those of its
        balance sheets, statements of income and of cash flows, as far as they are not too many either.
        """
        if len(self.labels) <= PLAIN_LABELS:
            return self.labels
        stated = (line.label for table in self.statement for line in self.by_table[table])
        return tuple(dict.fromkeys(label for label in stated if label))[:PLAIN_LABELS]

    def columns_of(self, label: str) -> frozenset[str]:
        """The stems of the heads of all the columns that rows of a label have, in any table."""
        return self._columns.get(label.lower(), frozenset())

    def weight(self, word: str) -> float:
        """How much a stem tells: rare ones more, light ones less, unknown ones most."""
        known = self._tells.get(word)
        return self._weigh(word) if known is None else known

    def _weigh(self, word: str) -> float:
        if word in _SOFT and word not in self._postings:
            return 0.25
        found = self._weight.get(word, self._unknown)
        return found * 0.35 if word in LIGHT_STEMS else found

    def known(self, word: str) -> bool:
        return word in self._weight

    def corrected(self, phrase: tuple[str, ...]) -> tuple[str, ...]:
        """The phrase with misspelt words put right, where a word of the filing is near and the word itself is not in it.

        Two to four letters that the filing does not have are the words of a line that begin with them, where one has.
        """
        return tuple(part for word in phrase for part in self._spelled_out(word) or (self._corrected(word),))

    def _spelled_out(self, word: str) -> tuple[str, ...] | None:
        if not (2 <= len(word) <= 4 and word.isalpha()) or word in self._weight or word in _COMMON():
            return None
        return self._initials.get(word)

    def _corrected(self, word: str) -> str:
        if word in self._weight or len(word) < 5 or any(letter.isdigit() for letter in word) or word in _COMMON():
            return word
        from rapidfuzz import fuzz, process

        found = process.extractOne(word, list(self._weight) + list(_COMMON()), scorer=fuzz.ratio, score_cutoff=82)
        return str(found[0]) if found else word

    def match(self, phrase: str, limit: int = 40) -> tuple[Match, ...]:
        """The series that the phrase may mean, best first."""
        wanted = stems(phrase)
        if not wanted:
            return ()
        key = (wanted, limit)
        with self._lock:
            if key in self._phrases:
                self._phrases.move_to_end(key)
                return self._phrases[key]
        found = self._match(self.corrected(wanted), limit)
        printed = stems(self._as_printed(phrase))
        if printed != wanted:
            best = {match.series.key: match for match in found}
            for match in self._match(printed, limit):
                if match.series.key not in best or match.score > best[match.series.key].score:
                    best[match.series.key] = match
            found = tuple(sorted(best.values(), key=lambda match: -match.score)[:limit])
        with self._lock:
            self._phrases[key] = found
            if len(self._phrases) > 512:
                self._phrases.popitem(last=False)
        return found

    def _as_printed(self, phrase: str) -> str:
        """The phrase with words run together, or with the mark of a note at their end, where a line prints them so."""
        said = words(phrase)
        found: list[str] = []
        at = 0
        while at < len(said):
            pair = "".join(said[at : at + 2])
            if at + 1 < len(said) and pair in self.printed:
                found.append(pair)
                at += 2
                continue
            marked = next((f"{said[at]}{mark}" for mark in "123456" if f"{said[at]}{mark}" in self.printed), "")
            found.append(marked if marked and said[at] not in self.printed else said[at])
            at += 1
        return " ".join(found)

    def _match(self, wanted: tuple[str, ...], limit: int) -> tuple[Match, ...]:
        best: dict[int, _Fit] = {}
        for variant, discount, put_in in wordings(wanted):
            weights = {word: self.weight(word) for word in variant}
            total = sum(weights.values()) or 1.0
            asked = _Wording(variant, weights, total, discount, frozenset(weights), "rate" in weights)
            for number in self._candidates(variant):
                line = self.series[number]
                if put_in and not put_in - (_PERCENT if line.unit == PERCENT else _NONE) <= line.all_words:
                    continue
                fit = self._score(number, line, asked)
                if number not in best or fit.score > best[number].score:
                    best[number] = fit
        likeliest = sorted(best.items(), key=lambda found: -found[1].score)[:limit]
        return tuple(self._match_of(self.series[number], fit) for number, fit in likeliest)

    def _candidates(self, variant: tuple[str, ...]) -> set[int]:
        found: set[int] = set()
        for word in variant:
            postings = self._postings.get(word, ())
            if len(postings) < 3000 or not found:
                found.update(postings)
        return found

    def _told_by(self, line: Series) -> _Told:
        words, entity = frozenset(line.words), frozenset(line.entity)
        return _Told(words, entity, line.core, self._all_tell(line.core), self._all_tell(entity))

    def _all_tell(self, words: Set[str]) -> tuple[tuple[str, float], ...]:
        return tuple((word, self.weight(word)) for word in words)

    def _score(self, number: int, line: Series, asked: _Wording) -> _Fit:
        weights, said = asked.weights, asked.said
        words, entity, core, core_tells, entity_tells = self._told[number]
        if line.alias and line.alias in weights and core.isdisjoint(said):
            core = frozenset({line.alias})
            core_tells = self._all_tell(core)
        if asked.of_rate and core >= _WEIGHTED:
            core = core - _WEIGHTED | (core & said)  # how a rate of several things is given, and no other rate
            core_tells = self._all_tell(core)
        of_column = said - words | said & _COUNTED  # what the row says of itself is not said of the column
        got = own = 0.0
        for word, weight in weights.items():
            if word in words:
                got += weight
                own += weight
            elif word in entity:
                got += weight * 0.97
                own += weight
            elif word in line.heads:
                got += weight * 0.9
                own += weight
            elif word == "percent" and line.unit == PERCENT:
                got += weight * 0.95
            elif word in line.titled:
                got += weight * (0.9 if line.bare else 0.75)
            elif word in line.context:
                got += weight * (0.85 if line.bare else 0.75 if line.origin == "prose" else 0.6)
            elif word in line.beside:
                got += weight * (0.85 if line.bare else 0.6)
        covered = got / asked.total
        have = sum([tells for _, tells in core_tells])
        precise = sum([tells for word, tells in core_tells if word in said]) / have if have else 0.0
        if entity:
            # What a balance brought forward is of, its column alone says.
            owned = sum([tells for _, tells in entity_tells])
            named = sum([tells for word, tells in entity_tells if word in of_column]) / owned
            precise = 0.8 * precise + 0.2 * named if have and not line.bare else named
        whole = 1.0 if asked.variant == line.words else 0.0
        score = asked.discount * covered * (0.62 + 0.32 * precise + 0.06 * whole)
        if entity and "total" not in entity and entity.isdisjoint(of_column):
            score *= _OF_COLUMN
        unsaid = len((core & QUALIFIER_STEMS) - said)
        score *= max(0.55, 0.82**unsaid)
        if line.totals and not (line.totals <= said):
            score *= 0.62
        if line.origin == "prose":
            score *= 0.95
        return _Fit(asked, score, covered * asked.discount, precise, own / asked.total)

    def _match_of(self, line: Series, fit: _Fit) -> Match:
        """What a line's fit says besides: only of the likeliest, for it takes longer than the fit itself."""
        variant, weights = fit.asked.variant, fit.asked.weights
        strange = any(
            word not in self._weight and word not in _SOFT and word not in LIGHT_STEMS and word not in line.beside
            for word in weights
        )
        said_by_unit = _PERCENT if line.unit == PERCENT else _NONE
        telling = [word for word in variant if word not in LIGHT_STEMS | _SOFT | said_by_unit]
        around = (line.words, line.entity, line.heads, line.titled, line.context, line.beside)
        headed = not telling or line.bare or any(telling[-1] in part for part in around)
        return Match(line, fit.score, fit.covered, fit.precise, fit.own, strange, headed)


@dataclass(frozen=True, slots=True)
class _Wording:
    """A phrase in one wording: its stems, how much each of them tells (`total` together), and what the wording counts."""

    variant: tuple[str, ...]
    weights: dict[str, float]
    total: float
    discount: float
    said: frozenset[str]
    of_rate: bool


class _Told(NamedTuple):
    """A line's stems, its columns' and its core's, and how much each of the latter two's tells."""

    words: frozenset[str]
    entity: frozenset[str]
    core: frozenset[str]
    core_tells: tuple[tuple[str, float], ...]
    entity_tells: tuple[tuple[str, float], ...]


class _Fit(NamedTuple):
    """How well a line fits a wording: as of Match."""

    asked: _Wording
    score: float
    covered: float
    precise: float
    own: float


_NONE: frozenset[str] = frozenset()
_PERCENT = frozenset({"percent"})


def _COMMON() -> frozenset[str]:  # noqa: N802
    return frozenset(word for group in same_groups() for member in group for word in member)


_KEPT: Kept[SeriesIndex] = Kept(48)


def series_index(shelf: Shelf, filing_id: str) -> SeriesIndex:
    """The series of a filing on the shelf, built once for a generation and kept (of the 48 filings used last)."""
    return _KEPT.of(shelf, filing_id, lambda: _built(shelf, filing_id))


def _built(shelf: Shelf, filing_id: str) -> SeriesIndex:
    filing = shelf.filing(filing_id)
    stubs = stubs_of(filing)
    captions = {table.number: f"{table.caption} {stubs[table.number]}" for table in filing.tables}

    def sentence(fact: Fact) -> str:
        return fact.sentence.of(filing.text) if fact.sentence is not None else ""

    return SeriesIndex(filing_id, shelf.facts(filing_id), captions, sentence, prose_beside(filing), announced(filing))


_WEIGHTED = frozenset(all_stems("weighted average"))
# A column of shares is asked for by the word, though the row says it too ("Shares repurchased").
_COUNTED = frozenset(all_stems("shares units"))
# Words for the measure of a thing, which filings seldom print with its name.
_SOFT = frozenset(
    all_stems("price value performance payment return size level balance figure sales expense cost charge position")
)
