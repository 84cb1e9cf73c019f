"""Plans: a reading of a question over the shelf becomes typed steps, without a model."""

from bot.planner.plans import make_plan
from bot.planner.routing import route

__all__ = ["make_plan", "route"]
