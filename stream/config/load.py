"""Reading the configuration of a process: the environment and the brands file, checked together at the start."""

from __future__ import annotations

import difflib
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from msgspec.structs import replace
from pydantic import ValidationError

from detectors.engine.policy import BrandPolicy
from stream.config.accounts import exact
from stream.config.brands import Brands, read_brands
from stream.config.errors import SettingsError
from stream.config.pseudonyms import Pseudonyms
from stream.config.settings import FOREIGN, PREFIX, SECRETS, Reading, Settings
from stream.config.tls import tls_errors
from stream.exits import reason_of


@dataclass(frozen=True)
class Configuration:
    """All that a process is configured with."""

    settings: Settings
    brands: Brands


def load(environment: Mapping[str, str] | None = None, *, worker: bool = False, **overrides: object) -> Configuration:
    """The configuration that `environment` describes, by default that of the process.

    A secret may come from a file: `GROUNDSWELL_AUTHOR_KEY_FILE=/run/secrets/key`. With `worker`, what only a worker
    needs is required. Raises SettingsError with every error, one a line.
    """
    values, errors = _read(os.environ if environment is None else environment)
    values.update({name: value for name, value in overrides.items() if value is not None})
    settings, invalid = _validated(values)
    errors += invalid
    if worker and not values.get("author_key"):
        errors.append(
            f"{PREFIX}AUTHOR_KEY is not set; it must be a secret of your own (authors are only kept as hashes under it), "
            "for example the output of `openssl rand -hex 32`"
        )
    errors += _errors_together(settings)
    try:
        brands = policies(settings)
    except SettingsError as error:
        errors += error.errors
    if errors:
        raise SettingsError(errors)
    return Configuration(settings, brands)


def policies(settings: Settings, path: Path | None = None) -> Brands:
    """The policies of `path`, by default those of the settings. Raises SettingsError with every error of the file."""
    shipped = BrandPolicy(
        budget_per_day=settings.budget_per_day, people_min=settings.people_min, own_accounts=settings.own_accounts
    )
    path = path or settings.brands
    brands = Brands(default=shipped) if path is None else read_brands(path, shipped)
    pseudonyms = Pseudonyms(settings.author_key_bytes)

    def with_pseudonyms(policy: BrandPolicy) -> BrandPolicy:
        listed = exact((*policy.never_complain, *policy.bot_accounts))
        return replace(policy, own_pseudonyms=tuple(sorted(set(map(pseudonyms.of_handle, listed)))))

    named = {name: with_pseudonyms(policy) for name, policy in brands.named.items()}
    return Brands(with_pseudonyms(brands.default), named, brands.budget_total)


def _read(environment: Mapping[str, str]) -> tuple[dict[str, object], list[str]]:
    """The values of our variables by the names of their settings, and what is wrong with the variables themselves."""
    values: dict[str, object] = {}
    errors: list[str] = []
    for variable in sorted(v for v in environment if v.startswith(PREFIX) and v not in FOREIGN):
        name = variable[len(PREFIX) :].lower()
        given = environment[variable]
        if name in Settings.model_fields:
            values[name] = given
        elif name.removesuffix("_file") in SECRETS and name.endswith("_file"):
            try:
                values[name.removesuffix("_file")] = Path(given).read_text(encoding="utf-8").strip()
            except (OSError, UnicodeDecodeError) as error:
                errors.append(f"{variable} is {given!r}, which cannot be read: {reason_of(error)}")
        else:
            near = difflib.get_close_matches(name, Settings.model_fields, n=1)
            meant = f"; {PREFIX}{near[0].upper()} is" if near else ""
            errors.append(f"{variable} is not a setting{meant}; `groundswell worker --settings` lists them")
    return values, errors


def _validated(values: Mapping[str, object]) -> tuple[Settings, list[str]]:
    """The settings, without the values that are invalid on their own, so that the rest can still be checked together."""
    try:
        return Settings.model_validate(values), []
    except ValidationError as invalid:
        valid, errors = dict(values), []
        for error in invalid.errors():
            name = str(error["loc"][0]) if error["loc"] else ""
            shown = "not shown, for it is a secret" if name in SECRETS else repr(error.get("input"))
            found = error["msg"].removeprefix("Value error, ").replace("Input should be", "must be")
            message = _expected(name, error["type"]) or found
            errors.append(f"{PREFIX}{name.upper()} is {shown}; {message[:1].lower()}{message[1:]}")
            valid.pop(name, None)
        return Settings.model_validate(valid), errors


# What a setting of a form must be like; of the others a closed set of values is listed.
_FORMS = {
    "broker": "like kafka:9092, several with commas between",
    "application": "of letters, digits, dots, dashes and underscores, 1 to 100 of them",
    "topic_prefix": "of letters, digits, dots, dashes and underscores, at most 100 of them",
    "board_url": "like https://board.example.com",
}


_NUMBERS = {"int_parsing": "whole number", "int_from_float": "whole number", "float_parsing": "number"}


def _expected(name: str, kind: str) -> str:
    """What a setting of a form or with a closed set of values must be; empty for others."""
    if kind in _NUMBERS:
        return f"it must be a {_NUMBERS[kind]}"
    if kind != "string_pattern_mismatch":
        return ""
    if name in _FORMS:
        return f"it must be {_FORMS[name]}"
    patterns = [getattr(one, "pattern", None) for one in Settings.model_fields[name].metadata]
    allowed = next((pattern for pattern in patterns if pattern), "").strip("^$()").split("|")
    return f"it must be one of {', '.join(allowed)}"


def _errors_together(settings: Settings) -> list[str]:
    """Errors that no setting has alone."""
    errors = []
    if not settings.on_loopback and not settings.web_token.get_secret_value():
        errors.append(f"{PREFIX}WEB_TOKEN is not set; it must be when {PREFIX}WEB_HOST is not a loopback address")
    if settings.board_reading is Reading.TOKEN and not settings.board_token.get_secret_value():
        errors.append(f"{PREFIX}BOARD_TOKEN is not set; it must be when {PREFIX}BOARD_READING is token")
    if settings.security_protocol.value.startswith("SASL") and not settings.sasl_username:
        errors.append(f"{PREFIX}SASL_USERNAME is not set; {settings.security_protocol.value} needs it")
    if settings.security_protocol.value.endswith("SSL"):
        errors += tls_errors(settings.tls_files)
    return errors
