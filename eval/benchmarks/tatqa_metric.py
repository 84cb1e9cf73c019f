"""TAT-QA's published metric: exact match and F1 with scale, reimplemented from its definition.

An answer is a list of strings and a scale. Each string that is a number is made one of base units (rounded to two places
before it is scaled), any other gets the scale's word after it; the strings, sorted, are joined, and compared as bags of
normal words. For arithmetic and count questions F1 is exact match.
"""

from __future__ import annotations

import re
import string
from collections.abc import Sequence

_CLEAN = str.maketrans("", "", "'\"\\$€£¥%(),[]")
_PUNCTUATION = str.maketrans("", "", string.punctuation)
_SCALES = (("hundred", 100.0), ("thousand", 1e3), ("million", 1e6), ("billion", 1e9), ("percent", 0.01))


def score_answer(
    gold: Sequence[str], gold_scale: str, answer_type: str, predicted: Sequence[str], scale: str
) -> tuple[float, float]:
    """(exact match, F1) of a prediction. gold: the dataset's answer as strings; a count is an integer."""
    if not predicted or not gold:
        return 0.0, 0.0
    wanted = answer_string(gold, gold_scale)
    forms = [answer_string(predicted, scale)]
    if len(predicted) == 1 and not scale and "%" not in predicted[0] and is_number(predicted[0]):
        number = to_number(predicted[0])
        if number is not None:  # 0.2342 with no scale may mean 23.42 percent
            forms.append(f"{number:.4f}")
    exact, overlap = max(_compare(form, wanted) for form in forms)
    return exact, exact if answer_type in {"arithmetic", "count"} else overlap


def gold_strings(answer: object, answer_type: str) -> list[str]:
    """The dataset's answer as strings."""
    if isinstance(answer, list):
        return [str(item) for item in answer]
    if answer_type == "count":
        return [str(int(float(str(answer))))]
    return [str(answer)]


def answer_string(answers: Sequence[str], scale: str) -> str:
    """An answer with its scale as one string, numbers in base units to four places."""
    parts = []
    for text in sorted(str(answer) for answer in answers):
        number = to_number(text) if is_number(text) else None
        if number is not None:
            parts.append(f"{number:.4f}" if "%" in text else f"{round(number, 2) * _factor(scale):.4f}")
        else:
            parts.append(f"{text} {scale}" if scale else text)
    return " ".join(parts)


def is_number(text: str) -> bool:
    """Whether a text is a number, or a number and the word of its scale."""
    words = " ".join(word.translate(_CLEAN) for word in text.split()).split()
    if not words:
        return False
    try:
        number = float(words[0])
    except ValueError:
        return False
    return number == number and (len(words) < 2 or _factor(words[1]) != 1)


def to_number(text: str) -> float | None:
    """A text as a number: "(12.5)" is negative, "5%" is 0.05, "1.2 million" is 1200000. None where there is none."""
    found = re.search(r"[+-]?\d+(?:\.\d+)?|[+-]?\.\d+", text.translate(_CLEAN))
    if found is None or found.group().lstrip("+-").startswith("."):
        return None
    word = re.search(r"[\d.]+\s?[a-zA-Z]+", text)
    number = float(found.group()) * (_factor(word.group()) if word else 1)
    if re.search(r"\([\d.\s]+\)", text):
        number = -number
    if re.search(r"[\d.\s]+%", text):
        number *= 0.01
    return round(number, 4)


def _factor(scale: str) -> float:
    lower = scale.lower()
    return next((factor for word, factor in _SCALES if word in lower), 1)


def _compare(predicted: str, gold: str) -> tuple[float, float]:
    said, wanted = _normal(predicted), _normal(gold)
    a, b = set(said.split()), set(wanted.split())
    common = len(a & b)
    precision = common / len(a) if a else 1.0
    recall = common / len(b) if b else 1.0
    overlap = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return float(said == wanted), round(overlap, 2)


def _normal(text: str) -> str:
    parts = (" ".join(_without_articles(_one_number(_bare(token.lower()))).split()) for token in text.split(" "))
    return " ".join(part for part in parts if part)


def _bare(token: str) -> str:
    return token if is_number(token) else token.translate(_PUNCTUATION)


def _one_number(token: str) -> str:
    return str(to_number(token)) if is_number(token) else token


def _without_articles(token: str) -> str:
    return re.sub(r"\b(?:a|an|the)\b", " ", token)
