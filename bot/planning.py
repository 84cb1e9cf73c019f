"""Plans a question: as it stands, and where it is refused, in every other way it can faithfully be read.

In order: its questions one by one where it asks several; with its slips put right; without the circumstances it is told
with; clause by clause; in plainer words; and last, by what the filing says in other words than the question.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from bot.across import plan_across
from bot.conversation import Conversation, context_of, read_turn
from bot.followups import Turn
from bot.matching import SeriesIndex, series_index
from bot.numbers.execute import execute
from bot.numbers.outcome import Refused
from bot.parted import Part, asks_for_words, in_clauses, in_sequence, questions_in
from bot.plan import Plan
from bot.planner import make_plan, plan_by_meaning
from bot.planner.someone import answers_of_someone_else
from bot.question import Reading
from bot.question.bare import FindPeriods, bare_question
from bot.question.everyday import in_filing_words
from bot.question.peeled import peeled
from bot.question.reading import Kind
from bot.reread import READ_AGAIN, Rewording, asks_for_text, line_meant, may_read_again, rewordings
from bot.restated import with_restatements
from bot.spelling import respelled
from bot.wording import plainly
from index.period import find_periods
from index.retriever import FilingRetriever
from index.search import Library
from index.shelf import Hit, Shelf


@dataclass(frozen=True, slots=True)
class Asking:
    """A question, what was said before it, and the filings it is asked of, the likeliest first.

    filing: the one it was explicitly asked of; "" for none.
    """

    question: str
    conversation: Conversation
    shelf: Shelf
    filings: tuple[str, ...]
    filing: str = ""


@dataclass(frozen=True, slots=True)
class Planned:
    """How a question was read, what was found for it, and the plan that answers it."""

    reading: Reading
    plan: Plan
    hits: tuple[Hit, ...]

    def assuming(self, said: tuple[str, ...]) -> Planned:
        """The same, saying how the question was read."""
        return replace(self, plan=replace(self.plan, assumptions=(*self.plan.assumptions, *said)))


class Planning:
    """Plans questions over an index. passages: how many are found for a question. Safe to use from many threads."""

    def __init__(self, library: Library, passages: int) -> None:
        self._library = library
        self._passages = passages

    def found(self, reading: Reading, shelf: Shelf, filings: tuple[str, ...]) -> tuple[Hit, ...]:
        """The passages nearest to a question."""
        retriever = FilingRetriever(shelf=shelf, filings=filings, limit=self._passages)
        return tuple(document.metadata["hit"] for document in retriever.invoke(reading.text))

    def similar(self, question: str, texts: Sequence[str]) -> Sequence[float]:
        """How near each text is to a question, -1 to 1."""
        return self._library.similar(question, texts)

    def asks_for_text(self, reading: Reading, shelf: Shelf, filings: tuple[str, ...]) -> bool:
        """Whether a question wants words for an answer, and no figure."""
        return asks_for_text(reading.text, context_of(shelf, filings), self._library.reader())

    def _wants_words(self, reading: Reading, shelf: Shelf, filings: tuple[str, ...]) -> bool:
        return reading.kind is Kind.PROSE or self.asks_for_text(reading, shelf, filings)

    def plan(self, asking: Asking, reading: Reading, hits: tuple[Hit, ...]) -> Planned:
        """The plan of a question, read as it stands if that answers it, and otherwise if that does."""
        shelf, filings = asking.shelf, asking.filings
        across = None if asking.filing else plan_across(asking.question, shelf, filings, self.similar, hits)
        several = self._in_sequence(asking) if across is None and filings else None
        reading, plan = across or several or (reading, make_plan(reading, shelf, filings, self.similar, hits))
        planned = Planned(reading, plan, hits)
        if may_read_again(planned.plan) and filings:
            planned = self._of_filer(asking, reading, self._otherwise(asking, hits)) or planned
        if may_read_again(planned.plan) and filings and self._wants_words(planned.reading, shelf, filings):
            by_meaning = plan_by_meaning(planned.reading, shelf, filings[0], self._library.alike, planned.hits)
            planned = self._of_filer(asking, reading, replace(planned, plan=by_meaning or planned.plan)) or planned
        return replace(planned, plan=with_restatements(planned.plan, shelf, keep=bool(asking.filing)))

    def worded(self, other: Rewording, asking: Asking, hits: tuple[Hit, ...]) -> Planned | None:
        """The plan of a question in other words, which the answer will give; None where it is not answered so either."""
        shelf, filings = asking.shelf, asking.filings
        reading = read_turn(other.text, asking.conversation, shelf, filings)
        found = self.found(reading, shelf, filings) if other.in_words else hits
        plan = make_plan(reading, shelf, filings, self.similar, found, figures_only=not other.in_words)
        if not other.answered_by(plan, shelf) or isinstance(execute(plan), Refused):
            return None
        if answers_of_someone_else(asking.question, plan, shelf, shelf.filing(filings[0]).record):
            return None
        plan = replace(plan, confidence=plan.confidence * READ_AGAIN)
        return Planned(reading, plan, found).assuming((other.assumption(),))

    def _of_filer(self, asking: Asking, reading: Reading, planned: Planned | None) -> Planned | None:
        """The plan, unless the question is of someone else: no other wording of it may leave out of whom."""
        filer = asking.shelf.filing(asking.filings[0]).record
        said = f"{asking.question}\n{reading.text}"
        of_another = planned is not None and answers_of_someone_else(said, planned.plan, asking.shelf, filer)
        return None if of_another else planned

    def _otherwise(self, asking: Asking, hits: tuple[Hit, ...]) -> Planned | None:
        """The plan of a refused question with its slips put right, without what it is told with, clause by clause, or in
        plainer words, whichever is answered first; None where none is.
        """
        text, said = self._respelled(asking)
        whole = replace(asking, question=text or asking.question)
        bare = bare_question(self._in_filing_words(whole), self._finder(whole))
        for version in (text, bare):
            part = self._plan_one(whole, version, ()) if version else None
            if part is not None and not may_read_again(part.plan):
                return Planned(part.reading, part.plan, hits).assuming(said)
        for asked in (whole, replace(whole, question=bare)) if bare else (whole,):
            found = self._in_clauses(asked, hits) or self._read_again(asked, hits)
            if found is not None:
                return found.assuming(said)
        return None

    def _respelled(self, asking: Asking) -> tuple[str, tuple[str, ...]]:
        """The question with misspelt words put right, and what to say of it; "" where there are none."""
        shelf, filing = asking.shelf, asking.filings[0]
        reader = self._library.reader()
        whole = reader.count("the")
        printed = series_index(shelf, filing).printed
        found = respelled(
            plainly(asking.question), shelf.filing(filing).text, printed, lambda word: reader.count(word) <= whole
        )
        return (found.text, found.assumptions()) if found is not None else ("", ())

    def _in_filing_words(self, asking: Asking) -> str:
        context = context_of(asking.shelf, asking.filings)
        return in_filing_words(plainly(asking.question), context.calendar, context.reported)

    def _finder(self, asking: Asking) -> FindPeriods:
        context = context_of(asking.shelf, asking.filings)
        return partial(find_periods, calendar=context.calendar, reported=context.reported)

    def _in_sequence(self, asking: Asking) -> tuple[Reading, Plan] | None:
        """The plan of a message that asks several questions in a row; None for one of another kind."""
        questions = questions_in(plainly(asking.question))
        return in_sequence(questions, partial(self._plan_one, asking)) if len(questions) > 1 else None

    def _in_clauses(self, asking: Asking, hits: tuple[Hit, ...]) -> Planned | None:
        """The plan of a question that was refused, where its clauses are answered each by itself."""
        text = peeled(self._in_filing_words(asking))
        found = in_clauses(text, partial(self._plan_one, asking, a_clause=True), self._finder(asking))
        return Planned(*found, hits) if found is not None else None

    def _plan_one(self, asking: Asking, text: str, before: Sequence[Turn], *, a_clause: bool = False) -> Part:
        """One question of a message that asks several, read after those before it and planned."""
        shelf, filings = asking.shelf, asking.filings
        reading = read_turn(text, asking.conversation, shelf, filings, before)
        figures_only = a_clause and not asks_for_words(text)
        hits = () if figures_only else self.found(reading, shelf, filings)
        plan = make_plan(reading, shelf, filings, self.similar, hits, figures_only=figures_only)
        return Part(text, reading, plan)

    def _read_again(self, asking: Asking, hits: tuple[Hit, ...]) -> Planned | None:
        """The plan of the first plainer wording of a refused question that is answered; None where none is."""
        index = series_index(asking.shelf, asking.filings[0])
        context, reader = context_of(asking.shelf, asking.filings), self._library.reader()
        for other in rewordings(asking.question, context, reader, index.words, partial(self._line_meant, index)):
            found = self.worded(other, asking, hits)
            if found is not None:
                return found
        return None

    def _line_meant(self, index: SeriesIndex, phrase: str) -> str:
        """The line of the filing that a phrase means."""
        reader = self._library.reader()
        lines = index.plain_labels
        if not lines:
            return ""
        vectors = self._library.vectors(lines, reader.card.key)
        return line_meant(phrase, lines, vectors, reader, index.words)
