"""The Slack adapter: a thin shell round the chain."""
