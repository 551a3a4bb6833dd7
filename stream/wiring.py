"""From settings to what runs: the one place where the parts of the shell are put together."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING, Any

from stream.config.settings import SecurityProtocol, Settings
from stream.config.tls import tls_context
from stream.engines.factory import EngineRecipe
from stream.engines.host import EngineHost
from stream.engines.manifest import Setup
from stream.engines.remote import EngineProcesses
from stream.intake.batch import Taker, TakerHere
from stream.intake.pipeline import Intake
from stream.intake.pool import IntakeProcesses
from stream.screens import load_screen

if TYPE_CHECKING:
    from detectors.engine.engine import TrendEngine


def build_intake(settings: Settings) -> Intake:
    """The intake with the shipped screen."""
    return Intake(settings, load_screen())


@contextlib.asynccontextmanager
async def taking(settings: Settings) -> AsyncIterator[Taker]:
    """What takes batches in: processes, which end with the block, or this one."""
    if settings.processes_for_intake:
        async with IntakeProcesses(settings) as processes:
            yield processes
    else:
        yield TakerHere(build_intake(settings), settings.engine_partitions)


@contextlib.asynccontextmanager
async def hosting(settings: Settings) -> AsyncIterator[EngineHost]:
    """What engines run in: processes, which end with the block, or this one."""
    recipe = EngineRecipe.of(settings)
    if settings.processes_for_engines:
        async with EngineProcesses(recipe, settings.processes_for_engines, settings.stall_seconds) as processes:
            yield processes
    else:
        yield recipe.host()


def build_engine(settings: Settings) -> TrendEngine:
    """An engine without a past."""
    return EngineRecipe.of(settings).engine()


def checkpoint_setup(settings: Settings) -> Setup:
    """What a checkpoint must agree with."""
    return EngineRecipe.of(settings).setup()


def kafka_client(settings: Settings) -> dict[str, Any]:
    """What every Kafka client of ours is told: where the brokers are and how to talk to them."""
    client: dict[str, Any] = {"bootstrap_servers": settings.broker}
    protocol = settings.security_protocol
    if protocol is not SecurityProtocol.PLAINTEXT:
        client["security_protocol"] = protocol.value
    if protocol.value.startswith("SASL"):
        client["sasl_mechanism"] = settings.sasl_mechanism
        client["sasl_plain_username"] = settings.sasl_username
        client["sasl_plain_password"] = settings.sasl_password.get_secret_value()
    if protocol.value.endswith("SSL"):
        client["ssl_context"] = tls_context(settings)
    return client


def producer_settings(settings: Settings) -> dict[str, Any]:
    """The same for a producer of ours."""
    client = kafka_client(settings)
    return {"bootstrap": client.pop("bootstrap_servers"), **client}
