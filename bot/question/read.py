"""Reads a question into a Reading: periods and numbers aside, then the shape of the answer, then the expression."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from bot.lexicon import stems
from bot.numbers.display import BASIS_POINTS
from bot.plan import Operation
from bot.question.asides import read_aside
from bot.question.choices import read_choice
from bot.question.circumstances import told_plainly
from bot.question.contrasts import without_contrast
from bot.question.definitions import placed_in, read_definition, spelled_out
from bot.question.everyday import in_filing_words
from bot.question.framing import Framed, frame
from bot.question.joined import joined
from bot.question.judgements import read_judgement
from bot.question.leaves import stripped
from bot.question.lengths import with_lengths
from bot.question.listings import COUNT, LIST, LIST_OF
from bot.question.masking import Masked, mask, without_slots
from bot.question.months import with_months
from bot.question.operations import parse
from bot.question.owned import owned
from bot.question.peeled import peeled
from bot.question.points import asks_basis_points, in_basis_points
from bot.question.reading import Apply, Ask, Kind, Metric, Reading, metrics_of
from bot.question.roundabout import straightened
from bot.question.shorthand import written_out
from bot.question.topics import with_topic
from bot.question.wants import read_wants
from bot.question.wordings import reworded
from bot.wording import plainly
from index.naming import renamed
from index.period import Duration, FiscalCalendar, Period, PeriodMention, find_periods, months_in, stretch_ended

_ADVICE = re.compile(
    r"\b(?:should (?:i|we|one|investors?|my \w+)\b.{0,40}\b(?:buy|sell|invest|hold|short|own|purchase"
    r"|stock|shares?|put money|keep|get out)\b|(?:good|bad|smart|wise|safe|worthwhile) (?:buy|investment"
    r"|stock|time to (?:buy|sell)|bet)|(?:buy|sell|hold|short|invest in|trade) (?:the |this |its |their "
    r"|more |some |my )?(?:stock|shares?|company|position)|recommend(?:ation)?s?\b.*(?:buy|sell|invest"
    r"|stock)|do you (?:think|recommend|advise|believe)|would you|worth (?:buying|investing|owning"
    r"|holding)|price target|fair price|over-?valued|under-?valued|will (?:the |its |their )?(?:stock"
    r"|share)s?(?: price)? (?:go|rise|fall|climb|drop|recover|double)|buy or sell|is it a buy"
    r"|outperform the market|investment advice)"
)
_WHY = re.compile(
    r"^(?:and |so |but |then )*(?:(?P<wh>why|who|whom|whose|when|where|explain|describe|summari[sz]e)\b"
    r"|(?P<how>how (?!much\b|many\b|big\b|large\b|high\b|low\b|fast\b|far\b|has\b.*(?:chang|grow)"
    r"|did\b.*(?:chang|grow|compare)|does\b.*compare|do\b.*compare|old\b))|"
    r"(?P<what>what (?:(?:is|was|are|were) (?:driving|causing|behind|fuel(?:l)?ing|responsible for"
    r"|pushing|dragging|helping|hurting)|drove|caused|led|leads|explains?|explained|contributed|happened"
    r"|happens|resulted|impacted|affected|triggered|accounts for the|(?:is|was|were|are) (?:the "
    r")?(?:(?:main|primary|key|major|biggest|principal) )?(?:reasons?|drivers?|causes?|purpose|nature"
    r"|basis|meaning|definition|plan|status|factors?)\b|is meant|does .*(?:mean|refer|consist|comprise"
    r"|include|represent|do|contain|show|relate|entail|provide|depend|reflect|require|indicate)|do "
    r".*(?:mean|refer|consist|comprise|include|represent|do|contain|show|relate|reflect)|(?:is|are|was"
    r"|were) (?:included|made|comprised|composed|considered|excluded|reflected|taken into|used|required"
    r"|expected to happen|.{3,60} (?:made (?:up )?of|composed of|comprised of|based on|used for"
    r"|about)$)))|"
    r"(?P<tail>what .*\b(?:used for|due to|recogni[sz]ed as|represented by|attributable to|influenced by"
    r"|driven by|caused by|"
    r"consists? of|made (?:up )?of|based on|in accordance (?:to|with)|reclassified to|about)\s*\??$)|"
    r"(?P<acts>what (?:does|do|did|has|have|(?:will|must|may|can) (?!.*\bbe\b)(?=.*\bdo\b)) (?!.*\b(?:costs?|earn\w*|spen[dt]\w*|pa(?:y|id)\w*|ow(?:e"
    r"|ed)|total\w*|amount\w*|come|stand (?:at)|ma[kd]e|book\w*|report\w*|record\w*|guid\w*|expect\w*"
    r"|forecast\w*|project\w*|anticipat\w*|generat\w*|bring|brought|burn\w*|us(?:e|ed)|look|run|add|sum"
    r"|end|finish|imply|implies|leave|sell|sold|invest\w*|raise[ds]?|have|had|hold|held|lose|lost|grow"
    r"|grew|post\w*|change\w*|equal\w*|work out|get|got)\b)|"
    r"what (?:is|was|are|were) (?:the |its |their |our )?[\w' -]*\b(?:polic(?:y|ies)|strateg(?:y|ies)"
    r"|approach|purpose|rationale|title|role|job)\b|what (?:is|was|are|were) .{3,60} (?:called|named"
    r"|known as)\s*\?*$|what (?:is|was|are|were) (?!.*\b(?:up|down|paid|spent|accounted|expected|guided"
    r"|budgeted)\b).{3,60} (?:for|with|about)(?:\s+(?:in|during|over|at)\s+@\d+)?\s*\?*$)|"
    r"(?P<thing>(?:what|which) (?:states?|cit(?:y|ies)|town|countr(?:y|ies)|laws?|acts?|statutes?"
    r"|compan(?:y|ies)|firms?|partners?|person|man|woman|executive|drugs?|antibod(?:y|ies)|cancers?"
    r"|diseases?|indications?|facility|site|meeting|conference|day|date|time|exchange|technology"
    r"|landlord|rule|exhibit|item|kinds? of|types? of)\b(?! (?:had|has|have|contribut|generat|record|saw"
    r"|report|is the (?:large|small|high|low)))|media contact|press contact|(?:ir|investor) contact"
    r"|contacts? )|"
    r"(?P<for>for what|in what|on what basis|under what|due to what|what (?:kind|type|sort)s? of))"
)
_GUIDANCE = re.compile(
    r"\b(?:guidance|outlook|forecast(?:ed|s)?|project(?:ed|s|ions?)|expects?|expecting|expectations?"
    r"|anticipat\w+|guid(?:ed|ing)|target(?:ed|s|(?! (?:annual |cash )?(?:bonus|award|opportunity|payout|incentive)))|estimates? for)\b"
)
_PREVIOUS = re.compile(
    r"\b(?:previous|prior|old|original|initial|earlier|before)(?:ly)?\b[^.?]{0,30}\b(?:guidance|outlook"
    r"|forecast|expect\w*|estimate|range|projection)|\bpreviously (?:guided|expected|forecast)"
    r"|\bbefore (?:this|the|that|its) (?:latest |new |current )?(?:update|revision|change|increase|raise|cut)\b"
    r"|\bhad (?:been )?(?:guid|expect|forecast|project)\w*"
)
# Where guidance is spoken of, these tell which of it, wherever they stand ("the range it gave before").
_OLD = re.compile(
    r"\b(?:previous(?:ly)?|prior|old|original(?:ly)?|initial(?:ly)?|earlier|former(?:ly)?"
    r"|before(?! (?:any |the )?(?:income |interest|tax|provision|deduct\w+)))\b"
)
_THAN = re.compile(r"\bthan\b(?! it (?:was|had been)\s*\?*$).+$")
_NEW = re.compile(r"\b(?:new|now|updated?|current(?:ly)?|latest|revised|changed?)\b")
_GUIDANCE_MOVED = re.compile(
    r"\b(?:how (?:did|has|was|much)|change|changed|updat\w+ from|revis\w+|raise[ds]?|lower(?:ed)?|cut"
    r"|reduc\w+)\b.*\b(?:guidance|outlook|forecast)|\b(?:guidance|outlook|forecast)\b.*\b(?:change[ds]?"
    r"|revis\w+|raise[ds]?|lowered|cut|reduc\w+|moved?)\b"
)
_EXPLICIT_YES_NO = re.compile(
    r"^(?:and |so |but |then )*(?:is|are|was|were|did|does|do|has|have|had|can|will|would|could)\b"
)
_ALL = re.compile(
    r"\b(?:all|each|every|both|these|those|the (?:two|three|four|five|six|\d)) (?:@\d+ )?(?:of the |the "
    r")?(?:fiscal )?(?:years?|fys?|periods?|quarters?|fiscal years)\b|\b(?:\d|two|three|four|five"
    r"|six)[- ]years?(?: period)?\b|over the years|across (?:the )?(?:years|periods|quarters)|years? "
    r"shown|respective years|\b(?:both|two|each) (?:balance[- ]sheet )?dates?\b"
)
_EXCLUDING = re.compile(r"\b(?:excluding|other than|except for|apart from|not including|without)\s+(?P<what>[^,.?]+)")
# Alone these belong to a line's name ("current liabilities", "prior service cost").
_NO_PERIOD = {"current", "prior", "previous", "next"}


@dataclass(frozen=True, slots=True)
class QuestionContext:
    """What helps to read a question: the calendar and reported period of the likeliest filing, and names to leave out.

    months: the months that the filing gives figures for, latest last.
    """

    calendar: FiscalCalendar = field(default_factory=FiscalCalendar)
    reported: Period | None = None
    names: tuple[str, ...] = ()
    months: tuple[Duration, ...] = ()


def read_question(text: str, context: QuestionContext) -> Reading:
    """Read one question that stands by itself (follow-ups are completed first, by `bot.conversation`)."""
    text, contrasts = without_contrast(with_topic(plainly(_YEARS.sub(r"\1 to \2", text))))
    bare = reworded(
        in_filing_words(
            written_out(straightened(told_plainly(peeled(owned(_without_names(text, context.names).strip()))))),
            context.calendar,
            context.reported,
        )
    )
    told = tuple(m for m in find_periods(bare, context.calendar, context.reported) if not _names_a_debt(bare, m))
    found = with_months(bare, told, context.months)
    mentions = joined(bare, tuple(m for m in found if bare[m.start : m.end].lower() not in _NO_PERIOD))
    mentions = with_lengths(bare, mentions, context.calendar, context.reported)
    masked = mask(bare, mentions)
    masked = replace(masked, periods=_as_long(_of_length(masked, context.calendar), context.calendar))
    framed = frame(masked.text)
    reading = Reading(
        text=text,
        kind=Kind.FIGURE,
        periods=masked.periods,
        topic=without_slots(framed.core),
        unit=framed.unit,
        scale=framed.scale,
        decimals=framed.decimals,
        months=_length(masked),
        statements=framed.statements,
        over_all=bool(_ALL.search(framed.core)),
        contrasts=contrasts,
        conditions=tuple(m["what"].strip() for m in _EXCLUDING.finditer(framed.core)),
    )
    basis, vintage = _outlook(masked.text)
    reading = replace(reading, basis=basis, vintage=vintage)
    width = _RANGE_WIDTH.search(framed.core)
    if width is not None:
        framed = replace(framed, core=framed.core.replace(width[0], " "))
        reading = replace(reading, bound="width", basis="guidance", vintage=vintage)
    end = _RANGE_END.search(framed.core)
    if end is not None:
        framed = replace(framed, core=framed.core.replace(end[0], " "))
        bound = "low" if re.match(r"low|bottom|min", end["end"] or end["at"]) else "high"
        reading = replace(reading, bound=bound, basis="guidance", vintage=vintage)
    if _ADVICE.search(masked.text):
        return replace(reading, kind=Kind.ADVICE)
    if framed.body:
        defined = _with_definition(reading, framed, masked)
        if defined is not None:
            return defined
    spelled = read_aside(framed.core, masked)
    if spelled is not None and not _EXPLICIT_YES_NO.match(framed.core):
        return replace(reading, asks=(spelled[1],), defined=spelled[0])
    if asks_basis_points(text):
        return in_basis_points(_shaped(replace(reading, scale=BASIS_POINTS), framed, masked))
    return _shaped(reading, framed, masked)


_DEBT = r"(?:(?:senior|junior|unsecured|secured|convertible|subordinated|euro|sterling|term) )*(?:notes?|bonds?|debentures?|convertibles?|maturit(?:y|ies) notes?)"
_YEAR_OF_DEBT = re.compile(rf"(?:19|20)\d\d['’]?s? {_DEBT}\b", re.IGNORECASE)
_DEBT_DUE = re.compile(rf"\b{_DEBT},? (?:due|maturing|of) $", re.IGNORECASE)


def _names_a_debt(text: str, mention: PeriodMention) -> bool:
    """Whether a year is what notes are called by ("the 2050 notes", "notes due 2050"), and no time asked for."""
    if not re.fullmatch(r"(?:19|20)\d\d", text[mention.start : mention.end]):
        return False
    return bool(_YEAR_OF_DEBT.match(text, mention.start) or _DEBT_DUE.search(text, 0, mention.start))


_RANGE_WIDTH = re.compile(
    r"\b(?:the )?width of (?:the |its |their )?(?:(?:guidance|expected|guided) )?(?:range|guidance)(?: (?:for|of))?"
)
_RANGE_END = re.compile(
    r"\b(?:the )?(?P<end>top|upper|high(?:er)?|low(?:er)?|bottom|max(?:imum)?|min(?:imum)?)(?:[- ](?:end"
    r"|bound|limit))? of (?:the |its |their )?(?:(?:guidance|expected|guided) )?(?:range|guidance)(?: "
    r"(?:for|of))?"
    r"|,? (?:at|on) the (?P<at>top|upper|high(?:er)?|low(?:er)?|bottom)[- ](?:end|bound|limit)\b"
)
_YEARS = re.compile(r"\b((?:FY ?|fiscal )?(?:19|20)\d\d)\s?[-–—]\s?((?:FY ?|fiscal )?(?:19|20)\d\d)\b", re.IGNORECASE)
_LENGTHS = (
    (
        re.compile(
            (
                r"\b(?:six|6)[- ]months?\b|\bhalf[- ]?year\b|\b(?:first|the|this|which|what|each|either) "
                r"half\b|\b1h\b|\bhalf[- ]years?\b|\bhalves\b"
            )
        ),
        6,
    ),
    (re.compile(r"\b(?:nine|9)[- ]months?\b"), 9),
    (re.compile(r"\b(?:twelve|12)[- ]months?\b|\bfull[- ]year\b|\bfor the (?:fiscal )?year\b"), 12),
    (
        re.compile(
            r"\b(?:three|3)[- ]months?\b|\b(?:for|in|during|of) the (?:latest |last |most recent "
            r")?quarter\b|\bthis quarter\b"
        ),
        3,
    ),
)


def _length(masked: Masked) -> int | None:
    """The length of period that a question without dates of its own means, in months."""
    text = masked.text
    if any(not mention.relation for mention in masked.periods):
        return None
    return next((months for pattern, months in _LENGTHS if pattern.search(text)), None)


def _of_length(masked: Masked, calendar: FiscalCalendar) -> tuple[PeriodMention, ...]:
    """The periods with "a year earlier" of the length that the question means ("the nine months against last year's")."""
    months = _length(masked)
    return tuple(
        replace(one, period=stretch_ended(one.period.end, months, calendar))
        if months is not None
        and one.relation == "year_earlier"
        and isinstance(one.period, Duration)
        and months_in(one.period) != months
        else one
        for one in masked.periods
    )


def _as_long(mentions: tuple[PeriodMention, ...], calendar: FiscalCalendar) -> tuple[PeriodMention, ...]:
    """The periods, "last year" beside "this year" being the year, and beside a quarter the quarter."""
    lengths = {months_in(one.period) for one in mentions if one.relation != "year_earlier"}
    if len(lengths) != 1 or 0 in lengths:
        return mentions
    months = lengths.pop()
    return tuple(
        replace(one, period=as_long)
        if one.relation == "year_earlier"
        and (as_long := next((p for p in (one.period, *one.alternatives) if months_in(p) == months), None)) is not None
        else _as_long_as(one, months, calendar)
        for one in mentions
    )


def _as_long_as(one: PeriodMention, months: int, calendar: FiscalCalendar) -> PeriodMention:
    """As long as the stretch it stands beside: "a year before", whatever the filing reports on."""
    if one.relation != "year_earlier" or not isinstance(one.period, Duration) or months_in(one.period) == months:
        return one
    return replace(one, period=stretch_ended(one.period.end, months, calendar))


def _outlook(text: str) -> tuple[str, str]:
    """Basis and vintage."""
    if not _GUIDANCE.search(text):
        return "reported", ""
    than = _THAN.search(text)
    if _GUIDANCE_MOVED.search(text) and (than is None or _OLD.search(than[0]) or _GUIDANCE.search(than[0])):
        return "guidance", "both"
    old = _PREVIOUS.search(text) or (_OLD.search(text) and not _NEW.search(text))
    return "guidance", "previous" if old else ""


def _with_definition(reading: Reading, framed: Framed, masked: Masked) -> Reading | None:
    """The question with the metric it defines put in place of its name."""
    ask = read_definition(framed.body, masked)
    if ask is None:
        return None
    for other, body in framed.others:
        part = read_definition(body, masked)
        if part is not None:
            ask = spelled_out(ask, without_slots(stripped(other)), part)
    asked = parse(framed.core, masked)
    name = without_slots(stripped(framed.name))
    if not any(metric.periods for metric in metrics_of(ask)) and isinstance(ask, Apply) and not ask.periods:
        # Where the definition names no period, it is that of what is asked.
        ask = replace(ask, periods=masked.periods_in(framed.core) or reading.periods)
    placed = placed_in(asked, ask, name)
    if _EXPLICIT_YES_NO.match(framed.core):
        judged = read_judgement(framed.core, masked)
        return replace(reading, kind=Kind.JUDGE, asks=(ask,), judgement=judged[1] if judged else None, defined=name)
    return replace(reading, asks=(placed,), defined=name)


def _shaped(reading: Reading, framed: Framed, masked: Masked) -> Reading:
    core = framed.core.strip()
    aside = without_slots(framed.aside)
    aside = aside if re.search(r"[a-z]{3}", aside) else ""
    extra = masked.periods_in(framed.aside)
    length = next((months for pattern, months in _LENGTHS if pattern.search(core)), None)
    if length and extra and not masked.periods_in(core) and all(months_in(p.period) not in {0, length} for p in extra):
        # "I compare with the December quarter. What was rent in the half year?": of a half, and not of that quarter
        extra, reading = (), replace(reading, months=length, periods=())
    wants = None if prose_led(core) else read_wants(core, masked, aside)
    if wants is not None:
        return replace(reading, asks=tuple(one for ask in wants for one in _split_asks(ask, extra)))
    choice = read_choice(core, masked, aside)
    if choice is not None:
        return replace(reading, kind=Kind.SELECT, choice=choice[1], asks=(choice[0],))
    counted = COUNT.match(core)
    if counted:
        return replace(reading, kind=Kind.COUNT, asks=(_metric(core, masked, aside),), wh=counted["kind"])
    listed = LIST_OF.match(core)
    if listed:
        return replace(reading, kind=Kind.LIST, wh=listed["kind"], asks=(_metric(core, masked, aside),))
    prose = _WHY.match(core)
    if prose:
        return replace(reading, kind=Kind.PROSE, wh=prose["wh"] or "what", asks=(_metric(core, masked, aside),))
    if re.match(r"^(?:and |so )*how (?:did|does|do|has) .*\b(?:change|changed|grow|grown|compare)", core):
        return replace(reading, asks=_split_asks(parse(core, masked, aside), extra))
    listed = LIST.match(core)
    if listed:
        return replace(
            reading,
            kind=Kind.LIST,
            wh=listed["kind"] or listed["kind2"] or "items",
            asks=(_metric(core, masked, aside),),
        )
    if _EXPLICIT_YES_NO.match(core):
        judged = read_judgement(core, masked)
        if judged is not None:
            return replace(reading, kind=Kind.JUDGE, asks=_split_asks(judged[0], extra), judgement=judged[1])
        return replace(reading, kind=Kind.JUDGE, asks=(_metric(core, masked, aside),))
    since = bool(_VERSUS.search(core))
    return replace(reading, asks=_split_asks(parse(core, masked, aside), extra, since=since))


# One period named so is what a figure is set against.
_VERSUS = re.compile(r"\b(?:versus|vs\.?|compared (?:to|with)|against)(?: the| that| its)? @\d+(?!.*@)")


def prose_led(core: str) -> bool:
    """Whether a question begins as one about words, a list or a judgement does."""
    return bool(_WHY.match(core) or LIST.match(core) or COUNT.match(core) or _EXPLICIT_YES_NO.match(core))


def _metric(core: str, masked: Masked, context: str) -> Metric:
    return Metric(without_slots(stripped(core)), masked.periods_in(core), context)


def _split_asks(ask: Ask, extra: tuple[PeriodMention, ...], *, since: bool = False) -> tuple[Ask, ...]:
    """One expression; where the clause before it named the period, that is its period."""
    if (
        isinstance(ask, Metric)
        and len(ask.periods) == 1
        and ask.periods[0].relation == "year_earlier"
        and since
        and stems(ask.phrase)
    ):
        # "revenue versus last year" asks for both, and how far apart they are
        return (Apply(Operation.CHANGE, (replace(ask, periods=()),), ask.periods, "since"),)
    if extra and isinstance(ask, Metric) and not ask.periods:
        return (replace(ask, periods=extra),)
    if extra and isinstance(ask, Apply) and not ask.periods:
        return (replace(ask, periods=extra),)
    return (ask,)


def _without_names(text: str, names: tuple[str, ...]) -> str:
    """The text with spaces for the company's names, which tell nothing of the line; as long as it was."""
    for match in renamed(text, names):
        text = text[: match.start()] + " " * len(match[0]) + text[match.end() :]
    for name in sorted(names, key=len, reverse=True):
        if len(name) < 2:
            continue
        text = re.sub(
            rf"(?<!\w){re.escape(name)}(?:['’]s)?(?!\w)", lambda m: " " * len(m[0]), text, flags=re.IGNORECASE
        )
    # At a clause's end the word that ties the name in goes with it: "what was the margin for Acme?"
    return re.sub(r"(?<!\w)(?:for|of|at|by)(?= {3,}(?:[?.,;:!]|$))", lambda m: " " * len(m[0]), text)
