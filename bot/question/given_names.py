"""Short forms of given names: who is asked of as Larry may be printed as Lawrence."""

from __future__ import annotations

import re
from collections import defaultdict

# Each line: a name in full, then what those who bear it are called.
_CALLED = """
abigail abby
abraham abe
albert al bert
alexander alex sandy
alexandra alex sandra
alfred fred al
andrew andy drew
anthony tony
antonio tony
arthur art
barbara barb
benjamin ben
bernard bernie
bradley brad
calvin cal
catherine cathy kate katie cate
charles charlie chuck
christina chris tina
christine chris
christopher chris
clifford cliff
cynthia cindy
daniel dan danny
david dave
deborah deb debbie
dominic dom
donald don
dorothy dot dottie
douglas doug
edmund ed ted
edward ed eddie ted ned
edwin ed
elizabeth liz beth betsy betty lisa
eugene gene
francis frank
franklin frank
frederick fred rick
gabriel gabe
geoffrey geoff jeff
gerald jerry gerry
gregory greg
harold hal harry
henry hank harry
herbert herb
howard howie
jacob jake
jacqueline jackie
james jim jimmy jamie
janet jan
jeffrey jeff
jennifer jen jenny
jeremy jerry
jessica jess
johnathan john jon
jonathan jon
john jack johnny
joseph joe joey
joshua josh
judith judy
katherine kathy kate katie kathryn
kathleen kathy
kenneth ken kenny
kimberly kim
laurence larry
lawrence larry
leonard len lenny leo
leonardo leo
leslie les
louis lou
margaret maggie meg peggy marge
martin marty
matthew matt
melissa mel
michael mike mick
mitchell mitch
nathaniel nate nat
nathan nate
nicholas nick
pamela pam
patricia pat patty trish
patrick pat
peter pete
philip phil
phillip phil
randall randy
raymond ray
rebecca becky
richard rick dick rich ricky
robert bob rob bobby robbie
ronald ron ronnie
russell russ
samantha sam
samuel sam
sandra sandy
sidney sid
stanley stan
stephanie steph
stephen steve
steven steve
stuart stu
susan sue susie
suzanne sue
terence terry
teresa terry
theodore ted theo
theresa terry
thomas tom tommy
timothy tim
valerie val
vernon vern
victor vic
victoria vicky vicki tori
vincent vince vinny
virginia ginny
walter walt
wesley wes
william bill will billy liam
zachary zach zack
"""


def _by_short_form() -> dict[str, frozenset[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for line in _CALLED.strip().splitlines():
        full, *called = line.split()
        for short in called:
            found[short].add(full)
    return {short: frozenset(names) for short, names in found.items()}


_FULL = _by_short_form()
_PAIR = re.compile(r"\b(?P<given>[A-Za-z]+) (?:[A-Za-z]\.? )?(?=(?P<family>[A-Za-z][\w'’-]{2,})\b)")


def in_full(question: str, text: str) -> str:
    """The question with people named as the filing names them: "Larry Ellison" is "Lawrence Ellison" where only he is named."""
    pieces: list[str] = []
    at = 0
    for match in _PAIR.finditer(question):
        printed = _printed(match["given"].lower(), re.sub(r"['’]s?$", "", match["family"]), text)
        if printed:
            pieces += [question[at : match.start()], printed, " "]
            at = match.end()
    return "".join([*pieces, question[at:]])


def _printed(short: str, family: str, text: str) -> str:
    """The one given name in full that stands before a family name in a text; "" where none does, or the short form does too."""
    if short not in _FULL:
        return ""
    names = "|".join(sorted({short, *_FULL[short]}))
    pattern = rf"\b(?P<given>{names})(?: [A-Z]\.| [A-Z]\w+)? {re.escape(family)}\b"
    found = {match["given"].lower(): match["given"] for match in re.finditer(pattern, text, re.IGNORECASE)}
    return found.popitem()[1] if len(found) == 1 and short not in found else ""
