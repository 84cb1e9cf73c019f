"""Plans answers in the filing's own words: the words of a sentence that answer, or the items of a table's list."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.extract import Alikeness, Extraction, Looked, extract_by_meaning, look
from bot.extract.answers import UNSURE
from bot.extract.by_meaning import in_place
from bot.extract.kinds import Sort, asked_of
from bot.extract.senses import content_words
from bot.extract.short_forms import short_forms_in
from bot.kept import Kept
from bot.lexicon import stems
from bot.plan import Passage, Plan, Quote
from bot.planner.binding import Desk
from bot.planner.quoted import counted
from bot.planner.selections import of_kind, things
from bot.planner.tabled import until_total
from bot.question.peeled import peeled
from bot.question.reading import Kind, Metric, Reading
from index.facts import Fact
from index.filing import Filing
from index.layout import Span
from index.naming import names_of
from index.sayings import said_under_headings
from index.sentences import Sentence
from index.shelf import Shelf

# A filing with no more sentences than this is looked through whole; of a longer one, what retrieval found.
_FEW_SENTENCES = 260
_LEAST_SURE = 0.2
_MEANT_SURE = (
    0.36  # at least this sure of a sentence chosen by meaning, that shares too few words to be sure of otherwise
)
_PASSAGES_NEAR = 3


@dataclass(frozen=True, slots=True)
class Told:
    """A filing's sentences in order, the title that each stands under, what its paragraph says before it, and the short
    forms it explains, as stems. starts: where each sentence begins and its place among them, in order of where.
    """

    sentences: tuple[Sentence, ...]
    titles: tuple[str, ...]
    nearby: tuple[str, ...]
    short_forms: Mapping[str, frozenset[str]]
    starts: tuple[tuple[int, int], ...] = field(init=False)

    def __post_init__(self) -> None:
        starts = sorted((sentence.span.start, place) for place, sentence in enumerate(self.sentences))
        object.__setattr__(self, "starts", tuple(starts))


_KEPT: Kept[Told] = Kept(24)


def told_by(shelf: Shelf, filing_id: str) -> Told:
    """The sentences of a filing, split once for a generation and kept (of the 24 filings used last)."""
    return _KEPT.of(shelf, filing_id, lambda: _told(shelf.filing(filing_id)))


def _told(filing: Filing) -> Told:
    told = said_under_headings(filing)
    sentences = tuple(sentence for sentence, _ in told)
    titles = tuple(title for _, title in told)
    nearby = _nearby(filing.text, sentences)
    return Told(sentences, titles, nearby, short_forms_in(filing.text))


_SENTENCES_BEFORE = 2
_SPEAKER = re.compile(
    r"[”\"],?\s+(?:(?:said|says|stated|commented|added|noted|continued"
    r"|remarked)\s+(?P<after>[^.;\"“”]{4,120})|(?P<before>[A-Z][^.;\"“”]{4,120}?)\s+(?:said|says|stated"
    r"|commented|added|noted|continued|remarked)\b)"
)


def _nearby(text: str, sentences: tuple[Sentence, ...]) -> tuple[str, ...]:
    """For each sentence, the two before it in its paragraph; where the paragraph quotes someone, also whom."""
    found: list[str] = []
    paragraph: list[Sentence] = []
    speaker = ""
    for sentence in sentences:
        if paragraph and "\n\n" in text[paragraph[-1].span.end : sentence.span.start]:
            paragraph = []
        if not paragraph:
            end = text.find("\n\n", sentence.span.start)
            quoted = _SPEAKER.search(text, sentence.span.start, end if end >= 0 else len(text))
            speaker = (quoted["after"] or quoted["before"]) if quoted and sentence.text[:1] in '"“' else ""
        found.append(" ".join((speaker, *(before.text for before in paragraph[-_SENTENCES_BEFORE:]))).strip())
        paragraph.append(sentence)
    return tuple(found)


def prose(desk: Desk, reading: Reading) -> Plan | None:
    """A plan that quotes the words that answer; None where nothing in the filing does."""
    found = words_for(desk, reading)
    return quote_plan(desk, found) if found is not None else None


def quote_plan(desk: Desk, found: Extraction) -> Plan:
    """A plan that quotes words found."""
    quotes = tuple(Passage(desk.filing, span, found.around) for span in found.spans)
    return Plan(Quote(quotes, found.shape, found.value), confidence=found.confidence)


def words_for(desk: Desk, reading: Reading) -> Extraction | None:
    """The words that answer, where something in the filing does with enough confidence; looked for once for a plan."""
    if reading.text not in desk.said:
        desk.said[reading.text] = _words_for(desk, reading)
    return desk.said[reading.text]


def _words_for(desk: Desk, reading: Reading) -> Extraction | None:
    looked = looked_through(desk, reading)
    return words_of(desk, reading, looked) if looked is not None else None


def words_of(
    desk: Desk, reading: Reading, looked: Looked, within: int | None = None, sure: float = 0.0
) -> Extraction | None:
    """The words that answer, where they do with enough confidence. within: the place of a sentence chosen by who read them
    all, who is so `sure` of it; no more is asked of it than that nothing speaks against it.
    """
    found = looked.answer() if within is None else looked.answer(within, sure)
    if found is None or (found.confidence < _LEAST_SURE if within is None else found.confidence <= UNSURE):
        return None
    return found if _says_owned(desk, reading, told_by(desk.shelf, desk.filing), found.around) else None


def looked_through(desk: Desk, reading: Reading, nearest: int = 0) -> Looked | None:
    """What a filing's sentences hold that might answer: of a long one, those that retrieval found.

    nearest: how many sentences are looked into for being nearest to the question in meaning, whatever their words.
    """
    told = told_by(desk.shelf, desk.filing)
    few = len(told.sentences) <= _FEW_SENTENCES
    chosen = list(range(len(told.sentences))) if few else _found(desk, reading, told)
    sentences = [told.sentences[number] for number in chosen]
    titles, nearby = [told.titles[n] for n in chosen], [told.nearby[n] for n in chosen]
    found = near_to(desk, reading.text, sentences, titles)[:nearest] if nearest else ()
    return look(_of_the_filer(desk, reading.text), sentences, titles, nearby, told.short_forms, found)


def near_to(desk: Desk, question: str, sentences: Sequence[Sentence], titles: Sequence[str]) -> list[int]:
    """The places of sentences by how near they are to a question in meaning, the nearest first; none without an embedder."""
    if desk.similar is None:
        return []
    near = desk.similar(question, [in_place(one, title) for one, title in zip(sentences, titles, strict=True)])
    return sorted(range(len(sentences)), key=lambda place: -near[place])


def words_by_meaning(desk: Desk, reading: Reading, alikeness: Alikeness) -> Extraction | None:
    """The words that answer a question put in other words than the filing's; None where nothing surely does."""
    told = told_by(desk.shelf, desk.filing)
    question = _of_the_filer(desk, peeled(reading.text))
    near = _found(desk, reading, told, _PASSAGES_NEAR)
    few = len(told.sentences) <= _FEW_SENTENCES
    chosen = list(range(len(told.sentences))) if few else _found(desk, reading, told)
    found = extract_by_meaning(
        question,
        [told.sentences[n] for n in chosen],
        [told.titles[n] for n in chosen],
        [told.nearby[n] for n in chosen],
        told.short_forms,
        [place for place, n in enumerate(chosen) if n in set(near)],
        alikeness,
    )
    if found is None or found.confidence < _MEANT_SURE or not _says_owned(desk, reading, told, found.around):
        return None
    return found


def _of_the_filer(desk: Desk, question: str) -> str:
    """The question with "the company" for the filer, as a filing speaks of itself; unchanged where that is what is asked."""
    names = sorted((re.escape(name) for name in names_of(desk.record) if len(name) > 2), key=len, reverse=True)
    plain = re.sub(rf"\b(?:{'|'.join(names)})(?!\w)", "the company", question) if names else question
    return plain if asked_of(plain).topic else question


_OWNED = re.compile(
    r"\b(?P<owner>[A-Z][\w-]+(?: [A-Z][\w-]+)*)(?:['’]s|(?<=s)['’]) (?P<owned>(?:(?!for\b|in\b|on\b|at\b"
    r"|as\b|from\b|during\b|with\b|was\b|is\b|of\b|and\b)[\w&-]+ ?){1,3})"
)


def _says_owned(desk: Desk, reading: Reading, told: Told, around: Span) -> bool:
    """Whether a sentence that answers of something of someone's ("Jo Public's salary") says a word of what it is."""
    own = {word for name in names_of(desk.record) for word in name.lower().split()}
    asked = next((m for m in _OWNED.finditer(reading.text) if not set(m["owner"].lower().split()) & own), None)
    if asked is None or asked_of(reading.text).sort in {Sort.WHO, Sort.REASON}:
        return True
    wanted = content_words(asked["owned"])
    number = next(n for n, sentence in enumerate(told.sentences) if sentence.span.start == around.start)
    said = content_words(f"{told.sentences[number].text} {told.titles[number]}")
    office = all(word in _OFFICE_WORDS for word in asked["owned"].split())
    return not wanted or office or any(word in said for word in wanted)


_OFFICE_WORDS = {"title", "role", "position", "job", "office"}


def _found(desk: Desk, reading: Reading, told: Told, most: int | None = None) -> list[int]:
    """The sentences of the passages that retrieval found; of the first `most` of them alone, where that is given."""
    hits = desk.hits or desk.shelf.search(reading.text, (desk.filing,), 10)
    spans = [hit.passage.span for hit in hits if hit.passage.filing == desk.filing][:most]
    within = [
        told.starts[bisect_left(told.starts, (span.start,)) : bisect_left(told.starts, (span.end,))] for span in spans
    ]
    return sorted({place for starts in within for _, place in starts})


def listed(desk: Desk, reading: Reading) -> Plan | None:
    """The rows of a table that a question asks to have listed or counted; None where no table is it."""
    metric = reading.asks[0] if reading.asks and isinstance(reading.asks[0], Metric) else Metric(reading.topic)
    asked = Metric(_without_kind(metric.phrase, reading.wh))
    group = things(desk, asked, "", reading.periods[-1:]) or things(desk, asked, "", reading.periods[-1:], near=True)
    if group is None or group.score < 0.75 or not of_kind(desk, group.facts, reading.wh):
        return None
    if reading.kind is Kind.COUNT and not _said_to_be(desk, group.facts, counted(reading.text)):
        return None
    text = desk.shelf.filing(desk.filing).text
    beside = [fact for line in desk.index.by_table[group.facts[0].table or 0] for fact in line.facts]
    items = group.facts[: until_total(group.facts, beside)]
    rows = [_unmarked(text, row) for fact in items if (row := label_span(text, fact)) is not None]
    if not rows:
        return None
    quotes = tuple(Passage(desk.filing, row, row) for row in rows)
    count = reading.kind is Kind.COUNT
    return Plan(
        Quote(quotes, "count" if count else "spans", len(quotes) if count else None),
        confidence=min(0.8, group.score * 0.8),
    )


def _said_to_be(desk: Desk, facts: Sequence[Fact], noun: str) -> bool:
    """Whether rows, their heads or their table's titles say the noun that is counted; true of a word for any rows."""
    lines = [desk.index.by_fact[fact.id] for fact in facts]
    said = {word for line in lines for word in (*line.words, *line.heads, *line.titled, *line.context)}
    return not noun or stems(noun)[-1] in said | _OF_ANY_TABLE


# What any table may be said to have: a name for its rows, whatever they are.
_OF_ANY_TABLE = frozenset(
    stems("components items lines categories types kinds rows elements entries factors parts sorts")
)
_LISTING = re.compile(
    r"\b(?:list|name|enumerate|identify|all|different|various|respective|there|are|is|was|were|do|does|did|has|have|been"
    r"|make up|making up|made up of|consists?(?: of)?|comprise[ds]?(?: of)?|compris(?:ing|es)|included?|including|under|within|listed|shown|presented"
    r"|considered|calculating|calculation|calculated|computed?|factored|recorded|reported|disclosed|provided|allocated|split"
    r"|broken down|whereby|in which|to which|for which|financial|major|main|the (?:given |above |following )?table|when|of|in|to|by|for|into)\b"
)


def _without_kind(phrase: str, kind: str) -> str:
    """A phrase without the words that only ask for a list of a kind of thing."""
    phrase = _LISTING.sub(" ", phrase)
    for word in kind.split():
        phrase = re.sub(rf"\b{re.escape(word)}\b", " ", phrase)
    return " ".join(phrase.split())


def _unmarked(text: str, label: Span) -> Span:
    """A label without the figure of a note that is set right behind its last letter ("subsidiaries1")."""
    marked = re.search(r"(?<=[a-z]{3})[1-9]$", label.of(text))
    return Span(label.start, label.end - 1) if marked else label


def label_span(text: str, fact: Fact) -> Span | None:
    """Where a table fact's row label is printed: the nearest place before the figure."""
    label = fact.row or fact.label
    at = text.rfind(label, max(0, fact.span.start - 2000), fact.span.start) if label else -1
    return Span(at, at + len(label)) if at >= 0 else None
