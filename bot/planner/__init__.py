"""Plans: a reading of a question over the shelf becomes typed steps, without a model."""

from bot.planner.plans import make_plan, plan_by_meaning
from bot.planner.routing import route

__all__ = ["make_plan", "plan_by_meaning", "route"]
