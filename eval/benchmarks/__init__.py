"""Public benchmarks, each read from its published file and put through the whole bot."""

from __future__ import annotations

from importlib import import_module

from eval.benchmarks.common import Options, Result
from index.errors import TieoutError

NAMES = ("tatqa", "convfinqa", "financebench", "ixbrl")


def run_benchmark(name: str, options: Options) -> Result:
    """Run a benchmark by name. Raises TieoutError for a name or a file it does not know."""
    if name not in NAMES:
        raise TieoutError(f"there is no benchmark {name!r}; there are {', '.join(NAMES)}")
    module = "tagged" if name == "ixbrl" else name
    found: Result = import_module(f"eval.benchmarks.{module}").run(options)
    return found
