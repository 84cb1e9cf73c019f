"""Questions that ask to have things listed or counted: the items of a kind that a table sets out."""

from __future__ import annotations

import re

LIST = re.compile(
    r"^(?:and |so )?(?:please )?(?:(?:list|name|enumerate|identify)\b(?: all| out)?(?: of)?(?: the)?"
    r"|(?:what|which) (?:are|were)(?: all)?(?: of)? (?:the )?(?:different |various |main |major "
    r"|respective )?(?P<kind>components?|items?|types?|kinds?|categories|segments?|reportable segments"
    r"|regions?|geographic(?:al)? (?:regions?|areas?)|countries|products?|line items|classes|elements"
    r"|parts|sources|financial items|services|business(?:es| units| segments)?|divisions?|instruments"
    r"|names|members|years|factors|assumptions|reporting units|currencies|subsidiaries)\b|(?:which"
    r"|what) (?P<kind2>(?:financial )?items|components|segments|regions|categories|services|countries"
    r"|reporting units) (?:are|were|is|was|does|do|did|have|has|make|comprise))"
)
# "What types of X are there?", "which countries are shown in the table?", "what items does X consist of?"
LIST_OF = re.compile(
    r"^(?:and |so )?(?:what|which) (?P<kind>(?:(?:financial|different|various|major|main|reportable|geographic(?:al)?) )?"
    r"(?:components?|items?|types?|kinds?|categories|segments?|regions?|areas|countries|products?|classes|elements|currencies"
    r"|services|instruments|subsidiaries|divisions?))\b(?: of [^?]+?)? (?:(?:are|were) (?:there|shown|listed|included|presented"
    r"|provided|disclosed|reported|used|recorded|considered|mentioned|given)\b.*|(?:does|do|did) .+ (?:consist|comprise|include"
    r"|contain|have|report|operate)\b.*|(?:make|made|makes) up\b.*|compris(?:e|es|ed)\b.*)"
)
COUNT = re.compile(
    r"^(?:and )?how many (?:different |major |main |total )?(?P<kind>components?|items?|types?|kinds?"
    r"|categories|segments?|regions?|countries|products?|services|classes|elements|assumptions"
    r"|executive officers|directors|officers|compounds|trials|studies|companies|sites|people|members"
    r"|parts|instruments|sources|reporting units|subsidiaries|collaborat\w+|partners|customers"
    r"|facilities|locations|factors|currencies)\b"
)
