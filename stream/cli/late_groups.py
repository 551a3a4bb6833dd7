"""Groups of commands that are imported when one of them is wanted."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup


class LateGroup(TyperGroup):
    """Commands of a package that is imported when one of them is wanted: some load a compiler and a model, and neither
    `--help` nor a container's health check should wait for those."""

    package = ""

    def list_commands(self, ctx: Any) -> list[str]:
        return self._whole().list_commands(ctx)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        return self._whole().get_command(ctx, cmd_name)

    def _whole(self) -> TyperGroup:
        whole = typer.main.get_command(import_module(self.package).app)
        assert isinstance(whole, TyperGroup)
        return whole


class BenchGroup(LateGroup):
    package = "stream.bench"


class EvaluateGroup(LateGroup):
    package = "stream.evaluate"


class KafkaGroup(LateGroup):
    package = "stream.cli.kafka"
