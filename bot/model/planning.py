"""Planning by a model: its choice of ids, operations and quotes becomes a Plan, or is turned down with the reason."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.lexicon import stems
from bot.model.client import Budget, ModelClient, ModelTrouble
from bot.model.offered import Offer
from bot.model.prompting import fenced, load_prompt
from bot.model.shapes import PlanChoice, QuoteChoice
from bot.plan import Compute, Leaf, Operation, Passage, Plan, Program, Quote, Refuse, Step
from bot.planner.asked import as_asked
from bot.planner.binding import Desk
from bot.planner.quoted import is_of_asked
from bot.planner.taking import Unbound
from bot.planner.timing import fit, latest
from bot.question import Reading, metrics_of
from bot.question.reading import operations_of
from index.facts import Fact
from index.layout import Span
from index.shelf import Shelf

# How much of a line's own words the question must account for, and of the question's a quote, by weight.
LEAST_PRECISE, LEAST_TOPIC = 0.6, 0.6
LEAST_FIT = 0.9
_AGAINST_EARLIER = frozenset({Operation.CHANGE, Operation.PERCENT_CHANGE, Operation.AVERAGE, Operation.CAGR})
# Operations that question and plan may name differently.
_ALIKE = {Operation.SUBTRACT: Operation.CHANGE}
CONFIDENCE = 0.7


class PlanRejected(Exception):
    """A model's choice cannot be used; the message says why, to it."""


def plan_by_model(
    client: ModelClient, reading: Reading, offer: Offer, shelf: Shelf, budget: Budget, conversation: str = ""
) -> Plan | None:
    """The model's plan; None where it refuses. Raises ModelTrouble, also for a choice that stays unusable after one repair."""
    prompt = load_prompt("plan").fill(
        question=fenced(reading.text),
        conversation=fenced(conversation),
        facts=offer.facts_text(),
        sentences=offer.sentences_text(shelf.filing(offer.filing).text),
    )
    choice: PlanChoice | None = None
    problem = ""
    for attempt in (1, 2):
        asked = prompt
        if attempt == 2:
            reply = choice.model_dump_json() if choice is not None else "(not the JSON that was asked for)"
            asked = load_prompt("repair_plan").fill(prompt=prompt, reply=fenced(reply), problem=problem)
        try:
            choice = client.structured(asked, PlanChoice, budget)
            return plan_of(choice, reading, offer, shelf)
        except PlanRejected as rejected:
            problem = str(rejected)
        except ModelTrouble as trouble:
            if trouble.kind != "malformed" or attempt == 2:
                raise
            problem = str(trouble)
    raise ModelTrouble("malformed", f"its plan cannot be used: {problem}")


def plan_of(choice: PlanChoice, reading: Reading, offer: Offer, shelf: Shelf) -> Plan | None:
    """A choice as a plan; None for a refusal. Raises PlanRejected."""
    match choice.action:
        case "compute":
            act: Compute | Quote = Compute((_program(choice, reading, offer, shelf),))
        case "quote":
            act = Quote(tuple(_quote(quote, reading, offer, shelf) for quote in _some(choice.quotes)), "text")
        case _:
            return None
    desk, plan = Desk(shelf, offer.filing, reading), Plan(act, confidence=CONFIDENCE, planner="model")
    if not is_of_asked(desk, reading, plan):
        raise PlanRejected("the sentence gives no figure of the kind and period asked for")
    try:
        return as_asked(desk, plan)
    except Unbound as problem:
        raise PlanRejected(problem.why or "it does not do what the question asks") from problem


def _some(quotes: Sequence[QuoteChoice]) -> Sequence[QuoteChoice]:
    if not quotes:
        raise PlanRejected('the action is "quote", and "quotes" is empty')
    return quotes


def _program(choice: PlanChoice, reading: Reading, offer: Offer, shelf: Shelf) -> Program:
    if not choice.facts:
        raise PlanRejected('the action is "compute", and "facts" is empty')
    unknown = [key for key in choice.facts if key not in offer.facts]
    if unknown:
        raise PlanRejected(f"there is no fact {', '.join(unknown)}")
    facts = {key: offer.facts[key] for key in dict.fromkeys(choice.facts)}
    if not choice.steps and len(facts) > 1:
        raise PlanRejected("several facts and no steps: say what is done with them, or give one fact")
    known = set(facts)
    for step in choice.steps:
        missing = [name for name in step.arguments if name not in known]
        if missing:
            raise PlanRejected(f"step {step.name}: {', '.join(missing)} is neither a listed fact nor an earlier step")
        if step.name in known:
            raise PlanRejected(f"the name {step.name} is used twice")
        known.add(step.name)
    used = {name for step in choice.steps for name in step.arguments} or set(facts)
    _same_metric(list(facts.values()), offer)
    _accounted(list(facts.values()), reading)
    _same_operations([step.operation for step in choice.steps], reading)
    _same_period(list(facts.values()), choice, reading, offer, shelf)
    letters = {key: f"a{number}" for number, key in enumerate(facts, 1)}
    letters |= {step.name: f"s{number}" for number, step in enumerate(choice.steps, 1)}
    leaves = tuple(Leaf(letters[key], fact=fact) for key, fact in facts.items() if key in used)
    steps = tuple(
        Step(letters[step.name], step.operation, tuple(letters[name] for name in step.arguments))
        for step in choice.steps
    )
    label = next(iter(facts.values())).label
    return Program(label, leaves, steps, unit=reading.unit, scale=reading.scale, decimals=reading.decimals)


def _same_metric(facts: Sequence[Fact], offer: Offer) -> None:
    """The question's words must account for most of every line that is used."""
    for fact in facts:
        match = offer.matches[fact.id]
        if match.precise < LEAST_PRECISE:
            raise PlanRejected(f"the question does not ask for {fact.label!r}: choose a fact of its metric, or refuse")


def _accounted(facts: Sequence[Fact], reading: Reading) -> None:
    """Every word that the question names its metrics by stands in the lines that are used: none is passed over."""
    said = {
        word
        for fact in facts
        for text in (fact.label, fact.column, *fact.path, *fact.qualifiers, *fact.section)
        for word in stems(text)
    }
    asked = [word for ask in reading.asks for metric in metrics_of(ask) for word in stems(metric.phrase)]
    left = [word for word in dict.fromkeys(asked) if word not in said]
    if left:
        raise PlanRejected(f"no fact listed is of {', '.join(left)}: choose facts of all that is asked, or refuse")


def _same_operations(done: Sequence[Operation], reading: Reading) -> None:
    """What is done with the facts is what the question's own words ask for, as they are read without a model."""
    asked = {operation for ask in reading.asks for operation in operations_of(ask)}
    if {_ALIKE.get(one, one) for one in done} != {_ALIKE.get(one, one) for one in asked}:
        raise PlanRejected(f"the question asks for {', '.join(sorted(asked)) or 'a figure as it is reported'}")


def _same_period(facts: Sequence[Fact], choice: PlanChoice, reading: Reading, offer: Offer, shelf: Shelf) -> None:
    """Facts are of the periods that the question names, a change's base apart; where it names none, of the newest."""
    calendar = next(record for record in shelf.filings() if record.id == offer.filing).calendar
    if any(fact.period is None for fact in facts):
        raise PlanRejected("a fact without a period cannot be used")
    if reading.periods:
        fitting = [
            fact for fact in facts if any(fit(wanted, fact, calendar) >= LEAST_FIT for wanted in reading.periods)
        ]
    else:
        fitting = [
            fact for fact in facts if fact.period == latest(offer.matches[fact.id].series.facts, calendar).period
        ]
    if not fitting:
        raise PlanRejected("none of the facts is of the period that the question asks for")
    against_earlier = any(step.operation in _AGAINST_EARLIER for step in choice.steps)
    if len(fitting) < len(facts) and not against_earlier:
        raise PlanRejected("a fact is of another period than the question asks for")


def _quote(quote: QuoteChoice, reading: Reading, offer: Offer, shelf: Shelf) -> Passage:
    if quote.sentence not in offer.sentences:
        raise PlanRejected(f"there is no sentence {quote.sentence}")
    sentence, passage = offer.sentences[quote.sentence]
    text = shelf.filing(offer.filing).text
    span = find_words(quote.words, text, sentence) if quote.words else sentence
    if span is None:
        raise PlanRejected(f"sentence {quote.sentence} does not hold the words {quote.words[:60]!r} letter for letter")
    asked = set(stems(reading.topic or reading.text))
    said = set(stems(" ".join((*passage.section, passage.context, sentence.of(text)))))
    if asked and len(asked & said) < LEAST_TOPIC * len(asked):
        raise PlanRejected("the quoted words are not about what the question asks")
    return Passage(offer.filing, span, sentence)


def find_words(words: str, text: str, within: Span) -> Span | None:
    """Where words stand in a stretch of text, to the letter but for white space; None where they do not."""
    pattern = r"\s+".join(re.escape(word) for word in words.split())
    found = re.compile(rf"(?<!\w){pattern}(?!\w)").search(text, within.start, within.end) if pattern else None
    return Span(*found.span()) if found else None


def is_worth_asking(plan: Plan, reading: Reading) -> bool:
    """Whether a plan leaves room for a model: a refusal that is not a matter of policy. Figures found without it stand."""
    return isinstance(plan.act, Refuse) and plan.act.reason == "not_in_filing" and bool(reading.text)
