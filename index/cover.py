"""What a filing says of itself: the blanks of its cover, the boxes ticked on it, its items, exhibits and signatures.

A cover is a form that was filled in, not prose: a value stands above, beside or under the caption that says what it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from index.fiscal_year import FULL_DATE
from index.layout import Span

_OPENING = 16_000  # characters: no cover is longer
_LONGEST_OFFICE = 110  # characters: a line with a signer's office
_PLACE = (
    r"Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Georgia"
    r"|Hawai[‘'’]?i|Idaho|Illinois|Indiana|Iowa|Kansas"
    r"|Kentucky|Louisiana|Maine|Maryland|Massachusetts|Michigan|Minnesota|Mississippi|Missouri|Montana"
    r"|Nebraska|Nevada|New Hampshire|New Jersey"
    r"|New Mexico|New York|North Carolina|North Dakota|Ohio|Oklahoma|Oregon|Pennsylvania|Rhode Island"
    r"|South Carolina|South Dakota|Tennessee|Texas"
    r"|Utah|Vermont|Virginia|Washington|West Virginia|Wisconsin|Wyoming|District of Columbia|Puerto Rico"
    r"|Bermuda|Cayman Islands|Ireland|England and Wales"
    r"|United Kingdom|Jersey(?:,? Channel Islands)?|Guernsey|Switzerland|(?:The )?Netherlands|Luxembourg"
    r"|Canada|Ontario|Quebec|British Columbia|Alberta|Israel|Marshall Islands"
    r"|Singapore|Panama|Liberia|Curaçao|British Virgin Islands|Germany|France|Japan|China|Hong Kong"
    r"|Australia|Mexico|Brazil|Sweden|Denmark|Norway|Finland"
)
_PLACES = re.compile(rf"\b(?:{_PLACE})\b(?!,? D\.? ?C\b)", re.IGNORECASE)
_STATE_CAPTION = re.compile(r"\(?state (?:or other jurisdiction )?of\b|\(?state or other jurisdiction", re.IGNORECASE)
_NAME_CAPTION = re.compile(r"\(?exact name of (?:the )?registrant[^\n)]*\)?", re.IGNORECASE)
_ADDRESS_CAPTION = re.compile(
    r"\(?address(?:es)?,? (?:including zip code,? )?of (?:the )?(?:registrant[’']s )?principal", re.IGNORECASE
)
_CAPTION_END = re.compile(
    r"(?:incorporation|organi[sz]ation|formation|identification|\bno\.?|number|charter)[^\n()]{0,40}\)", re.IGNORECASE
)  # fmt: skip
_ONE_LINE = {
    "form": re.compile(r"^\W*form\s+(?P<value>\d{1,2}-?[A-Z]{1,2}(?:/A)?|DEF 14A|S-\d+)\b[^\n]*$", re.IGNORECASE | re.MULTILINE),
    "file number": re.compile((
            r"(?:commission|sec)\s+file\s+n(?:umber|o)\W{0,6}(?P<value>\d{1,3}-\d{3,6}(?:-\d+)?)\b"
            r"|\b(?P<alone>(?:0{0,2}[01]|333|811)-\d{4,6}(?:-\d+)?)\b"
        ), re.IGNORECASE),
    "ein": re.compile(r"(?<![\d-])(?P<value>\d\d-\d{7})\b"),
    "report date": re.compile(rf"\bdate of (?:the )?(?:report|earliest)[^\n]{{0,80}}?\s*(?P<value>{FULL_DATE})", re.IGNORECASE),
    "period": re.compile(rf"\bfor the (?:fiscal year|(?:quarterly )?period|quarter|year) ended:?\s+(?P<value>{FULL_DATE})", re.IGNORECASE),
    "market value": re.compile((
            r"aggregate market value[^\n]*?(?:\bwas|\bis|:)\s+(?:approximately |about "
            r")?(?P<value>\$\s?[\d.,]+\d(?:\s+(?:million|billion|trillion))?)"
        ), re.IGNORECASE),
}  # fmt: skip
_FILERS = (
    "large accelerated filer",
    "accelerated filer",
    "non-accelerated filer",
    "smaller reporting company",
    "emerging growth company",
)
_TICKED, _UNTICKED = "☒☑xXþý✓✔■", "☐o¨□"
_BOX = rf"[{_TICKED}{_UNTICKED}]"
_EXCHANGE = (
    r"(?:The )?(?:New York Stock Exchange|N(?:asdaq|ASDAQ)[A-Za-z ]*|NYSE[A-Za-z ]*|Chicago Stock Exchange"
    r"|London Stock Exchange|Toronto Stock Exchange)(?:,? (?:LLC|Inc\.))?"
)
_SYMBOL = r"[A-Z]{1,6}(?:[./ -]?[A-Z0-9]{1,4})?"
_LISTED = re.compile(rf"(?P<title>[^\n\t]*?)\s+(?P<symbol>{_SYMBOL})\s+(?P<exchange>{_EXCHANGE})")
_COMMON = re.compile(r"\b(?:common|ordinary|capital stock|class [a-z]\b|shares|units|depositary)", re.IGNORECASE)
_SIGNATURE = re.compile(r"/[sS]/\s*(?P<name>[A-Z][\w.'’-]*(?:[ ,]+(?:[A-Z][\w.'’-]*|de|van|von|la)){1,5})")
_OFFICE_WORDS = re.compile(
    r"(?:chief|president|vice|senior|executive|chair\w*|director|global|name|title|principal|corporate"
    r"|co-\w+|treasurer|secretary|controller|general|"
    r"january|february|march|april|may|june|july|august|september|october|november|december|by|date)$",
    re.IGNORECASE,
)
_NOT_OFFICE = re.compile(
    (
        r"dated?\b|signature|exhibit|pursuant|item\b|/s/|\d|power of|table\b|.*\b(?:inc|corp|corporation"
        r"|company|llc|plc|n\.?v|ltd)\.?$"
    ),
    re.IGNORECASE,
)
_ITEM = re.compile(r"^[ \t]*(?P<whole>item\s+(?P<number>\d\.\d\d)\b[^\n]*)$", re.IGNORECASE | re.MULTILINE)
_EXHIBIT = re.compile(r"^[ \t]*(?P<number>\d{1,3}(?:\.\d{1,2})?)[*†+#]*[ \t]+(?P<title>[A-Z][^\n]{3,})$", re.MULTILINE)
_AUDITOR = re.compile(
    r"/s/\s*(?P<a>[A-Z][\w.&,’' ]{2,50}? (?:LLP|L\.L\.P\.|LLC|P\.C\.))|(?P<b>[A-Z][\w.&’']*(?: (?:&|and"
    r"|[A-Z][\w.&’']*)){0,4},? (?:LLP|L\.L\.P\.)),? (?:an |our |the )?(?:\w+ )?independent "
    r"(?:registered )?public account"
    r"|(?P<d>[A-Z][\w.&’']*(?: (?:&|and|[A-Z][\w.&’']*)){0,4},? (?:LLP|L\.L\.P\.)) as (?:[\w’'.]+ ){0,4}independent"
    r"|independent registered public accounting firm,? (?:is )?(?P<c>[A-Z][\w.&’']*(?: (?:&|and"
    r"|[A-Z][\w.&’']*)){0,4},? (?:LLP|L\.L\.P\.))"
)
_YEAR_END = re.compile(
    rf"\b(?:fiscal year|year|fiscal (?:19|20)\d\d),? (?:ended|ending|ends)(?: on)?:?\s+(?P<value>{FULL_DATE})",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Blank:
    """A blank that was filled in: the value, and the words around it that a reader needs to see what it is."""

    value: Span
    around: Span
    ticked: bool = False


@dataclass(frozen=True, slots=True)
class Security:
    """A class of securities as the cover registers it."""

    title: Span
    symbol: Span
    exchange: Span
    around: Span


class Cover:
    """A filing's cover and what frames it, read from its canonical text as it is asked for."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.opening = text[:_OPENING]

    def blank(self, kind: str) -> Blank | None:
        """One blank's value, or None where the cover has none.

        kind: "form", "file number", "ein", "report date", "period", "market value", "state", "address" or "zip".
        """
        match kind:
            case "state":
                return self._state()
            case "address":
                return self._address()
            case "zip":
                address = self._address()
                found = list(re.finditer(r"\b\d{5}(?:-\d{4})?\b", self._of(address.value))) if address else []
                return _within(address, found[-1]) if address and found else None
            case _:
                found_one = _ONE_LINE[kind].search(self.opening)
                if found_one is None:
                    return None
                value = "value" if found_one["value"] else "alone"
                around = _trimmed(self.text, found_one.start(), found_one.end())
                return Blank(Span(*found_one.span(value)), around)

    def _of(self, span: Span) -> str:
        return span.of(self.text)

    def _state(self) -> Blank | None:
        caption = _STATE_CAPTION.search(self.opening)
        if caption is None:
            return None
        named = list(_NAME_CAPTION.finditer(self.opening, 0, caption.start()))
        low = named[-1].end() if named else max(0, caption.start() - 300)
        before = list(_PLACES.finditer(self.opening, low, caption.start()))
        after = list(_PLACES.finditer(self.opening, caption.end(), caption.end() + 120))
        found = before[-1] if before else after[0] if after else None
        if found is None:
            return None
        value = Span(*found.span())
        return Blank(value, value)

    def _address(self) -> Blank | None:
        caption = _ADDRESS_CAPTION.search(self.opening)
        if caption is None:
            return None
        before = [match.end() for match in _CAPTION_END.finditer(self.opening, 0, caption.start())]
        low = before[-1] if before else max(0, caption.start() - 160)
        value = _trimmed(self.text, low, caption.start())
        return Blank(value, value) if 8 < value.end - value.start < 200 else None

    def securities(self) -> tuple[Security, ...]:
        """The classes of common stock registered, or every class where there is none: those with a symbol."""
        found = self.registered()
        common = [one for one in found if _COMMON.search(self._of(one.title)) and "otes" not in self._of(one.title)]
        return tuple(common) or found

    def registered(self) -> tuple[Security, ...]:
        """Every class registered with a symbol, notes too, in the cover's order."""
        head = re.search(r"trading\s+symbol", self.opening, re.IGNORECASE)
        if head is None:
            return ()
        stop = re.search(r"section\s+12\(g\)|indicate\s+by\s+check", self.opening[head.end() :], re.IGNORECASE)
        end = head.end() + (stop.start() if stop else 2000)
        found = []
        for row in _LISTED.finditer(self.opening, head.end(), end):
            title = re.sub(r"^.*\bregistered\b", lambda m: " " * len(m[0]), row["title"], flags=re.IGNORECASE)
            start = row.start("title") + len(title) - len(title.lstrip(" )"))
            symbol, exchange = (_trimmed(self.text, *row.span(part)) for part in ("symbol", "exchange"))
            found.append(
                Security(
                    _trimmed(self.text, start, row.end("title")),
                    symbol,
                    exchange,
                    _trimmed(self.text, start, row.end()),
                )
            )
        return tuple(found)

    def filer_status(self) -> dict[str, Blank]:
        """Each kind of filer that the cover has a box for, and whether it is ticked."""
        found: dict[str, Blank] = {}
        for kind in _FILERS:
            lead = r"(?<!large )(?<!non-)" if kind == "accelerated filer" else ""
            after = re.search(rf"{lead}\b{kind}[ \t:]*(?P<box>{_BOX})(?!\w)", self.opening, re.IGNORECASE)
            before = re.search(rf"(?<!\w)(?P<box>{_BOX})[ \t]*{lead}{kind}\b", self.opening, re.IGNORECASE)
            box = after or before
            if box is not None:
                span = _trimmed(self.text, box.start(), box.end())
                found[kind] = Blank(span, span, box["box"] in _TICKED)
        return found

    def yes_or_no(self, about: str) -> Blank | None:
        """A question of the cover answered with boxes for yes and no, before or behind the words: "shell company", "well-known seasoned issuer"."""
        asked = re.search(
            rf"{about}[^☒☐]{{0,400}}?(?:yes\s*(?P<yes>{_BOX})\s*no\s*(?P<no>{_BOX})|(?P<yes2>{_BOX})\s*yes\s*(?P<no2>{_BOX})\s*no\b)",
            self.opening,
            re.IGNORECASE,
        )
        if asked is None:
            return None
        yes, no = asked["yes"] or asked["yes2"], asked["no"] or asked["no2"]
        if (yes in _TICKED) == (no in _TICKED):
            return None
        start = self.opening.rfind("\n", 0, asked.start()) + 1
        boxes = re.search(r"yes\W*\S+\W*no\W*\S$", asked[0], re.IGNORECASE)
        value = Span(asked.end() - len(boxes[0]) if boxes else asked.start(), asked.end())
        return Blank(value, Span(start, asked.end()), yes in _TICKED)

    def signatures(self) -> tuple[Blank, ...]:
        """Who signed for the registrant, with the name and office printed under the hand; in the order they signed."""
        begins = [m.end() for m in re.finditer(r"pursuant to the requirements? of", self.text, re.IGNORECASE)]
        low = begins[-1] if begins else 0
        low = next((at for at in begins if "/s/" in self.text[at : at + 900]), low)
        return tuple(
            self._signed(match)
            for match in _SIGNATURE.finditer(self.text, low, low + 6000)
            if "LLP" not in match["name"]
        )

    def _signed(self, match: re.Match[str]) -> Blank:
        start = match.start("name")
        end = block = start + _hand(match["name"])
        printed = re.match(
            rf"\s*(?:name:\s*)?(?P<name>{re.escape(self.text[start:end])})\b", self.text[end:], re.IGNORECASE
        )
        if printed:
            start, end = end + printed.start("name"), end + printed.end("name")
            block = end
        for line in re.finditer(r"[ \t]*(?P<line>[^\n]+)", self.text[end : end + 240]):
            words = line["line"].strip()
            title = bool(re.match(r"[A-Z(]", words)) and not _NOT_OFFICE.match(words) and "/s/" not in words
            if not title or len(words) > _LONGEST_OFFICE:
                break
            block = end + line.end()
        return Blank(Span(start, end), _trimmed(self.text, start, block))

    def items(self) -> tuple[Blank, ...]:
        """The items of a current report, as their headings print them."""
        seen: dict[str, Blank] = {}
        for match in _ITEM.finditer(self.text):
            span = _trimmed(self.text, *match.span("whole"))
            seen.setdefault(match["number"], Blank(span, span))
        return tuple(seen.values())

    def exhibits(self) -> dict[str, Blank]:
        """The exhibits that a current report lists, by number."""
        begin = re.search(r"^[ \t]*item\s+9\.01\b", self.text, re.IGNORECASE | re.MULTILINE)
        if begin is None:
            return {}
        stop = re.search(r"\bsignatures?\b|pursuant to the requirements", self.text[begin.end() :], re.IGNORECASE)
        end = begin.end() + stop.start() if stop else min(len(self.text), begin.end() + 4000)
        found: dict[str, Blank] = {}
        for match in _EXHIBIT.finditer(self.text, begin.end(), end):
            span = _trimmed(self.text, match.start("number"), match.end())
            found.setdefault(match["number"], Blank(span, span))
        return found

    def auditor(self) -> Blank | None:
        """The independent accountants, as they sign their report or are named."""
        for match in _AUDITOR.finditer(self.text):
            part = next(part for part in ("a", "b", "c", "d") if match[part])
            value = _trimmed(self.text, *match.span(part))
            return Blank(value, _trimmed(self.text, match.start(), match.end()))
        return None

    def year_ends(self) -> Iterator[Blank]:
        """Where a fiscal year is said to end, the cover first."""
        for match in _YEAR_END.finditer(self.text):
            yield Blank(Span(*match.span("value")), Span(*match.span()))


def _hand(words: str) -> int:
    """How much of the words after "/s/" is the name signed, and not the name in print or an office after it."""
    seen: set[str] = set()
    end = 0
    for word in re.finditer(r"[^ ,]+", words):
        bare = word[0].lower().strip(".")
        if bare in seen or _OFFICE_WORDS.match(word[0]):
            break
        seen.add(bare)
        end = word.end()
    return end or len(words)


def _within(blank: Blank, found: re.Match[str]) -> Blank:
    value = Span(blank.value.start + found.start(), blank.value.start + found.end())
    return Blank(value, value)


def _trimmed(text: str, start: int, end: int) -> Span:
    """A span without the white space and rules at its ends."""
    words = text[start:end]
    left = len(words) - len(words.lstrip(" \t\r\n_*|,"))
    return Span(start + left, max(start + left, start + len(words.rstrip(" \t\r\n_*|,("))))
