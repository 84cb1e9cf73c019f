"""The deterministic numbers module: Decimal only, every figure with its formula, operands and units."""
