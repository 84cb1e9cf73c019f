"""The words of a question or a sentence that carry meaning, those of one sense as one."""

from __future__ import annotations

import re
from functools import lru_cache

from bot.lexicon import stem, word_set, words

# Words that ask and join, and say nothing of what is asked about.
_ASKING = word_set(
    """
    what which who whom whose when where why how much many often long is are was were be been being do does did
    has have had can could will would should may might the a an of in on at to for from by with and or as that
    this these those it its their they he she his her our we us you your i me my there any some such according
    mr mrs ms dr become becomes became becoming information list name describe explain tell mean following above below main primary reason reasons company
    company's group s please give show about into than then also between during due caused cause led make made up
    respectively respective until please say says said shows showed shown saw see seen get gets got status most mostly still yet already just only really actually basically roughly currently presently take takes took place occur occurs happen happens happened mentioned
    """
)


# Words of one sense, told apart only by how filings and people prefer to say them.
_SENSE = {
    word: sense
    for sense, group in {
        "fall": (
            "fall falls fell fallen falling drop drops dropped decline declines declined declining "
            "decrease decreases decreased decreasing reduction reductions reduce reduced lower down"
        ),
        "rise": (
            "rise rises rose risen rising increase increases increased increasing grow grew grown growing "
            "growth higher climb climbed jump jumped up"
        ),
        "change": (
            "swing swung change changes changed changing unchanged update updates updated updating revise "
            "revises revised revision amend amended"
        ),
        "advance": (
            "move moves moved moving advance advances advanced enter enters entered entering occupy "
            "occupies occupied occupying relocate relocates relocated relocation"
        ),
        "begin": (
            "start starts started begin begins began begun initiate scheduled initiates initiated "
            "initiation commence commenced launch launched"
        ),
        "submit": "submit submits submitted submitting submission submissions file files filed filing",
        "hear": "hear heard listen listens listened listening access accessed tune watch available",
        "treat": "treat treats treated treating treatment treatments therapy therapies",
        "assume": "assume assumes assumed assuming assumption assumptions",
        "media": "media journalist journalists reporter reporters",
        "test": "test tests tested testing trial trials study studies",
        "no": "no zero none nil without",
        "maximum": "max maximum",
        "minimum": "min minimum",
        "acquire": (
            "buy buys bought buying acquire acquires acquired acquiring acquisition acquisitions purchase "
            "purchases purchased"
        ),
        "repurchase": "repurchase repurchases repurchased repurchasing buyback buybacks",
        "employee": "employee employees employed employs staff workforce headcount personnel",
        "appoint": "appoint appoints appointed appointment hire hires hired hiring elect elected election",
        "depart": "depart departs departed departure leave leaves leaving resign resigns resigned resignation quit",
        "lawsuit": "lawsuit lawsuits sue sued suit suits litigation",
        "announce": "announce announces announced announcement disclose discloses disclosed reveal revealed",
        "partner": (
            "partner partners partnered partnership partnerships collaborator collaborators collaboration "
            "collaborations collaborative collaborating alliance alliances"
        ),
        "award": "award awards awarded grant grants granted",
        "pay": "pay compensation remuneration",
        "trademark": "trademark trademarks brand brands",
        "owe": "owe owes owed owing obligation obligations obligated",
        "result": "result results finding findings",
        "combine": "combo combos combine combined combination combinations",
        "present": "present presents presented presenting report reports reported",
        "approve": (
            "approve approves approved approving approval pass passes passed ratify ratifies ratified "
            "ratification authorize authorizes authorized authorization authorizing authorise authorised"
        ),
        "drug": "drug drugs compound compounds candidate candidates therapeutic therapeutics medicine medicines",
        "salary": "salary salaries wage wages",
        "use": "use uses used using utilize utilizes utilized utilise utilised",
        "need": "need needs needed require requires required requirement requirements",
        "expect": (
            "expect expects expected expecting expectation expectations anticipate anticipates anticipated "
            "anticipating plan plans planned planning intend intends intended"
        ),
        "finish": (
            "finish finishes finished complete completes completed completing completion conclude concluded concludes"
        ),
        "stop": (
            "stop stops stopped terminate terminates terminated termination discontinue discontinued "
            "cancel cancelled canceled halt halted cease ceased"
        ),
        "delay": "delay delays delayed postpone postponed",
        "shareholder": "shareholder shareholders stockholder stockholders",
        "lease": "lease leases leased leasing rent rents rented rental",
        "customer": "customer customers client clients",
        "largest": "largest biggest",
        "expire": "end ends ending expire expires expired expiration expiry through until close closes",
        "determine": "decide decides decided determine determines determined determining depend depends depended",
        "payment": "payment payments paid payable payout payouts fee fees",
        "fund": "fund funds funded funding finance financed financing",
    }.items()
    for word in group.split()
}
_LONG_FORMS = {
    "rnd": ("research", "develop"), "rd": ("research", "develop"), "r&d": ("research", "develop"), "sga": ("sell", "general", "administr"), "sg&a": ("sell", "general", "administr"),
    "ein": ("employ", "identif"), "zip": ("zip", "code"), "ir": ("investor", "relat"),
    "gna": ("general", "administr"), "g&a": ("general", "administr"), "capex": ("capit", "expenditur"), "opex": ("oper", "expens"), "eps": ("earn", "per", "share"), "ppe": ("properti", "plant", "equip"),
}  # fmt: skip


# Short forms of periods: a filing writes them out.
_PERIOD = re.compile(r"q[1-4]|[1-4]q|[12]h|h[12]|fy['’]?\d{2,4}|cy\d{2,4}|ytd|yoy|qoq")


# As filings number phases, parts and series; "i" alone is a word.
_ROMAN = {"ii": "2", "iii": "3", "iv": "4", "vi": "6", "vii": "7", "viii": "8", "ix": "9"}


@lru_cache(maxsize=65536)
def content_words(text: str) -> tuple[str, ...]:
    """The stems of the words that carry meaning in a question or a sentence, in order."""
    found: list[str] = []
    for word in words(text):
        numeral = _ROMAN.get(word)
        if numeral is not None:
            found.append(numeral)
        elif word in _LONG_FORMS:
            found += _LONG_FORMS[word]
        elif word not in _ASKING and not _PERIOD.fullmatch(word):
            found.append(_SENSE.get(word) or stem(word))
    return tuple(found)
