"""Plans answers from a filing's frame: its cover, items, exhibits and signatures, where a question asks for nothing more."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache

from bot.lexicon import word_set
from bot.plan import Passage, Plan, Quote
from bot.planner.binding import Desk
from bot.question.reading import Reading
from index.cover import Blank, Cover
from index.layout import Span
from index.naming import names_of
from index.registered import listed_on

# Words that ask, or name the filing and its filer, and say nothing of what is asked for.
_FILLER = word_set(
    """
    what which who whom whose where when why how is are was were be been do does did has have had the a an of in on at for to by
    from with under as and or it its their they them this that these there company companys registrant registrants firm
    business corporation issuer filing filings report reports reported document form release i me my you your us we please tell
    give show find know name named called exact full listed stated given printed cover page front any all one s re current
    currently actually exactly mentioned say says said 8-k 8k 10-k 10k 10-q 10q so hey just
    """
)


def _asks(trigger: str, allowed: str = "") -> tuple[re.Pattern[str], frozenset[str]]:
    return re.compile(trigger, re.IGNORECASE), word_set(allowed)


# What each thing is asked for by, and the words that may stand beside: any other word asks for something else.
_BLANKS: tuple[tuple[str, re.Pattern[str], frozenset[str]], ...] = tuple(
    (kind, *_asks(trigger, allowed))
    for kind, trigger, allowed in (
        ("form", (
                r"\b(?:what|which)\b.*\b(?:form|filing|document|report)(?: type)?(?= is (?:this|it)\b|\s*\?*$)"
                r"|\b(?:form|filing|document) type\b|\btype of (?:form|filing|document|report)\b"
            ), "kind type sort sec"),
        ("state", (
                r"\bincorporat\w+|\bdomiciled?\b|\bstate of (?:organi[sz]ation|formation)\b|\borgani[sz]ed "
                r"(?:under|in)\b|\bjurisdiction\b"
            ), (
                "incorporated incorporation incorporate domicile domiciled organized organised state "
                "jurisdiction country laws law organization organisation formation place other"
            )),
        ("ein", r"\bein\b|\b(?:irs|employer|tax(?:payer)?)\b.*\b(?:number|no|id|identification)\b|\btax id\b", "ein irs employer identification number no id federal tax taxpayer"),
        ("file number", r"\bfile (?:number|no)\b", "commission sec file number no"),
        ("address", (
                r"\bhead ?quarter\w*|\bhead ?office\b|\bhq\b|\b(?:principal|executive|corporate|main) "
                r"(?:executive )?offices?\b|\b(?:street|mailing|business|company|corporate) address\b"
                r"|\baddress\b|\b(?:where|what (?:city|state|country|town)).*\b(?:based|located)\b"
            ), (
                "street mailing business corporate principal executive office offices address city state "
                "country town located situated main based headquarters headquarter headquartered head hq"
            )),
        ("zip", r"\b(?:zip|postal) ?codes?\b", "zip zipcode postal code codes address principal executive offices"),
        ("report date", (
                r"\b(?:report|filing) date\b|\bdate of (?:the |this )?(?:report|filing|8-?k|document|earliest "
                r"event)\b|\bwhen (?:was|is) (?:this|it|the (?:report|filing|document|8-?k)) dated\b"
            ), "date dated earliest event"),
        ("period", r"\b(?:what|which) (?:fiscal )?(?:period|quarter|year)\b.*\b(?:cover\w*|for|report\w*|about)\b", "period quarter year fiscal covered covers cover about quarterly annual"),
        ("market value", (
                r"\bmarket value\b.*\bnon-?\s?affiliates\b|\bnon-?\s?affiliates\b.*\bmarket value\b|\bpublic "
                r"float\b"
            ), (
                "aggregate market value held non-affiliates nonaffiliates affiliates public float stock shares "
                "common equity voting much worth"
            )),
    )
)  # fmt: skip
_TICKER = _asks(
    r"\btickers?\b|\b(?:stock|trading|share)?\s*symbols?\b",
    "stock trading share shares symbol symbols ticker tickers common trade trades exchange",
)
_EXCHANGE = _asks(
    r"\b(?:stock )?exchanges?\b|\blisted\b|\b(?:where|what market|which market)\b.*\btrad(?:e|es|ed|ing)\b",
    (
        "stock stocks shares share common trade trades traded trading listed list market exchange "
        "exchanges registered security securities"
    ),
)
_SIGNED = _asks(
    r"\bsign(?:ed|s|er|ers|atory|atories|ature|atures|ing)?\b",
    (
        "person people officer officers behalf title position role job sign signed signs signer signers "
        "signatory signatories signature signatures signing hand executive capacity capacities"
    ),
)
_ITEMS = _asks(
    r"\b(?:what|which|list)\b.*\bitems?\b|^items?\b",
    "item items number numbers disclosed disclosure cover covers covered filed list included furnished sections",
)
_EXHIBITS = _asks(
    r"\bexhibits?\b|\battach(?:ed|ments?)\b",
    "exhibit exhibits attached attachment attachments filed included furnished list",
)
_AUDITOR = _asks(
    r"\bauditors?\b|\baudit(?:ed|s|ing)?\b(?! (?:fee|committee))|\baccounting firm\b|\baccountants?\b",
    (
        "auditor auditors audit audited audits firm independent registered public accounting accountant "
        "accountants outside external financial statements accounts books"
    ),
)
_FILER = re.compile(
    (
        r"\b(?P<kind>large accelerated filer|non-?accelerated filer|accelerated filer|smaller reporting "
        r"company|emerging growth company)\b|\b(?P<status>filer status|filer category|(?:kind|type) of "
        r"filer)\b"
    ),
    re.IGNORECASE,
)
_BOXES = (
    _asks(r"\bshell company\b", "shell"),
    _asks(r"\bwell-known seasoned issuer\b|\bwksi\b", "well-known well known seasoned issuer wksi"),
)
_YES_NO = re.compile(r"^(?:so |and )?(?:is|are|was|were|does|do|did|has|have)\b", re.IGNORECASE)
_YEAR_ENDS = re.compile(
    (
        r"^(?:on )?(?:when|what (?:date|day))\b.*\bfiscal(?: year)?(?P<year> (?:19"
        r"|20)\d\d)?\b.*\bends?(?:ed)?\b|\bfiscal[- ]year[- ]ends?\b|\b(?:when|what (?:date"
        r"|day))\b.*\byear[- ]end\b"
    ),
    re.IGNORECASE,
)
_SURE = 0.95


def from_cover(desk: Desk, reading: Reading) -> Plan | None:
    """A plan that quotes what the filing's frame says; None where the question asks for anything else, or it says nothing."""
    text = reading.text
    words = bare_words(desk, text)
    cover = cover_of(desk)
    for wanted, plan in _KINDS:
        if wanted[0].search(text) and words <= wanted[1]:
            found = plan(cover, text)
            if found:
                return _quoted(desk, found)
    for kind, trigger, allowed in _BLANKS:
        if trigger.search(text) and words <= allowed and not _YES_NO.match(text):
            blank = cover.blank(kind)
            if blank is not None and not (kind == "period" and not desk.record.form.upper().startswith(("10-", "20-"))):
                return _quoted(desk, [blank])
    return (
        _is_form(desk, cover, text)
        or _audited(desk, cover, text, words)
        or _numbered(desk, cover, text, words)
        or _boxed(desk, cover, text, words)
        or _year_end(desk, cover, text, words)
    )


def bare_words(desk: Desk, text: str) -> frozenset[str]:
    """The words of a question that are neither the filer's name nor words that only ask, lower case."""
    text = _without_names(desk, text).lower().replace("’", "'").replace("'s", "")
    return frozenset(re.findall(r"[a-z0-9][\w.'-]*\w|[a-z0-9]", text)) - _FILLER


def cover_of(desk: Desk) -> Cover:
    """The cover of the filing that is asked of."""
    return _cover(desk.shelf.generation, desk.filing, desk.shelf.filing(desk.filing).text)


@lru_cache(maxsize=24)
def _cover(generation: int, filing: str, text: str) -> Cover:  # noqa: ARG001
    return Cover(text)


def _without_names(desk: Desk, text: str) -> str:
    names = {name for full in names_of(desk.record) for name in _beginnings(full)}
    for name in sorted(names, key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(name)}(?:['’]s)?(?!\w)", " ", text, flags=re.IGNORECASE)
    return text


def _beginnings(name: str) -> list[str]:
    """A name, and its first words where two or more are left ("Acme Bancorp" of "Acme Bancorp of Ohio, Inc.")."""
    words = name.split()
    return [name, *(" ".join(words[:count]).rstrip(",") for count in range(2, len(words)))]


def _quoted(desk: Desk, blanks: Iterable[Blank]) -> Plan:
    quotes = tuple(Passage(desk.filing, blank.value, blank.around) for blank in blanks)
    return Plan(Quote(quotes, "spans"), confidence=_SURE)


def _symbols(cover: Cover, _: str) -> list[Blank]:
    return [Blank(one.symbol, one.around) for one in cover.securities()]


def _exchanges(cover: Cover, _: str) -> list[Blank]:
    found = {one.exchange.of(cover.text): Blank(one.exchange, one.around) for one in cover.securities()}
    unnamed = listed_on(cover) if not found else None
    return [unnamed] if unnamed is not None else list(found.values())


def _signers(cover: Cover, text: str) -> list[Blank]:
    signed = list(cover.signatures())
    if re.search(r"\bwhen\b|\b(?:what|which) (?:date|day)\b", text, re.IGNORECASE):
        return []
    return signed if re.search(r"\bpeople|signers|signatories|who all\b", text, re.IGNORECASE) else signed[:1]


def _auditors(cover: Cover, _: str) -> list[Blank]:
    found = cover.auditor()
    return [found] if found is not None else []


_KINDS: tuple[tuple[tuple[re.Pattern[str], frozenset[str]], Callable[[Cover, str], list[Blank]]], ...] = (
    (_TICKER, _symbols),
    (_EXCHANGE, _exchanges),
    (_SIGNED, _signers),
    (_ITEMS, lambda cover, _: list(cover.items())),
    (_EXHIBITS, lambda cover, _: list(cover.exhibits().values())),
    (_AUDITOR, _auditors),
)


def _numbered(desk: Desk, cover: Cover, text: str, words: frozenset[str]) -> Plan | None:
    """One exhibit, by its number."""
    named = re.search(r"\bexhibit (?P<number>\d{1,3}(?:\.\d+)?)\b", text, re.IGNORECASE)
    if named is None or not words <= _EXHIBITS[1] | {named["number"]}:
        return None
    found = cover.exhibits().get(named["number"])
    return _quoted(desk, [found]) if found is not None else None


def _boxed(desk: Desk, cover: Cover, text: str, words: frozenset[str]) -> Plan | None:
    """A box of the cover: which kind of filer, or whether it is one."""
    for trigger, allowed in _BOXES:
        if trigger.search(text) and words <= allowed:
            blank = cover.yes_or_no(trigger.pattern.split("|")[0].replace(r"\b", ""))
            return _said(desk, blank) if blank is not None else None
    asked = _FILER.search(text)
    if asked is None:
        return None
    boxes = cover.filer_status()
    if asked["status"] or not _YES_NO.match(text):
        ticked = [blank for blank in boxes.values() if blank.ticked]
        return _quoted(desk, ticked) if ticked else None
    kind = asked["kind"].lower().replace("nonacc", "non-acc")
    if kind not in boxes or not words <= frozenset(re.findall(r"[\w-]+", asked[0].lower())):
        return None
    return _said(desk, boxes[kind])


_IS_FORM = re.compile(
    (
        r"^(?:so )?(?:is|was) (?:this|it|that) (?:really )?an? (?:form )?(?:(?P<form>10-?k|10-?q|8-?k|20-?f"
        r"|6-?k)|(?P<kind>annual|quarterly|current) report)\s*\?*$"
    ),
    re.IGNORECASE,
)
_KINDS_OF_REPORT = {"annual": ("10-K", "20-F", "40-F"), "quarterly": ("10-Q",), "current": ("8-K", "6-K")}


def _is_form(desk: Desk, cover: Cover, text: str) -> Plan | None:
    """Whether the filing is of a form, as its cover names it."""
    asked, blank = _IS_FORM.match(text), cover.blank("form")
    if asked is None or blank is None:
        return None
    form = blank.value.of(cover.text).upper()
    named = (asked["form"].upper(),) if asked["form"] else _KINDS_OF_REPORT[asked["kind"].lower()]
    held = form.replace("-", "").startswith(tuple(name.replace("-", "") for name in named))
    return _said(desk, Blank(blank.value, blank.around, ticked=held))


_AUDITED = re.compile(r"\b(?P<un>un)?audited\b", re.IGNORECASE)
_OF_AUDITED = word_set(
    "audited unaudited financials financial statements statement results figures numbers accounts balance sheet sheets these"
    " consolidated condensed interim operations income earnings loss cash flows equity auditor auditors independent yet"
    " quarter quarterly half half-year year yearly annual month months six nine three period periods shown here"
)


def _audited(desk: Desk, cover: Cover, text: str, words: frozenset[str]) -> Plan | None:
    """Whether the figures are audited: a filing's statements say that they are not, or its auditor reports on them."""
    asked = _AUDITED.search(text)
    if asked is None or not _YES_NO.match(text) or not words <= _OF_AUDITED:
        return None
    label = re.search(r"\(unaudited\)", cover.text, re.IGNORECASE)
    auditor = cover.auditor() if desk.record.form.upper().startswith(("10-K", "20-F", "40-F")) else None
    if auditor is not None:
        return _said(desk, Blank(auditor.value, auditor.around, ticked=not asked["un"]))
    if label is None:
        return None
    span = Span(*label.span())
    return _said(desk, Blank(span, span, ticked=bool(asked["un"])))


def _said(desk: Desk, blank: Blank) -> Plan:
    quote = Passage(desk.filing, blank.around, blank.around)
    return Plan(Quote((quote,), "boolean", blank.ticked), confidence=_SURE)


_OF_A_YEAR_END = word_set("date day fiscal year years end ends ended ending year-end financial calendar")


def _year_end(desk: Desk, cover: Cover, text: str, words: frozenset[str]) -> Plan | None:
    """When a fiscal year ends: the year named, or the latest that the filing says the end of."""
    asked = _YEAR_ENDS.search(text)
    year = re.search(r"\b(?:19|20)\d\d\b", text)
    if asked is None or not words <= _OF_A_YEAR_END | ({year[0]} if year else set()):
        return None
    for blank in cover.year_ends():
        if year is None or blank.value.of(cover.text).endswith(year[0]):
            return _quoted(desk, [blank])
    return None
