"""Spans of a sentence that might answer, each with where it begins, why it was cut there, and what kind it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from bot.extract.candidate import Candidate
from bot.extract.kinds import Sort
from bot.extract.measures import amounts_in, times_in
from index.period.calendar import MONTH_NAMES

_CUE = (
    r"(?:(?:primarily|mainly|largely|principally|mostly|predominantly|partly|partially|in\s+part"
    r"|substantially|both|directly|chiefly)\s+)?"
    r"(?:due\s+(?:(?:primarily|mainly|largely|principally)\s+)?to|because(?:\s+of)?|as\s+a\s+result\s+of"
    r"|as\s+a\s+consequence\s+of|(?:a|the)\s+result\s+of|attribut(?:able|ed)\s+(?:(?:primarily|mainly"
    r"|largely|principally)\s+)?to|driven\s+(?:(?:primarily|mainly|largely|in\s+part|principally)\s+)?by"
    r"|caused\s+by|resulting\s+from|resulted\s+(?:primarily\s+|mainly\s+)?from|reflecting|reflects"
    r"|relat(?:ed|es|ing)\s+(?:primarily\s+|mainly\s+|principally\s+)?to|owing\s+to|on\s+account\s+of"
    r"|thanks\s+to|benefit(?:t?ing|ted|ed)\s+from|impacted\s+(?:primarily\s+)?by|offset\s+by"
    r"|affected\s+by|influenced\s+by|led\s+by|(?:primarily|mainly|largely|principally)\s+from|given)"
)
_REASON = re.compile(rf"(?P<cue>{_CUE})\s+", re.IGNORECASE)
_PURPOSE = re.compile(
    (
        r"(?:,\s+|\s)(?P<cue>in\s+order\s+to|so\s+that|so\s+as\s+to|since|as|to(?!\s+(?:be|have|the|an?|our"
        r"|its|such)\b))\s+"
    ),
    re.IGNORECASE,
)
# As in "To assess its size, we compare debt with earnings".
_FRONTED = re.compile(
    r"(?P<purpose>(?:in order )?to [a-z]+ [^,;]{8,160}), (?:we|it|they|the|our|its|management)\b", re.IGNORECASE
)
# As in "the committee approved the results, which yielded no bonus": what stands before is the cause.
_YIELDED = re.compile(
    r"(?P<what>[^;]{12,240}?),?\s+(?:which|that)\s+(?:yielded|resulted\s+in|led\s+to|caused|produced|triggered|gave\s+rise\s+to)\b",
    re.IGNORECASE,
)
_ENDS = re.compile(
    (
        r"(?P<soft>,\s+(?:which|while|whereas|who|although|compared|as\s+compared|but)\b|;\s"
        r"|\s+(?:compared\s+(?:to|with))\b|,?\s+(?:and|or)\s+(?:we|they|the\s+(?:company|group|corporation"
        r"|partnership|trust|bank)|it|is|are|was|were|has|have|will|may|can)\b|,\s+(?:see\b|\w{3,}ing\b)|:\s"
        r"|\s\()"
    ),
    re.IGNORECASE,
)
_PIVOT = re.compile(
    r"\b(?:(?:is|are|was|were|be|been)(?:\s+(?:also|primarily|mainly|generally|typically|currently"
    r"|principally|largely))?(?:\s+(?:(?:defined|recogni[sz]ed|reported|classified|recorded|known|described"
    r"|reclassified|measured|treated|referred\s+to)\s+as|comprised\s+(?:primarily\s+|mainly\s+)?of"
    r"|composed\s+of|included\s+in|calculated\s+(?:as|by)|determined\s+(?:by|using)|based\s+(?:up)?on"
    r"|made\s+up\s+of|limited\s+to))?"
    r"|represents?|means?|refers?\s+to|consist(?:s|ed|ing)?\s+(?:primarily\s+|mainly\s+"
    r"|principally\s+)?of|compris(?:es?|ed|ing)(?:\s+(?:primarily\s+|mainly\s+)?of)?|includ(?:es?|ed"
    r"|ing)|contains?|defines?\s+[\w\s()“”\"-]+?\s+as|relates?\s+(?:primarily\s+|mainly\s+)?to|"
    r"follows?|provides?\s+for|has|have|had|can|could|may|will|would|must|by|to|as(?!\s+(?:of|at|described|set|defined|amended|determined)\b)|for|from|of|with|in"
    r"|on|that|using|through|within|between|into|under|at|when|where|if|unless|upon|whether|among"
    r"|against|such\s+as|namely|following)\s+|:\s+|—\s*|–\s+",
    re.IGNORECASE,
)
_TABLE = re.compile(
    (
        r"\b(?:tables?|schedules?|charts?|information)(?:\s+(?:below|above"
        r"|that\s+follows))?\s+(?:\w+\s+)?(?:shows?|presents?|summari[sz]es?|sets?\s+(?:forth|out)|provides?"
        r"|details?|illustrates?|reflects?|reconciles?|discloses?|lists?|represents?|contains?|describes?"
        r"|includes?|displays?|outlines?|analy[sz]es?|breaks?\s+down|gives?)\s+(?P<what>.+)$"
    ),
    re.IGNORECASE,
)
_FOLLOWS = re.compile(
    (
        r"^(?P<what>.+?),?\s+(?:(?:is|are|was|were)\s+(?:as\s+follows|(?:shown|presented|set\s+(?:forth|out)"
        r"|summari[sz]ed|detailed|provided|reflected|included|disclosed|reported|given|listed|outlined"
        r"|analy[sz]ed)\b.*(?:below|above|follow\w*|table\w*))|(?:comprised?|consist(?:s|ed)?"
        r"|includes?)\s+(?:of\s+)?the\s+following)[^.]*[.:]?$"
    ),
    re.IGNORECASE,
)
_PREPOSITION = re.compile(
    r"\s+(?:for|in|on|at|by|with|from|to|as|under|during|through|since|over|per)\s+(?:the\s+)?", re.IGNORECASE
)
_ACT = re.compile(
    r"\b(?!(?:and|or|of|the|as|is|was|are|were|based|used|related|compared)\b)\w+(?:ed|ade|old|ught|ts"
    r"|es|ds|ns|ls|rs|ve|ide|uire)\s+(?P<thing>(?:the|an?|its|their|our|certain|all|some|part|most"
    r"|substantially)\s+\w)"
)
# What numbers or points out a sentence and is none of its words: "(1)", "•", "(a)".
_MARK = re.compile(r"(?:\W*\(\w{1,3}\)|\s*[•▪‣*–—-])*\s*")
_FINITE = re.compile(
    (
        r",?\s+(?:is|are|was|were|has\s+been|have\s+been|will\s+be|may\s+be|can\s+be|results?\s+in"
        r"|resulted\s+in|gives?\s+rise\s+to)\s"
    ),
)
_DONE_TO = re.compile(
    (
        r"\b(?:is|are|was|were|be|been)\s+(?:\w+ly\s+)?\w+(?:ed|en|id|ade|old|ought)\s+(?P<to>(?:to|by|from"
        r"|as|on|in|with|into)\s+)?"
    ),
    re.IGNORECASE,
)


@lru_cache(maxsize=4096)
def candidates_of(text: str) -> tuple[Candidate, ...]:
    """Everything in a sentence that could be an answer to some question."""
    return tuple(_candidates(text))


def marks_in(text: str) -> frozenset[str]:
    """The kinds of mark a sentence has: "ticker", "email", "website", "telephone"."""
    return frozenset(kind for kind, pattern in _MARKS if pattern.search(text))


def leads_in(text: str) -> bool:
    """Whether a sentence says what a table shows."""
    return next(_tables(text), None) is not None


def _candidates(text: str) -> Iterator[Candidate]:
    stop = len(text.rstrip(" .;:"))
    begin = _MARK.match(text).end()  # type: ignore[union-attr]
    yield Candidate(begin, stop, Sort.BOOLEAN, "whole")
    yield from amounts_in(text)
    yield from times_in(text)
    yield from _reasons(text, begin, stop)
    yield from _tables(text)
    yield from _appositions(text, stop)
    yield from _long_forms(text)
    yield from _names(text)
    yield from _marks(text)
    labelled = re.fullmatch(r"(?P<value>[^\n]+)\n\([A-Z][^()]*\)", text)
    if labelled:
        yield Candidate(0, labelled.end("value"), Sort.WHAT, "labelled", 0)
        return
    lead = re.match(
        r"(?:if|when|based|because|since|while|although|in|on|for|during|under|as)\b[^,]{8,160},\s+",
        text,
        re.IGNORECASE,
    )
    if lead:
        yield Candidate(lead.end(), stop, Sort.WHAT, "clause", lead.end())
    verb = _FINITE.search(text)
    if verb:
        yield Candidate(begin, verb.start(), Sort.WHAT, "subject", verb.start())
    for done in _DONE_TO.finditer(text):
        why = f"done {done['to'].strip().lower()}" if done["to"] else "done"
        yield from _runs(text, done.end(), stop, Sort.WHAT, why, done.end())
    for act in _ACT.finditer(text):
        yield from _runs(text, act.start("thing"), stop, Sort.WHAT, "act", act.start("thing"))
    for pivot in _PIVOT.finditer(text):
        if _COPULA.fullmatch(pivot.group()) and not _says_what(text, pivot):
            continue
        yield from _runs(text, pivot.end(), stop, Sort.WHAT, " ".join(pivot.group().lower().split()), pivot.start())


# What follows "is" and says what a thing is: no act done to it, no place of it, no amount ("is recognised", "is in Ohio").
_COPULA = re.compile(r"(?:is|are|was|were|be|been)\s+", re.IGNORECASE)
_OTHER_THAN_WHAT = re.compile(
    r"(?:\w+ly\s+)?(?:not|no|to|in|on|at|for|from|with|by|as|of|under|within|when|where|if|because|only|subject|due|able|\w+(?:ed|en|ing|lt|ld|ut|et|ought|ade))\b"
    r"|[^A-Za-z(“\"]",
    re.IGNORECASE,
)


# One word alone is how a thing is, and not what ("was late").
_WORDS = re.compile(r"[\w“\"'’-]+\s+[\w(]")


def _says_what(text: str, copula: re.Match[str]) -> bool:
    """Whether what follows a verb of being says what its subject is."""
    there = re.search(r"\bthere\s+$", text[: copula.start()], re.IGNORECASE)
    return there is None and not _OTHER_THAN_WHAT.match(text, copula.end()) and bool(_WORDS.match(text, copula.end()))


def _runs(text: str, start: int, stop: int, sort: Sort, why: str, cue: int) -> Iterator[Candidate]:
    """The stretch from a place to the sentence's end, and to each soft end before it."""
    if start >= stop:
        return
    yield Candidate(start, stop, sort, why, cue)
    seen = 0
    for end in _ENDS.finditer(text, start, stop):
        if end.start() > start + 2:
            yield Candidate(start, end.start(), sort, why, cue)
            seen += 1
        if seen == 3:
            break
    comma = text.find(", ", start, stop)
    if comma > start + 2:
        yield Candidate(start, comma, sort, why, cue)
    if sort is Sort.REASON:
        return  # a cause is told with all that it is of
    for number, preposition in enumerate(_PREPOSITION.finditer(text, start + 2, stop)):
        if number == 2:
            break
        yield Candidate(start, preposition.start(), sort, why, cue)


def _reasons(text: str, begin: int, stop: int) -> Iterator[Candidate]:
    for match in _REASON.finditer(text):
        yield from _runs(
            text, match.end(), stop, Sort.REASON, " ".join(match["cue"].lower().split()), match.start("cue")
        )
    yielded = _YIELDED.match(text, begin)
    if yielded:
        yield Candidate(begin, yielded.end("what"), Sort.REASON, "yielded", begin)
    fronted = _FRONTED.match(text)
    if fronted:
        yield Candidate(0, fronted.end("purpose"), Sort.REASON, "~fronted", 0)
    for match in _PURPOSE.finditer(text):
        yield from _runs(text, match.end(), stop, Sort.REASON, f"~{match['cue'].lower()}", match.start("cue"))


def _tables(text: str) -> Iterator[Candidate]:
    for pattern in (_TABLE, _FOLLOWS):
        match = pattern.search(text)
        if match:
            start, end = match.span("what")
            end = start + len(text[start:end].rstrip(" .:;"))
            lead = re.match(r"(?:the|a|an)\s+", text[start:end], re.IGNORECASE) if pattern is _FOLLOWS else None
            yield Candidate(start + (lead.end() if lead else 0), end, Sort.TABLE)


_MARKS = (
    ("ticker", re.compile((
            r"\((?:NASDAQ|NYSE|AMEX|TSX|LSE|OTC|ASX|New York Stock "
            r"Exchange)[^:()]{0,40}:\s*([A-Z][A-Z.-]{0,5})\)"
        ), re.IGNORECASE)),
    ("ticker", re.compile(r"\bunder\s+the\s+(?:ticker\s+|trading\s+|stock\s+)?symbols?,?\s+[“\"]?([A-Z]{1,5})\b")),
    ("email", re.compile(r"([\w.+-]+@[\w-]+\.[\w.]*\w)")),
    ("website", re.compile(r"((?:https?://|www\.)[\w./-]*\w)")),
    ("exchange", re.compile((
            r"\(?\b(NASDAQ(?: (?:Global Select|Global|Capital|Stock) Market)?|NYSE(?: American| Arca)?|New York "
            r"Stock Exchange|London Stock Exchange|Toronto Stock Exchange)\b"
        ), re.IGNORECASE)),
    ("fax", re.compile(r"\b(?:fax|facsimile)\b[^\d(]{0,20}(\(?\d{3}\)?[ -]\d{3}-\d{4})(?![\d-])", re.IGNORECASE)),
    ("telephone", re.compile(r"(?<![\d-])(\(?\d{3}\)?[ -]\d{3}-\d{4})(?![\d-])")),
)  # fmt: skip


def _marks(text: str) -> Iterator[Candidate]:
    """A ticker, an address of mail or the web, a telephone number."""
    for kind, pattern in _MARKS:
        for match in pattern.finditer(text):
            if kind == "telephone" and re.search(r"\bfax\b[^\d(]*$", text[: match.start(1)], re.IGNORECASE):
                continue
            yield Candidate(match.start(1), match.end(1), Sort.MARK, kind, match.start())


def _names(text: str) -> Iterator[Candidate]:
    """Quoted words, and names in capitals inside a sentence."""
    for quoted in re.finditer(r"[\"“]([^\"”“]{2,60}?)[.,]?[\"”]", text):
        yield Candidate(quoted.start(1), quoted.end(1), Sort.WHO, "quoted", quoted.start())
    for name in re.finditer(
        (
            r"(?<=[a-z,(] )(?:[A-Z][\w.&'’®-]*)(?:\s+(?:(?:of|and|the|for"
            r"|de)\s+)?[A-Z][\w.&'’®-]*){0,7}(?:(?<=Note)\s\d+|(?<=ASC)\s\d+(?:-\d+)*|(?<=IFRS)\s\d+"
            r"|(?<=IAS)\s\d+)?"
        ),
        text,
    ):
        if name.group() not in MONTH_NAMES:
            yield Candidate(name.start(), name.start() + len(name.group().rstrip(".,")), Sort.WHO, "name", name.start())


def _long_forms(text: str) -> Iterator[Candidate]:
    """As in "Investigational New Drug (IND)": the words that a short form stands for, one for each of its letters."""
    for match in re.finditer(r"\(\W?(?P<short>[A-Z][A-Za-z-]{1,7})\W?\)", text):
        letters = match["short"].rstrip("s").lower()
        before = list(re.finditer(r"[A-Za-z0-9]+", text[: match.start()]))
        at = len(letters) - 1
        for word in reversed(before[-2 * len(letters) :]):
            if word.group()[0].lower() == letters[at]:
                at -= 1
            if at < 0:
                yield Candidate(word.start(), len(text[: match.start()].rstrip()), Sort.DEFINITION, f"={letters}")
                break
    for name in re.finditer(r"/s/\s+(?P<name>[A-Z][\w.'’-]*(?:\s+[A-Z][\w.'’-]*){1,4})", text):
        yield Candidate(name.start("name"), name.end("name"), Sort.WHO, "signed", name.start("name"))


def _appositions(text: str, stop: int) -> Iterator[Candidate]:
    """As in "Deltenna, a wireless infrastructure company": the name's description, and a description's name."""
    for match in re.finditer(
        (
            r"(?<!\w)[A-Z][\w.&'’®-]*(?:\s[A-Z][\w.&'’®-]*){0,5}(?:,\s+(?:Inc|LLC|Ltd"
            r"|Corp)\.?)?(?:\s*\([^()]{1,60}\))?,\s+(?=(?:an?|the|our|its|which\s+(?:is|are)|who\s+is)\s)"
        ),
        text,
    ):
        begin = match.end()
        led = re.match(r"(?:which\s+(?:is|are)|who\s+is)\s+", text[begin:])
        begin += led.end() if led else 0
        end = re.compile(r",\s|\.\s|;|\s+(?:for|on|in)\s+(?=[A-Z]\w+\s+\d)").search(text, begin)
        yield Candidate(begin, min(stop, end.start() if end else stop), Sort.DEFINITION, "appositive", match.start())
    for match in re.finditer(
        r"(?P<name>(?:(?:Mr|Ms|Mrs|Dr)\.\s+)?[A-Z][\w.'’-]+(?:\s+[A-Z][\w.'’-]*){1,3}),\s+(?P<office>(?:[A-Z][\w&'’-]*|and|of|the|our)(?:[\s,]+(?:[A-Z][\w&'’-]*|and|of|the)){0,8})",
        text,
    ):
        yield Candidate(match.start("name"), match.end("name"), Sort.WHO, match["office"].lower(), match.start())
        yield Candidate(match.start("office"), match.end("office"), Sort.DEFINITION, "office", match.start())
