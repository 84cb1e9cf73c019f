"""Who filed, on which form, when, and for which period: read from the source's header, the cover, or the release."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from itertools import pairwise

from index.fiscal_year import FULL_DATE, dates_in, make_date
from index.layout import Header

_FORM = re.compile(
    (
        r"\bform\s+(?P<form>10-?K(?:405|SB|T)?|10-?Q(?:SB)?|8-?K|20-?F|40-?F|6-?K|S-[134]"
        r"|11-?K)\s*(?P<amended>/\s*A\b|\(?amendment\b)?"
    ),
    re.IGNORECASE,
)
_NAME = re.compile(r"\(\s*exact\s+name\s+of\s+(?:the\s+)?(?:registrants?|company)", re.IGNORECASE)
_NAME = re.compile(
    r"\b(?P<name>[A-Z][\w.&'’*/-]*,?\s+(?:(?:[A-Z][\w.&'’*/-]*,?|of|the|and|&)\s+){0,6}?"
    r"(?:Inc|Incorporated|Corp|Corporation|Company|Co|plc|PLC|Ltd|Limited|LLC|L\.L\.C|N\.V|S\.A|SE|AG"
    r"|Group|Holdings|Bancorp|Trust|L\.P|LP)\b\.?)"
)
_REPORTS = re.compile(
    r"^(?P<name>[A-Z][\w&.,'’ -]{1,50}?)\s+(?:reports|announces|reported|announced|posts|delivers|REPORTS|ANNOUNCES)\b",
    re.MULTILINE,
)
_NOT_A_FILER = re.compile(
    r"^(?:the|this|our|such)\s+\w+$|^(?:of|on|in|and|for|by|at|to|from|with|as|furthermore|moreover"
    r"|additionally|however|finally|also|further)\b|"
    r"\b(?:the|our)\s+(?:company|group)$|\bstock\s+(?:exchange|market)\b|\bsecurities\b"
    r"|\bexchange\s+commission\b|\b(?:trust|bank)\b.*\b(?:trust|agent|trustee)\b",
    re.IGNORECASE,
)
_SUFFIX = re.compile(
    (
        r",?\s+(?:inc(?:orporated)?|corp(?:oration)?|company|co|plc|ltd|limited|llc|l\.l\.c|n\.v|s\.a|se|ag"
        r"|l\.p|lp)\.?$|\s*/[A-Z]{2,3}/?$|,?\s+and\s+subsidiaries$"
    ),
    re.IGNORECASE,
)
_GENERIC = re.compile(
    (
        r"(?:\s+(?:group|holdings?|international|communications|industries|brands|technologies|enterprises"
        r"|worldwide|global|systems|corporation))+$"
    ),
    re.IGNORECASE,
)
_TICKER = re.compile(
    r"\(\s*(?:nasdaq|nyse|amex|otc\w*|tsx|asx|lse|euronext)[^:)]{0,20}:\s*(?P<ticker>[A-Z][A-Z.]{0,5})\b", re.IGNORECASE
)
_REPORT_DATE = re.compile(
    rf"\bdate\s+of\s+(?:earliest\s+event|report)\b[^\d]{{0,80}}?{FULL_DATE}|{FULL_DATE.replace('?P<month>', '?P<m2>').replace('?P<day>', '?P<d2>').replace('?P<year>', '?P<y2>')}\s*\(?\s*date\s+of\s+(?:earliest|report)",
    re.IGNORECASE,
)
_RELEASE = re.compile(
    r"\bfor\s+immediate\s+release\b|\bpress\s+release\b|\btoday\s+(?:announced|reported)\b"
    r"|\bannounce[sd]?\s+(?:\w+\s+){0,4}results\b|"
    r"\breports?\s+(?:\w+\s+){0,5}results\b|\breport(?:s|ed)\s+(?:\w+[\s-]+){0,5}(?:quarter|year"
    r"|half)\b[^.]{0,40}\bresults\b|\bearnings\s+(?:release|announcement|results)\b|\b(?:quarter"
    r"|year)\s+\d{4}\s+results\b",
    re.IGNORECASE,
)
_COVER_PERIOD = re.compile(
    # A cover set in columns prints the next one's words between.
    rf"\b(?:fiscal\s+year|quarterly\s+period|quarter|year|transition\s+period)\s+ended:?\s+(?:commission\s+file\s+(?:number:?\s+|no\.?\s+)?)?{FULL_DATE}",
    re.IGNORECASE,
)
_ENDED = re.compile(rf"\bended\s*:?\s+{FULL_DATE}", re.IGNORECASE)
_SIGNED = re.compile(rf"\b(?:date|dated)\s*:?\s+{FULL_DATE}", re.IGNORECASE)


def form_of(text: str, header: Header) -> str:
    """The form: as declared, else as the cover prints it; "release" for a results release without a cover; else ""."""
    if header.form:
        return header.form
    found = _FORM.search(text[:6000])
    if found:
        form = found["form"].upper()
        form = form if "-" in form else f"{form[:-1]}-{form[-1]}"
        return form + ("/A" if found["amended"] else "")
    return "release" if _RELEASE.search(text[:6000]) else ""


def company_of(text: str, header: Header) -> str:
    """The company's name: as declared, as the cover prints it, or the name the opening uses most."""
    if header.company:
        return header.company.strip()
    named = _cover_name(text[:12_000])
    if named:
        return named
    reports = _REPORTS.search(text[:3000])
    names = Counter(" ".join(found["name"].split()) for found in _NAME.finditer(text[:15_000]))
    likely = {name: count for name, count in names.items() if not _NOT_A_FILER.search(name)}
    if (
        reports
        and not _EXCHANGE.search(reports["name"])
        and not re.match(r"(?:On|In|The|We|Our|As|For|This|It|At|By|Company)\b", reports["name"])
    ):
        short = reports["name"].strip(" ,")
        return _in_full(short, text, likely)
    return max(likely, key=lambda name: (likely[name], -len(name)), default="")


def _in_full(short: str, text: str, likely: dict[str, int]) -> str:
    """A name with the legal form the filing gives it ("Amcor" -> "Amcor plc"); "the Acme Group" is a name for its parts."""
    legal = rf"\b{re.escape(short)},?\s+(?:[A-Z][\w&]*\s+){{0,2}}?(?:Inc|Incorporated|Corp|Corporation|Co|Company|plc|PLC|Ltd|Limited|LLC|N\.V|S\.A|SE|AG)\b\.?"
    forms = Counter(" ".join(found.split()) for found in re.findall(legal, text))
    if forms:
        return max(forms, key=lambda name: (forms[name], -len(name)))
    longer = [name for name in likely if name.lower().startswith(short.lower())]
    return max(longer, key=lambda name: likely[name], default=short)


def _cover_name(opening: str) -> str:
    """The registrant's name as the cover prints it, also where its line and the line under it are run together."""
    lines = [line.strip(" \t|*_") for line in opening.splitlines()]
    lines = [line for line in lines if re.search(r"[A-Za-z]{2}", line)]
    for number, line in enumerate(lines):
        rest = _without_phrase(line)
        if rest is None:
            continue
        for name in (rest, *reversed(lines[max(0, number - 3) : number])):
            if 1 < len(name) < 80 and not _OF_THE_COVER.search(name) and not _EXCHANGE.search(name):
                return _closed_up(" ".join(name.split()))
    for above, line in pairwise(lines):
        # A cover without the phrase names the registrant under its file number.
        if (
            re.match(r"commission\s+file\s+(?:number|no)", above, re.IGNORECASE)
            and len(line) < 60
            and line[:1].isupper() | line[:1].isdigit()
            and not _EXCHANGE.search(line)
        ):
            return "" if re.search(r"[:()]", line) else " ".join(line.split())
    return ""


_EXCHANGE = re.compile(
    (
        r"\bstock\s+(?:exchange|market)\b|^\W*(?:the\s+)?(?:nasdaq|nyse)(?:\s+(?:global|capital|american"
        r"|arca|select|national|llc)\b.*)?\W*$"
    ),
    re.IGNORECASE,
)
"""Where a registrant's securities are listed, which covers print and is no registrant ("Nasdaq, Inc." is one)."""
_OF_THE_COVER = re.compile(
    (
        r"commission|file\s+number|\d{4}|^\(|^form\b|^(?:for|or|of)\s+the\b|^pursuant\b|\b(?:transition"
        r"|fiscal|quarterly)\s+(?:period|year)\b|\bsecurities\b|\btelephone\b|\b(?:area|zip)\s+code\b"
        r"|\baddress\b"
    ),
    re.IGNORECASE,
)
"""What covers print of themselves, near the registrant's name."""


def _closed_up(name: str) -> str:
    """A name set in small capitals, whose words' first letters the reader kept apart ("MGM R ESORTS")."""
    if not name.isupper():
        return name
    done: list[str] = []
    lone = False
    for word in name.split():
        if lone and len(word) > 2 and word.isalpha():
            done[-1] += word
            lone = False
        else:
            lone = len(word) == 1 and word.isalpha() and not (done and len(done[-1]) == 1)
            done.append(word)
    return " ".join(done)


_PHRASE = ("exact", "name", "of", "registrant", "as", "specified", "in", "its", "charter")


def _without_phrase(line: str) -> str | None:
    """A line without the words "(Exact name of registrant as specified in its charter)"; None where it lacks them."""
    if "exact" not in line.lower() or "registrant" not in line.lower():
        return None
    wanted = list(_PHRASE)
    left = []
    for word in line.split():
        bare = re.sub(r"\W", "", word).lower()
        if wanted and bare == wanted[0]:
            wanted.pop(0)
        elif word == "&" or (bare.strip("_") and bare not in _PHRASE):
            left.append(word)
    return " ".join(left) if len(wanted) <= 3 else None


def aliases_of(text: str, company: str) -> tuple[str, ...]:
    """Other names people use: without the legal suffix, the ticker, the short name the filing gives in parentheses."""
    if not company:
        return ()
    found: list[str] = []
    short = company
    while (bare := _SUFFIX.sub("", short).strip(" ,.")) != short and bare:
        short = bare
    found.append(short)
    plain = _GENERIC.sub("", re.sub(r"^the\s+", "", short, flags=re.IGNORECASE)).strip(" ,&")
    if len(plain) > 2:
        found.append(plain)
    opening = text[:40_000]
    found += [match["ticker"].strip(".").upper() for match in _TICKER.finditer(opening)][:2]
    symbol = re.search(
        r"trading\s+symbol(?:\(s\))?[^A-Za-z]{0,40}(?:name\s+of\s+each\s+exchange[^\n]*\n+)?(?:[^\n]*?\t)?\s*(?P<t>[A-Z]{1,5})\b(?=\s)",
        opening,
    )
    listed = re.search(
        r"\b(?P<t>[A-Z]{1,5})\s+(?:The\s+)?(?:New\s+York\s+Stock\s+Exchange|NYSE|Nasdaq|NASDAQ)\b", opening[:15_000]
    )
    common = re.search(
        r"(?:common|ordinary)\s+(?:stock|shares?)[^\n]{0,120}?\t+\s*(?P<t>[A-Z]{1,5})\s*\t", opening, re.IGNORECASE
    )
    for match in (common, symbol, listed):
        if match and match["t"].isupper() and match["t"] not in ("NONE", "NYSE", "N", "THE", "NAME"):
            found.append(match["t"])
            break
    pattern = re.escape(company.split(",", maxsplit=1)[0]) + r"[^()]{0,60}\(([^()]{2,120})\)"
    for match in list(re.finditer(pattern, text[:80_000], re.IGNORECASE))[:6]:
        found += [name for name in re.findall(r"[“\"]([^“”\"]{2,30})[”\"]", match[1]) if _short_for(name, company)]
    return tuple(dict.fromkeys(name.strip(" ,.") for name in found if name.strip(" ,.") and name != company))


def _short_for(name: str, company: str) -> bool:
    """Whether a defined term is a short form of the company's name: a word of it, or its initials."""
    words = {word for word in re.findall(r"[a-z0-9]+", company.lower()) if len(word) > 2}
    generic = {"company", "corporation", "inc", "group", "the", "holdings", "corp", "plc", "trust", "bank"}
    shared = set(re.findall(r"[a-z0-9]+", name.lower())) & (words - generic)
    initials = "".join(word[0] for word in re.findall(r"[A-Za-z0-9]+", company))
    return bool(shared) or initials.lower().startswith(re.sub(r"\W", "", name).lower())


def filed_of(text: str, form: str, header: Header, period_end: date | None = None) -> date | None:
    """When it was filed, or the date of the report."""
    if header.filed:
        return header.filed
    found = _REPORT_DATE.search(text[:10_000])
    if found:
        groups = (
            (found["month"], found["day"], found["year"]) if found["month"] else (found["m2"], found["d2"], found["y2"])
        )
        return make_date(*groups)
    signed = [day for m in _SIGNED.finditer(text) if (day := make_date(m["month"], m["day"], m["year"]))]
    if period_end is not None:
        # A periodic report is signed within half a year of the period's end.
        near = Counter(day for day in signed if period_end < day and (day - period_end).days < 200)
        return near.most_common(1)[0][0] if near else None
    if signed and form not in ("", "release"):
        return max(signed[-3:])
    if form == "release":
        ended = period_end_of(text, "release", header, None)
        later = [day for _, day in dates_in(text[:4000]) if ended is None or ended < day]
        return later[0] if later else None
    return None


def period_end_of(text: str, form: str, header: Header, filed: date | None) -> date | None:
    """The last day of the period reported on; for an 8-K or a release, the latest period its opening says has ended."""
    if form.startswith(("10-", "20-F", "40-F", "11-")):
        if header.period_of_report:
            return header.period_of_report
        flat = re.sub(r"[\s\xa0]+", " ", text[:12_000])
        found = _COVER_PERIOD.search(flat)
        if found:
            return make_date(found["month"], found["day"], found["year"])
    flat = " ".join(text.split())
    ended = [day for m in _ENDED.finditer(flat) if (day := make_date(m["month"], m["day"], m["year"]))]
    past = [day for day in ended if filed is None or day <= filed]
    if not past:
        return header.period_of_report if form.startswith("10-") else None
    counts = Counter(past)
    # A date that a release only happens to mention stands once; the period it reports on stands often.
    often = [day for day in counts if counts[day] * 4 >= max(counts.values())]
    return max(often)


def title_of(company: str, form: str, filed: date | None, period_end: date | None, name: str) -> str:
    """A title for a person: "ImmunoGen, Inc. 8-K, January 31, 2008"."""
    if not company and not form:
        return name
    day = period_end if form.startswith(("10-", "20-", "40-")) and period_end else filed or period_end
    what = {"release": "earnings release", "": ""}.get(form, form)
    when = f", {day:%B} {day.day}, {day.year}" if day else ""
    return " ".join(part for part in (company or name, what) if part) + when
