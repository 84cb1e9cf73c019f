"""Prompts, one file each, with the variables they name; loaded, checked and hashed, never inlined in code."""
