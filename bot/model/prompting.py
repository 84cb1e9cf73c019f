"""Prompts as files: loaded, their variables checked against what the text uses, hashed."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from string import Template

_HEAD = re.compile(r"\A---\nvariables:([^\n]*)\n---\n")
# Data from filings and people is fenced by tags; what could close a fence is made harmless.
_ANGLES = str.maketrans({"<": "‹", ">": "›"})


class PromptError(Exception):
    """A prompt file is malformed, or was filled with other variables than it names."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """A prompt: its name, text, the variables it names, and the first twelve hex digits of its file's SHA-256."""

    name: str
    text: str
    variables: frozenset[str]
    digest: str

    def fill(self, **values: str) -> str:
        """The prompt with every variable in place. Raises PromptError for a variable too many or too few."""
        if set(values) != self.variables:
            odd = ", ".join(sorted(set(values) ^ self.variables))
            raise PromptError(f"prompt {self.name}: filled with other variables than it names: {odd}")
        return Template(self.text).substitute(values)


@cache
def load_prompt(name: str) -> Prompt:
    """The prompt in prompts/NAME.md. Raises PromptError where its head does not name the variables its text uses."""
    raw = files("prompts").joinpath(f"{name}.md").read_text(encoding="utf-8")
    return parse_prompt(name, raw)


def parse_prompt(name: str, raw: str) -> Prompt:
    """A prompt from its file's text."""
    head = _HEAD.match(raw)
    if head is None:
        raise PromptError(f"prompt {name}: must start with ---, a line 'variables: a, b', ---")
    named = frozenset(word.strip() for word in head.group(1).split(",") if word.strip())
    text = raw[head.end() :]
    used = frozenset(Template(text).get_identifiers())
    if named != used:
        odd = ", ".join(sorted(named ^ used))
        raise PromptError(f"prompt {name}: names and uses different variables: {odd}")
    return Prompt(name, text, named, hashlib.sha256(raw.encode()).hexdigest()[:12])


def fenced(data: str) -> str:
    """Text of a filing or a person, unable to close the fence it is put in."""
    return data.translate(_ANGLES)
