"""The language model in the chain: it may choose, quote and phrase; it can change no number."""
