"""Whether the service is well, for /healthz and for a person."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Health:
    """Named checks, each asked when wanted."""

    checks: Mapping[str, Callable[[], bool]]

    def report(self) -> tuple[bool, dict[str, bool]]:
        """Whether all is well, and each check by name."""
        found = {name: check() for name, check in self.checks.items()}
        return all(found.values()), found
