"""The settings of a process: their names, types, limits, defaults and meanings. `stream.config.load` reads them."""

from __future__ import annotations

import os
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, NoDecode, PydanticBaseSettingsSource, SettingsConfigDict

from stream.config.accounts import checked
from stream.config.errors import budget_of
from stream.config.tls import TlsFiles

PREFIX = "GROUNDSWELL_"
AUTHOR_KEY_BYTES_MIN = 16
# Read by the build and the tests, not by the service.
FOREIGN = frozenset({f"{PREFIX}CACHE"})


FOLLOWED = ("complaints", "suggestions")
"""What may be followed."""


class Clock(StrEnum):
    """What moves event time on when an origin is silent."""

    LIVE = "live"
    REPLAY = "replay"


class LogFormat(StrEnum):
    JSON = "json"
    CONSOLE = "console"


class Reading(StrEnum):
    """Who may read the board."""

    OPEN = "open"
    TOKEN = "token"


class SecurityProtocol(StrEnum):
    PLAINTEXT = "PLAINTEXT"
    SSL = "SSL"
    SASL_PLAINTEXT = "SASL_PLAINTEXT"
    SASL_SSL = "SASL_SSL"


Names = Annotated[tuple[str, ...], NoDecode]


class Settings(BaseSettings):
    """The knobs of one process. The table of docs/settings.md is this class; a test keeps them equal."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, extra="forbid")

    broker: str = Field(
        "127.0.0.1:9092",
        pattern=r"^[^\s,:]+:\d{1,5}(,[^\s,:]+:\d{1,5})*$",
        description="Kafka's bootstrap servers, `host:port`, separated by commas",
    )
    application: str = Field("groundswell", pattern=r"^[A-Za-z0-9._-]{1,100}$", description="name of the consumer group")
    topic_prefix: str = Field(
        "", pattern=r"^[A-Za-z0-9._-]{0,100}$", description="prefix of every topic name, e.g. `staging.`"
    )
    mentions_partitions: int = Field(4, ge=1, le=1000, description="partitions of `mentions` when `topics` creates it")
    engine_partitions: int = Field(
        4,
        ge=1,
        le=1000,
        description="partitions of `complaints`, `alerts`, `trends`, `checkpoints`; cannot change while they hold state",
    )
    replication: int = Field(1, ge=1, le=10, description="replication factor of topics that `topics` creates")
    author_key: SecretStr = Field(
        SecretStr(""), description="key under which authors are hashed, at least 16 bytes; required by `worker`"
    )
    clock: Clock = Field(
        Clock.LIVE,
        description="`live`: the wall clock advances event time of silent partitions; `replay`: only mentions advance it",
    )
    lateness_seconds: float = Field(
        120.0,
        ge=0,
        le=86_400,
        description="allowed lateness: how far out of order mentions may come; a `live` worker waits less where it can",
    )
    idle_seconds: float = Field(
        30.0,
        ge=1,
        le=86_400,
        description="idle timeout after which a silent partition no longer holds back the watermark (live)",
    )
    complaint_channels: Names = Field(
        ("support-forum",), description="channels that hold only complaints: their mentions are not screened"
    )
    screen_threshold: float = Field(
        0.02, ge=0, le=1, description="score below which a mention is clearly no complaint and goes to `kept-out` instead"
    )
    frequencies: str = Field(
        "shipped",
        description="how common words are outside the brands: `shipped`, `general`, or files of `groundswell frequencies`",
    )
    brands: Path | None = Field(
        None,
        description="file with a policy per brand (TOML); its budgets and people come before the settings",
    )
    own_accounts: Names = Field(
        (), description="handles, or patterns (acme-*), of the brands and their staff, who never complain"
    )
    follow: Names = Field(
        ("complaints",), description="what is followed: complaints, suggestions or both, each as a stream of its own"
    )
    budget: str = Field(
        "balanced",
        description="false alerts allowed per brand and day: `calm` .02, `balanced` .1, `sensitive` 1, or a number",
    )
    people_min: int = Field(5, ge=2, le=1000, description="people required for an alert")
    clusterer: Literal["ours", "textclust"] = Field(
        "ours", description="the clusterer of complaints; `textclust` is River's, slower, for comparison"
    )
    ids_max: int = Field(
        2_000_000,
        ge=1_000,
        le=1_000_000_000,
        description="ids that an engine remembers to recognise repeats: of at most two days, 0.2 KB each",
    )
    brands_max: int = Field(
        1_000,
        ge=1,
        le=1_000_000,
        description="brands that an engine learns; what is written about further ones is counted and left out",
    )
    intake_processes: int | None = Field(
        None,
        ge=0,
        le=64,
        description="child processes for intake; by default 1, on a single core 0",
    )
    engine_processes: int | None = Field(
        None,
        ge=0,
        le=64,
        description="child processes for engines; by default 1, on a single core 0",
    )
    batch_records: int = Field(2_000, ge=1, le=100_000, description="maximum records in one batch of an agent")
    batch_bytes: int = Field(4 * 1024 * 1024, ge=1024, le=64 * 1024 * 1024, description="maximum bytes in one batch")
    refused_share_max: float = Field(
        0.5, gt=0, le=1, description="share of refused records above which intake pauses (over 1,000 records and 5 minutes)"
    )
    checkpoint_seconds: float = Field(30.0, ge=0.1, le=3600, description="interval of checkpoints while records arrive")
    checkpoint_complaints: int = Field(
        200_000, ge=1, le=100_000_000, description="complaints after which a checkpoint is written earlier"
    )
    session_timeout_seconds: float = Field(
        30.0, ge=6, le=300, description="session timeout after which Kafka reassigns a worker's partitions"
    )
    stall_seconds: float = Field(
        120.0,
        ge=5,
        le=3600,
        description="time without progress, while records wait or a child process is called, after which the worker exits",
    )
    web_host: str = Field("127.0.0.1", description="address of `/metrics`, `/healthz`, `/readyz`, `/trends`")
    web_port: int = Field(9464, ge=0, le=65_535, description="its port; 0 picks a free one")
    web_token: SecretStr = Field(
        SecretStr(""), description="bearer token of the web port; required when it is not on loopback"
    )
    board_host: str = Field("127.0.0.1", description="address of `groundswell board`")
    board_port: int = Field(9480, ge=0, le=65_535, description="its port; 0 takes a free one")
    board_url: str = Field(
        "",
        pattern=r"^(https?://[^\s?#]{1,500})?$",
        description="where people reach the board: `link` in every alert and message leads there",
    )
    board_token: SecretStr = Field(
        SecretStr(""), description="token that answers on the board need; without it the board is read-only"
    )
    board_reading: Reading = Field(
        Reading.OPEN, description="`open`: whoever reaches the board reads it; `token`: reading needs the token as well"
    )
    notify: Path | None = Field(None, description="file of receivers and routes (TOML) that `groundswell notify` runs by")
    notify_port: int = Field(9481, ge=0, le=65_535, description="port of the `/metrics` and health pages of `notify`")
    canary_minutes: float = Field(
        60.0, ge=0.05, le=1440, description="how often `groundswell canary` writes to each partition"
    )
    canary_port: int = Field(9482, ge=0, le=65_535, description="port of the `/metrics` and health pages of `canary`")
    log_format: LogFormat = Field(LogFormat.JSON, description="`json` or `console`")
    log_level: str = Field(
        "info", pattern="^(debug|info|warning|error)$", description="`debug`, `info`, `warning`, `error`"
    )
    security_protocol: SecurityProtocol = Field(SecurityProtocol.PLAINTEXT, description="security protocol of Kafka")
    sasl_mechanism: str = Field("PLAIN", pattern="^(PLAIN|SCRAM-SHA-256|SCRAM-SHA-512)$", description="SASL mechanism")
    sasl_username: str = Field("", description="SASL user")
    sasl_password: SecretStr = Field(SecretStr(""), description="SASL password")
    ssl_cafile: Path | None = Field(None, description="certificate authority of the brokers (PEM); by default the system's")
    ssl_certfile: Path | None = Field(None, description="client certificate (PEM)")
    ssl_keyfile: Path | None = Field(None, description="its key (PEM); by default in the same file")
    ssl_key_password: SecretStr = Field(SecretStr(""), description="password of that key")

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003 - the library's signature
        init_settings: PydanticBaseSettingsSource,
        *_: PydanticBaseSettingsSource,
        **__: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Only what `load` passes in: it reads the environment itself, to report unknown variables and read secrets."""
        return (init_settings,)

    @field_validator("complaint_channels", "follow", "own_accounts", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        if isinstance(value, str):
            return tuple(name.strip() for name in value.split(",") if name.strip())
        return value

    @field_validator("follow")
    @classmethod
    def _known_streams(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        if not value or not set(value) <= set(FOLLOWED):
            raise ValueError(f"must be {', '.join(FOLLOWED)}, or both with a comma between")
        return value

    @field_validator("own_accounts")
    @classmethod
    def _no_pattern_of_anybody(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        try:
            return tuple(map(checked, value))
        except ValueError as error:
            raise ValueError(f"it {error}") from error

    @field_validator("author_key")
    @classmethod
    def _long_enough(cls, value: SecretStr) -> SecretStr:
        """A short key is guessed in seconds, and with it the names behind the hashes."""
        if 0 < len(value.get_secret_value().encode()) < AUTHOR_KEY_BYTES_MIN:
            raise ValueError(
                f"must be at least {AUTHOR_KEY_BYTES_MIN} bytes, for example the output of `openssl rand -hex 32`"
            )
        return value

    @field_validator("budget")
    @classmethod
    def _budget(cls, value: str) -> str:
        budget_of(value)
        return value

    @property
    def budget_per_day(self) -> float:
        """False alerts allowed per brand and day."""
        return budget_of(self.budget)

    @property
    def processes_for_intake(self) -> int:
        """Processes that take mentions in; 0 when the worker does it itself."""
        if self.intake_processes is not None:
            return self.intake_processes
        return 1 if usable_cores() > 1 else 0

    @property
    def processes_for_engines(self) -> int:
        """Processes that engines run in; 0 when they run in the worker's own."""
        if self.engine_processes is not None:
            return self.engine_processes
        return 1 if usable_cores() > 1 else 0

    @property
    def author_key_bytes(self) -> bytes:
        """The key of `stream.config.pseudonyms.Pseudonyms`."""
        return self.author_key.get_secret_value().encode()

    @property
    def tls_files(self) -> TlsFiles:
        return TlsFiles(self.ssl_cafile, self.ssl_certfile, self.ssl_keyfile, self.ssl_key_password.get_secret_value())

    @property
    def on_loopback(self) -> bool:
        return self.web_host in ("127.0.0.1", "::1", "localhost")


def usable_cores() -> int:
    """Cores that this process may run on."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


SECRETS = tuple(name for name, field in Settings.model_fields.items() if field.annotation is SecretStr)


def table() -> list[tuple[str, str, str]]:
    """Each setting as (variable, default, meaning), in the order of the class: what docs/settings.md shows."""
    rows = []
    for name, field in Settings.model_fields.items():
        default = field.get_default()
        if isinstance(default, SecretStr):
            shown = ""
        elif isinstance(default, tuple):
            shown = ",".join(default)
        else:
            shown = "" if default is None else str(default)
        rows.append((PREFIX + name.upper(), shown, field.description or ""))
    return rows
