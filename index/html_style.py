"""What an HTML element looks like: the few CSS properties and old tags that tell a heading from prose, interned."""

from __future__ import annotations

import re
from typing import NamedTuple

_LENGTH = re.compile(r"(-?\d*\.?\d+)\s*(pt|px|in|em|ex|rem|cm|mm|pc|%)?")
_POINTS = {
    "pt": 1.0,
    "": 0.75,
    "px": 0.75,
    "in": 72.0,
    "em": 10.0,
    "rem": 12.0,
    "ex": 5.0,
    "cm": 28.3,
    "mm": 2.83,
    "pc": 12.0,
}
_FONT_SIZES = {
    "1": 7.5,
    "2": 10.0,
    "3": 12.0,
    "4": 13.5,
    "5": 18.0,
    "6": 24.0,
    "7": 36.0,
    "-1": 10.0,
    "-2": 7.5,
    "+1": 13.5,
    "+2": 18.0,
}
_BOLD_TAGS = frozenset({"b", "strong", "th", "h1", "h2", "h3", "h4", "h5", "h6"})
_HEAD_SIZES = {"h1": 24.0, "h2": 18.0, "h3": 14.0, "h4": 12.0, "h5": 10.0, "h6": 9.0}
STYLED_TAGS = _BOLD_TAGS | {"i", "em", "u", "ins", "font", "center", "sup", "big", "small"}


class Look(NamedTuple):
    """How text is set, inherited down the tree. size: points; align: "", "left", "center", "right"."""

    bold: bool = False
    italic: bool = False
    underline: bool = False
    size: float = 10.0
    align: str = ""
    raised: bool = False


class Box(NamedTuple):
    """What an element's own style says, not inherited. offset: points its first line is set in from the left."""

    hidden: bool = False
    display: str = ""
    offset: float = 0.0
    page_break: bool = False
    gap: bool = False


PLAIN = Look()
NO_BOX = Box()


def points(value: str) -> float:
    """A CSS length in points; 0 where it is none or a percentage."""
    found = _LENGTH.match(value.strip())
    if not found or found.group(2) == "%":
        return 0.0
    return float(found.group(1)) * _POINTS[found.group(2) or ""]


def _left_of_shorthand(value: str) -> float:
    sides = value.split()
    if not sides:
        return 0.0
    return points(sides[3] if len(sides) >= 4 else sides[1] if len(sides) >= 2 else sides[0])


def _declarations(style: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for declaration in style.lower().split(";"):
        name, colon, value = declaration.partition(":")
        if colon:
            found[name.strip()] = value.replace("!important", "").strip()
    return found


def _weight(value: str, inherited: bool) -> bool:
    if value in {"bold", "bolder"}:
        return True
    if value.isdecimal() and value.isascii():
        return len(value) >= 3 and value >= "600"
    return False if value in {"normal", "lighter"} else inherited


def _offset(declared: dict[str, str]) -> float:
    offset = 0.0
    for name, value in declared.items():
        if name in {"padding-left", "margin-left", "text-indent"}:
            offset += points(value)
        elif (name == "padding" and "padding-left" not in declared) or (
            name == "margin" and "margin-left" not in declared
        ):
            offset += _left_of_shorthand(value)
    return offset


def _font_size(declared: dict[str, str], inherited: float) -> float:
    value = declared.get("font-size")
    if value is None:
        shorthand = _LENGTH.search(declared.get("font", ""))
        return points(shorthand.group(0)) or inherited if shorthand and shorthand.group(2) else inherited
    if value.endswith("%"):
        number = _LENGTH.match(value)
        return inherited * float(number.group(1)) / 100 if number else inherited
    return points(value) or inherited


def style_of(style: str, tag: str, align: str, font_size: str, above: Look) -> tuple[Look, Box]:
    """How an element looks below an inherited look. `align`, `font_size`: its old-style attributes, "" for none."""
    bold, italic, underline, size, inherited_align, raised = above
    if tag in STYLED_TAGS:
        bold = bold or tag in _BOLD_TAGS
        italic = italic or tag in {"i", "em"}
        underline = underline or tag in {"u", "ins"}
        raised = raised or tag == "sup"
        size = _HEAD_SIZES.get(tag, _FONT_SIZES.get(font_size, size) if font_size else size)
    side = align.lower() or ("center" if tag == "center" else inherited_align)
    if not style:
        return Look(bold, italic, underline, size, side, raised), NO_BOX
    declared = _declarations(style)
    font = declared.get("font", "")
    bold = _weight(declared.get("font-weight", "bold" if "bold" in font else ""), bold)
    slant = declared.get("font-style", "italic" if "italic" in font else "")
    italic = slant in {"italic", "oblique"} if slant else italic
    decoration = declared.get("text-decoration", declared.get("text-decoration-line", ""))
    underline = "underline" in decoration or (underline and decoration != "none")
    raised = raised or (declared.get("vertical-align") in {"super", "text-top"} and tag not in {"td", "th", "tr"})
    if declared.get("position") == "relative" and declared.get("top", "").startswith("-"):
        raised = True
    look = Look(bold, italic, underline, _font_size(declared, size), declared.get("text-align", side), raised)
    broken = any(
        declared.get(name, "auto") in {"always", "page", "left", "right"}
        for name in ("page-break-before", "page-break-after", "break-before", "break-after")
    )
    hidden = declared.get("display") == "none" or declared.get("visibility") in {"hidden", "collapse"}
    gap = points(declared.get("padding-left", "0")) > 1 or points(declared.get("margin-left", "0")) > 1
    return look, Box(hidden, declared.get("display", ""), _offset(declared), broken, gap)
