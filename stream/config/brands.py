"""The policy of each brand, from a file:

budget_total = 0.5             # optional: over all brands that have a table here

[default]                      # optional: for what the tables below do not set, and for every brand without a table
budget = "calm"                # calm, balanced, sensitive, or false alerts a day

[brands.acme]
budget = "sensitive"
people_min = 4                 # people that an alert needs
own_accounts = ["@acme"]       # in addition to GROUNDSWELL_OWN_ACCOUNTS; names, or patterns: "acme-*"
staff_accounts = ["*_acme"]    # who works there
partner_accounts = ["dealers"] # who sells or repairs
bot_accounts = ["acme_status"] # programs: their posts are left out
route = "care-de"
watched = ["cannot pay"]       # opens with three people
muted = ["price"]              # stays on the board
timezone = "Europe/Berlin"     # of the cards, and of times below that name none

[[brands.acme.planned]]        # what opens meanwhile stays on the board until it is over
from = 2026-11-27T06:00:00
until = 2026-11-27T09:00:00
note = "the new checkout goes live"
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from msgspec.structs import replace

from detectors.engine.policy import BrandPolicy
from stream.config.accounts import Accounts
from stream.config.brand_table import TableErrors, is_number, policy_of, unknown
from stream.config.budget import shared
from stream.config.errors import SettingsError, budget_of
from stream.exits import reason_of

FILE_BYTES_MAX = 4 * 1024 * 1024


class _Known(NamedTuple):
    """The accounts of a policy."""

    own: Accounts
    bots: Accounts

    @classmethod
    def of(cls, policy: BrandPolicy) -> _Known:
        return cls(Accounts(policy.never_complain), Accounts(policy.bot_accounts))


@dataclass(frozen=True)
class Brands:
    """The policies of one installation: `named` are the brands that have a table, all others run by `default`.

    The budgets are what `budget_total` leaves of them.
    """

    default: BrandPolicy
    named: Mapping[str, BrandPolicy] = field(default_factory=dict)
    budget_total: float | None = None

    def of(self, brand: str) -> BrandPolicy:
        return self.named.get(brand, self.default)

    def is_own(self, brand: str, author: str) -> bool:
        """Whether an author is the brand itself, its staff or a partner."""
        return author in self._accounts.get(brand, self._accounts_default).own

    def is_bot(self, brand: str, author: str) -> bool:
        """Whether an author is a program, as far as the file says."""
        return author in self._accounts.get(brand, self._accounts_default).bots

    @cached_property
    def _accounts(self) -> dict[str, _Known]:
        return {name: _Known.of(policy) for name, policy in self.named.items()}

    @cached_property
    def _accounts_default(self) -> _Known:
        return _Known.of(self.default)

    @property
    def budget_sentence(self) -> str:
        """How many false alerts are allowed in all, in words."""
        if not self.named:
            return f"at most {self.default.budget_per_day:g} false alerts a day for each brand"
        summed = sum(policy.budget_per_day for policy in self.named.values())
        brands = "1 configured brand" if len(self.named) == 1 else f"{len(self.named)} configured brands"
        limited = "" if self.budget_total is None else f" (budget_total {self.budget_total:g})"
        return (
            f"at most {summed:.3g} false alerts a day over {brands}{limited}, "
            f"{self.default.budget_per_day:g} for each other brand"
        )


def read_brands(path: Path, shipped: BrandPolicy) -> Brands:
    """The policies of a file; what it does not set is `shipped`. Raises SettingsError with every error."""
    try:
        if path.stat().st_size > FILE_BYTES_MAX:
            raise SettingsError([f"{path} is larger than {FILE_BYTES_MAX // 1024**2} MiB; is it the file of brands?"])
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SettingsError([f"{path} cannot be read ({reason_of(error)}); GROUNDSWELL_BRANDS names the file"]) from error
    except UnicodeDecodeError as error:
        raise SettingsError([f"{path} is not UTF-8 text: {error.reason} at byte {error.start}"]) from error
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise SettingsError([f"{path} is not TOML: {error}"]) from error
    errors = TableErrors(str(path))
    for key in found.keys() - {"budget_total", "default", "brands"}:
        errors.add(key, unknown(key, ("budget_total", "default", "brands"), f"a brand's table is [brands.{key}]"))
    default = policy_of(found.get("default", {}), shipped, errors.within("[default]"))
    tables = found.get("brands", {})
    if not isinstance(tables, dict):
        errors.add("brands", "must be tables, one a brand: [brands.acme]")
        tables = {}
    named = {name: policy_of(table, default, errors.within(f"[brands.{name}]")) for name, table in sorted(tables.items())}
    named = {name: replace(policy, own_accounts=_with(shipped, policy)) for name, policy in named.items()}
    total = _total(found, errors)
    if errors.found:
        raise SettingsError(sorted(errors.found))
    budgets = shared({name: policy.budget_per_day for name, policy in named.items()}, total)
    named = {name: replace(policy, budget_per_day=budgets[name]) for name, policy in named.items()}
    return Brands(replace(default, own_accounts=_with(shipped, default)), named, total)


def _with(shipped: BrandPolicy, policy: BrandPolicy) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*shipped.own_accounts, *policy.own_accounts)))


def _total(found: dict[str, Any], errors: TableErrors) -> float | None:
    total = found.get("budget_total")
    if total is None:
        return None
    try:
        if is_number(total):
            return budget_of(total)
    except ValueError:
        pass
    errors.add("budget_total", f"is {total!r}; it must be a number of false alerts a day above 0")
    return None
