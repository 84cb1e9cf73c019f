"""The columns of a panel, understood: what the heads over each say of time, unit, scale and kind."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from index.columns import Panel, tells_no_metric
from index.heads import Day, When, fill, kind_of_head, qualifiers_in, read_when
from index.quantity import CURRENCIES, PERCENT, PERCENTAGE_POINTS, Printed
from index.rows import is_period
from index.scales import Scale, read_scale, scale_in_prose
from index.spread import Column
from index.table_context import OUTLOOK, Surroundings
from index.units import CENTS, Kind, counted_in, kind_of_words, measure_in


@dataclass(frozen=True, slots=True)
class Head:
    """A column, understood: what its heads say, its unit words, scale and kind; whether its figures look ahead."""

    column: Column
    when: When
    words: Kind
    scale: Scale
    kind: str
    qualifiers: tuple[str, ...]
    money: str
    marked: bool
    percent_step: Decimal | None = None
    outlook: bool = False


def stated_scale(panel: Panel | None, around: Surroundings) -> Scale:
    """The scale of a whole table: its stub, its caption, the sentence before it, the titles above, the filing's own."""
    scale = Scale()
    sources = [*(reversed(panel.stub) if panel else ()), *reversed(around.captions)]
    for source in sources:
        scale = scale.or_else(read_scale(source))
    for source in (around.intro, *reversed(around.inherited), *reversed(around.section)):
        scale = scale.or_else(scale_in_prose(source))
    scale = scale.or_else(around.scale)
    led = scale_in_prose(around.intro)
    if led.shares is not None and led.money is None:
        # The sentence right before the table speaks of its shares alone: what is declared above it is of money.
        scale = replace(scale, shares=led.shares)
    return scale


def heads_of(panel: Panel, around: Surroundings, table_money: str) -> list[Head]:
    scale = stated_scale(panel, around)
    across = _common_scale(panel)
    # A scale printed over every column is the table's, exceptions and all.
    scale = across.or_else(scale)
    heads: list[Head] = []
    whens: list[When] = []
    figures = _figures(panel)
    marked = [_marks(figures[number]) for number in range(len(panel.columns))]
    latest = _latest(panel)
    titled = _title_period(panel)
    any_money = any(money for money, _ in marked)
    vintages = any(_VINTAGE.search(" ".join(column.path)) for column in panel.columns)
    measured = measure_in((*panel.stub, *around.captions[-2:])) if not any_money else None
    counted = counted_in(around.intro) if not any_money else ""
    if counted and measured is None:
        measured = (counted, scale.money or Decimal(1))
    for number, column in enumerate(panel.columns):
        money, percent = marked[number]
        when = _column_when(replace(column, path=_without_years(column.path)) if vintages else column, panel)
        if when.empty and latest is not None and _AT_DATE.search(" ".join(column.path)):
            when = latest
        elif when.empty and titled is not None:
            when = titled
        own = _scale_of_head(column)
        words = _words_of_head(column)
        money = money or next((CURRENCIES[part.strip()] for part in column.path if part.strip() in CURRENCIES), "")
        evidence = money or (table_money if scale.money is not None or own.money is not None or not any_money else "")
        if measured is not None and not words.unit and own.money is None:
            words, own, evidence = Kind("count", measured[0]), Scale(counts=measured[1]), ""
        qualifiers = qualifiers_of((*around.section, *around.captions, *panel.stub, *column.path))
        whens.append(when)
        step = _percent_step(figures[number]) if not money else None
        if step is not None and step >= 1 and own.money is not None:
            step = None
        kind = kind_of_head(column.path, percent or step is not None)
        heads.append(Head(column, when, words, own.or_else(scale), kind, qualifiers, evidence, bool(money), step,
                          outlook=OUTLOOK.search(" ".join((*around.captions, *column.path))) is not None))  # fmt: skip
    return _as_quarters(_between_dates(heads))


_FEWEST_QUARTERS = 3


def _as_quarters(heads: list[Head]) -> list[Head]:
    """Columns headed by days of a year three months apart, and by no year, are of the quarters that end on them."""
    days = [head.when.days[0] for head in heads if len(head.when.days) == 1 and not head.when.stretch]
    months = {day.month for day in days if not day.year}
    if not _FEWEST_QUARTERS <= len(months) == len(days) or len({month % 3 for month in months}) > 1:
        return heads
    return [replace(head, when=replace(head.when, months=3)) if head.when.days else head for head in heads]


# Loans by the year they were made in: the years name sorts of loans, and no time of their amounts.
_VINTAGE = re.compile(
    r"\boriginations?\s+years?\b|\byears?\s+of\s+origination\b|\bprior\s+to\s+(?:19|20)\d\d\b", re.IGNORECASE
)


def _without_years(path: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(part for part in path if not _YEAR_ALONE.search(part))


_YEAR_ALONE = re.compile(r"^(?:prior\s+to\s+)?(?:19|20)\d\d$", re.IGNORECASE)


def _between_dates(heads: list[Head]) -> list[Head]:
    """Columns without a date that stand between two dated ones (an opening and a closing balance) are for the stretch."""
    dated = [
        n for n, head in enumerate(heads) if full_date(head.when) and len(head.when.days) == 1 and not head.when.stretch
    ]
    if len(dated) != 2 or dated[1] - dated[0] < 2:
        return heads
    first, last = (heads[n].when.days[0] for n in dated)
    if (first.year, first.month, first.day) > (last.year, last.month, last.day):
        return heads
    try:
        opening = date(first.year, first.month, first.day)
    except ValueError:
        return heads
    after = opening.fromordinal(opening.toordinal() + 1)
    since = When(days=(Day(after.month, after.day, after.year), last), since=True)
    return [
        replace(head, when=since) if dated[0] < n < dated[1] and head.when.empty and head.kind == "value" else head
        for n, head in enumerate(heads)
    ]


_PERCENT_SIGN = re.compile(r"(?<![\d.])\s*%(?!\s*(?:notes|senior|debentures|bonds))|\(%\)", re.IGNORECASE)


_AT_DATE = re.compile(
    r"\b(?:principal|face|par|amortized|cost|fair\s+value|carrying|outstanding|notional|balance|gross|net)\b",
    re.IGNORECASE,
)


def _latest(panel: Panel) -> When | None:
    """The latest date over a column, where the columns that have one have whole dates; None else."""
    told = [when for column in panel.columns if not (when := read_when(" ".join(column.path))).empty]
    if not told or not all(full_date(when) and len(when.days) == 1 and not when.stretch for when in told):
        return None
    return replace(max(told, key=lambda when: (when.days[0].year, when.days[0].month, when.days[0].day)), instant=True)


def _title_period(panel: Panel) -> When | None:
    """The period that a title line over the heads states ("For the Year Ended ..."), which is every column's.

    Such a line stands over the middle of a table, and so over some of its columns; each column has a head of its own below.
    None where any head below it says when, or where a column has no head.
    """
    titles = {path[0] for column in panel.columns if (path := column.path) and is_period(path[0])}
    if len(titles) != 1:
        return None
    title = titles.pop()
    if not read_when(title).days:
        return None
    below = [[part for part in column.path if part != title and read_scale(part).empty] for column in panel.columns]
    if any(not parts or any(not read_when(part).empty for part in parts) for parts in below):
        return None
    return read_when(title)


def _figures(panel: Panel) -> list[list[Printed]]:
    """What each column prints, from the top down."""
    found: list[list[Printed]] = [[] for _ in panel.columns]
    for row in panel.body:
        for piece in row:
            if piece.printed and (number := panel.column_of(piece)) is not None:
                found[number].append(piece.printed)
    return found


def _marks(figures: list[Printed]) -> tuple[str, bool]:
    """The currency marked anywhere in a column, and whether most of its figures carry a percent sign."""
    currency = next((printed.currency for printed in figures if printed.currency), "")
    percents = sum(1 for printed in figures if printed.mark in (PERCENT, PERCENTAGE_POINTS))
    return currency, percents * 2 > len(figures)


def _percent_step(figures: list[Printed]) -> Decimal | None:
    """The last printed digit's worth in a column of percentages of which only some, the first among them, say so."""
    steps = {printed.step for printed in figures if printed.mark == PERCENT}
    unmarked = {printed.step for printed in figures if not printed.mark and not printed.nil}
    likely = all(abs(printed.value) <= 100 for printed in figures if not printed.mark)
    if not figures or figures[0].mark != PERCENT or len(steps) != 1 or not unmarked <= steps or not likely:
        return None
    return steps.pop()


def _common_scale(panel: Panel) -> Scale:
    """The scale of every column: printed over each, or over one of columns that differ only in their periods."""
    scales = [_scale_of_head(column) for column in panel.columns]
    # A head that is broken over several columns leaves its exception to one of them.
    unscaled = tuple(dict.fromkeys(name for scale in scales for name in scale.unscaled))
    stated = {replace(scale, unscaled=unscaled) for scale in scales if scale.money is not None}
    if len(stated) != 1:
        return Scale()
    everywhere = all(scale.money is not None for scale in scales)
    dated = all(tells_no_metric(column.path) for column in panel.columns)
    return stated.pop() if everywhere or dated or _stands_across(panel, scales) else Scale()


def _stands_across(panel: Panel, scales: list[Scale]) -> bool:
    """Whether a scale is a line of its own ("(In thousands)") over columns side by side: it stands in the middle of all."""
    under = [number for number, scale in enumerate(scales) if scale.money is not None]
    side_by_side = len(under) > 1 and under == list(range(under[0], under[-1] + 1))
    alone = all(any(_SCALE_ALONE.fullmatch(part) for part in panel.columns[number].path) for number in under)
    beside = [
        _words_of_head(column) for column, scale in zip(panel.columns, scales, strict=True) if scale.money is None
    ]
    return side_by_side and alone and not any(words.unit for words in beside)


def _scale_of_head(column: Column) -> Scale:
    scale = Scale()
    for number in reversed(range(len(column.path))):
        # A parenthesis that is left open ("(dollars in millions,") goes on in the line below it ("except ARPA)").
        part = column.path[number]
        below = column.path[number + 1] if number + 1 < len(column.path) and part.count("(") > part.count(")") else ""
        found = read_scale(f"{part} {below}" if ")" in below else part)
        if found.money is not None or found.shares is not None:
            scale = scale.or_else(found)
    return scale


_SCALE_ALONE = re.compile(
    r"\((?:(?:dollars|amounts|u\.?s\.? dollars|[$€£])\s+)?in\s+(?:thousand|million|billion)s?\b[^()]*\)", re.IGNORECASE
)
# A column headed so counts what its rows name, beside the one that gives their worth.
_MONEY_SIGN = re.compile(r"[$€£¥]")
_NUMBER = re.compile(r"numbers?|no\.?s?\.?", re.IGNORECASE)


def _words_of_head(column: Column) -> Kind:
    """What a column's heads say its figures are; cents that one line of a head names are those of a share on another."""
    found = _told_by_parts(column)
    in_cents = found.unit == "per_share" and re.search(r"\bcents\b", " ".join(column.path), re.IGNORECASE)
    return Kind("per_share", CENTS) if in_cents else found


def _told_by_parts(column: Column) -> Kind:
    money = any(_MONEY_SIGN.search(part) for part in column.path)
    for at, part in reversed(list(enumerate(column.path))):
        if part in ("Percent", "percent") or _PERCENT_SIGN.search(part):
            return Kind("percent")
        if _NUMBER.fullmatch(part.strip()) and not money:
            return Kind("count")
        found = kind_of_words(part)
        if not read_scale(part).empty and found.unit == "per_share" and part.startswith("("):
            continue
        if found.unit == "shares" and kind_of_words(" ".join(column.path[max(at - 1, 0) : at + 1])).unit == "per_share":
            return Kind("per_share")  # "Price | Per | Share", a word on each line
        if found.unit in ("shares", "per_share", "years", "months", "days", "count"):
            return found
        if found.unit == "percent" and not is_period(part) and part.strip().startswith(("%", "Percent")):
            return found
    joined = kind_of_words(" ".join(part for part in column.path if read_scale(part).empty))
    return joined if joined.unit in ("shares", "per_share", "years", "months", "days") else Kind()


def qualifiers_of(texts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(q for text in texts for q in qualifiers_in(text)))


def _column_when(column: Column, panel: Panel) -> When:
    """What the heads over a column say of time, the missing parts filled from the stub, the caption, the sentence."""
    when = read_when(" ".join(part for part in column.path if part not in ("%", "$", "£", "€")))
    for part in reversed(panel.stub):
        when = fill(when, read_when(part))
    return when


def full_date(when: When) -> bool:
    return any(day.year and day.day for day in when.days)
