"""The deterministic numbers module: programs over facts, in Decimal only."""
