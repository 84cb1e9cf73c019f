"""Mentions of periods that belong together: "2018/2019", "Q2 last year", "YTD fiscal 2008", "last quarter (Jul-Sep 2007)"."""

from __future__ import annotations

import re
from dataclasses import replace

from index.period import Duration, FiscalLabel, PeriodMention, months_in, period_end, year_earlier

_OF = re.compile(r"\s*(?:(?:of|in|for|,)\s*)?(?:the )?(?:fiscal )?", re.IGNORECASE)
# "Q2 yoy" is a change, and not the quarter of the year before
_COMPARES = re.compile(r"yoy\b|y/y\b|year[- ](?:over|on)[- ]year\b", re.IGNORECASE)
_OPENS = re.compile(r"\s*(?:[,–—-]\s*)?\(\s*(?:i\.?e\.?,? |that is,? |the |for |= ?)*", re.IGNORECASE)
_CLOSES = re.compile(r"\s*(?:quarter|qtr\.?|period|half|figures?|only)?\s*\)", re.IGNORECASE)
_RANGE = re.compile(r"\s*(?:to|through|[-–—])\s*")


def joined(text: str, mentions: tuple[PeriodMention, ...]) -> tuple[PeriodMention, ...]:
    """The mentions of a question, those that name one period together made one."""
    found: list[PeriodMention] = []
    for mention in mentions:
        before = found[-1] if found else None
        if before is None:
            found.append(mention)
            continue
        between = text[before.end : mention.start]
        if between == "/" and re.fullmatch(r"\d{2,4}", text[mention.start : mention.end]):
            # "2018/2019" is named for the year it ends in
            found[-1] = replace(mention, start=before.start, range="")
            continue
        if _is_of_year_before(before, mention, between) and not _COMPARES.match(text, mention.start):
            # "Q2 last year" is one quarter, a year before
            found[-1] = _over(before, mention, replace(before, period=year_earlier(before.period), relation=""))
            continue
        if (before.relation, mention.relation) == ("same", "this_year") and _OF.fullmatch(between):
            # "H1 this year"
            found[-1] = replace(before, end=mention.end)
            continue
        to_date = _to_date(before, mention) if _OF.fullmatch(between) else None
        if to_date is not None:
            found[-1] = _over(before, mention, to_date)
            continue
        closes = _CLOSES.match(text, mention.end)
        if _OPENS.fullmatch(between) and closes:
            # what stands in parentheses says which period is meant
            part = found.pop()
            if 0 < months_in(part.period) < months_in(mention.period) == _YEAR and _within(part, mention):
                # the year that a half or a quarter is of, once more
                found.append(replace(part, end=closes.end()))
                continue
            start = part.start
            while found and not text[found[-1].end : start].strip():
                start = found.pop().start
            found.append(replace(mention, start=start, end=closes.end()))
            continue
        if _RANGE.fullmatch(between):
            found[-1] = replace(before, range="from")
            mention = replace(mention, range="to")  # noqa: PLW2901
        found.append(mention)
    return tuple(found)


_YEAR = 12


def _within(part: PeriodMention, year: PeriodMention) -> bool:
    inner, outer = part.period, year.period
    return (
        isinstance(inner, Duration)
        and isinstance(outer, Duration)
        and outer.start <= inner.start
        and inner.end <= outer.end
    )


def _over(first: PeriodMention, last: PeriodMention, meant: PeriodMention) -> PeriodMention:
    return replace(meant, start=min(first.start, last.start), end=max(first.end, last.end), alternatives=())


def _is_of_year_before(part: PeriodMention, year: PeriodMention, between: str) -> bool:
    return (
        (part.relation, year.relation) == ("same", "year_earlier")
        and bool(re.fullmatch(r"\s*(?:of |in )?(?:the )?", between))
        and not isinstance(part.period, FiscalLabel)
    )


def _to_date(one: PeriodMention, other: PeriodMention) -> PeriodMention | None:
    """The year to date within a year that is named beside it; None where the two are not that."""
    part, year = (one, other) if one.relation == "year_to_date" else (other, one)
    end = period_end(part.period)
    if part.relation != "year_to_date" or end is None or year.relation not in {"", "this_year"}:
        return None
    whole = year.period
    if months_in(whole) != 12 or not isinstance(whole, Duration):
        return None
    moved = part.period
    for _ in range(8):
        last = period_end(moved)
        if last is None or last <= whole.end:
            break
        moved = year_earlier(moved)
    last = period_end(moved)
    return replace(part, period=moved, relation="") if last is not None and whole.start <= last <= whole.end else None
