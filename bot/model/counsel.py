"""The model's part in the chain: when it is asked, what becomes of its answer, and what is said when it fails."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.answer import Answer
from bot.check import check
from bot.conversation import Conversation
from bot.model.client import Budget, ModelClient, ModelTrouble
from bot.model.offered import make_offer
from bot.model.planning import is_worth_asking, plan_by_model
from bot.model.prompting import fenced, load_prompt
from bot.model.shapes import Rewritten
from bot.model.writing import ProseRejected, write_by_model
from bot.numerals import numerals_in
from bot.plan import Plan, Quote
from bot.question import Reading
from bot.settings import Part, Settings
from index.errors import SettingsError
from index.shelf import Hit, Shelf

PROMPTS = ("answers", "plan", "repair_plan", "repair_words", "reword", "rewrite", "write")
_TRIES = 2
LEAST_YES = 0.15
"""How likely a model says yes, at least, of a sentence that answers. A small one seldom says it outright: what tells is of
which sentence it says it sooner than of all others."""
LEAST_LEAD = 1.6
"""By how many times its odds of saying yes are greater than of any other sentence."""


@dataclass(frozen=True, slots=True)
class Counsel:
    """A configured model and the settings it works under."""

    client: ModelClient
    settings: Settings

    def budget(self) -> Budget:
        """What one question may spend."""
        return Budget(self.settings.model_budget_tokens, time.monotonic() + self.settings.model_timeout_seconds)

    def may(self, part: Part) -> bool:
        """Whether the model is to be asked for this, by the settings."""
        return part in self.settings.model_parts

    def plan(
        self, plan: Plan, reading: Reading, shelf: Shelf, filing: str, hits: Sequence[Hit], budget: Budget
    ) -> tuple[Plan, tuple[str, ...]]:
        """The model's plan in place of one that leaves room for it, and what to put in the trace."""
        if not self.may("plan") or not is_worth_asking(plan, reading):
            return plan, ("model: not asked, the plan stands",)
        offer = make_offer(reading, shelf, filing, hits, budget.left)
        try:
            found = plan_by_model(self.client, reading, offer, shelf, budget)
        except ModelTrouble as trouble:
            return plan, (f"model plan: {trouble}",)
        if found is None:
            return plan, ("model plan: it refused",)
        return found, ("model plan: taken",)

    def choose(self, question: str, sentences: Sequence[str], budget: Budget) -> tuple[int | None, tuple[str, ...]]:
        """The place of the sentence that answers, of those offered; None where the model is not sure of one above the others.

        Each is asked about by itself. Shown all at once, a small model chooses by where a sentence stands among them.
        """
        likely: list[float] = []
        prompt = load_prompt("answers")
        try:
            for text in sentences:
                asked = prompt.fill(question=fenced(question), sentence=fenced(" ".join(text.split())))
                likely.append(self.client.yes(asked, budget))
        except ModelTrouble as trouble:
            return None, (f"model choice: {trouble}",)
        said = f"model choice: {', '.join(f'{one:.2f}' for one in likely)}"
        best = likely.index(max(likely))
        others = max((one for place, one in enumerate(likely) if place != best), default=0.0)
        # odds, p / (1 - p), compared without dividing by what may be nothing
        leads = likely[best] * (1 - others) >= LEAST_LEAD * others * (1 - likely[best]) and likely[best] > others
        if likely[best] < LEAST_YES or not leads:
            return None, (f"{said}: none stands out",)
        return best, (f"{said}: sentence {best + 1}",)

    def rewrite(self, question: str, conversation: Conversation, budget: Budget) -> tuple[str, tuple[str, ...]]:
        """A follow-up as a question that stands alone; the question itself where the model's words cannot be used."""
        said = "\n".join(str(turn["question"]) for turn in conversation.turns[-4:])
        prompt = load_prompt("rewrite").fill(conversation=fenced(said), question=fenced(question))
        try:
            found = self.client.structured(prompt, Rewritten, budget).question
        except ModelTrouble as trouble:
            return question, (f"model rewrite: {trouble}",)
        odd = _not_said(found, f"{said} {question}")
        if odd:
            return question, (f"model rewrite: turned down, nobody said {odd!r}",)
        return found, (f"model rewrite: {found}",)

    def reword(self, question: str, lines: Sequence[str], budget: Budget) -> tuple[str, tuple[str, ...]]:
        """A refused question in plain words, for `bot.reread` to judge; "" where the model gives none.

        lines: names of the filing's lines that the question may mean.
        """
        prompt = load_prompt("reword").fill(lines=fenced("\n".join(lines)), question=fenced(question))
        try:
            found = self.client.structured(prompt, Rewritten, budget).question
        except ModelTrouble as trouble:
            return "", (f"model rewording: {trouble}",)
        return found, (f"model rewording: {found}",)

    def phrase(self, answer: Answer, plan: Plan, shelf: Shelf, budget: Budget) -> tuple[Answer, tuple[str, ...]]:
        """The answer in the model's words where they pass every test, else as it is; and what was turned down."""
        if not self.may("write"):
            return answer, ()
        in_words = isinstance(plan.act, Quote) and plan.act.shape == "text"
        if answer.status != "answered" or not (in_words or plan.planner == "model"):
            return answer, ()
        trace: list[str] = []
        problem = ""
        for _ in range(_TRIES):
            try:
                candidate = write_by_model(self.client, answer, budget, problem)
            except ProseRejected as rejected:
                problem = str(rejected)
            except ModelTrouble as trouble:
                return answer, (*trace, f"model words: {trouble}")
            else:
                problems = check(candidate, plan, shelf)
                if not problems:
                    return candidate, (*trace, "model words: taken")
                problem = problems[0]
            trace.append(f"model words: turned down, {problem}")
        return answer, tuple(trace)


def _not_said(text: str, said: str) -> str:
    """The first word or number of a text that was not said; empty if there is none."""
    known = set(said.casefold().replace("?", " ").replace(",", " ").split())
    for start, end in numerals_in(text):
        if text[start:end].casefold() not in said.casefold():
            return text[start:end]
    for word in text.split():
        bare = word.strip(".,;:?!'\"()").casefold()
        if word[:1].isupper() and bare not in known and word != text.split(maxsplit=1)[0]:
            return word
    return ""


def open_counsel(settings: Settings) -> Counsel | None:
    """The model that the settings name; None where they name none. Raises SettingsError where it cannot be had."""
    if not settings.model:
        return None
    provider, _, name = settings.model.partition(":")
    if not name:
        raise SettingsError(f"TIEOUT_MODEL is {settings.model!r}; write PROVIDER:NAME, such as openai:gpt-4.1-mini")
    from langchain.chat_models import init_chat_model

    try:
        chat = init_chat_model(
            name,
            model_provider=_PROVIDERS.get(provider, provider),
            temperature=0,
            timeout=settings.model_timeout_seconds,
            max_tokens=settings.model_reply_tokens,
            max_retries=0,
        )
    except ImportError as problem:
        raise SettingsError(f"TIEOUT_MODEL names {provider}; install it: pip install {problem.name}") from problem
    except Exception as problem:
        raise SettingsError(f"the model {settings.model!r} cannot be used: {_first_line(problem)}") from problem
    return Counsel(ModelClient(settings.model, chat, settings.home), settings)


_PROVIDERS = {"google": "google_genai"}


def _first_line(problem: Exception) -> str:
    return (str(problem).strip().splitlines() or [type(problem).__name__])[0][:200]


def failure_note(trace: Sequence[str]) -> tuple[str, ...]:
    """What a person is told where the model failed: that the answer was made without it."""
    failed = any(kind in line for line in trace for kind in (": unreachable", ": time", ": budget"))
    return ("The language model did not answer in time or budget; this was answered without it.",) if failed else ()


def spent(answer: Answer, budget: Budget, name: str) -> Answer:
    """The answer with what the model spent on it."""
    if not budget.calls:
        return answer
    usage = {"input_tokens": budget.spent_in, "output_tokens": budget.spent_out, "calls": budget.calls}
    return replace(answer, usage=usage, trace=(*answer.trace, f"model: {name}", *prompt_hashes()))


def prompt_hashes() -> tuple[str, ...]:
    """Which prompts are in use, for the trace."""
    return tuple(f"prompt {name}: {load_prompt(name).digest}" for name in PROMPTS)
