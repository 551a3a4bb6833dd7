"""Which receiver gets what: the file of receivers and routes that `groundswell notify` runs by.

[receivers.ops]
type = "webhook"               # webhook, alertmanager, slack, apprise
url_file = "/run/secrets/ops"  # url, secret and token may be given as …_file or …_env, so that the file holds no secret
secret_env = "OPS_SECRET"

[[routes]]                     # every route that matches counts; without routes everybody gets messages and pages
brands = ["acme", "nord*"]     # empty: all; also verdicts, products, events, teams (the event's `route`)
attention = ["notify", "page"]
to = ["ops"]
quiet = "22:00-07:00"          # messages wait until then; pages do not
timezone = "Europe/Berlin"
escalate_after_minutes = 15    # nobody has taken a page by then
escalate_to = ["pager"]
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, time, timedelta
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import msgspec

from detectors.lifecycle import Attention, Event
from detectors.verdict import VerdictName
from stream.config.errors import SettingsError
from stream.exits import reason_of
from stream.notify.incidents import service_of

FILE_BYTES_MAX = 1024 * 1024
RECEIVERS_MAX = 200
ROUTES_MAX = 1_000
FIRST_START_HOURS_MAX = 24 * 14
KEYS = ("receivers", "routes", "digest_above", "first_start_hours")
SECRET_KEYS = ("url", "secret", "token")
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,59}")
_QUIET = re.compile(r"(\d\d):(\d\d)-(\d\d):(\d\d)")


class Receiver(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="type"):
    """What every receiver has; `give_up_hours` after the event a message that was not taken counts as undelivered."""

    timeout_seconds: float = 10.0
    give_up_hours: float = 24.0
    parallel: int = 4


class Webhook(Receiver, frozen=True, kw_only=True, tag="webhook"):
    """JSON by POST, signed when there is a `secret`."""

    url: str
    secret: str = ""


class Alertmanager(Receiver, frozen=True, kw_only=True, tag="alertmanager"):
    """Prometheus' Alertmanager, version 2 of its API: an alert that is sent again while the trend is open."""

    url: str
    resend_seconds: float = 60.0


class Slack(Receiver, frozen=True, kw_only=True, tag="slack"):
    """Slack by a bot's token: one message per trend, edited as it goes on."""

    token: str
    channel: str
    url: str = "https://slack.com/api"


class Apprise(Receiver, frozen=True, kw_only=True, tag="apprise"):
    """Anything that the library Apprise can reach, by its address: Teams, Mattermost, e-mail, PagerDuty, Opsgenie, …"""

    url: str

    @property
    def keeps_incidents(self) -> bool:
        """Whether it keeps one incident a trend, which the end of the trend ends."""
        return service_of(self.url) is not None


AnyReceiver = Webhook | Alertmanager | Slack | Apprise


class Route(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which events go to whom, and when. An empty list matches everything; names may hold `*`."""

    to: list[str]
    brands: list[str] = []
    verdicts: list[VerdictName] = []
    products: list[str] = []
    events: list[Event] = []
    teams: list[str] = []
    attention: tuple[Attention, ...] = (Attention.NOTIFY, Attention.PAGE)
    quiet: str = ""
    timezone: str = "UTC"
    escalate_after_minutes: float = 0.0
    escalate_to: list[str] = []

    def matches(self, event: Mapping[str, Any]) -> bool:
        """Whether an event goes this way."""
        # Of one product there is no breakdown.
        products = [*event.get("breakdown", {}).get("product", ()), *filter(None, [event.get("product", "")])]
        return (
            event["attention"] in self.attention
            and (not self.verdicts or event["verdict"] in self.verdicts)
            and (not self.events or event["event"] in self.events)
            and _named(self.brands, [event["brand"]])
            and _named(self.teams, [event["route"]])
            and _named(self.products, products)
        )

    def held_until(self, now: float) -> float:
        """When the quiet hours that `now` lies in are over, in seconds since 1970; 0 outside them."""
        hours = _QUIET.fullmatch(self.quiet)
        if hours is None:
            return 0.0
        begin, end = time(int(hours[1]), int(hours[2])), time(int(hours[3]), int(hours[4]))
        zone = ZoneInfo(self.timezone)
        local = datetime.fromtimestamp(now, UTC).astimezone(zone)
        clock = local.time()
        within = begin <= clock < end if begin <= end else clock >= begin or clock < end
        if not within:
            return 0.0
        day = local.date() if clock < end else local.date() + timedelta(days=1)
        return datetime.combine(day, end, zone).timestamp()


class NotifyPolicy(msgspec.Struct, frozen=True, kw_only=True):
    """The whole file. `digest_above`: so many trends that were held are sent one by one, more in one message.
    `first_start_hours`: how old an alert of a trend that is still open may be when delivery starts for the first time."""

    receivers: dict[str, AnyReceiver]
    routes: list[Route]
    digest_above: int = 3
    first_start_hours: float = 24.0

    def keeps_incidents(self, receiver: str) -> bool:
        """Whether a receiver keeps one incident a trend."""
        configured = self.receivers.get(receiver)
        return isinstance(configured, Apprise) and configured.keeps_incidents


def read_policy(path: Path, environment: Mapping[str, str] | None = None) -> NotifyPolicy:
    """The policy of a file. Raises SettingsError with every fault, where it is, and what is allowed."""
    try:
        if path.stat().st_size > FILE_BYTES_MAX:
            raise SettingsError([f"{path} is larger than {FILE_BYTES_MAX // 1024} KiB"])
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError([f"{path} cannot be read ({reason_of(error)}); GROUNDSWELL_NOTIFY names the file"]) from error
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise SettingsError([f"{path} is not TOML: {error}"]) from error
    reading = _Reading(path, os.environ if environment is None else environment)
    policy = reading.policy(found)
    if reading.errors:
        raise SettingsError(sorted(reading.errors))
    return policy


class _Reading:
    """One reading of a file; `errors` is every fault in it."""

    def __init__(self, path: Path, environment: Mapping[str, str]) -> None:
        self._path = path
        self._environment = environment
        self.errors: list[str] = []

    def policy(self, found: dict[str, Any]) -> NotifyPolicy:
        for key in found.keys() - KEYS:
            self._add(key, f"is not known; there are {', '.join(KEYS)}")
        receivers = self._receivers(found.get("receivers"))
        named = found.get("receivers")
        routes = self._routes(found.get("routes", []), list(named) if isinstance(named, dict) else [])
        above = found.get("digest_above", 3)
        if not isinstance(above, int) or isinstance(above, bool) or above < 1:
            self._add("digest_above", "must be a whole number from 1 on")
            above = 3
        hours = found.get("first_start_hours", 24)
        if not isinstance(hours, int | float) or isinstance(hours, bool) or not 0 <= hours <= FIRST_START_HOURS_MAX:
            self._add("first_start_hours", f"must be from 0 (nothing older than the start) to {FIRST_START_HOURS_MAX}")
            hours = 24
        return NotifyPolicy(receivers=receivers, routes=routes, digest_above=above, first_start_hours=float(hours))

    def _receivers(self, tables: object) -> dict[str, AnyReceiver]:
        if not isinstance(tables, dict) or not 0 < len(tables) <= RECEIVERS_MAX:
            self._add("receivers", f"must be 1 to {RECEIVERS_MAX} tables, one a receiver: [receivers.ops]")
            return {}
        receivers: dict[str, AnyReceiver] = {}
        for name, table in tables.items():
            place = f"[receivers.{name}]"
            if not _NAME.fullmatch(name):
                self._add(place, "has a name that is not of letters, digits, dots, dashes, at most 60")
            if not isinstance(table, dict):
                self._add(place, "must be a table")
                continue
            before = len(self.errors)
            given = self._with_secrets(table, place)
            if len(self.errors) > before:
                continue
            try:
                receiver = msgspec.convert(given, AnyReceiver)
                self._check(receiver, place)
                receivers[name] = receiver
            except msgspec.ValidationError as error:
                self._add(place, _without_values(str(error)))
        return receivers

    def _with_secrets(self, table: dict[str, Any], place: str) -> dict[str, Any]:
        """The table with what stands elsewhere: `url_file`, `url_env`."""
        given = dict(table)
        for key in SECRET_KEYS:
            if (name := given.pop(f"{key}_env", None)) is not None:
                given[key] = self._environment.get(str(name), "")
                if not given[key]:
                    self._add(place, f"{key}_env names {name}, which is not set")
            if (file := given.pop(f"{key}_file", None)) is not None:
                try:
                    given[key] = Path(str(file)).read_text(encoding="utf-8").strip()
                except (OSError, UnicodeDecodeError) as error:
                    given[key] = ""
                    self._add(place, f"{key}_file is {file}, which cannot be read: {reason_of(error)}")
        return given

    def _check(self, receiver: AnyReceiver, place: str) -> None:
        for key, least, most in (("timeout_seconds", 0.1, 300), ("give_up_hours", 0.001, 24 * 30), ("parallel", 1, 64)):
            if not least <= getattr(receiver, key) <= most:
                self._add(place, f"{key} must be from {least:g} to {most:g}")
        if isinstance(receiver, Alertmanager) and not 1 <= receiver.resend_seconds <= 3600:
            self._add(place, "resend_seconds must be from 1 to 3600")
        if isinstance(receiver, Apprise):
            self._check_apprise(receiver, place)
        elif not _is_web(receiver.url):
            self._add(place, "url must be an address that begins with http:// or https://")

    def _check_apprise(self, receiver: Apprise, place: str) -> None:
        from stream.notify.senders.apprise import is_known

        if not is_known(receiver.url):
            self._add(place, "url is no address that Apprise knows; https://github.com/caronc/apprise/wiki lists them")

    def _routes(self, listed: object, receivers: Sequence[str]) -> list[Route]:
        if not isinstance(listed, list) or len(listed) > ROUTES_MAX:
            self._add("routes", f"must be at most {ROUTES_MAX} tables: [[routes]]")
            return []
        if not listed:
            return [Route(to=sorted(receivers))]
        routes = []
        for number, table in enumerate(listed, 1):
            place = f"routes, entry {number}"
            try:
                route = msgspec.convert(table, Route)
            except msgspec.ValidationError as error:
                self._add(place, _without_values(str(error)))
                continue
            for name in [*route.to, *route.escalate_to]:
                if name not in receivers:
                    self._add(place, f"names {name}, which is no receiver; there are {', '.join(receivers)}")
            self._check_times(route, place)
            routes.append(route)
        return routes

    def _check_times(self, route: Route, place: str) -> None:
        hours = _QUIET.fullmatch(route.quiet)
        if route.quiet and (
            hours is None or int(hours[1]) > 23 or int(hours[3]) > 23 or max(map(int, hours.groups())) > 59
        ):
            self._add(place, "quiet must be like 22:00-07:00")
        try:
            ZoneInfo(route.timezone)
        except (OSError, ValueError, KeyError):
            self._add(place, "timezone must be a time zone such as Europe/Berlin")
        if bool(route.escalate_after_minutes > 0) != bool(route.escalate_to):
            self._add(place, "escalate_after_minutes and escalate_to belong together")

    def _add(self, place: str, sentence: str) -> None:
        self.errors.append(f"{self._path}: {place} {sentence}")


def _named(patterns: list[str], names: list[str]) -> bool:
    return not patterns or any(fnmatchcase(name, pattern) for name in names for pattern in patterns)


def _is_web(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)


def _without_values(message: str) -> str:
    """What msgspec says, without the path's dollar: `Object missing required field \\`url\\``."""
    return message.replace(" - at `$.", " - at `").replace(" - at `$`", "")
