"""Why a calculation is not done. Each message is fit to be told to the person who asked."""

from __future__ import annotations

from index.errors import TieoutError

NOT_MEANINGFUL = "not meaningful"


class CannotCompute(TieoutError):
    """A program that would give a figure nobody should rely on."""


class UnitMismatch(CannotCompute):
    """Quantities that do not go together: dollars added to shares, one currency compared with another."""


class PeriodUnknown(CannotCompute):
    """An operand whose period the filing does not say, and that nothing places beside the others."""


class NotMeaningful(CannotCompute):
    """A ratio or percentage that arithmetic gives and sense does not: zero base, change of sign."""


class BadProgram(CannotCompute):
    """A program that is not well formed: an unknown name, a wrong number of arguments."""
