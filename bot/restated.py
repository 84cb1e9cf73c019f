"""A plan over figures that a later filing states anew: the later one is used, and both are said."""

from __future__ import annotations

from dataclasses import replace

from bot.numbers.display import display_fact
from bot.plan import Compute, Judge, Leaf, Plan, Program, Select
from index.facts import Fact
from index.restatements import Restated, restated
from index.shelf import Shelf


def with_restatements(plan: Plan, shelf: Shelf, *, keep: bool = False) -> Plan:
    """The plan with each operand as last stated, and a warning that names the earlier value.

    keep: the asker chose the filing; its figures stay, and the warning names the later value.
    """
    if len(shelf.filings()) < 2:
        return plan
    act = plan.act
    if isinstance(act, Compute):
        return replace(plan, act=replace(act, programs=_programs(act.programs, shelf, keep)))
    if isinstance(act, Select):
        threshold = _program(act.threshold, shelf, keep) if act.threshold else None
        return replace(plan, act=replace(act, programs=_programs(act.programs, shelf, keep), threshold=threshold))
    if isinstance(act, Judge):
        right = _program(act.right, shelf, keep) if act.right else None
        return replace(plan, act=replace(act, left=_program(act.left, shelf, keep), right=right))
    return plan


def _programs(programs: tuple[Program, ...], shelf: Shelf, keep: bool) -> tuple[Program, ...]:
    return tuple(_program(program, shelf, keep) for program in programs)


def _program(program: Program, shelf: Shelf, keep: bool) -> Program:
    return replace(program, leaves=tuple(_leaf(leaf, shelf, keep) for leaf in program.leaves))


def _leaf(leaf: Leaf, shelf: Shelf, keep: bool) -> Leaf:
    if leaf.fact is None:
        return leaf
    found = restated(leaf.fact, shelf)
    return leaf if found is None else replace(leaf, fact=_warned(found, shelf, keep))


def _warned(found: Restated, shelf: Shelf, keep: bool) -> Fact:
    if keep:
        said = f"the filing was followed by another, {found.by.title}, that states {display_fact(found.later)}"
        return replace(found.earlier, warnings=(*found.earlier.warnings, said))
    title = shelf.filing(found.earlier.filing).record.title
    said = f"the filing states this anew; {title} had {display_fact(found.earlier)}"
    return replace(found.later, warnings=(*found.later.warnings, said))
