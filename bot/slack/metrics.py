"""Counters for Prometheus, one set a service."""

from __future__ import annotations

from collections.abc import Callable

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_SECONDS = (0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300)


class Metrics:
    """What the service has done since it started."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        make = {"registry": self.registry, "namespace": "tieout_slack"}
        self.accepted = Counter("questions_accepted", "Questions written down", ["way"], **make)  # type: ignore[arg-type]
        self.duplicates = Counter("duplicates", "Deliveries of a question already written down", **make)  # type: ignore[arg-type]
        self.finished = Counter("questions_finished", "Questions ended", ["outcome"], **make)  # type: ignore[arg-type]
        self.failures = Counter("api_failures", "Calls to Slack that failed", ["error"], **make)  # type: ignore[arg-type]
        self.feedback = Counter("feedback", "Answers that people judged", ["verdict"], **make)  # type: ignore[arg-type]
        self.rejected = Counter("http_rejected", "HTTP requests not signed by Slack", **make)  # type: ignore[arg-type]
        self.answering = Histogram("answer_seconds", "Time the chain took", buckets=_SECONDS, **make)  # type: ignore[arg-type]
        self.waiting = Histogram("finish_seconds", "From acceptance to the end", buckets=_SECONDS, **make)  # type: ignore[arg-type]
        self.open = Gauge("questions_open", "Questions waiting or under way", **make)  # type: ignore[arg-type]
        self.connected = Gauge("connected", "Whether Socket Mode is connected", **make)  # type: ignore[arg-type]

    def watch(self, open_count: Callable[[], int], connected: Callable[[], bool]) -> None:
        """Where the gauges read from."""
        self.open.set_function(open_count)
        self.connected.set_function(lambda: float(connected()))

    def text(self) -> bytes:
        return generate_latest(self.registry)
