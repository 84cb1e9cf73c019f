"""The retrieval chain as a graph: read -> retrieve -> plan -> compute -> write -> check.

One LangGraph graph, so that models, tracing, streaming and the checkpointer that keeps conversations are the ecosystem's
own. Only the conversation is checkpointed; what a step hands to the next lives for one question.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any, TypedDict
from uuid import uuid4

from langgraph.channels import UntrackedValue
from langgraph.graph import END, START, StateGraph

from bot.across import plan_across
from bot.answer import Answer
from bot.check import check
from bot.checkpoints import open_keeper
from bot.confidence import DOUBT, DOUBTFUL, answer_kind, load_curves
from bot.conversation import Conversation, context_of, read_turn, remember
from bot.followups import Turn
from bot.matching import series_index
from bot.model.choosing import may_choose, plan_by_choice
from bot.model.client import Budget
from bot.model.counsel import Counsel, failure_note, open_counsel, spent
from bot.numbers.execute import execute
from bot.numbers.outcome import Outcome, Refused
from bot.parted import Part, asks_for_words, in_clauses, in_sequence, questions_in
from bot.plan import Plan
from bot.planner import make_plan, plan_by_meaning, route
from bot.question import Reading
from bot.question.bare import FindPeriods, bare_question
from bot.question.everyday import in_filing_words
from bot.question.peeled import peeled
from bot.reread import READ_AGAIN, Rewording, as_worded, asks_for_text, may_read_again, rewordings
from bot.restated import with_restatements
from bot.settings import Settings
from bot.spelling import respelled
from bot.wording import plainly
from bot.writer import withhold, write
from index.period import find_periods
from index.retriever import FilingRetriever
from index.search import open_shelf
from index.shelf import Hit, Shelf, find_filing

if TYPE_CHECKING:
    from langchain_core.runnables import RunnableConfig


LINES_OFFERED = 24
"""Names of a filing's lines, the nearest to a question, that a model is shown to put the question in their words."""


class State(TypedDict, total=False):
    """What flows through the graph. Only `conversation` is kept between questions."""

    conversation: dict[str, Any]
    question: Annotated[str, UntrackedValue]
    turn: Annotated[str, UntrackedValue]
    filing: Annotated[str, UntrackedValue]
    shelf: Annotated[Shelf, UntrackedValue]
    filings: Annotated[tuple[str, ...], UntrackedValue]
    reading: Annotated[Reading, UntrackedValue]
    hits: Annotated[tuple[Hit, ...], UntrackedValue]
    plan: Annotated[Plan, UntrackedValue]
    sure_plan: Annotated[Plan, UntrackedValue]
    outcome: Annotated[Outcome, UntrackedValue]
    budget: Annotated[Budget, UntrackedValue]
    trace: Annotated[tuple[str, ...], UntrackedValue]
    answer: Annotated[Answer, UntrackedValue]


@dataclass(frozen=True, slots=True)
class Progress:
    """A step of the chain has finished. `answer` is set by the last, and only then is there anything to show."""

    step: str
    answer: Answer | None = None


class Chain:
    """Answers questions over the index. Safe to use from many threads; conversations are kept by `thread`."""

    def __init__(self, settings: Settings, counsel: Counsel | None = None) -> None:
        self.settings = settings
        self._library = open_shelf(
            settings.home,
            embedding_model=settings.embedding_model,
            chroma_url=settings.chroma_url,
            reranker=settings.reranker,
        )
        self._keeper = open_keeper(settings)
        self._counsel = counsel or open_counsel(settings)
        self._curves = load_curves(settings.calibration)
        self._graph = self._build()

    @property
    def shelf(self) -> Shelf:
        """The generation of the index that is current now."""
        return self._library.current()

    def ask(
        self, question: str, thread: str | None = None, filing: str | None = None, turn: str | None = None
    ) -> Answer:
        """Answer a question, in the conversation named by `thread` if one is, about `filing` (id or file name) if given.

        turn: names this asking, so that one that was cut short may be asked again and is one turn of the conversation.
        Raises UnknownFiling, IndexUnusable and SettingsError; whatever else happens is an Answer.
        """
        answer: Answer | None = None
        for progress in self.stream(question, thread, filing, turn):
            answer = progress.answer or answer
        assert answer is not None, "the last step of the chain answers"
        return answer

    def stream(
        self, question: str, thread: str | None = None, filing: str | None = None, turn: str | None = None
    ) -> Iterator[Progress]:
        """The same, step by step. No step carries words for a person before they have been checked."""
        began = time.perf_counter()
        shelf = self.shelf
        start: State = {"question": question.strip(), "shelf": shelf, "filing": "", "turn": turn or ""}
        if filing:
            start["filing"] = find_filing(shelf.filings(), filing).id
        config: RunnableConfig = {"configurable": {"thread_id": thread or f"once-{uuid4().hex}"}}
        steps = (
            self._graph.stream(start, config, stream_mode="updates", durability="exit")
            if thread
            else self._passing.stream(start, config, stream_mode="updates")
        )
        timing: dict[str, float] = {}
        last = began
        for update in steps:
            for step, change in update.items():
                now = time.perf_counter()
                timing[step] = round((now - last) * 1000, 2)
                last = now
                answer = change.get("answer") if step == "check" else None
                if answer is not None:
                    timing["total"] = round((now - began) * 1000, 2)
                    answer = replace(answer, timing_ms=dict(timing))
                yield Progress(step, answer)

    def forget(self, thread: str) -> None:
        """Delete a conversation."""
        self._keeper.forget(thread)

    def close(self) -> None:
        """Give back the files and connections that the chain holds."""
        self._keeper.close()
        self._library.close()

    def _build(self) -> Any:
        steps = [self._read, self._retrieve, self._plan, self._compute, self._write, self._check]
        if self._counsel is not None:
            steps.insert(3, self._consult)
            steps.insert(6, self._phrase)
        graph = StateGraph(State)
        before = START
        for step in steps:
            name = step.__name__.lstrip("_")
            graph.add_node(name, step)
            graph.add_edge(before, name)
            before = name
        graph.add_edge(before, END)
        self._passing = graph.compile()
        return graph.compile(checkpointer=self._keeper.saver)

    def _read(self, state: State) -> State:
        shelf, conversation = state["shelf"], _said_before(state)
        filings = route(state["question"], conversation, shelf, state["filing"] or None)
        return {"filings": filings, "reading": read_turn(state["question"], conversation, shelf, filings)}

    def _retrieve(self, state: State) -> State:
        return {"hits": self._found(state["reading"], state["shelf"], state["filings"])}

    def _found(self, reading: Reading, shelf: Shelf, filings: tuple[str, ...]) -> tuple[Hit, ...]:
        retriever = FilingRetriever(shelf=shelf, filings=filings, limit=self.settings.passages)
        return tuple(document.metadata["hit"] for document in retriever.invoke(reading.text))

    def _plan(self, state: State) -> State:
        shelf, filings, reading, hits = state["shelf"], state["filings"], state["reading"], state["hits"]
        across = None if state["filing"] else plan_across(state["question"], shelf, filings, self._similar, hits)
        several = self._in_sequence(state) if across is None and filings else None
        reading, plan = across or several or (reading, make_plan(reading, shelf, filings, self._similar, hits))
        if may_read_again(plan) and filings:
            reading, plan, hits = self._otherwise(state, reading, plan)
        if may_read_again(plan) and filings:
            plan = self._by_meaning(reading, shelf, filings, hits) or plan
        plan = with_restatements(plan, shelf, keep=bool(state["filing"]))
        return {"reading": reading, "hits": hits, "plan": plan, "sure_plan": plan, "trace": ()}

    def _otherwise(self, state: State, reading: Reading, plan: Plan) -> tuple[Reading, Plan, tuple[Hit, ...]]:
        """The plan of a refused question with its slips put right, without what it is told with, clause by clause, or in
        plainer words, whichever is answered first; the refusal where none is.
        """
        text, said = self._respelled(state)
        whole = _asking(state, text or state["question"])
        bare = self._bare(whole)
        for version in (text, bare):
            part = self._plan_one(whole, version, ()) if version else None
            if part is not None and not may_read_again(part.plan):
                return part.reading, _assuming(part.plan, said), state["hits"]
        ways = (self._in_clauses, self._read_again)
        for asked in (whole, _asking(whole, bare)) if bare else (whole,):
            for way in ways:
                found = way(asked)
                if found is not None:
                    return found[0], _assuming(found[1], said), found[2]
        return reading, plan, state["hits"]

    def _respelled(self, state: State) -> tuple[str, tuple[str, ...]]:
        """The question with misspelt words put right, and what to say of it; "" where there are none."""
        shelf, filing = state["shelf"], state["filings"][0]
        reader = self._library.reader()
        whole = reader.count("the")
        printed = series_index(shelf, filing).printed
        found = respelled(
            plainly(state["question"]), shelf.filing(filing).text, printed, lambda word: reader.count(word) <= whole
        )
        return (found.text, found.assumptions()) if found is not None else ("", ())

    def _bare(self, state: State) -> str:
        """The question without the circumstances it is told with; "" where it has none."""
        context = context_of(state["shelf"], state["filings"])
        text = in_filing_words(plainly(state["question"]), context.calendar, context.reported)
        return bare_question(text, self._finder(state))

    def _finder(self, state: State) -> FindPeriods:
        context = context_of(state["shelf"], state["filings"])
        return partial(find_periods, calendar=context.calendar, reported=context.reported)

    def _in_sequence(self, state: State) -> tuple[Reading, Plan] | None:
        """The plan of a message that asks several questions in a row; None for one of another kind."""
        questions = questions_in(plainly(state["question"]))
        return in_sequence(questions, partial(self._plan_one, state)) if len(questions) > 1 else None

    def _in_clauses(self, state: State) -> tuple[Reading, Plan, tuple[Hit, ...]] | None:
        """The plan of a question that was refused, where its clauses are answered each by itself."""
        context, find = context_of(state["shelf"], state["filings"]), self._finder(state)
        text = in_filing_words(plainly(state["question"]), context.calendar, context.reported)
        found = in_clauses(peeled(text), partial(self._plan_one, state, a_clause=True), find)
        return (*found, state["hits"]) if found is not None else None

    def _plan_one(self, state: State, text: str, before: Sequence[Turn], *, a_clause: bool = False) -> Part:
        """One question of a message that asks several, read after those before it and planned."""
        shelf, filings = state["shelf"], state["filings"]
        reading = read_turn(text, _said_before(state), shelf, filings, before)
        figures_only = a_clause and not asks_for_words(text)
        hits = () if figures_only else self._found(reading, shelf, filings)
        plan = make_plan(reading, shelf, filings, self._similar, hits, figures_only=figures_only)
        return Part(text, reading, plan)

    def _read_again(self, state: State) -> tuple[Reading, Plan, tuple[Hit, ...]] | None:
        """The plan of the first plainer wording of a refused question that is answered; None where none is."""
        shelf, filings = state["shelf"], state["filings"]
        used = series_index(shelf, filings[0]).words
        for other in rewordings(state["question"], context_of(shelf, filings), self._library.reader(), used):
            found = self._worded(other, state)
            if found is not None:
                return found
        return None

    def _by_meaning(
        self, reading: Reading, shelf: Shelf, filings: tuple[str, ...], hits: tuple[Hit, ...]
    ) -> Plan | None:
        """The plan of a refused question that asks for words, where the filing says in others what answers it."""
        if not self._asks_for_text(reading, shelf, filings):
            return None
        return plan_by_meaning(reading, shelf, filings[0], self._library.alike, hits)

    def _asks_for_text(self, reading: Reading, shelf: Shelf, filings: tuple[str, ...]) -> bool:
        return asks_for_text(reading.text, context_of(shelf, filings), self._library.reader())

    def _worded(self, other: Rewording, state: State) -> tuple[Reading, Plan, tuple[Hit, ...]] | None:
        """The plan of a question in other words, which the answer will give; None where it is not answered so either."""
        shelf, filings = state["shelf"], state["filings"]
        reading = read_turn(other.text, _said_before(state), shelf, filings)
        hits = self._found(reading, shelf, filings) if other.in_words else state["hits"]
        plan = make_plan(reading, shelf, filings, self._similar, hits, figures_only=not other.in_words)
        if not other.answered_by(plan, shelf) or isinstance(execute(plan), Refused):
            return None
        said = (*plan.assumptions, other.assumption())
        return reading, replace(plan, assumptions=said, confidence=plan.confidence * READ_AGAIN), hits

    def _consult(self, state: State) -> State:
        """Let the model plan where the plan leaves room, after completing a follow-up that could not be read."""
        assert self._counsel is not None, "the graph has this step only with a model"
        budget = self._counsel.budget()
        changed: State = {"budget": budget}
        shelf, filings, reading, plan = state["shelf"], state["filings"], state["reading"], state["plan"]
        if not filings:
            return changed
        trace: tuple[str, ...] = ()
        hits = state["hits"]
        conversation = _said_before(state)
        leans = bool(conversation.turns) and may_read_again(plan)
        if self._counsel.may("choose") and not leans and may_choose(plan, reading, self.settings.model_sure):
            chosen, trace = plan_by_choice(self._counsel, reading, shelf, filings[0], self._similar, hits, budget)
            if chosen is not None or not may_read_again(plan) or self._asks_for_text(reading, shelf, filings):
                return changed | {"plan": chosen or plan, "trace": trace}
        if leans and self._counsel.may("rewrite"):
            question, trace = self._counsel.rewrite(state["question"], conversation, budget)
            if question != state["question"]:
                reading = read_turn(question, Conversation(), shelf, filings)
                hits = self._found(reading, shelf, filings)
                plan = make_plan(reading, shelf, filings, self._similar, hits)
                changed |= {"reading": reading, "sure_plan": plan}
        elif may_read_again(plan) and self._counsel.may("reword"):
            other, reworded = self._reworded(state, budget)
            trace = (*trace, *reworded)
            found = self._worded(other, state) if other is not None else None
            if found is not None:
                reading, plan, hits = found
                return changed | {"reading": reading, "hits": hits, "plan": plan, "sure_plan": plan, "trace": trace}
        plan, asked = self._counsel.plan(plan, reading, shelf, filings[0], hits, budget)
        return changed | {"plan": plan, "trace": (*trace, *asked)}

    def _reworded(self, state: State, budget: Budget) -> tuple[Rewording | None, tuple[str, ...]]:
        """The model's wording of a question, where it says the same; and what to put in the trace."""
        assert self._counsel is not None, "the graph has this step only with a model"
        shelf, filings, question = state["shelf"], state["filings"], state["question"]
        index = series_index(shelf, filings[0])
        labels = tuple(dict.fromkeys(line.label for line in index.series if line.label))
        near = self._similar(question, labels)
        ranked = sorted(range(len(labels)), key=lambda number: -near[number])
        lines = tuple(labels[number] for number in ranked[:LINES_OFFERED])
        wording, trace = self._counsel.reword(question, lines, budget)
        if not wording:
            return None, trace
        other, odd = as_worded(
            question, wording, context_of(shelf, filings), self._library.reader(), lines, index.words
        )
        return other, (*trace, f"model rewording: turned down, it says {odd}") if other is None else trace

    def _compute(self, state: State) -> State:
        outcome = execute(state["plan"])
        if isinstance(outcome, Refused) and state["plan"] is not state["sure_plan"]:
            return {"plan": state["sure_plan"], "outcome": execute(state["sure_plan"])}
        return {"outcome": outcome}

    def _write(self, state: State) -> State:
        shelf, plan = state["shelf"], state["plan"]
        answer = write(state["question"], plan, state["outcome"], shelf)
        if plan is not state["sure_plan"] and check(answer, plan, shelf):
            plan = state["sure_plan"]
            outcome = execute(plan)
            answer = write(state["question"], plan, outcome, shelf)
            return {"answer": answer, "plan": plan, "outcome": outcome}
        return {"answer": answer}

    def _phrase(self, state: State) -> State:
        assert self._counsel is not None, "the graph has this step only with a model"
        answer, plan, budget = state["answer"], state["plan"], state["budget"]
        if plan.planner == "model":
            answer = replace(answer, model=self._counsel.client.name)
        answer, trace = self._counsel.phrase(answer, plan, state["shelf"], budget)
        trace = (*state["trace"], *trace)
        notes = (*answer.notes, *failure_note(trace))
        answer = replace(answer, notes=notes, trace=(*answer.trace, *trace))
        return {"answer": spent(answer, budget, self._counsel.client.name)}

    def _check(self, state: State) -> State:
        answer = state["answer"]
        problems = check(answer, state["plan"], state["shelf"])
        if problems:
            answer = withhold(answer.question, problems)
        elif answer.status == "answered":
            kind = answer_kind(answer.type, [figure.kind for figure in answer.figures])
            sure = self._curves.at(kind, answer.confidence)
            notes = (*answer.notes, DOUBT) if sure < DOUBTFUL and self._curves.points else answer.notes
            answer = replace(answer, confidence=sure, notes=notes)
        kept = remember(_said_before(state), state["reading"], state["plan"], answer, state["turn"], state["shelf"])
        return {"answer": answer, "conversation": kept.to_state()}

    def _similar(self, question: str, texts: Sequence[str]) -> Sequence[float]:
        return self._library.similar(question, texts)


def _asking(state: State, question: str) -> State:
    """The state with another wording of its question."""
    asked = state.copy()
    asked["question"] = question
    return asked


def _assuming(plan: Plan, said: tuple[str, ...]) -> Plan:
    """A plan that says how the question was read."""
    return replace(plan, assumptions=(*plan.assumptions, *said))


def _said_before(state: State) -> Conversation:
    """The conversation up to this question, which may be asked again."""
    return Conversation.from_state(state.get("conversation", {})).before(state["turn"])
