"""A program under construction: operands named a, b, c ... as they come, steps named after them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal

from bot.plan import Leaf, Operation, Program, Step
from index.facts import Fact


@dataclass
class Draft:
    """Leaves and steps of a program; the same fact is one operand however often it is used."""

    leaves: list[Leaf] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    source: str = ""
    assumptions: list[str] = field(default_factory=list)

    def fact(self, fact: Fact) -> str:
        for leaf in self.leaves:
            if leaf.fact is not None and leaf.fact.id == fact.id:
                return leaf.name
        return self._leaf(Leaf(self._name(), fact=fact))

    def constant(self, value: Decimal, why: str) -> str:
        return self._leaf(Leaf(self._name(), constant=value, why=why))

    def step(self, operation: Operation, arguments: tuple[str, ...], label: str = "") -> str:
        name = f"s{len(self.steps) + 1}"
        self.steps.append(Step(name, operation, arguments, label))
        return name

    def graft(self, program: Program) -> str:
        """Another program's leaves and steps, under names of this one; the name of its result."""
        names: dict[str, str] = {}
        for leaf in program.leaves:
            names[leaf.name] = (
                self.fact(leaf.fact) if leaf.fact is not None else self._leaf(replace(leaf, name=self._name()))
            )
        for step in program.steps:
            # What the whole gives is a figure of its own wherever it is an operand of something more.
            label = step.label or (program.label if step is program.steps[-1] else "")
            names[step.name] = self.step(step.operation, tuple(names[argument] for argument in step.arguments), label)
        self.source = self.source or program.source
        self.assumptions.extend(a for a in program.assumptions if a not in self.assumptions)
        return names[program.steps[-1].name if program.steps else program.leaves[0].name]

    def program(
        self, result: str, label: str, *, unit: str = "", scale: str = "", decimals: int | None = None
    ) -> Program:
        """The finished program; its result is its last step, or its only operand."""
        if self.steps and self.steps[-1].name != result and any(step.name == result for step in self.steps):
            self.step(Operation.ADD, (result,))
        steps = self._leading_to(result if all(s.name != result for s in self.steps) else self.steps[-1].name)
        used = {argument for step in steps for argument in step.arguments} or {result}
        leaves = tuple(leaf for leaf in self.leaves if leaf.name in used)
        return Program(label, leaves, steps, unit, scale, decimals, self.source, tuple(self.assumptions))

    def _leading_to(self, result: str) -> tuple[Step, ...]:
        """The steps that a result needs, in order."""
        wanted = {result}
        kept: list[Step] = []
        for step in reversed(self.steps):
            if step.name in wanted:
                wanted.update(step.arguments)
                kept.append(step)
        return tuple(reversed(kept))

    def _name(self) -> str:
        number = len(self.leaves)
        return "abcdefghijklmnopqrtuvwxyz"[number] if number < 25 else f"v{number}"

    def _leaf(self, leaf: Leaf) -> str:
        self.leaves.append(leaf)
        return leaf.name
