"""What the sentence that announces a table calls it: "The annual maturities of long-term debt are as follows:".

A table whose rows are years, or whose lines say no more than "Balance at end of year", has its name there and nowhere
else.
"""

from __future__ import annotations

import re

from bot.paragraphs import Paragraphs
from index.filing import Filing, Table

_TABLE = r"(?:tables?|tabular (?:reconciliation|presentation)|schedule|chart|reconciliation|summary|information)"
_SHOWS = (
    r"(?:presents?|summari[sz]es?|sets? (?:forth|out)|shows?|provides?|reflects?|discloses?|details?|lists?"
    r"|outlines?|displays?|contains?|gives?|indicates?|includes?|reconciles?|illustrates?)"
)
_WHERE = (
    r"(?:as follows|as set forth below|below|in the (?:following|accompanying) (?:table|schedule)|in the "
    r"tables? below|the following)"
)
_AFTER = re.compile(
    rf"\b(?:the )?(?:following|above|below|accompanying) {_TABLE}s?(?: below)? (?:further )?{_SHOWS} (?P<name>.+)$",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    rf"^(?P<name>.+?),? (?:is|are|was|were|has been|have been|consist(?:s|ed)? of|comprise[ds]?|included?|includes?)(?: (?:approximately|primarily|principally|summari[sz]ed|presented|shown|set forth|set out|detailed|listed|outlined|included|provided|composed of|comprised of|made up of))*"
    rf" ?(?:{_WHERE})\b[^.:]{{0,60}}[.:]*$",
    re.IGNORECASE,
)
_FOLLOWS = re.compile(r"^(?P<name>.+?),? (?:follows?|(?:is|are|was|were)) ?:\.?$", re.IGNORECASE)
_EXPECTED = re.compile(
    r"\bthe following (?P<name>.+?),? (?:which .+?, )?(?:is|are) (?:expected|estimated|scheduled|required)\b.+[.:]$",
    re.IGNORECASE,
)
# What tells of the table itself, or of when and of whom, and not what its figures are.
_OF_TABLE = re.compile(
    r"^(?:(?:a|an|the|our|its|their|certain|all|these|following|further|additional|selected|summary"
    r"|condensed|information|details?|data|summar(?:y|ies)|components?|activity|changes?|roll-?forwards?"
    r"|reconciliations?|analys[ie]s|breakdowns?|compositions?|amounts?|totals?|"
    r"regarding|concerning|about|relating|related|with|respect|to|on|of|in|for|by|and|as|beginning"
    r"|ending|balances?|aggregate|presents?)\s+)+",
    re.IGNORECASE,
)
_CUT = re.compile(
    r",? \((?:[^()]|\([^()]*\))*\)|,? (?:excluding|including|which|that|whose|where|net of|as reported"
    r"|along with|based on)\b.*$"
    r"|,? (?:for|during|over|in|through|as of|as at|at|on|since|under)(?: each of)? (?:the |our |all "
    r"|these |each |an? |its )*(?:\w+[- ])?(?:next|last|past|previous|years?|periods?|fiscal|months?"
    r"|quarters?|three|five|two|four|six|19|20|january|february|march|april|may|june|july|august"
    r"|september|october|november|december|non-?cancell?able)\b.*$",
    re.IGNORECASE,
)
# What stands before the name in one run with it: a title, a page's furniture, a clause of when.
_RUN_ON = re.compile(
    r"^.*\((?:continued|(?:(?:dollar |all )?amounts?|dollars|figures|expressed|shares)? ?in [^()]*"
    r"|unaudited)\)[\s,.:]*(?=\w)"
    r"|^.*\b(?:a|the) (?:summary|description) of |^.*, (?=(?:our|its|their|we had|we have|the "
    r"company(?:['’]s| had| has))\b)",
    re.IGNORECASE,
)
_SENTENCES = re.compile(r"(?<=[.:;])\s+(?=\S)")
_NEAR = 700  # characters between a table and what announces it
_LONGEST = 16  # words of a name


def announced(filing: Filing) -> dict[int, str]:
    """What a table's figures are called by the sentence that announces it, and by the head over its labels."""
    found: dict[int, str] = {}
    paragraphs = Paragraphs(filing.paragraphs)
    for table in filing.tables:
        said = next(
            (name for text in (*_near(filing, table, paragraphs), *table.section[-1:]) if (name := name_in(text))), ""
        )
        name = f"{said} {table.stub}".strip()
        if name:
            found[table.number] = name
    return found


def _near(filing: Filing, table: Table, paragraphs: Paragraphs) -> list[str]:
    """The sentences that may announce a table, likeliest first: above it; below, where nothing stands above."""
    start = table.span.start
    above = paragraphs.ending(start - _NEAR, start)
    if above:
        said = [sentence for p in above[-2:] for sentence in _SENTENCES.split(p.span.of(filing.text)[-_NEAR:])]
        return said[:-4:-1]
    if len(filing.tables) > 1 or paragraphs.ending(0, start):
        return []
    below = paragraphs.beginning(table.span.end, len(filing.text))
    return [s for p in below[:1] for s in _SENTENCES.split(p.span.of(filing.text))]


def name_in(sentence: str) -> str:
    """What an announcing sentence calls what it announces; empty for a sentence that announces nothing."""
    sentence = " ".join(sentence.split())
    for pattern in (_AFTER, _EXPECTED, _BEFORE, _FOLLOWS):
        match = pattern.search(sentence)
        if match is None:
            continue
        name = _RUN_ON.sub("", match["name"].strip(" .:,;"))
        while (shorter := _CUT.sub("", _OF_TABLE.sub("", name)).strip(" .:,;")) != name:
            name = shorter
        # of a long run-on only the last words are the name
        return " ".join(name.split()[-_LONGEST:])
    return ""
