"""The policy of each brand: read from a file, every fault listed at once with where it is and what to do."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from pathlib import Path

import orjson
import pytest
from typer.testing import CliRunner

from stream.cli.app import app
from stream.config.accounts import Accounts
from stream.config.brands import Brands
from stream.config.errors import SettingsError
from stream.config.load import load, policies
from stream.config.pseudonyms import Pseudonyms
from stream.exits import Exit
from stream.intake.left_out import Reason
from stream.intake.pipeline import Accepted, Intake
from stream.screens import load_screen

WHOLE = """
budget_total = 0.55

[default]
people_min = 6
route = "care"

[brands.acme]
budget = "sensitive"
people_min = 4
own_accounts = ["@Acme"]
route = "care-de"
watched = ["cannot pay"]
muted = ["price"]
timezone = "Europe/Berlin"

[[brands.acme.planned]]
from = 2026-11-27T06:00:00
until = 2026-11-27T08:00:00Z
note = "the new checkout"

[brands."Zenith & Co"]
"""


def brands(folder: Path, text: str, **settings: str) -> Brands:
    file = folder / "brands.toml"
    file.write_text(text, encoding="utf-8")
    given = {f"GROUNDSWELL_{name.upper()}": value for name, value in settings.items()}
    return load({"GROUNDSWELL_BRANDS": str(file), **given}).brands


def faults(folder: Path, text: str) -> list[str]:
    with pytest.raises(SettingsError) as refused:
        brands(folder, text)
    prefix = f"{folder / 'brands.toml'}: "
    assert all(fault.startswith(prefix) for fault in refused.value.errors)
    return [fault.removeprefix(prefix) for fault in refused.value.errors]


def test_without_a_file_every_brand_runs_by_the_settings() -> None:
    found = load({"GROUNDSWELL_BUDGET": "calm", "GROUNDSWELL_PEOPLE_MIN": "7"}).brands
    assert (found.of("acme").budget_per_day, found.of("acme").people_min) == (0.02, 7)
    assert found.budget_sentence == "at most 0.02 false alerts a day for each brand"


def test_a_table_goes_before_the_default_and_the_default_before_the_settings(tmp_path: Path) -> None:
    found = brands(tmp_path, WHOLE, people_min="9", own_accounts="staff")
    acme, zenith, other = found.of("acme"), found.of("Zenith & Co"), found.of("other")
    assert (acme.people_min, zenith.people_min, other.people_min) == (4, 6, 6)
    assert (acme.route, zenith.route, acme.timezone, zenith.timezone) == ("care-de", "care", "Europe/Berlin", "UTC")
    assert (acme.watched, acme.muted) == (("cannot pay",), ("price",))


def test_the_budget_of_all_brands_is_cut_in_proportion_and_stated(tmp_path: Path) -> None:
    found = brands(tmp_path, WHOLE)
    assert found.of("acme").budget_per_day == pytest.approx(0.5)
    assert found.of("Zenith & Co").budget_per_day == pytest.approx(0.05)
    assert found.of("other").budget_per_day == 0.1
    assert "0.55 false alerts a day over 2 configured brands (budget_total 0.55)" in found.budget_sentence


def test_own_accounts_are_those_of_the_brand_and_of_the_settings(tmp_path: Path) -> None:
    found = brands(tmp_path, WHOLE, own_accounts="staff")
    assert found.is_own("acme", "@ACME")
    assert found.is_own("acme", "Staff")
    assert found.is_own("other", "staff")
    assert not found.is_own("Zenith & Co", "acme")


PATTERNS = """
[brands.acme]
own_accounts = ["@acme", "acme-*"]
staff_accounts = ["*_of_acme"]
partner_accounts = ["*dealer*north"]
bot_accounts = ["acme_status", "*-rss"]
"""


def test_accounts_are_known_by_pattern(tmp_path: Path) -> None:
    found = brands(tmp_path, PATTERNS, own_accounts="agency*")
    own = ["@Acme", "ACME-uk", "acme-", "jo_of_acme", "a dealer up north", "agency 7"]
    strangers = ["acmeuk", "not-acme-uk", "of_acme", "dealer", "northdealer", "acme_status", ""]
    assert [name for name in own + strangers if found.is_own("acme", name)] == own
    bots = ["acme_status", "News-RSS"]
    assert [name for name in (*own, *bots, "rss") if found.is_bot("acme", name)] == bots
    assert found.is_own("other", "Agency 7")
    assert not found.is_own("other", "acme-uk")


@pytest.mark.parametrize("pattern", ["*", "@*", "a*", "**", "a*b*c*d*e*f*g*h*i"])
def test_a_pattern_that_anybody_matches_is_refused(pattern: str, tmp_path: Path) -> None:
    (fault,) = faults(tmp_path, f"[brands.acme]\nbot_accounts = ['{pattern}']")
    assert "a pattern must have" in fault
    with pytest.raises(SettingsError, match="a pattern must have"):
        load({"GROUNDSWELL_OWN_ACCOUNTS": pattern})


def test_a_pattern_costs_nothing_however_an_account_is_called() -> None:
    accounts = Accounts(["*a*a*a*a*a*ab", "ba*a*a*a*a*a*"])
    began = time.process_time()
    assert not any("a" * length in accounts for length in range(2_000))
    assert time.process_time() - began < 2.0


def test_bots_are_left_out_and_staff_and_partners_are_no_complainants(tmp_path: Path) -> None:
    path = tmp_path / "brands.toml"
    path.write_text(PATTERNS, encoding="utf-8")
    intake = Intake(load({"GROUNDSWELL_BRANDS": str(path)}), load_screen())

    def taken(author: str) -> Accepted:
        mention = {"id": "1", "text": "the checkout is down again", "author": author, "brand": "acme"}
        return intake.take(orjson.dumps({**mention, "created_at": "2025-03-01T10:00:00Z"}), 1_741_000_000_000, 0, 0)

    bot = taken("status-rss")
    assert (bot.complaint, bot.left_out and bot.left_out.reason) == (None, Reason.BOT)
    own = [(found := taken(author).complaint) and found.own for author in ("jo_of_acme", "north dealer north", "jo")]
    assert own == [True, True, False]


def test_engines_are_sent_the_accounts_that_are_named(tmp_path: Path) -> None:
    names = ["@acme", "acme_status"]
    path = tmp_path / "brands.toml"
    path.write_text(PATTERNS, encoding="utf-8")
    settings = load({}, author_key="the key of the tests").settings
    pseudonyms = Pseudonyms(settings.author_key_bytes)
    assert policies(settings, path).of("acme").own_pseudonyms == tuple(sorted(map(pseudonyms.of_handle, names)))


def test_an_own_account_is_known_to_the_engines_by_what_complaints_have_of_it(tmp_path: Path) -> None:
    path = tmp_path / "brands.toml"
    path.write_text(WHOLE, encoding="utf-8")
    configuration = load({}, author_key="the key of the tests")
    sentences = policies(configuration.settings, path).of("acme").own_pseudonyms
    intake = Intake(configuration, load_screen())

    def handle(author: str, channel: str) -> str:
        mention = {"id": "1", "text": "my cartridge is rejected", "author": author, "brand": "acme", "channel": channel}
        complaint = intake.take(orjson.dumps({**mention, "created_at": "2025-03-01T10:00:00Z"}), 1_741_000_000_000, 0, 0)
        assert complaint.complaint is not None
        return complaint.complaint.handle

    assert sentences == (handle("ACME", "microblog"),) == (handle("@acme", "support-forum"),)
    assert handle("acme1", "microblog") not in sentences
    assert policies(load({}, author_key="another key of the tests").settings, path).of("acme").own_pseudonyms != sentences


def test_own_accounts_are_not_sent_without_the_key_that_workers_know_them_by(tmp_path: Path) -> None:
    path = tmp_path / "brands.toml"
    path.write_text(WHOLE, encoding="utf-8")
    refused = CliRunner().invoke(app, ["policy", str(path)], env={"GROUNDSWELL_AUTHOR_KEY": ""})
    assert refused.exit_code == Exit.SETTINGS
    assert "GROUNDSWELL_AUTHOR_KEY is not set" in refused.output
    assert CliRunner().invoke(app, ["policy", str(path), "--check"], env={"GROUNDSWELL_AUTHOR_KEY": ""}).exit_code == 0


def test_a_planned_event_without_an_offset_is_in_the_zone_of_the_brand(tmp_path: Path) -> None:
    (event,) = brands(tmp_path, WHOLE).of("acme").planned
    assert datetime.fromtimestamp(event.from_, UTC).isoformat() == "2026-11-27T05:00:00+00:00"
    assert datetime.fromtimestamp(event.until, UTC).isoformat() == "2026-11-27T08:00:00+00:00"


def test_all_faults_are_reported_at_once_with_where_they_are(tmp_path: Path) -> None:
    sentences = faults(
        tmp_path,
        """
        budget_total = "much"
        [defualt]
        [brands.acme]
        budget = "loud"
        people_min = 1
        own_accounts = "acme"
        wached = ["x"]
        muted = ["63.0.3"]
        timezone = "Mars/Olympus"
        [[brands.acme.planned]]
        from = "tomorrow"
        [[brands.acme.planned]]
        from = 2026-11-27
        until = 2026-11-26
        note = 3
        [brands.zenith]
        route = ""
        planned = 3
        """,
    )
    wanted = (
        "budget_total is 'much'",
        "defualt is not known; default is",
        "[brands.acme]: budget is 'loud'",
        "[brands.acme]: people_min is 1; it must be a whole number from 2 to 1000",
        "[brands.acme]: own_accounts is 'acme'; it must be a list",
        "[brands.acme]: wached is not known; watched is",
        "[brands.acme]: muted is ['63.0.3']; it holds '63.0.3', which has no word in it",
        "[brands.acme]: timezone is 'Mars/Olympus'",
        "[brands.acme]: planned, entry 1: from is 'tomorrow'",
        "[brands.acme]: planned, entry 1: until is not there",
        "[brands.acme]: planned, entry 2: note is 3",
        "[brands.zenith]: route is ''",
        "[brands.zenith]: planned is 3",
    )
    for start in wanted:
        assert sum(fault.startswith(start) for fault in sentences) == 1, (start, sentences)
    assert len(sentences) == len(wanted)


@pytest.mark.parametrize(
    "text", ["budget = ", "brands = 3", "[default]\nbudget = nan", "[brands]\nacme = 3", "budget_total = true", "a" * 9]
)
def test_what_cannot_be_read_is_one_fault(text: str, tmp_path: Path) -> None:
    file = tmp_path / "brands.toml"
    file.write_text(text)
    with pytest.raises(SettingsError) as refused:
        load({"GROUNDSWELL_BRANDS": str(file)})
    (fault,) = refused.value.errors
    assert str(file) in fault


def test_a_file_that_is_not_there_or_no_text_is_reported_beside_the_other_faults(tmp_path: Path) -> None:
    binary = tmp_path / "binary"
    binary.write_bytes(b"\xff\xfe\x00")
    for file in (tmp_path / "absent.toml", tmp_path, binary):
        with pytest.raises(SettingsError) as refused:
            load({"GROUNDSWELL_BRANDS": str(file), "GROUNDSWELL_WEB_PORT": "x"})
        assert len(refused.value.errors) == 2
        assert str(file) in refused.value.errors[1]
        assert "Errno" not in refused.value.errors[1]


def test_the_example_can_be_used_as_it_is() -> None:
    example = Path(__file__).parents[2] / "deploy" / "brands.example.toml"
    found = load({"GROUNDSWELL_BRANDS": str(example)}).brands
    acme = found.of("acme")
    assert (acme.budget_per_day, acme.people_min, len(acme.planned)) == (0.02, 6, 1)
