"""From settings to what runs: the one place where the parts of the shell are put together."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from functools import partial
from typing import Any

from detectors.brand import BrandTrends
from detectors.engine import TrendEngine
from detectors.policy import BrandConfig
from detectors.screen import Screen
from detectors.snapshot import policy_hash, structure_hash
from stream.checkpoints import Setup
from stream.compiling import warm_up
from stream.engine_process import EngineProcesses
from stream.hosting import EngineHost, EnginesHere
from stream.intake import Intake
from stream.intake_process import IntakeProcesses
from stream.screens import load_screen
from stream.settings import SecurityProtocol, Settings
from stream.taking import Taker, TakerHere
from stream.tls import tls_context


def build_intake(settings: Settings) -> Intake:
    """The intake with the shipped screen."""
    return Intake(settings, build_screen())


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
    if settings.processes_for_engines:
        async with EngineProcesses(settings) as processes:
            yield processes
    else:
        yield engines_here(settings)


def engines_here(settings: Settings) -> EnginesHere:
    """Engines of this process."""

    def begin() -> Setup:
        warm_up()
        return checkpoint_setup(settings)

    return EnginesHere(partial(build_engine, settings), begin)


def build_screen() -> Screen:
    return load_screen()


def build_engine(settings: Settings) -> TrendEngine:
    """An engine without a past."""
    shipped, policies = BrandConfig(clusterer=settings.clusterer), settings.policies

    def make_brand(name: str) -> BrandTrends:
        return BrandTrends(name, shipped.under(policies.of(name)))

    return TrendEngine(
        make_brand,
        settings.lateness_seconds,
        structure=structure_hash(settings.clusterer, build_screen().version),
        policy=policy_hash(shipped.under(policies.of("")), settings.lateness_seconds),
    )


def checkpoint_setup(settings: Settings) -> Setup:
    """What a checkpoint must agree with."""
    return Setup(*build_engine(settings).heading, settings.engine_partitions)


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
