"""The retrieval chain as a graph: read -> retrieve -> plan -> compute -> write -> check.

One LangGraph graph, so that models, tracing, streaming and the checkpointer that keeps conversations are the ecosystem's
own. Only the conversation is checkpointed; what a step hands to the next lives for one question.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated, Any, TypedDict
from uuid import uuid4

from langgraph.channels import UntrackedValue
from langgraph.graph import END, START, StateGraph

from bot.answer import Answer
from bot.check import check
from bot.checkpoints import open_keeper
from bot.confidence import DOUBT, DOUBTFUL, answer_kind, load_curves
from bot.conversation import Conversation, context_of, read_turn, remember
from bot.matching import series_index
from bot.model.choosing import may_choose, plan_by_choice
from bot.model.client import Budget
from bot.model.counsel import Counsel, failure_note, open_counsel, spent
from bot.numbers.execute import execute
from bot.numbers.outcome import Outcome, Refused
from bot.plan import Plan
from bot.planner import make_plan, route
from bot.planning import Asking, Planning
from bot.question import Reading
from bot.reread import Rewording, as_worded, may_read_again
from bot.settings import Settings
from bot.writer import withhold, write
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
        self._planning = Planning(self._library, settings.passages)
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
        return {"hits": self._planning.found(state["reading"], state["shelf"], state["filings"])}

    def _plan(self, state: State) -> State:
        found = self._planning.plan(_asking(state), state["reading"], state["hits"])
        return {"reading": found.reading, "hits": found.hits, "plan": found.plan, "sure_plan": found.plan, "trace": ()}

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
        again = may_read_again(plan)
        leans = again and bool(conversation.turns)
        for_text = again and self._planning.asks_for_text(reading, shelf, filings)
        if again and not leans and self._counsel.may("choose") and may_choose(reading, for_text=for_text):
            chosen, trace = plan_by_choice(
                self._counsel, reading, shelf, filings[0], self._planning.similar, hits, budget
            )
            if chosen is not None or for_text:
                return changed | {"plan": chosen or plan, "trace": trace}
        if leans and self._counsel.may("rewrite"):
            question, trace = self._counsel.rewrite(state["question"], conversation, budget)
            if question != state["question"]:
                reading = read_turn(question, Conversation(), shelf, filings)
                hits = self._planning.found(reading, shelf, filings)
                plan = make_plan(reading, shelf, filings, self._planning.similar, hits)
                changed |= {"reading": reading, "sure_plan": plan}
        elif again and self._counsel.may("reword"):
            other, reworded = self._reworded(state, budget)
            trace = (*trace, *reworded)
            found = self._planning.worded(other, _asking(state), hits) if other is not None else None
            if found is not None:
                plan = found.plan
                known: State = {"reading": found.reading, "hits": found.hits, "plan": plan, "sure_plan": plan}
                return changed | known | {"trace": trace}
        plan, asked = self._counsel.plan(plan, reading, shelf, filings[0], hits, budget)
        return changed | {"plan": plan, "trace": (*trace, *asked)}

    def _reworded(self, state: State, budget: Budget) -> tuple[Rewording | None, tuple[str, ...]]:
        """The model's wording of a question, where it says the same; and what to put in the trace."""
        assert self._counsel is not None, "the graph has this step only with a model"
        shelf, filings, question = state["shelf"], state["filings"], state["question"]
        index = series_index(shelf, filings[0])
        near = self._planning.similar(question, index.labels)
        ranked = sorted(range(len(near)), key=lambda number: -near[number])
        lines = tuple(index.labels[number] for number in ranked[:LINES_OFFERED])
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


def _asking(state: State) -> Asking:
    return Asking(state["question"], _said_before(state), state["shelf"], state["filings"], state["filing"])


def _said_before(state: State) -> Conversation:
    """The conversation up to this question, which may be asked again."""
    return Conversation.from_state(state.get("conversation", {})).before(state["turn"])
