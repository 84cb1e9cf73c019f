"""What kind of words would answer a question: a reason, a time, an amount, a definition, a list, a yes or no."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from bot.extract.senses import content_words
from bot.wording import plainly


class Sort(StrEnum):
    """The kind of answer asked for."""

    REASON = "reason"
    TIME = "time"
    AMOUNT = "amount"
    COUNT = "count"
    WHO = "who"
    WHERE = "where"
    HOW = "how"
    OFTEN = "often"
    LENGTH = "length"
    DEFINITION = "definition"
    PARTS = "parts"
    TABLE = "table"
    MARK = "mark"
    BOOLEAN = "boolean"
    WHAT = "what"


_SORTS: tuple[tuple[Sort, str], ...] = (
    (Sort.TABLE, (
            r"^what (?:financial |kind of |type of )?(?:information |data )?(?:is|are|does|do|did)? ?(?:shown"
            r"|the (?:above |following |below )?(?:table|chart|schedule)s? (?:show|represent|present"
            r"|summari[sz]e|illustrate|detail|provide|depict|set forth|contain|include|about|tell|describe"
            r"|reflect|display)|presented in the table|the purpose of the table)"
        )),
    (Sort.BOOLEAN, r"^(?:is|are|was|were|does|do|did|has|have|had|can|could|will|would|should|may|might)\b(?! what)"),
    (Sort.REASON, (
            r"^(?:why|how come)\b|^for what reason|\b(?:reasons?|causes?|drivers?|factors?"
            r"|rationale)\b.*\b(?:for|of|behind|why|driving|to)\b|^(?:what|which)\b.*\b(?:led to|caused|causes"
            r"|drove|drives|resulted in|contributed to|impacted|affected|influenced|explains?|explained"
            r"|accounts? for|brought about)\b|\b(?:driven by|due to|attributable to|caused by|result of|because "
            r"of|reflect(?:ive of|ed by))\s*\??$|^what (?:is|was|are|were) (?:driving|causing|behind"
            r"|fuel(?:l)?ing|responsible for|pushing|dragging|helping|hurting)\b|^what (?:was|were|is|are) "
            r".*\b(?:driven|caused|due|attributable|attributed)\b|^how did .* (?:affect|impact)"
        )),
    (Sort.TIME, (
            r"^(?:when|since when|until when|by when)\b|^(?:in|into|for|during|on|as of|at|from|by|until)?\s*(?:what"
            r"|which) (?:(?:fiscal|financial|calendar)\s+)?(?:years?|dates?|quarters?|months?|periods?|days?"
            r"|times?)\b|\bwhat (?:is|was) the (?:[\w'’]+ ){0,4}(?:date|deadline|cutoff)\b|^what time\b"
            r"|\bdates? (?:of|for)\b"
        )),
    (Sort.OFTEN, r"^how (?:often|frequently)\b|\bfrequency\b"),
    (Sort.LENGTH, (
            r"^(?:how long|over (?:what|how long)|(?:in|over|within|after) how many (?:years|months|weeks|days)"
            r"|(?:for|over|in) (?:what|which) (?:length|duration|period of time|time ?frame|term))\b|^what (?:is"
            r"|was) the (?:\w+[ -]){0,5}(?:term|duration|useful (?:life|lives)|life|maturity|length|vesting "
            r"period)\b"
        )),
    (Sort.COUNT, r"^(?:how many|how old|what (?:is|was|were|are) the number of|what number of|of .*,? how many)\b"),
    (Sort.AMOUNT, (
            r"^(?:by |of |up to |to |at |for )?(?:how much|how (?:high|low|large|big|great)|what (?:percentage|percent"
            r"|proportion|share|portion|amount|rate|fraction|price|value|sum|total)\b)|^what (?:is|was|were"
            r"|are) the (?:[\w'’/,&-]+ ){0,6}?(?:amounts?|percentages?|proportions?|rates?|prices?|values?"
            r"|costs?|balances?|totals?|dividends?|size|ratio|increase|decrease|change)\b|^what (?:is|was) the "
            r"(?:respective )?(?:total|amount|value|average|aggregate)\b|^(?:to|at|by) what (?:extent|percentage"
            r"|rate|price)"
        )),
    (Sort.WHO, (
            r"^(?:what|which) (?:is|was|are|were) (?:the |its |our )(?:[\w’'-]+ ){0,4}(?:customers?|suppliers?"
            r"|lenders?|auditors?|landlords?|competitors?|shareholders?)\b(?! base|s' |'s )|^(?:who|whom|whose"
            r"|which (?:company|companies|firm|bank|person|party|subsidiary|entity|auditor|customer|customers)"
            r"|(?:by|to|from|with) (?:whom|which company)|what (?:company|firm|person))\b|\bwho\b"
        )),
    (Sort.WHERE, (
            r"^(?:where|from where|(?:in|on|at|under) (?:what|which) (?:place|country|countries|state|city"
            r"|market|exchange|note|section|statement|location|meeting|region|line item)s?)\b|^(?:what|which) "
            r"(?:is|are|was) the (?:address|location|headquarters|venue)"
        )),
    (Sort.DEFINITION, (
            r"^what (?:does|do) (?:[A-Z][\w.&’'-]*|the company|it|they|we)(?: [A-Z][\w.&-]*){0,3} do\s*\?*$"
            r"|^what (?:is|was) (?:[\w.]+ ){0,3}[\w.]+['’]s? (?:job )?(?:title|role|position|job)\b|^what "
            r"(?:kind|type|sort) of [\w ]+? (?:is|are)\b|\bstands? for\b|\b(?:acronym|abbreviat\w+|short) (?:for"
            r"|of)\b"
        )),
    (Sort.HOW, (
            r"^(?:how (?:does|do|did|is|are|was|were|has|have|can|could|will|would|should|frequently)|in what "
            r"(?:way|manner)|by what (?:means|method)|what method|how)\b"
        )),
    (Sort.PARTS, (
            r"\b(?:consists? of|comprised? of|comprises?|composed of|made up of|made of|included? (?:in|within"
            r"|under|among)|(?:does|do|did|will) .+ include|contains?|components? of|examples? of|types? of"
            r"|kinds? of|categories|parts? of|elements? of)\b|^(?:list|name|identify|enumerate)\b|^(?:what"
            r"|which) are (?:the|some|all|its|our|their|these|those) (?:\w+ ){0,4}\w+s\b"
        )),
    (Sort.DEFINITION, (
            r"^(?:what (?:is|are|does|do|was|were)|how (?:does|do|is|are) .* (?:define|defined))\b.*\b(?:mean"
            r"|refer|represent|definition|define[ds]?|stand for)\b|^(?:define|explain|describe)\b|^what (?:is"
            r"|are) (?:an? |the )?(?:[A-Z][\w.®'’-]*|[\w-]+)(?: [\w&.®'’-]+){0,3}\?*$"
        )),
)  # fmt: skip
_MARKS = {
    "ticker": r"\btickers?\b|\b(?:stock|trading|share)\s+symbol\b",
    "email": r"\be-?mails?\b",
    "website": r"\bweb\s?sites?\b|\bweb\s+(?:address|page)\b|\burl\b",
    "fax": r"\bfax\b|\bfacsimile\b",
    "telephone": r"\b(?:tele)?phone\b|\bdial(?:-in|ling|ed)?\b|\bcall-?in number\b",
    "exchange": (
        r"\b(?:what|which) (?:stock )?(?:exchange|market)\b.*\b(?:trad|list|quot)\w*|\bwhere\b.*\b(?:stock"
        r"|shares?)\b.*\b(?:trad|list|quot)\w*"
    ),
}
# A number to dial is one that a sentence says to dial: the word still tells.
_DIALLED = r"\bdial(?:-in|ling|ed)?\b|\bcall-?in number\b"
_PATTERNS = tuple((sort, re.compile(pattern, re.IGNORECASE)) for sort, pattern in _SORTS)
# Verbs that only ask how a thing acts, or for its long form; and those that only ask for a cause.
_BARE_VERBS = re.compile(
    (
        r"(?<=\w )(?:(?:supposed|meant) to )?(?:work|works|function|operate)(?=\s*\?*$)|\b(?:being )?(?:needed|used|required|meant"
        r"|intended|good|developed|tested|evaluated|designed) (?=(?:for|with|in|by)\s*\?*$)|\bstands? for\b"
        r"|\b(?:abbreviat\w+|acronym|short) (?:for|of)\b|\b(?:go|goes|going|went|gone) (?=up\b|down\b)"
        r"|^what (?:is|was|are|were) (?:driving|causing|behind|fuel(?:l)?ing|responsible for|pushing"
        r"|dragging|helping|hurting)\b|^(?:what|which [\w ]+?) (?:drove|drives|resulted in|contributed to"
        r"|led to|caused|impacted|affected|influenced|explains?|explained|is behind|was behind|accounts? "
        r"for)\b|\b(?:the |this |that )(?:8-?k|10-?[kq]|filing|report|document|press release)\b(?=\s*\?*$)"
        r"|^(?:at )?what (?:time|date|day)\b|^what (?:kind|type|sort)s? of\b|\b(?:called|named|known "
        r"as)(?=\s*\?*$)|(?<=['’]s )(?:job )?(?:title|role|position|job)\b|(?<=s['’] )(?:job )?(?:title|role"
        r"|position|job)\b|\bearnings (?=call\b)"
    ),
    re.IGNORECASE,
)
# Verbs that only ask what is in a thing: filings say it with any of them, or with "are".
_HOLDING = re.compile(
    (
        r"\b(?:consist(?:s|ed|ing)?|compris(?:es?|ed|ing)|composed|made up|includ(?:es?|ed|ing)|contain(?:s"
        r"|ed|ing)?)\b(?=[\w\s]{0,24}\?*$| (?:of|in|within|under)\b)"
    ),
    re.IGNORECASE,
)
_LEFT_OPEN = re.compile(
    r"\w(?:ed|de|en|se|lt|ld) (?:primarily |mainly )?(?:to|on|as|by|from|of|in|with|into)\s*\?*$", re.IGNORECASE
)
_ASIDE = re.compile(
    (
        r"^(?:according to [^,]*,|based on [^,]*,|as (?:of|at) [^,]*,(?: \d{4},)?|in (?:fiscal )?\d{4},|for "
        r"the [^,]*,|during [^,]*,|of the [^,]*(?=, how))\s*"
    ),
    re.IGNORECASE,
)
_MONEY_NAMES = re.compile(
    r"\b(?:expenses?|income|revenues?|sales|loss(?:es)?|profits?|earnings|cash|debt|tax(?:es)?|assets?"
            r"|liabilit(?:y|ies)|depreciation|amortization|impairment|charges?|compensation|interest"
    r"|proceeds|capital expenditures?|capex|eps|margin|fees?|guarantees?|collateral|reserve|allowance"
            r"|goodwill|benefits?|bookings|commitments?|borrowings|gains?|costs?|payments?|dividends?)\b",
    re.IGNORECASE,
)  # fmt: skip
_LONG_FORM = re.compile(r"\bstands? for\b|\b(?:acronym|abbreviat\w+|short) (?:for|of)\b", re.IGNORECASE)
_PURPOSE = re.compile(
    (
        r"^what (?:is|was|are|were) .+ for(?: (?:in|during|at|over) [^?]{2,30})?\s*\?*$|^(?:what|which) "
        r"(?:disease|cancer|indication|condition|illness)s?\b"
    ),
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    (
        r"(?:what|who|which(?: \w+){0,3}?) (?:(?:is|are|was|were|(?:has|have|had|can|may|will|would) "
        r"be(?:en)?) (?:\w+ly )?(?!the\b)\w+(?:ed|en|de|lt|ld)\b|(?:results?|resulted) in\b|gives? rise\b"
        r"|(?:entitles?|allows?|requires?|determines?) )"
    ),
    re.IGNORECASE,
)
_ON_THE_MAP = re.compile(
    r"\b(?:held|located|(?<!-)based|situated|take place|taking place|happening|conducted|built)\b",
    re.IGNORECASE,
)
_LISTED = re.compile(
    r"\b(?:factors|risks|uncertainties|(?:could|may|might|can) (?:cause|affect|lead))\b", re.IGNORECASE
)
_WORKINGS = re.compile(r"^how (?:(?:does|do|did|is|are) )?.+ (?:work|function|operate)s?\s*\?*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as far as its words matter for finding words that answer it.

    sort: what kind of answer. also: what else it could be ("what was the interest expense": an amount more than a thing).
    topic: stems of the words that carry meaning. text: without an aside in front.
    several: whether more than one thing is asked for. mark: "ticker", "email", "website" or "telephone", where one is.
    years: the years it names, in order. whole: with the aside in front. head: stem of the noun that names the kind of answer ("at which meeting": the answer may say it).
    """

    text: str
    sort: Sort
    also: Sort | None
    topic: tuple[str, ...]
    several: bool
    mark: str = ""
    head: str = ""
    years: tuple[str, ...] = ()
    whole: str = ""

    @property
    def verb(self) -> str:
        """The stem of what is done, where the question ends with it ("when do the options vest", "where are they made"); else ""."""
        done = _DONE.match(self.text) or _DONE_TO.match(self.text)
        last = content_words(done["last"]) if done else ()
        return last[-1] if last else ""

    @property
    def thing(self) -> tuple[str, ...]:
        """The stems of what is asked about in "what is the weather in …", "how is the morale": the words up to a preposition."""
        named = _THING.match(self.text)
        return tuple(content_words(named["thing"])) if named else ()

    @property
    def ordinals(self) -> frozenset[str]:
        """The numbers that tell things of one kind apart ("phase 3", "note 7")."""
        return frozenset(word for match in _NUMBERED.finditer(self.text) for word in content_words(match["number"]))

    @property
    def season(self) -> str:
        """A time of the year that is named without a date ("by the summer"); "" for none."""
        named = _SEASON.search(self.text)
        return named[0].lower() if named else ""

    @property
    def long_form(self) -> bool:
        """Whether the words that a short form stands for are asked for."""
        return bool(_LONG_FORM.search(self.text))

    def asks_for(self, letters: str) -> bool:
        """Whether the question names a short form, in one or many."""
        return bool(re.search(rf"\b{re.escape(letters)}s?\b", self.text, re.IGNORECASE))

    @property
    def listing(self) -> bool:
        """Whether the things that make up a whole, or could come about, are asked for: an enumeration answers best."""
        return bool(_LISTED.search(self.text))

    @property
    def deeds(self) -> bool:
        """Whether it is asked what a company does."""
        return bool(re.search(r"^what (?:does|do)\b.* do\s*\?*$", self.text, re.IGNORECASE))

    @property
    def subject(self) -> bool:
        """Whether the thing that something is done to, or that brings something about, is asked for."""
        return bool(_SUBJECT.match(self.text))

    @property
    def purpose(self) -> bool:
        """Whether it is asked what a thing is for."""
        return bool(_PURPOSE.search(self.text))

    @property
    def place(self) -> bool:
        """Whether a place on the map is asked for, and not one in the accounts."""
        return self.sort is Sort.WHERE and bool(_ON_THE_MAP.search(self.text))

    @property
    def workings(self) -> bool:
        """Whether it is asked how a thing acts."""
        return bool(_WORKINGS.match(self.text))


_DONE = re.compile(
    (
        r"^(?:when|where|how|why|who|what) (?:do|does|did|will|would|can|could|must) .*?(?P<last>[\w-]+)(?: "
        r"(?:in|on|by|during|at|for) (?:the )?[\w ,]{2,20})?\s*\?*$"
    ),
    re.IGNORECASE,
)
_DONE_TO = re.compile(
    r"^(?:when|where|how|why|who|what) (?:is|are|was|were|has|have|had) .*?(?P<last>\w+(?:ed|en|de|lt|ld))\s*\?*$",
    re.IGNORECASE,
)
_THING = re.compile(
    (
        r"^(?:what|how|which) (?:is|are|was|were) (?:the |its |their |an? |our )?(?P<thing>[^?]+?)(?= (?:in"
        r"|of|for|at|on|from|to|with|by|about|as|during|under|today|now)\b|\s*\?*$)"
    ),
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    (
        r"\b(?:phase|part|note|item|series|stage|tier|level|study|proposal|exhibit|class|tranche|step|plant"
        r"|unit)s? (?P<number>\d{1,3}|[ivx]{2,4})\b"
    ),
    re.IGNORECASE,
)
_SEASON = re.compile(r"\b(?:summer|winter|spring|autumn|mid-?(?:19|20)\d\d|year[- ]end)\b", re.IGNORECASE)

OFFICE = re.compile(r"\bchief (?P<what>\w)\w+ officers?\b", re.IGNORECASE)
COST_OF = re.compile(r"(?<=\bcost of )(?:revenues?|sales)\b|(?<=\bcosts of )(?:revenues?|sales)\b", re.IGNORECASE)
VICE = re.compile(r"(?<=\bvice[ -])presidents?\b", re.IGNORECASE)
_OFFICES = (
    (OFFICE, lambda match: f"c{match['what'].lower()}o"),
    (re.compile((
            r"\b(?:finance chief|(?:head|chief|vp) of finance|(?:runs?|heads?|leads?|in charge of) (?:the "
            r")?finances?)\b"
        ), re.IGNORECASE), lambda _: "cfo"),
    (re.compile((
            r"\b(?:chief executive\b(?! officer)|(?:runs?|heads?|leads?|in charge of) (?:the |this )?(?:company"
            r"|business|firm))\b"
        ), re.IGNORECASE), lambda _: "ceo"),
    (re.compile(r"\bhead[- ]?(?:quarters|quartered|office)\b|\bhq\b", re.IGNORECASE), lambda _: "principal executive offices"),
    (re.compile(r"\bpress (?=contacts?\b|inquir\w+|questions?\b|officer\b)", re.IGNORECASE), lambda _: "media "),
    (re.compile(r"\bwork(?:s|ing|ed)? (?:on|with)\b", re.IGNORECASE), lambda _: "developing"),
    (re.compile(r"(?<!made )(?<!make )\bup\b(?=\s*(?:in|by|for|during|this|last|so|\?|$))", re.IGNORECASE), lambda _: "rise"),
    (COST_OF, lambda _: ""),
    (VICE, lambda _: "vicepresident"),
)  # fmt: skip


def _compounded(text: str) -> str:
    """The question with an office as its short form ("chief executive officer" is "ceo"), and cost of revenue as cost alone."""
    for pattern, short in _OFFICES:
        text = pattern.sub(short, text)
    return text


_BEGINS_ASKING = (
    r"(?:(?:and|so|but|then)\s+)?(?:(?:for|in|into|by|on|at|under|from|to|of|with|until|since)\s+)?"
    r"(?:what|which|who|whom|whose|where|when|why|how)\b"
)
_ASKS_AT_ONCE = re.compile(
    rf"{_BEGINS_ASKING}|(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|may|might)\b"
    r"|(?:list|name|identify|describe|explain|define|tell|give|show|state)\b|(?:of|in|at|on|for|by|under|to|from|with)\b",
    re.IGNORECASE,
)
# What asks after something else was said: "AVE1 - what is it for", "Some costs have slipped. Into which year?"
_ASKS_LAST = re.compile(rf"(?:[.;:?,]|\s[-–—]+)\s+(?P<clause>{_BEGINS_ASKING}[^.;:?]*\??)\s*$", re.IGNORECASE)


def _asking_clause(text: str) -> str:
    """The clause of a question that asks, where it begins with something else; else the question as it is."""
    found = None if _ASKS_AT_ONCE.match(text) else _ASKS_LAST.search(text)
    return found["clause"] if found else text


def asked_of(question: str) -> Asked:
    """Reads the kind of answer a question wants from its words."""
    text = plainly(question)
    bare = _ASIDE.sub("", text).lstrip(", ")
    clause = _asking_clause(bare)
    if clause != bare:
        asked = asked_of(clause)
        topic = tuple(dict.fromkeys(content_words(_compounded(_BARE_VERBS.sub(" ", bare[: -len(clause)])))))
        # "What are they?" says nothing of what kind of thing they are: what came before it does.
        if topic and (asked.topic or asked.sort not in {Sort.WHAT, Sort.DEFINITION}):
            years = tuple(re.findall(r"\b(?:19|20)\d\d\b", text))
            return replace(asked, topic=tuple(dict.fromkeys((*topic, *asked.topic))), years=years, whole=text)
    sort = next((sort for sort, pattern in _PATTERNS if pattern.search(bare)), Sort.WHAT)
    if sort is Sort.DEFINITION and (_PURPOSE.search(bare) or _LEFT_OPEN.search(bare)):
        sort = Sort.WHAT
    also = None
    if (
        sort in {Sort.WHAT, Sort.PARTS, Sort.DEFINITION}
        and re.match(r"what (?:is|was|were|are)\b", bare, re.IGNORECASE)
        and _MONEY_NAMES.search(bare)
    ):
        also = Sort.AMOUNT
    years = tuple(re.findall(r"\b(?:19|20)\d\d\b", text))
    mark = next((name for name, pattern in _MARKS.items() if re.search(pattern, bare, re.IGNORECASE)), "")
    if mark and not _MONEY_NAMES.search(bare):
        rest = content_words(
            re.sub(
                _MARKS[mark].replace(_DIALLED, r"\b(?!)") + r"|\b(?:number|symbol|address|stock)\b",
                " ",
                bare,
                flags=re.IGNORECASE,
            )
        )
        return Asked(bare, Sort.MARK, None, tuple(dict.fromkeys(rest)), several=False, mark=mark, years=years)
    plain = _BARE_VERBS.sub(" ", bare)
    if sort is Sort.PARTS:
        plain = _HOLDING.sub(" ", plain)
    topic = tuple(dict.fromkeys(content_words(_compounded(plain))))
    several = sort is Sort.PARTS or bool(
        re.search(
            (
                r"\brespective(?:ly)?\b|^(?:what|which|who) (?:are|were)\b|\b(?:which|what) (?:years|factors"
                r"|products|markets|countries|segments)\b|^(?:list|name)\b"
            ),
            bare,
            re.IGNORECASE,
        )
    )
    named = re.search(
        r"\b(?:which|what)\s+(?!is\b|are\b|was\b|were\b|does\b|do\b|did\b|has\b|have\b)([a-z]+)\b", bare, re.IGNORECASE
    )
    head = next(iter(content_words(named.group(1))), "") if named else ""
    return Asked(bare, sort, also, topic, several, head=head, years=years, whole=text)
