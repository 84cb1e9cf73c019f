"""What each tieout command does, one a module; `bot/cli.py` names their options."""
