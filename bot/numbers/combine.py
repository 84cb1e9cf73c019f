"""Programs made of programs."""

from __future__ import annotations

from dataclasses import replace

from bot.plan import Leaf, Operation, Program, Step


def over(operation: Operation, programs: tuple[Program, ...], label: str, unit: str = "") -> Program:
    """One operation over the results of several programs, each of which becomes an operand with a name of its own.

    A computed operand is a figure of its own in the result; a constant or a fact stands as it is.
    """
    leaves: list[Leaf] = []
    steps: list[Step] = []
    results: list[str] = []
    for place, program in enumerate(programs):
        letter = chr(ord("a") + place) if place < 26 else f"x{place}"
        if not program.steps:
            (leaf,) = program.leaves
            leaves.append(replace(leaf, name=letter))
            results.append(letter)
            continue
        renamed = {leaf.name: f"{letter}_{leaf.name}" for leaf in program.leaves}
        renamed |= {step.name: f"{letter}_{step.name}" for step in program.steps}
        renamed[program.steps[-1].name] = letter
        leaves += [replace(leaf, name=renamed[leaf.name]) for leaf in program.leaves]
        for step in program.steps:
            arguments = tuple(renamed[argument] for argument in step.arguments)
            steps.append(replace(step, name=renamed[step.name], arguments=arguments))
        steps[-1] = replace(steps[-1], label=program.label or "Result")
        results.append(letter)
    last = Step("result", operation, tuple(results))
    scale = programs[0].scale if programs else ""
    return Program(label, tuple(leaves), (*steps, last), unit, scale)
