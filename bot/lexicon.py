"""The words of filings: stems, words that carry no meaning of their own, and wordings that mean the same line."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_WORD = re.compile(r"[a-z0-9]+(?:\.[0-9]+)?(?:['’][a-z]+)?|%|\$")
# Written with marks inside, and read as one word: R&D, M&A, S&P, S,G&A, A/P.
_JOINED = (
    (re.compile(r"\bs\s*[,.]?\s*g\s*(?:&|and)\s*a\b"), " sga "),
    (re.compile(r"\br\s*,?\s*d\s*&\s*e\b|\brd&e\b"), " rde "),
    (re.compile(r"\bpp\s*(?:&|and|n)\s*e\b|\bpp\s*&\s*e\b"), " ppe "),
    (re.compile(r"\b([a-z])\s?&\s?([a-z])\b"), r" \1n\2 "),
    (re.compile(r"\bo/s\b"), " outstanding "),
    (re.compile(r"\bcapital (?:spend(?:ing)?|outlays?)\b"), " capital expenditures "),
    (re.compile(r"\bpaid[- ]in (?=capital\b)"), "paidin "),
    (re.compile(r"\bbook value\b"), " bookvalue "),
    (
        re.compile(r"\b(?:u\.\s?s\.(?:\s?a\.?)?(?!\w)|united states(?: of america)?\b)(?!\s*(?:dollars?\b|gaap\b|\$))"),
        " usa ",
    ),
    (re.compile(r"\bu\.\s?s\."), " "),
    (re.compile(r"\bnon[-‐‑ ](?=[a-z])"), "non"),
    (re.compile(r"(?<=[a-z])[-‐‑](?=[a-z])"), " "),
)


def word_set(text: str) -> frozenset[str]:
    """The words of a text, as a set."""
    return frozenset(text.split())


# Words that say nothing of which line is meant.
EMPTY = word_set(
    """
    a an the of in on at to for from by with and or as is are was were be been being it its their our your his
    her this that these those there which what who whom whose how much many did do does done has have had having
    will would can could should may might shall if then than so such per into during over under between among
    amongst about they book booked unadjusted did please tell me give show find get let know us we i you company companies firm group registrant
    corporation company's s amount amounts value values figure figures number numbers level levels sum dollar
    dollars usd reported report reports recorded record recognized recognised stated states respectively
    respective each both all any year years quarter quarters month months fiscal period periods ended date
    annual annually quarterly total's including included also just out up same only most corresponding it's
    ended's across within table data information shown given provided terms approximately roughly about
    according based using use generate generated pay paid out earn earned make made incur incurred post posted
    sitting sits sat parked stashed lying spend spent spending outlay outlays have total's $ % thousand thousands million millions billion billions mm bn yearly
    """
)
# Words of a label that its reader may leave out: they tell less than the rest.
LIGHT = word_set(
    """
    total net consolidated condensed amount amounts common basic diluted outstanding number balance expense expenses
    income loss provision aggregate ordinary less end value decrease increase provided used excluding including
    """
)

# Each line: wordings of one thing. The first is the plainest.
_SAME = """
revenue | revenues | sales | net sales | net revenue | net revenues | turnover | top line | total revenues | total net sales
net income | net earnings | net profit | bottom line | net loss | net income loss | profit for the year | profit for the period | profit after tax | earnings | profit | net profit loss after tax | loss for the period | loss for the year
selling general and administrative | sga | selling general administrative expenses | overhead
sales and marketing | snm | selling and marketing | sales and marketing expenses
technology and development | tnd | tech and dev
general and administrative | gna | ganda | admin costs
research and development | rnd | r d | research
research development and engineering | rde
capital expenditures | capex | capital expenditure | capital spending | purchases of property plant and equipment | purchase of property and equipment | additions to property plant and equipment | purchases of property and equipment | purchases of ppe | capital spend | expenditures for property plant and equipment | additions to property and equipment | payments to acquire property plant and equipment | purchase of property plant and equipment and other intangible assets | purchases of property and equipment and intangible assets | purchase of property plant and equipment and intangible assets
operation and maintenance | onm | operations and maintenance | operation and maintenance expense | operating and maintenance
operating expenses | opex | operating spending | operating spend | operating outlays | total operating expenses | operating costs | total expenses | total costs and expenses
cost of sales | cogs | cost of goods sold | cost of revenue | cost of revenues | cost of products sold | total cost of revenue
stockholders equity | shareholders equity | shareowners equity | total equity | equity | shareholders funds | book value | net worth
earnings per share | eps | income per share | net income per share | loss per share | net loss per share | earnings loss per share | net earnings per share | loss per common share | net loss per common share | net income loss per share
property plant and equipment | ppe | fixed assets | property and equipment | ppne | plant property and equipment
depreciation and amortization | dna | d a | depreciation and amortisation
operating income | operating profit | income from operations | ebit | loss from operations | operating loss | operating earnings | income loss from operations | profit from operations | earnings from operations
cash from operations | operating cash flow | cash flow from operations | net cash provided by operating activities | cash provided by operations | cash used in operations | cash used in operating activities | net cash used in operating activities | cash generated from operations | cash flow from operating activities | net cash from operating activities | cash burn | cfo | cash burned | net cash flows from operating activities
net cash used in investing activities | net cash provided by investing activities | investing cash flow | cash flow from investing activities | cash used for investing
net cash provided by financing activities | net cash used in financing activities | financing cash flow | cash flow from financing activities
income before taxes | pretax income | pre tax income | pretax result | pre tax result | loss before taxes | income before income taxes | profit before tax | pretax loss | pre tax loss | pbt | earnings before income taxes | loss before tax | earnings before taxes
income tax expense | income taxes | tax expense | provision for income taxes | tax | taxes | income tax provision | income tax | tax charge
accounts receivable | receivables | trade receivables | accounts receivable net | trade accounts receivable | ar | net receivables
accounts payable | payables | trade payables | trade accounts payable | ap
inventory | inventories | stock on hand
debt due | debt maturities | maturities of debt | debt maturing | debt maturity
long term debt | long term borrowings | noncurrent debt | non current borrowings
cash | cash and cash equivalents | cash equivalents | cash on hand | cash balance
cash and marketable securities | cash and investments | cash and short term investments | cash position
shares outstanding | average common shares outstanding | weighted average shares | share count | weighted average common shares outstanding | average shares outstanding | weighted average number of shares | shares
interest income | interest earned
other income | other income net | other income expense net | nonoperating income
dividends paid | cash dividends | dividend payments | payment of dividends | dividends
gross profit | gross income
margin | sales percent | percent of sales | percent of net sales | percent of revenue | percent of revenues
liabilities | total liabilities
assets | total assets
current assets | total current assets
current liabilities | total current liabilities
stock based compensation | share based compensation | stock compensation | share based payments | equity compensation
rent expense | rental expense | rent cost | rental cost | rent costs | rent
goodwill impairment | impairment of goodwill
workforce | employees | headcount | number of employees | staff
stores | number of stores | store count
asia pacific | apac
europe middle east and africa | emea
united kingdom | uk
remaining share repurchase authorization | remaining share purchase authorization | shares yet purchased program | shares yet purchased plans programs | shares yet repurchased program | shares yet repurchased plans programs | remaining availability stock repurchase program | remaining authorized repurchase
repurchases of common stock | stock repurchases | share repurchases | buybacks | share buybacks | stock buybacks | share buy-back | share buy-backs | shares repurchased | payments related to repurchases of common stock | payments for repurchase of common stock | purchases of treasury stock | treasury stock purchases | repurchase of common stock | payments for repurchases of common stock | treasury stock purchased
shares repurchased | shares purchased | total shares purchased | shares bought back
average price paid per share | average price per share paid | average repurchase price | average buyback price | average price paid | average price per share repurchased | average price paid for buybacks | average price of repurchases | average cost per share repurchased
laboratory | lab
collaborators | partners | collaboration partners
trial | study
milestone | milestone payment
"""


@lru_cache(maxsize=1)
def _stemmer() -> object:
    import snowballstemmer

    return snowballstemmer.stemmer("english")


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The stem of one lower-case word; words with digits stay as they are."""
    if word in _AS or any(letter.isdigit() for letter in word) or len(word) <= 3:
        return _AS.get(word, word)
    return str(_stemmer().stemWord(word))  # type: ignore[attr-defined]


_AS = {
    "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9",
    "ten": "10", "avg": "averag", "capitalized": "capitalized", "capitalised": "capitalized", "capitalization": "capitalized", "admin": "administr", "nos": "number", "yr": "year", "qtr": "quarter", "1st": "first", "2nd": "second", "3rd": "third", "4th": "fourth", "i": "1", "ii": "2", "iii": "3",
    "%": "percent", "percentage": "percent", "percentages": "percent", "percents": "percent", "pct": "percent",
    "terminations": "termin", "underlying": "underlying", "wip": "process", "eps": "eps",
    # people and places by adjective, as filings print them and as questions ask: "European sales", "sales in Europe"
    "male": "men", "males": "men", "female": "women", "females": "women",
    "european": "europ", "asian": "asia", "american": "america", "african": "africa", "australian": "australia",
    "canadian": "canada", "mexican": "mexico", "brazilian": "brazil", "chinese": "china", "japanese": "japan",
    "indian": "india", "korean": "korea", "german": "germani", "french": "franc", "italian": "itali", "spanish": "spain",
    "russian": "russia",
}  # fmt: skip


# In capitals it is the country, and else "us" is whoever asks.
_COUNTRY = re.compile(r"\bUSA?\b(?![$.])")


def normal(text: str) -> str:
    """Lower case, compatibility forms folded, letters joined by "&" read as one word, hyphens between words opened."""
    text = unicodedata.normalize("NFKC", _COUNTRY.sub("u.s.", text)).lower().replace("’", "'").replace("‑", "-")
    for pattern, replacement in _JOINED:
        text = pattern.sub(replacement, text)
    return text


def words(text: str) -> tuple[str, ...]:
    """The words of a text in order, lower case, possessives off."""
    found = []
    for word in _WORD.findall(normal(text)):
        bare = re.sub(r"'s$|'$", "", word)
        found.append(bare.replace("'", ""))
    return tuple(word for word in found if word)


@lru_cache(maxsize=65536)
def stems(text: str) -> tuple[str, ...]:
    """The stems of the words that carry meaning, in order."""
    return tuple(stem(word) for word in words(text) if word not in EMPTY)


@lru_cache(maxsize=65536)
def all_stems(text: str) -> tuple[str, ...]:
    """The stems of every word, in order: for matching phrases exactly."""
    return tuple(stem(word) for word in words(text))


# Words that make another line of the one without them: never to be added or left out unsaid.
QUALIFIERS = word_set(
    """
    other current noncurrent non gross comprehensive deferred accrued prepaid long short discontinued adjusted pro forma
    domestic foreign federal state restricted unrestricted intangible tangible before after excluding unrealized realized
    cost costs impairment average minimum maximum future allowance accumulated preferred attributable noncontrolling per
    share percent change unbilled billed
    """
)
QUALIFIER_STEMS = frozenset(stem(word) for word in QUALIFIERS)
LIGHT_STEMS = frozenset(stem(word) for word in LIGHT)


# Wordings that are near, and may stand in for each other where the filing has only the one; always said with the answer.
_NEAR = """
selling general and administrative | sga | general and administrative | gna
cash | cash and cash equivalents | cash and marketable securities | cash position
shares outstanding | average common shares outstanding | weighted average shares | weighted average diluted shares | weighted average basic shares | diluted shares | average shares
"""


@lru_cache(maxsize=1)
def same_groups() -> tuple[tuple[tuple[str, ...], ...], ...]:
    """Groups of stem sequences that name the same line."""
    return _groups(_SAME)


@lru_cache(maxsize=1)
def near_groups() -> tuple[tuple[tuple[str, ...], ...], ...]:
    """Groups of stem sequences that name lines near to each other."""
    return _groups(_NEAR)


def _groups(text: str) -> tuple[tuple[tuple[str, ...], ...], ...]:
    groups = []
    for line in text.strip().splitlines():
        members = tuple(dict.fromkeys(stems(part.strip()) for part in line.split("|")))
        groups.append(tuple(member for member in members if member))
    return tuple(groups)


@lru_cache(maxsize=1)
def _by_first() -> dict[str, tuple[tuple[tuple[str, ...], int], ...]]:
    return _indexed(same_groups())


@lru_cache(maxsize=1)
def _near_by_first() -> dict[str, tuple[tuple[tuple[str, ...], int], ...]]:
    return _indexed(near_groups())


def _indexed(groups: tuple[tuple[tuple[str, ...], ...], ...]) -> dict[str, tuple[tuple[tuple[str, ...], int], ...]]:
    found: dict[str, list[tuple[tuple[str, ...], int]]] = {}
    for number, group in enumerate(groups):
        for member in group:
            found.setdefault(member[0], []).append((member, number))
    return {first: tuple(sorted(members, key=lambda m: -len(m[0]))) for first, members in found.items()}


@lru_cache(maxsize=4096)
def wordings(phrase: tuple[str, ...], limit: int = 24) -> tuple[tuple[tuple[str, ...], float, frozenset[str]], ...]:
    """The phrase itself, then with one part in other words: those that mean the same line (0.96), or one near (0.84).

    Each with its discount and the words put in, all of which a line must have to be meant by it.
    """
    found: dict[tuple[str, ...], tuple[float, frozenset[str]]] = {phrase: (1.0, frozenset())}
    for variant, put_in in _swapped(phrase, same_groups(), _by_first()):
        found.setdefault(variant, (0.96, put_in))
    for variant, put_in in _swapped(phrase, near_groups(), _near_by_first()):
        found.setdefault(variant, (0.84, put_in))
    return tuple((variant, *rest) for variant, rest in list(found.items())[:limit])


def _swapped(
    phrase: tuple[str, ...],
    groups: tuple[tuple[tuple[str, ...], ...], ...],
    index: dict[str, tuple[tuple[tuple[str, ...], int], ...]],
) -> list[tuple[tuple[str, ...], frozenset[str]]]:
    found = []
    for start, word in enumerate(phrase):
        for member, _ in index.get(word, ()):
            if phrase[start : start + len(member)] != member:
                continue
            named = (number for same, number in index[word] if same == member)
            for other in (other for number in named for other in groups[number] if other != member):
                variant = phrase[:start] + other + phrase[start + len(member) :]
                found.append((tuple(dict.fromkeys(variant)), frozenset(other)))
            break
    return found
