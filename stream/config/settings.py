"""Every knob of the process: from the environment, checked once at start, all faults told together."""

from __future__ import annotations

import contextlib
import os
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, PydanticBaseSettingsSource, SettingsConfigDict

from detectors.errors import SettingError
from detectors.spikes.budget import PER_DAY_MAX, Preset, false_alerts_per_day
from stream.config.tls import tls_errors
from stream.exits import reason_of

if TYPE_CHECKING:
    from stream.config.brands import Brands

PREFIX = "GROUNDSWELL_"
# Read by the build and the tests, not by the service.
FOREIGN = frozenset({f"{PREFIX}CACHE"})


class Clock(StrEnum):
    """What moves event time on when an origin is silent."""

    LIVE = "live"
    REPLAY = "replay"


class LogFormat(StrEnum):
    JSON = "json"
    CONSOLE = "console"


class SecurityProtocol(StrEnum):
    PLAINTEXT = "PLAINTEXT"
    SSL = "SSL"
    SASL_PLAINTEXT = "SASL_PLAINTEXT"
    SASL_SSL = "SASL_SSL"


class SettingsError(Exception):
    """Settings that cannot be used: every fault, one a line."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


Names = Annotated[tuple[str, ...], NoDecode]


class Settings(BaseSettings):
    """The knobs of one process. The README's table of settings is this class; a test keeps them equal."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, extra="forbid")

    broker: str = Field(
        "127.0.0.1:9092",
        pattern=r"^[^\s,:]+:\d{1,5}(,[^\s,:]+:\d{1,5})*$",
        description="Kafka's bootstrap servers, `host:port`, separated by commas",
    )
    application: str = Field("groundswell", pattern=r"^[A-Za-z0-9._-]{1,100}$", description="name of the consumer group")
    topic_prefix: str = Field(
        "", pattern=r"^[A-Za-z0-9._-]{0,100}$", description="put before every topic's name, e.g. `staging.`"
    )
    mentions_partitions: int = Field(4, ge=1, le=1000, description="partitions of `mentions` when `topics` creates it")
    engine_partitions: int = Field(
        4, ge=1, le=1000, description="partitions of `complaints`, `alerts`, `trends`, `checkpoints`; fixed for good"
    )
    replication: int = Field(1, ge=1, le=10, description="replication factor of topics that `topics` creates")
    author_key: SecretStr = Field(SecretStr(""), description="key under which authors are hashed; required by `worker`")
    clock: Clock = Field(
        Clock.LIVE, description="`live`: the wall clock moves on what is silent; `replay`: only the mentions' times do"
    )
    lateness_seconds: float = Field(120.0, ge=0, le=86_400, description="how far out of order mentions may arrive")
    idle_seconds: float = Field(30.0, ge=1, le=86_400, description="silence after which an origin holds nobody back (live)")
    complaint_channels: Names = Field(
        ("support-forum",), description="channels that hold only complaints: the screen is off there"
    )
    screen_threshold: float = Field(
        0.02, ge=0, le=1, description="score below which a mention is clearly no complaint and goes to `kept-out` instead"
    )
    brands: Path | None = Field(
        None, description="file with a policy per brand (TOML); what it says goes before the next three settings"
    )
    own_accounts: Names = Field((), description="handles of the brands and their staff: never complainants")
    budget: str = Field(
        "balanced",
        description="false alerts allowed per brand and day: `calm` .02, `balanced` .1, `sensitive` 1, or a number",
    )
    people_min: int = Field(5, ge=2, le=1000, description="people that an alert needs")
    clusterer: Literal["ours", "textclust"] = Field(
        "ours", description="what groups complaints; `textclust` is River's, slower, to compare with"
    )
    ids_max: int = Field(
        2_000_000,
        ge=1_000,
        le=1_000_000_000,
        description="mentions that an engine remembers by their ids, to tell repeats: of two days, 0.2 KB each",
    )
    intake_processes: int | None = Field(
        None,
        ge=0,
        le=64,
        description="processes beside the worker's own that take mentions in; when not set 1, on a single core 0",
    )
    engine_processes: int | None = Field(
        None,
        ge=0,
        le=64,
        description="processes beside it that engines run in; when not set 1, on a single core 0",
    )
    batch_records: int = Field(2_000, ge=1, le=100_000, description="records in one batch of an agent, at most")
    batch_bytes: int = Field(4 * 1024 * 1024, ge=1024, le=64 * 1024 * 1024, description="bytes in one batch, at most")
    refused_share_max: float = Field(
        0.5, gt=0, le=1, description="share of refused records above which intake pauses (over 1,000 records and 5 minutes)"
    )
    checkpoint_seconds: float = Field(
        30.0, ge=0.1, le=3600, description="a checkpoint is written so long after the last one while records come"
    )
    checkpoint_complaints: int = Field(
        200_000, ge=1, le=100_000_000, description="or after so many complaints, whichever comes first"
    )
    session_timeout_seconds: float = Field(30.0, ge=6, le=300, description="silence after which Kafka gives a worker up")
    stall_seconds: float = Field(
        120.0,
        ge=5,
        le=3600,
        description="no progress for so long while records wait, or a child process hangs: the worker ends itself",
    )
    web_host: str = Field("127.0.0.1", description="address of `/metrics`, `/healthz`, `/readyz`, `/trends`")
    web_port: int = Field(9464, ge=0, le=65_535, description="its port; 0 takes a free one")
    web_token: SecretStr = Field(
        SecretStr(""), description="bearer token of the web port; required when it is not on loopback"
    )
    log_format: LogFormat = Field(LogFormat.JSON, description="`json` or `console`")
    log_level: str = Field(
        "info", pattern="^(debug|info|warning|error)$", description="`debug`, `info`, `warning`, `error`"
    )
    security_protocol: SecurityProtocol = Field(SecurityProtocol.PLAINTEXT, description="how to talk to Kafka")
    sasl_mechanism: str = Field("PLAIN", pattern="^(PLAIN|SCRAM-SHA-256|SCRAM-SHA-512)$", description="SASL mechanism")
    sasl_username: str = Field("", description="SASL user")
    sasl_password: SecretStr = Field(SecretStr(""), description="SASL password")
    ssl_cafile: Path | None = Field(
        None, description="certificate authority of the brokers (PEM); the system's when not set"
    )
    ssl_certfile: Path | None = Field(None, description="certificate that we show to brokers which ask for one (PEM)")
    ssl_keyfile: Path | None = Field(None, description="its key (PEM); when not set in the same file")
    ssl_key_password: SecretStr = Field(SecretStr(""), description="password of that key, if it has one")

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003 - the library's signature
        init_settings: PydanticBaseSettingsSource,
        *_: PydanticBaseSettingsSource,
        **__: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Only what `load` passes in: it reads the environment itself, to tell unknown variables and read secret files."""
        return (init_settings,)

    @field_validator("complaint_channels", "own_accounts", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        if isinstance(value, str):
            return tuple(name.strip() for name in value.split(",") if name.strip())
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

    @cached_property
    def policies(self) -> Brands:
        """The policy of every brand: that of the file, else that of these settings. Read once; raises SettingsError."""
        from stream.config.brands import brands_of

        return brands_of(self)

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
    def on_loopback(self) -> bool:
        return self.web_host in ("127.0.0.1", "::1", "localhost")


def usable_cores() -> int:
    """Cores that this process may run on."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def budget_of(written: str | float) -> float:
    """A preset or a number as false alerts per day. Raises ValueError, which says what is allowed."""
    with contextlib.suppress(ValueError):
        written = float(written)
    try:
        return false_alerts_per_day(written)
    except SettingError as error:
        raise ValueError(f"must be {', '.join(Preset)}, or a number above 0 and at most {PER_DAY_MAX}") from error


SECRETS = tuple(name for name, field in Settings.model_fields.items() if field.annotation is SecretStr)


def load(environment: dict[str, str] | None = None, *, worker: bool = False, **overrides: object) -> Settings:
    """The settings of `environment` (the process's own by default), checked together.

    A secret may come from a file: `GROUNDSWELL_AUTHOR_KEY_FILE=/run/secrets/key`. With `worker`, what only a worker
    needs is required. Raises SettingsError with every fault, one a line.
    """
    found = dict(os.environ if environment is None else environment)
    faults: list[str] = []
    values: dict[str, object] = {}
    for variable in sorted(v for v in found if v.startswith(PREFIX) and v not in FOREIGN):
        name = variable[len(PREFIX) :].lower()
        if name in Settings.model_fields:
            values[name] = found[variable]
        elif name.removesuffix("_file") in SECRETS and name.endswith("_file"):
            try:
                values[name.removesuffix("_file")] = Path(found[variable]).read_text(encoding="utf-8").strip()
            except (OSError, UnicodeDecodeError) as error:
                faults.append(f"{variable} is {found[variable]!r}, which cannot be read: {reason_of(error)}")
        else:
            faults.append(f"{variable} is not a setting; `groundswell worker --settings` lists them")
    values.update({k: v for k, v in overrides.items() if v is not None})
    settings: Settings | None = None
    try:
        settings = Settings.model_validate(values)
    except ValidationError as error:
        for fault in error.errors():
            field = str(fault["loc"][0]) if fault["loc"] else ""
            shown = "a secret" if field in SECRETS else repr(fault.get("input"))
            message = fault["msg"].removeprefix("Value error, ")
            message = message[:1].lower() + message[1:]
            faults.append(f"{PREFIX}{field.upper()} is {shown}; {message}")
            values.pop(field, None)
        # Without what is wrong alone, what is wrong together can be told as well.
        together = _faults_together(Settings.model_validate(values))
    if worker and not (values.get("author_key")):
        faults.append(
            f"{PREFIX}AUTHOR_KEY is not set; it must be a secret of your own (authors are only kept as hashes under it), "
            "for example the output of `openssl rand -hex 32`"
        )
    if settings is not None:
        together = _faults_together(settings)
    faults.extend(together)
    if "brands" in values:
        try:
            _ = (settings or Settings.model_validate(values)).policies
        except SettingsError as error:
            faults.extend(error.faults)
    if faults or settings is None:
        raise SettingsError(faults)
    return settings


def _faults_together(settings: Settings) -> list[str]:
    """Faults that no setting has alone."""
    faults = []
    if not settings.on_loopback and not settings.web_token.get_secret_value():
        faults.append(f"{PREFIX}WEB_TOKEN is not set; it must be when {PREFIX}WEB_HOST is not a loopback address")
    if settings.security_protocol.value.startswith("SASL") and not settings.sasl_username:
        faults.append(f"{PREFIX}SASL_USERNAME is not set; {settings.security_protocol.value} needs it")
    if settings.security_protocol.value.endswith("SSL"):
        faults.extend(tls_errors(settings))
    return faults


def table() -> list[tuple[str, str, str]]:
    """Each setting as (variable, default, meaning), in the order of the class: what the README shows."""
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
