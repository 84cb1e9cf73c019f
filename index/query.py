"""What full text is asked for: a question's own words, and the words filings use for what it asks."""

from __future__ import annotations

import re


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_STOP_WORDS = _words(
    "a about an and any are as at be been by can could did do does for from had has have how i if in "
    "into is it its me my of on"
    " or our please s so than that the their them there these they this to was we were what when where "
    "which who whom whose why"
    " will with would you your tell show give"
)
# Words that speak of the answer wanted, and of no filing.
_OF_THE_ANSWER = _words(
    "round rounded answer answers decimal decimals place places unit units response question questions "
    "respond explain explanation"
    " utilize utilise information provided primarily based basing data detail details relying rely "
    "shown solution compute computing"
    " calculate calculated calculating calculation defined define definition use used using judgment "
    "judgments judgement judgements"
    " outlined help useful metric metrics following only want assume list name compare"
)
_PERIOD_NAMED = re.compile(r"(?:fy|cy|q[1-4]|h[12]|[1-4]q)*'?((?:19|20)\d\d)(?:q[1-4]|h[12])?", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+")

# What a question may ask for, and where filings state it: statements by their titles, lines by their usual labels.
_STATED_AS: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = tuple(
    (re.compile(rf"\b(?:{asked})\b", re.IGNORECASE), tuple(stated.split(" | ")))
    for asked, stated in (
        (
            (
                r"cash[\s-]?flows?(?:\s+statements?)?|cash\s+(?:from|used|provided|generated)|capex"
                r"|capital[\s-](?:expend\w+|spending|intensi\w+)"
                r"|depreciation|amorti[sz]ation|d&a|ebitda\w*"
            ),
            "statements of cash flows | cash flow | operating activities",
        ),
        (
            (
                r"balance\s+sheets?|financial\s+position|working\s+capital|(?:quick|current"
                r"|acid[\s-]test)\s+ratio|liquidity|payables?"
                r"|receivables?|inventory|current\s+(?:assets|liabilities)|total\s+(?:assets"
                r"|liabilities)|asset\s+turnover"
                r"|return\s+on\s+(?:assets|equity|capital)|ro[ae]|fixed\s+assets?|pp&e|d[pis]o|debt[\s-]to[\s-]\w+"
            ),
            "balance sheets | statements of financial position | total current assets | total current liabilities",
        ),
        (
            (
                r"income\s+statements?|statements?\s+of\s+(?:income|operations|earnings)|p&l"
                r"|profit\s+and\s+loss|(?:operating|gross|net|profit)\s+"
                r"(?:income|margins?|profit|profits)|profitability|ebitda?|ebitda\s+margin"
                r"|interest\s+coverage|cogs|cost\s+of\s+(?:goods|sales|revenues?)"
                r"|turnover|effective\s+tax|earnings\s+per\s+share|eps|(?:share|percent\w*"
                r"|%)\s+of\s+(?:\w+\s+)?(?:revenues?|sales)"
            ),
            (
                "statements of income | statements of operations | statements of earnings | operating "
                "income | cost of sales"
            ),
        ),
        (
            r"capex|capital[\s-](?:expend\w+|spending|intensi\w+)|free\s+cash[\s-]?flows?",
            "purchases of property | additions to property | property plant and equipment",
        ),
        (
            r"operating\s+cash[\s-]?flows?|cash\s+(?:from|provided\s+by)\s+operat\w+|free\s+cash[\s-]?flows?",
            "net cash provided by operating activities",
        ),
        (r"tax\s+rates?", "effective tax rate | provision for income taxes"),
        (r"dividends?", "dividends paid | dividends declared"),
        (r"buybacks?|bought\s+back|repurchas\w+", "repurchases of common stock | share repurchase program"),
        (r"cogs", "cost of goods sold | cost of sales | cost of revenue"),
        (r"sg&a", "selling general and administrative expenses"),
        (r"r&d", "research and development"),
        (r"pp&e", "property plant and equipment"),
        (r"top[\s-]?line", "net revenues | net sales"),
        (r"bottom[\s-]?line", "net income | net loss"),
        (r"headcount|how\s+many\s+(?:people|employees)|work\s?force", "employees | human capital"),
        (r"ceo", "chief executive officer"),
        (r"cfo", "chief financial officer"),
        (r"retirees?|pensioners?", "benefit payments | pension plans | postretirement | retiree"),
    )
)


def query_words(query: str) -> list[str]:
    """The words of a question that BM25 looks for: each once, the commonest left out unless there are no others."""
    words = list(dict.fromkeys(word.lower() for word in _WORD.findall(query)))
    return [word for word in words if word not in _STOP_WORDS] or words


def query_terms(query: str, known: frozenset[str] = frozenset()) -> list[str]:
    """Words and phrases to look for: the question's own words, and the titles and labels under which filings state it.

    known: words that every passage in scope bears, as a filing's company does, and that tell none from another.
    """
    words = [word for word in query_words(query) if word not in _OF_THE_ANSWER]
    years = [found[1] if (found := _PERIOD_NAMED.fullmatch(word)) else word for word in words]
    told = [word for word in years if word not in known] or query_words(query)
    phrases = [phrase for asked, stated in _STATED_AS if asked.search(query) for phrase in stated]
    return list(dict.fromkeys([*told, *phrases]))


def title_words(titles: list[str]) -> frozenset[str]:
    """The words that every one of some titles has."""
    each = [{word.lower() for word in _WORD.findall(title)} for title in titles]
    return frozenset(set.intersection(*each)) if each else frozenset()
