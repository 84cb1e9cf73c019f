"""What a cover registers and ticks: every class of securities with its par value or coupon, and statements beside a box."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from index.cover import Blank, Cover, Security
from index.fiscal_year import FULL_DATE
from index.layout import Span

_PAR = re.compile(
    r"(?P<none>(?:without|no)\s+par\s+value)|par\s+value\s*(?:of\s*)?,?\s*(?P<after>[$€£]\s?[\d.,]*\d)(?:\s+per\s+share)?"
    r"|(?P<before>[$€£]\s?[\d.,]*\d)\s+par\s+value",
    re.IGNORECASE,
)
_COUPON = re.compile(r"(?P<rate>\d{1,2}(?:\.\d+)?)\s?%")
_BOXED = re.compile(
    r"^[ \t]*(?:(?P<before>[☐☒☑☓])[ \t]*(?P<after_box>[^\n☐☒☑☓]{8,400})|(?P<ahead>[^\n☐☒☑☓]{8,600}?)[ \t]*(?P<after>[☐☒☑☓]))[ \t]*$",
    re.MULTILINE,
)
_TICKED = "☒☑☓"
_SIGNS = re.compile(r"pursuant to the requirements? of (?:section|the securities)", re.IGNORECASE)
_COMMON = re.compile(r"\b(?:common|ordinary) (?:stock|shares?)\b(?:[^.;\n]|\.(?=\d)){0,60}", re.IGNORECASE)
_WHERE_LISTED = re.compile(r"exchange\s+on\s+which\s+registered", re.IGNORECASE)
_EXCHANGE = re.compile(
    r"\b(?:The )?(?:New York Stock Exchange|N(?:asdaq|ASDAQ)(?: [A-Z][A-Za-z]*)*|NYSE(?: [A-Z][A-Za-z]*)*)(?: \([^()\n]{3,60}\))?"
)
_DATE = re.compile(FULL_DATE, re.IGNORECASE)
_NEAR_HAND = 900  # characters between the words that a report is signed under, or the hand, and its date
_OPENING = 16_000  # characters: no cover is longer


@dataclass(frozen=True, slots=True)
class Class:
    """A class of securities. par: where its par value is printed, with none=True where it says that there is none."""

    security: Security
    title: str
    par: Span | None = None
    none: bool = False
    coupon: Span | None = None


def classes(cover: Cover) -> tuple[Class, ...]:
    """Every class that a cover registers, notes too, in its order."""
    found = []
    for one in cover.registered():
        title = one.title.of(cover.text)
        par, coupon = _PAR.search(title), _COUPON.search(title)
        at = one.title.start
        part = "none" if par and par["none"] else "after" if par and par["after"] else "before"
        found.append(
            Class(
                one,
                title,
                Span(at + par.start(part), at + par.end(part)) if par else None,
                bool(par and par["none"]),
                Span(at + coupon.start("rate"), at + coupon.end()) if coupon else None,
            )
        )
    return tuple(found)


def common_par(cover: Cover) -> Blank | None:
    """The par value of the common stock as a filing first says it, on a cover without symbols or in its accounts."""
    for named in _COMMON.finditer(cover.text):
        par = _PAR.search(cover.text, *named.span())
        if par is not None:
            part = "none" if par["none"] else "after" if par["after"] else "before"
            return Blank(Span(*par.span(part)), Span(*named.span()), ticked=not par["none"])
    return None


def listed_on(cover: Cover) -> Blank | None:
    """The exchange that a cover without symbols names first."""
    head = _WHERE_LISTED.search(cover.opening)
    found = _EXCHANGE.search(cover.opening, head.end(), head.end() + 600) if head else None
    if found is None:
        return None
    start = cover.text.rfind("\n", 0, found.start()) + 1
    return Blank(Span(*found.span()), Span(max(start, head.end() if head else 0), found.end()))


def boxes(cover: Cover) -> Iterator[Blank]:
    """The statements of a cover that have one box, which is before or behind them, and whether it is ticked."""
    for match in _BOXED.finditer(cover.text, 0, min(len(cover.text), _OPENING)):
        ticked = (match["before"] or match["after"]) in _TICKED
        span = Span(match.start() + len(match[0]) - len(match[0].lstrip()), match.end())
        yield Blank(span, span, ticked)


def signed_on(cover: Cover) -> Blank | None:
    """The date beside the first hand that signs for the registrant; None where none stands there."""
    for begins in _SIGNS.finditer(cover.text):
        hand = cover.text.find("/s/", begins.end(), begins.end() + _NEAR_HAND)
        if hand < 0:
            continue
        found = _DATE.search(cover.text, begins.end(), hand + _NEAR_HAND)
        if found is not None:
            start = cover.text.rfind("\n", 0, found.start()) + 1
            end = cover.text.find("\n", found.end())
            return Blank(Span(*found.span()), Span(start, end if end >= 0 else len(cover.text)))
    return None
