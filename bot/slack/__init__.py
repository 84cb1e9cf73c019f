"""The Slack adapter: a thin shell round the chain. Nothing here knows what a figure means."""
