"""What a person sees when something breaks that should not: a reference number. The traceback goes to the log."""

from __future__ import annotations

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path
from secrets import token_hex

LOG = "tieout.log"


def log_fault(home: Path, problem: BaseException) -> str:
    """Write a traceback to home/tieout.log and give the reference number it stands under."""
    reference = f"E-{token_hex(4)}"
    logger = logging.getLogger("tieout")
    home.mkdir(parents=True, exist_ok=True)
    handler = RotatingFileHandler(home / LOG, maxBytes=2_000_000, backupCount=3, encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    logger.addHandler(handler)
    propagates, logger.propagate = logger.propagate, False
    try:
        logger.error("%s", reference, exc_info=problem)
    finally:
        logger.propagate = propagates
        logger.removeHandler(handler)
        handler.close()
    return reference


def fault_words(reference: str) -> str:
    """What to tell a person about a fault."""
    return f"something went wrong here, not with your question; reference {reference} in {LOG} under TIEOUT_HOME"
