"""Plans answers in the filing's own words where no figure answers, or where words answer better than one would."""

from __future__ import annotations

import re

from bot.extract import Alikeness, Extraction
from bot.extract.kinds import Sort, asked_of
from bot.extract.senses import content_words
from bot.plan import Operation, Plan, Quote
from bot.planner.binding import Desk, candidates
from bot.planner.counted import share_told
from bot.planner.figures_told import as_figure
from bot.planner.prose import listed, prose, quote_plan, words_by_meaning, words_for
from bot.planner.quoted import is_of_asked
from bot.planner.refusals import refuse
from bot.planner.someone import names_a_stranger
from bot.planner.taking import Unbound
from bot.question.reading import Apply, Kind, Metric, Reading

OUTLOOK = re.compile(r"\b(?:guidance|guided?|guiding|outlook)\b", re.IGNORECASE)
# "What is TAP?", "What are trade receivables?": of a thing's meaning sooner than of its amount ("what is the revenue?").
_ASKS_MEANING = re.compile(
    r"^(?:and |so )?what(?:'s| is| are) (?!the |its |their |our |your |total |net |gross |basic |diluted )"
)
_MEANING_SURE = 0.48
_TIME_SURE = 0.42


def meaning(desk: Desk, reading: Reading) -> Plan | None:
    """What a thing is, in words that give no figure; None where that is not asked, or not surely said."""
    if not _ASKS_MEANING.match(reading.text.lower()) or reading.periods:
        return None
    meant = prose(desk, reading)
    sure = meant is not None and meant.confidence >= _MEANING_SURE and not _gives_figures(desk, meant)
    return meant if sure else None


def when_or_how_long(desk: Desk, reading: Reading) -> Plan | None:
    """A date or a length of time told in words, where that is asked: an amount of money would be no answer."""
    asked = asked_of(reading.text)
    if reading.kind is not Kind.FIGURE or asked.sort not in {Sort.TIME, Sort.LENGTH, Sort.OFTEN}:
        return None
    found = words_for(desk, reading)
    if found is None or found.sort is not asked.sort or found.confidence < _TIME_SURE:
        return None
    return quote_plan(desk, found)


def _gives_figures(desk: Desk, plan: Plan) -> bool:
    text = desk.shelf.filing(desk.filing).text
    return isinstance(plan.act, Quote) and any(re.search(r"\d", quote.span.of(text)) for quote in plan.act.quotes)


def in_words(desk: Desk, reading: Reading, problem: Unbound | None) -> Plan:
    """The filing's own words, where they are sure enough to stand for what no figure answered; else a refusal."""
    if names_a_stranger(reading.text, desk.shelf, desk.record):
        return refuse(desk, reading, problem)
    if reading.kind in {Kind.LIST, Kind.COUNT}:
        found = listed(desk, reading)
        if found is not None:
            return found
    said = words_for(desk, reading)
    words = quote_plan(desk, said) if said is not None else None
    if said is not None and words is not None and not is_of_asked(desk, reading, words):
        return refuse(desk, reading, problem)
    if (
        said is not None
        and words is not None
        and not _of_another(desk, reading, words)
        and _on_the_line(desk, problem, words)
    ):
        share = share_told(desk, reading, words)
        if share is not None:
            return share
        sought = problem is not None and (problem.named or _wants_number(reading) or _known_line(desk, problem))
        if sought and words.confidence >= _STATED and _states(desk, reading, words, said):
            return as_figure(desk, reading, words)
        if reading.kind is Kind.JUDGE and reading.basis == "guidance" and words.confidence >= _EXPECTED:
            return words
        plainly = reading.kind is not Kind.FIGURE or words.confidence >= _least_sure(desk, reading, words)
        if not sought and plainly:
            return as_figure(desk, reading, words)
    return refuse(desk, reading, problem)


_NUMBERS = {Sort.AMOUNT, Sort.COUNT, Sort.MARK, Sort.TABLE, Sort.BOOLEAN}
_TIMES = {Sort.TIME: {Sort.TIME}, Sort.LENGTH: {Sort.LENGTH, Sort.TIME, Sort.COUNT}, Sort.OFTEN: {Sort.OFTEN}}


def by_meaning(desk: Desk, reading: Reading, alikeness: Alikeness) -> Plan | None:
    """The filing's own words for what it says in other words than the question; None for a figure, or where none is sure."""
    asked = asked_of(reading.text)
    if asked.sort in _NUMBERS or asked.also in _NUMBERS or OUTLOOK.search(reading.text) or _wants_number(reading):
        return None
    if names_a_stranger(reading.text, desk.shelf, desk.record):
        return None
    found = words_by_meaning(desk, reading, alikeness)
    if found is None or found.sort not in _TIMES.get(asked.sort, {found.sort}):
        return None
    words = quote_plan(desk, found)
    of_asked = is_of_asked(desk, reading, words) and not _of_another(desk, reading, words)
    return words if of_asked else None


def _of_another(desk: Desk, reading: Reading, words: Plan) -> bool:
    """Whether a figure of someone else was asked for, and the words quoted are not of them."""
    if reading.kind is not Kind.FIGURE or not isinstance(words.act, Quote):
        return False
    text = desk.shelf.filing(desk.filing).text
    return names_a_stranger(
        reading.text, desk.shelf, desk.record, " ".join(quote.around.of(text) for quote in words.act.quotes)
    )


def _on_the_line(desk: Desk, problem: Unbound | None, words: Plan) -> bool:
    """Whether words that stand for guidance name the line it was asked for: other guidance is no answer."""
    if problem is None or not OUTLOOK.search(desk.reading.text) or not isinstance(words.act, Quote):
        return True
    text = desk.shelf.filing(desk.filing).text
    said = set(content_words(" ".join(quote.around.of(text) for quote in words.act.quotes)))
    return set(content_words(OUTLOOK.sub(" ", problem.metric.phrase))) <= said


_EXPECTED = 0.35  # a sentence this sure says whether something is expected, where no figures can be set side by side
_STATED = 0.62  # a sentence this sure says itself the figure that no line of a table gives


def _states(desk: Desk, reading: Reading, words: Plan, found: Extraction) -> bool:
    """Whether the words quoted are an amount of what is asked, in a sentence that names every year asked for."""
    text = desk.shelf.filing(desk.filing).text
    ask = reading.asks[0] if reading.asks else None
    if not isinstance(words.act, Quote) or ask is None:
        return False
    quoted = [quote.span.of(text) for quote in words.act.quotes]
    said = " ".join(quote.around.of(text) for quote in words.act.quotes)
    if isinstance(ask, Apply) and not _told_outright(ask, reading, found, said, quoted):
        return False
    if not isinstance(ask, Metric | Apply):
        return False
    years = re.findall(r"\b(?:19|20)\d\d\b", reading.text)
    return all(_NUMBER.search(one) for one in quoted) and all(year in said for year in years)


_NUMBER = re.compile(r"\d|^(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b", re.IGNORECASE)
_PERCENT = re.compile(r"%|\bper\s?cent\b", re.IGNORECASE)
_LEFT_OUT = re.compile(r"\b(?:net of|excluding|exclusive of|without|less|other than|before)\b", re.IGNORECASE)
_DOWN = re.compile(r"\b(?:decreas|declin|reduc|fell|fall|drop|lower|down)\w*", re.IGNORECASE)
_UP = re.compile(r"\b(?:increas|grow|grew|rise|rose|rais|higher|improv|up)\w*", re.IGNORECASE)


def _told_outright(ask: Apply, reading: Reading, found: Extraction, said: str, quoted: list[str]) -> bool:
    """Whether a sentence itself tells what an operation would compute: the change it names, an average, a share."""
    match ask.operation:
        case Operation.CHANGE | Operation.PERCENT_CHANGE:
            if not found.move or (ask.operation is Operation.PERCENT_CHANGE and not _PERCENT.search(" ".join(quoted))):
                return False
            down, up = bool(_DOWN.search(reading.text)), bool(_UP.search(reading.text))
            return down == up or (found.move == "fall") == down
        case Operation.SHARE:
            return all("%" in one for one in quoted)
        case Operation.SUBTRACT:
            left_out = _LEFT_OUT.search(reading.text)
            return left_out is not None and left_out[0].lower() in said.lower()
        case Operation.AVERAGE:
            return "average" in said.lower()
        case _:
            return False


def _least_sure(desk: Desk, reading: Reading, words: Plan) -> float:
    """How sure words must be to stand for a figure that was asked for: surer where they give figures themselves."""
    if not _gives_figures(desk, words):
        return 0.0
    return 0.28 if _ASKS.match(reading.text.lower()) else 0.55


_ASKS = re.compile(
    r"^(?:and |so )?(?:what|how|which|who|when|where|why|in|on|at|by|as of|for|over|during|did|does|is"
    r"|are|was|were|has|have)\b"
)


def _known_line(desk: Desk, problem: Unbound) -> bool:
    """Whether the filing has the line that was asked for, and lacks the period: no other words answer that."""
    found = candidates(desk, problem.metric, 1)
    asked = bool(problem.wanted) or desk.reading.months is not None
    return asked and bool(found) and found[0].covered >= 0.9 and found[0].precise >= 0.6


def _wants_number(reading: Reading) -> bool:
    """Whether only a figure would answer: then words that happen to be near are no answer."""
    ask = reading.asks[0] if reading.asks else None
    text = reading.text.lower()
    named = reading.choice is not None and reading.choice.over == "things" and reading.choice.give == "label"
    chosen = reading.kind is Kind.SELECT and not named
    return isinstance(ask, Apply) or bool(reading.defined) or "how much" in text or chosen
