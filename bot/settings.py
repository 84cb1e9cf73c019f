"""One frozen Settings, built once at the entry from TIEOUT_* variables and a file, and passed on."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, get_args

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

from index.errors import SettingsError

Part = Literal["choose", "rewrite", "reword", "plan", "write"]
"""What a model may be asked for: a sentence that answers, a follow-up or a refused question in other words, a plan of
figures, the answer in its own words."""


class Settings(BaseSettings):
    """Every setting, its default, and what it does. TIEOUT_HOME, TIEOUT_MODEL, ... or lower case in HOME/settings.toml."""

    model_config = SettingsConfigDict(env_prefix="TIEOUT_", frozen=True, extra="ignore")

    home: Path = Field(
        default=Path.home() / ".tieout", description="folder that holds the index and all else that is kept"
    )
    embedding_model: str = Field(
        default="all-MiniLM-L6-v2", description="sentence-transformers model name or local folder"
    )
    reranker: str = Field(default="", description="cross-encoder model or local folder; empty for none")
    chroma_url: str = Field(default="", description="URL of a Chroma server; empty for Chroma on disk under home")
    checkpointer_url: str = Field(default="", description="Postgres URL for conversations; empty for SQLite under home")
    model: str = Field(default="", description="chat model as PROVIDER:NAME; empty for none")
    model_timeout_seconds: float = Field(default=30.0, description="seconds a model may take over one question, in all")
    model_budget_tokens: int = Field(default=16_000, description="tokens, in and out, that one question may spend")
    calibration: str = Field(
        default="", description="a file of confidence curves of your own; none for scores as they come"
    )
    model_reply_tokens: int = Field(default=2_000, description="tokens that one reply may have")
    model_parts: frozenset[Part] = Field(
        default=frozenset(get_args(Part)), description="what a model is asked to do, as a JSON list"
    )
    passages: int = Field(default=8, description="passages retrieved for a question")
    user_agent: str = Field(default="", description="name and address that SEC asks of those who download filings")
    edgar_url: str = Field(default="", description="URL of a mirror that answers as EDGAR does; empty for SEC itself")

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        home = env_settings().get("home") or Path.home() / ".tieout"
        toml = TomlConfigSettingsSource(settings_cls, Path(home) / "settings.toml")
        return init_settings, env_settings, toml


def load_settings() -> Settings:
    """The settings from the environment and home/settings.toml. Raises SettingsError, naming the setting that is wrong."""
    try:
        return Settings()
    except ValidationError as problem:
        first = problem.errors()[0]
        name = "_".join(str(part) for part in first["loc"]).upper()
        raise SettingsError(f"setting TIEOUT_{name} cannot be used: {first['msg']}") from problem
    except ValueError as problem:
        raise SettingsError(f"settings.toml cannot be read: {problem}") from problem
