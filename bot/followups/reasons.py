"""Follow-ups that ask for words of what was just said: "why?", "what drove that?"."""

from __future__ import annotations

from dataclasses import replace

from bot.followups.outlook import on_outlook
from bot.followups.subjects import with_subject
from bot.followups.turns import GENERIC, OUTLOOK, Turn
from bot.lexicon import stem, stems
from bot.question import QuestionContext, Reading, read_question

# Words that only ask for the reason of what was said, and which way it is said to have moved.
_DOWN = frozenset(stems("drop fall fell decline decrease dip slump reduction"))
_UP = frozenset(stems("rise rose jump gain increase growth spike surge"))
_CAUSES = frozenset(
    stems("drove drive driving driven caused cause led lead behind explain explanation reason move moved happened")
)
_BARE = GENERIC | {stem("why"), stem("how"), stem("come")}


def told_why(reading: Reading, last: Turn, context: QuestionContext) -> Reading:
    """Read "why?" as asking of what was just said, and "it" as the thing spoken of."""
    if set(stems(reading.topic)) - _BARE - _CAUSES - _DOWN - _UP:
        metric = last.metric if last.program is not None else ""
        if metric and last.basis == "guidance" and not set(stems(metric)) & OUTLOOK:
            metric = f"{metric} guidance"
        text = with_subject(reading.text, last.question, metric)
        if text == reading.text:
            return reading
        return replace(on_outlook(read_question(text, context), last), earlier=reading.earlier)
    if last.program is not None and set(stems(reading.topic)) - _BARE:
        said = set(stems(reading.topic))
        moved = "decrease" if said & _DOWN else "increase" if said & _UP else "change"
        return replace(read_question(f"why did {last.metric} {moved}?", context), earlier=reading.earlier)
    return replace(
        reading, text=f"{reading.text} ({last.question})", topic=f"{reading.topic} {last.metric} change".strip()
    )
