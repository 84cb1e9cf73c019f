"""The Slack adapter's settings: Slack's own names for credentials, TIEOUT_SLACK_* for the rest."""

from __future__ import annotations

from pathlib import Path

from pydantic import AliasChoices, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

from index.errors import SettingsError

Names = tuple[str, ...]


class SlackSettings(BaseSettings):
    """Every Slack setting, its default, and what it does. In the environment, or in the [slack] part of HOME/settings.toml.

    Lists and maps are JSON in the environment: TIEOUT_SLACK_CHANNELS='["C012AB3CD"]'.
    """

    model_config = SettingsConfigDict(
        env_prefix="TIEOUT_SLACK_", frozen=True, extra="ignore", toml_table_header=("slack",), populate_by_name=True
    )

    bot_token: SecretStr = Field(default=SecretStr(""), validation_alias=AliasChoices("SLACK_BOT_TOKEN", "bot_token"))
    app_token: SecretStr = Field(default=SecretStr(""), validation_alias=AliasChoices("SLACK_APP_TOKEN", "app_token"))
    signing_secret: SecretStr = Field(
        default=SecretStr(""), validation_alias=AliasChoices("SLACK_SIGNING_SECRET", "signing_secret")
    )
    client_id: str = Field(default="", validation_alias=AliasChoices("SLACK_CLIENT_ID", "client_id"))
    client_secret: SecretStr = Field(
        default=SecretStr(""), validation_alias=AliasChoices("SLACK_CLIENT_SECRET", "client_secret")
    )
    api_url: str = Field(default="https://slack.com/api/", description="base URL of Slack's API (GovSlack, a proxy)")
    api_timeout_seconds: int = 30

    workers: int = Field(default=8, ge=1, description="questions answered at once")
    senders: int = Field(default=8, ge=1, description="calls to Slack under way at once")
    queue: int = Field(
        default=500, ge=1, description="questions waiting or under way, beyond which people are turned away"
    )
    deadline_seconds: float = Field(default=120.0, gt=0, description="from acceptance to an answer or an error")
    retry_seconds: float = Field(
        default=1.0, gt=0, description="first wait after a failed call; doubles up to a minute"
    )
    give_up_seconds: float = Field(default=3600.0, gt=0, description="how long a finished answer is offered to Slack")
    drain_seconds: float = Field(default=25.0, ge=0, description="how long SIGTERM waits for questions under way")
    streaming: bool = Field(default=True, description="stream progress in the agent tab, where Slack has it")
    follow_threads: bool = Field(default=True, description="answer follow-ups in joined threads without a mention")

    channels: Names = Field(default=(), description="channels where it answers; empty for all it is invited to")
    users: Names = Field(default=(), description="people it answers; empty for every full member")
    allow_guests: bool = Field(default=False, description="answer single- and multi-channel guests")
    allow_connect: bool = Field(
        default=False, description="answer in Slack Connect channels, and people of other teams"
    )
    questions_per_minute: int = Field(default=20, ge=1, description="per person")
    admins: Names = Field(default=(), description="people who may set a channel's filing and have files indexed")
    channel_filings: dict[str, str] = Field(default_factory=dict, description="channel -> default company or filing")
    file_bytes: int = Field(default=50_000_000, description="largest dropped file that is indexed")

    retention_days: float = Field(default=90.0, gt=0, description="how long questions and conversations are kept")
    audit_text: bool = Field(default=False, description="write questions' text in the audit record")
    ops_host: str = "127.0.0.1"
    ops_port: int = Field(default=0, description="port of /healthz and /metrics in Socket Mode; 0 for none")

    oauth: bool = Field(default=False, description="serve several workspaces, installed by OAuth")
    installations_url: str = Field(default="", description="Postgres URL of installations; empty for SQLite under home")
    public_url: str = Field(default="", description="https://host where this is reached, for OAuth's redirect")

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        import os

        home = Path(os.environ.get("TIEOUT_HOME") or Path.home() / ".tieout")
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls, home / "settings.toml")

    def folder(self, home: Path) -> Path:
        """Where the adapter keeps what it keeps; made on first use, closed to other users of the machine."""
        found = home / "slack"
        found.mkdir(mode=0o700, parents=True, exist_ok=True)
        return found


def load_slack_settings() -> SlackSettings:
    """The settings from the environment and home/settings.toml. Raises SettingsError, naming the setting that is wrong."""
    try:
        return SlackSettings()
    except ValidationError as problem:
        first = problem.errors(include_input=False)[0]
        name = "_".join(str(part) for part in first["loc"]).upper()
        raise SettingsError(f"setting TIEOUT_SLACK_{name} cannot be used: {first['msg']}") from None
    except ValueError as problem:
        raise SettingsError(f"a Slack setting cannot be read: {problem}") from None
