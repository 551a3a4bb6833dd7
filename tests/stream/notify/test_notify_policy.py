"""The file of receivers and routes: what it may say, every fault in it at once, and whom an event goes to."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from msgspec.structs import replace

from detectors.alert import published
from stream.config.errors import SettingsError
from stream.notify.ledger import Delivery, DeliveryKind, DeliveryState, delivery_id
from stream.notify.messages import calm, digest_text, digest_title, text_of, title_of
from stream.notify.owned import Owned
from stream.notify.policy import NotifyPolicy, Route, Webhook, read_policy
from stream.notify.routing import Standing, alert_key, digests_of_held, messages_for, newest_of_each
from tests.board_tools import alert

EXAMPLE = Path(__file__).parents[3] / "deploy" / "notify.example.toml"
NOW = 1_772_000_000.0


def policy(tmp_path: Path, text: str, **environment: str) -> NotifyPolicy:
    file = tmp_path / "notify.toml"
    file.write_text(text, encoding="utf-8")
    return read_policy(file, environment)


def faults(tmp_path: Path, text: str) -> list[str]:
    with pytest.raises(SettingsError) as refused:
        policy(tmp_path, text)
    return refused.value.errors


def event(number: int = 1, **fields: Any) -> dict[str, Any]:
    return published(alert(number, at=NOW, **fields))


def sent_to(routes: str, tmp_path: Path, given: dict[str, Any]) -> dict[str, Delivery]:
    """Receiver to its delivery."""
    receivers = "".join(
        f'[receivers.{name}]\ntype = "webhook"\nurl = "http://{name}.example/"\n' for name in ("ops", "duty")
    )
    manager = '[receivers.am]\ntype = "alertmanager"\nurl = "http://am.example/"\n'
    made = messages_for(given, policy(tmp_path, receivers + manager + routes), NOW, {})
    return {one.receiver: one for one in made}


def test_secrets_come_from_the_environment_and_from_files(tmp_path: Path) -> None:
    (tmp_path / "url").write_text("https://ops.example/hook\n")
    found = policy(
        tmp_path,
        f'[receivers.ops]\ntype = "webhook"\nurl_file = "{tmp_path}/url"\nsecret_env = "SIGN"\n',
        SIGN="hush",
    )
    assert found.receivers == {"ops": Webhook(url="https://ops.example/hook", secret="hush")}
    assert found.routes == [Route(to=["ops"])], "without routes everybody gets messages and pages"


def test_every_fault_of_the_file_is_reported_at_once_and_no_secret_is(tmp_path: Path) -> None:
    sentences = faults(
        tmp_path,
        """
colour = "blue"
[receivers.a]
type = "webhook"
url = "ftp://secret-host/x"
[receivers.b]
type = "pigeon"
[receivers.c]
type = "apprise"
url = "nosuchservice://secret-token"
[receivers.d]
type = "webhook"
url_file = "/nonexistent/url"
[receivers.e]
type = "slack"
token_env = "NOT_SET"
channel = "C1"
[receivers.f]
type = "webhook"
url = "https://x.example"
colour = "blue"
[receivers."g h"]
type = "alertmanager"
url = "http://x.example"
resend_seconds = 0
[[routes]]
to = ["nobody"]
quiet = "25:00-07:00"
timezone = "Mars"
[[routes]]
to = ["f"]
verdicts = ["loud"]
[[routes]]
to = ["f"]
escalate_after_minutes = 5
""",
    )
    expected = ["colour", "[receivers.a]", "[receivers.b]", "[receivers.c]", "[receivers.d] url_file"]
    expected += ["[receivers.e]", "[receivers.f]", "[receivers.g h] has", "[receivers.g h] resend", "entry 1 names"]
    expected += ["entry 1 quiet", "entry 1 timezone", "entry 2", "entry 3"]
    for words in expected:
        assert sum(words in fault for fault in sentences) >= 1, (words, sentences)
    assert "secret" not in "".join(sentences)
    assert len(sentences) == len(expected), "\n".join(sentences)


@pytest.mark.parametrize("text", ["", "x = ", "[receivers]", 'receivers = "x"', "\x00"])
def test_a_file_without_receivers_is_refused(tmp_path: Path, text: str) -> None:
    assert faults(tmp_path, text)


def test_the_example_is_read_as_it_stands() -> None:
    environment = dict.fromkeys(("OPS_WEBHOOK", "CHAT_URL", "PAGER_URL", "SLACK_TOKEN"), "https://service.example/x")
    environment |= {
        "CHAT_URL": "mmost://chat.example/token",
        "PAGER_URL": "pagerduty://integration@apikey",
        "OPS_SECRET": "x",
    }
    found = read_policy(EXAMPLE, environment)
    assert {type(one).__name__ for one in found.receivers.values()} == {"Webhook", "Alertmanager", "Slack", "Apprise"}
    assert any(route.escalate_to for route in found.routes)


@pytest.mark.parametrize(
    ("route", "given", "goes"),
    [
        ("", {}, True),
        ("", {"attention": "board"}, False),
        ('attention = ["board"]', {"attention": "board"}, True),
        ('brands = ["papy*"]', {}, True),
        ('brands = ["Papy*"]', {}, False),
        ('verdicts = ["viral"]', {}, False),
        ('verdicts = ["viral", "systemic"]', {}, True),
        ('products = ["ink"]', {"breakdown": {"product": {"ink": 4, "paper": 1}}}, True),
        ('products = ["ink"]', {"breakdown": {"product": {"toner": 4, "paper": 1}}}, False),
        ('products = ["ink"]', {"breakdown": {}}, False),
        ('products = ["ink*"]', {"breakdown": {}, "product": "inkjet"}, True),
        ('teams = ["care"]', {}, True),
        ('teams = ["care-de"]', {}, False),
        ('events = ["resolved"]', {}, False),
    ],
)
def test_a_route_takes_what_it_names(tmp_path: Path, route: str, given: dict[str, Any], goes: bool) -> None:
    assert ("ops" in sent_to(f'[[routes]]\nto = ["ops"]\n{route}\n', tmp_path, event(**given))) is goes


def test_two_routes_to_one_receiver_make_one_message_the_sooner_one(tmp_path: Path) -> None:
    routes = '[[routes]]\nto = ["ops", "duty"]\nquiet = "00:00-23:59"\n[[routes]]\nto = ["ops"]\n'
    found = sent_to(routes, tmp_path, event())
    assert (found["ops"].not_before, found["duty"].not_before > NOW) == (0.0, True)


def test_quiet_hours_hold_messages_until_they_end_in_their_zone_and_never_a_page(tmp_path: Path) -> None:
    zone = ZoneInfo("Europe/Berlin")
    route = Route(to=["ops"], quiet="22:00-07:00", timezone="Europe/Berlin")
    for clock, ends in (
        ("2026-03-10 23:30", "2026-03-11 07:00"),
        ("2026-03-11 06:59", "2026-03-11 07:00"),
        ("2026-03-11 07:00", ""),
    ):
        at = datetime.fromisoformat(clock).replace(tzinfo=zone).timestamp()
        assert route.held_until(at) == (datetime.fromisoformat(ends).replace(tzinfo=zone).timestamp() if ends else 0.0), (
            clock
        )
    daily = Route(to=["ops"], quiet="12:00-13:00")
    assert daily.held_until(datetime(2026, 3, 10, 12, 30, tzinfo=ZoneInfo("UTC")).timestamp()) > 0
    always = '[[routes]]\nto = ["ops"]\nquiet = "00:00-23:59"\n'
    assert sent_to(always, tmp_path, event(attention="page"))["ops"].not_before == 0.0


def test_a_page_is_escalated_when_its_time_has_come_and_a_message_is_not(tmp_path: Path) -> None:
    route = '[[routes]]\nto = ["ops"]\nescalate_after_minutes = 15\nescalate_to = ["duty"]\n'
    found = sent_to(route, tmp_path, event(attention="page", severity="critical"))
    assert (found["duty"].kind, found["duty"].not_before) == (DeliveryKind.ESCALATION, NOW + 900)
    assert "duty" not in sent_to(route, tmp_path, event())


def test_an_alert_that_is_kept_up_follows_its_trend_to_the_end_also_over_quiet_events(tmp_path: Path) -> None:
    route = '[[routes]]\nto = ["am"]\n'
    opened = sent_to(route, tmp_path, event())["am"]
    assert (opened.kind, opened.state) == (DeliveryKind.ALERT, DeliveryState.OPEN)
    easing = event(event="easing", state="easing", attention="board", sequence=2)
    found = policy(tmp_path, (tmp_path / "notify.toml").read_text())
    assert messages_for(easing, found, NOW, {}) == []
    (kept,) = messages_for(easing, found, NOW, {opened.id: opened})
    assert (kept.id, kept.state) == (opened.id, DeliveryState.OPEN)
    over = event(event="resolved", state="resolved", attention="board", sequence=3)
    (ended,) = messages_for(over, found, NOW, {opened.id: opened})
    assert (ended.id, ended.state) == (opened.id, DeliveryState.PENDING)
    assert opened.id == delivery_id(alert_key(event()), "am", DeliveryKind.ALERT)


def test_an_incident_is_open_from_its_first_message_to_the_end_of_its_trend(tmp_path: Path) -> None:
    pager = '[receivers.pager]\ntype = "apprise"\nurl = "pagerduty://integration@apikey"\n'
    found = policy(tmp_path, f'{pager}[[routes]]\nto = ["pager"]\nattention = ["page"]\nquiet = "00:00-23:59"\n')
    assert found.keeps_incidents("pager")
    page, over = event(attention="page"), event(event="resolved", state="resolved", attention="board", sequence=2)
    (opened,) = messages_for(page, found, NOW, {})
    owned = Owned({opened.id: opened}, {}, found.keeps_incidents)
    assert owned.incidents(over, NOW) == {"pager": 0.0}
    assert owned.incidents(event(2), NOW) == {}
    assert messages_for(over, found, NOW, {}) == []
    (ended,) = messages_for(over, found, NOW + 1, {}, owned.incidents(over, NOW))
    assert (ended.receiver, ended.ends) == ("pager", True)
    owned.ledger[ended.id] = ended
    assert owned.incidents(over, NOW) == {}
    held = replace(opened, not_before=NOW + 60)
    assert Owned({held.id: held}, {}, found.keeps_incidents).incidents(over, NOW) == {"pager": NOW + 60}
    unsent = replace(opened, state=DeliveryState.UNDELIVERED)
    waiting = replace(held, kind=DeliveryKind.ESCALATION)
    for without in (unsent, waiting):
        assert Owned({without.id: without}, {}, found.keeps_incidents).incidents(over, NOW) == {}


def test_what_was_sent_is_forgotten_after_a_week_but_not_an_incident_that_is_open(tmp_path: Path) -> None:
    pager = '[receivers.pager]\ntype = "apprise"\nurl = "pagerduty://integration@apikey"\n'
    ops = '[receivers.ops]\ntype = "webhook"\nurl = "https://x.example"\n'
    found = policy(tmp_path, f"{pager}{ops}")
    sent = [replace(one, state=DeliveryState.SENT, sent_at=NOW) for one in messages_for(event(), found, NOW, {})]
    for state, kept in (("open", ["pager"]), ("resolved", [])):
        owned = Owned({one.id: one for one in sent}, {event()["trend_id"]: Standing(state, "")}, found.keeps_incidents)
        assert owned.forgettable(NOW + 6 * 86_400) == []
        gone = owned.forgettable(NOW + 8 * 86_400)
        assert [one.receiver for one in sent if one.id not in gone] == kept


@pytest.mark.parametrize("hours", ["-1", "true", '"a day"', "nan", "1e9"])
def test_hours_of_a_first_start_that_cannot_be_are_refused(tmp_path: Path, hours: str) -> None:
    assert "first_start_hours" in "".join(faults(tmp_path, f'first_start_hours = {hours}\n[receivers.x]\ntype="slack"\n'))


def test_of_what_waited_the_newest_of_each_trend_is_left_and_many_become_one(tmp_path: Path) -> None:
    route = '[[routes]]\nto = ["ops"]\nquiet = "00:00-23:59"\n'
    held = [sent_to(route, tmp_path, event(number, sequence=sequence))["ops"] for number in (1, 2) for sequence in (1, 2)]
    kept, replaced = newest_of_each(held)
    assert [one.event_id[-1] for one in kept] == ["2", "2"]
    assert [(one.state, one.event) for one in replaced] == [(DeliveryState.SUPERSEDED, None)] * 2
    (digest,) = digests_of_held(kept, "ops", NOW)
    assert [digest.id] == [one.id for one in digests_of_held(list(reversed(kept)), "ops", NOW + 5)]
    assert len(digest.events) == 2
    assert digest_title(digest.events, "22:00") == "2 trends since 22:00, likely one release (4.2.1)"
    assert digest_text(digest.events).count("\n") == 1


def test_a_message_says_what_happened_and_calls_nobody() -> None:
    given = event(title="@channel broken <!here>", why="6 people\x1b[31m in an hour", link="https://board.example/t/1")
    assert title_of(given) == "NEW · papyrion: @\u200bchannel broken <!here>"
    assert title_of(event(attention="page"), "event").startswith("PAGE NEW")
    assert title_of(given, "escalation").startswith("NOBODY HAS IT")
    text = text_of(given)
    assert "6 people in an hour" in text
    assert "https://board.example/t/1" in text
    assert "\x1b" not in text
    assert f"groundswell answer {event()['trend_id']}" in text_of(event())
    assert "https://b.example/t/" in text_of(event(), board_url="https://b.example")
    assert calm("@a@b\n") == "@\u200ba@\u200bb"
