"""Gold sets, metrics, runs and reports."""
