"""The knobs of the process: all faults at once, secrets from files, nothing unknown, one table."""

from __future__ import annotations

from pathlib import Path

import pytest

from stream.config.errors import SettingsError
from stream.config.load import load
from stream.config.settings import PREFIX, SECRETS, Clock, Settings, table
from tests.certificates import locked_certificate

PAGE = Path(__file__).parents[2] / "docs" / "settings.md"


def faults(environment: dict[str, str], **more: bool) -> list[str]:
    with pytest.raises(SettingsError) as refused:
        load(environment, **more)
    return refused.value.errors


def test_an_empty_environment_gives_the_defaults() -> None:
    settings = load({}).settings
    assert (settings.broker, settings.clock, settings.budget_per_day) == ("127.0.0.1:9092", Clock.LIVE, 0.1)


def test_all_faults_are_reported_at_once() -> None:
    sentences = faults(
        {
            "GROUNDSWELL_WEB_PORT": "70000",
            "GROUNDSWELL_CLOCK": "sundial",
            "GROUNDSWELL_LATENESS_SECONDS": "-1",
            "GROUNDSWELL_BUDGET": "nan",
            "GROUNDSWELL_COLOUR": "blue",
            "GROUNDSWELL_SASL_PASSWORD_FILE": "/nonexistent/password",
        },
        worker=True,
    )
    for name in ("WEB_PORT", "CLOCK", "LATENESS_SECONDS", "BUDGET", "COLOUR", "SASL_PASSWORD_FILE", "AUTHOR_KEY"):
        assert sum(fault.startswith(f"{PREFIX}{name} ") for fault in sentences) == 1, (name, sentences)
    assert len(sentences) == 7
    assert all("\n" not in fault for fault in sentences)


def test_an_unknown_variable_is_a_fault_and_those_of_others_are_not() -> None:
    assert faults({"GROUNDSWELL_BROKERS": "a:1"}) == [
        "GROUNDSWELL_BROKERS is not a setting; GROUNDSWELL_BROKER is; `groundswell worker --settings` lists them"
    ]
    load({"KAFKA_HEAP_OPTS": "-Xmx1g", "GROUNDSWELLX": "1", "GROUNDSWELL_CACHE": "/somewhere"})


@pytest.mark.parametrize("name", SECRETS)
def test_a_secret_may_come_from_a_file_and_is_never_shown(name: str, tmp_path: Path) -> None:
    file = tmp_path / "secret"
    file.write_text("  hush hush, hush hush \n")
    settings = load({f"{PREFIX}{name.upper()}_FILE": str(file)}).settings
    assert getattr(settings, name).get_secret_value() == "hush hush, hush hush"
    assert "hush" not in repr(settings)


def test_only_secrets_come_from_files() -> None:
    assert len(faults({"GROUNDSWELL_BROKER_FILE": "/etc/hostname"})) == 1


def test_a_file_that_is_no_text_is_a_fault(tmp_path: Path) -> None:
    file = tmp_path / "secret"
    file.write_bytes(b"\xff\xfe\x00")
    assert len(faults({"GROUNDSWELL_AUTHOR_KEY_FILE": str(file)})) == 1


def test_a_worker_needs_a_key_of_its_own() -> None:
    load({})
    (fault,) = faults({}, worker=True)
    assert "AUTHOR_KEY is not set" in fault
    own = load({"GROUNDSWELL_AUTHOR_KEY": "a key of our own"}, worker=True).settings
    assert own.author_key.get_secret_value() == "a key of our own"


@pytest.mark.parametrize("worker", [True, False])
def test_a_key_that_can_be_guessed_is_refused(worker: bool) -> None:
    (fault,) = faults({"GROUNDSWELL_AUTHOR_KEY": "k" * 15}, worker=worker)
    assert fault.startswith("GROUNDSWELL_AUTHOR_KEY is not shown, for it is a secret; must be at least 16 bytes")
    load({"GROUNDSWELL_AUTHOR_KEY": "ü" * 8}, worker=worker)


def test_an_empty_key_from_a_file_is_no_key(tmp_path: Path) -> None:
    file = tmp_path / "secret"
    file.write_text("\n")
    assert len(faults({"GROUNDSWELL_AUTHOR_KEY_FILE": str(file)}, worker=True)) == 1


def test_a_port_that_others_can_reach_needs_a_token() -> None:
    assert len(faults({"GROUNDSWELL_WEB_HOST": "0.0.0.0"})) == 1
    load({"GROUNDSWELL_WEB_HOST": "0.0.0.0", "GROUNDSWELL_WEB_TOKEN": "t"})


def test_sasl_needs_a_user() -> None:
    assert len(faults({"GROUNDSWELL_SECURITY_PROTOCOL": "SASL_SSL"})) == 1


@pytest.mark.parametrize(("written", "meant"), [("calm", 0.02), ("balanced", 0.1), ("sensitive", 1.0), ("0.5", 0.5)])
def test_a_budget_is_a_word_or_a_number(written: str, meant: float) -> None:
    assert load({"GROUNDSWELL_BUDGET": written}).settings.budget_per_day == meant


@pytest.mark.parametrize("written", ["", "0", "-1", "101", "inf", "nan", "some"])
def test_a_budget_is_never_nothing_nor_everything(written: str) -> None:
    assert len(faults({"GROUNDSWELL_BUDGET": written})) == 1


def test_lists_are_split_at_commas() -> None:
    assert load({"GROUNDSWELL_OWN_ACCOUNTS": " @acme, acme_help ,,"}).settings.own_accounts == ("@acme", "acme_help")


def test_a_secret_with_a_fault_is_not_repeated() -> None:
    sentences = faults({"GROUNDSWELL_WEB_PORT": "x", "GROUNDSWELL_AUTHOR_KEY": "hush"})
    assert "hush" not in "".join(sentences)


def test_files_of_tls_that_cannot_be_used_are_reported_at_the_start(tmp_path: Path) -> None:
    no_certificate = tmp_path / "no.pem"
    no_certificate.write_text("hush")
    tls = {"GROUNDSWELL_SECURITY_PROTOCOL": "SSL"}
    assert faults({**tls, "GROUNDSWELL_SSL_CAFILE": "/nonexistent/ca.pem"}) == [
        "GROUNDSWELL_SSL_CAFILE is '/nonexistent/ca.pem', which cannot be used: no such file or directory"
    ]
    for name in ("SSL_CAFILE", "SSL_CERTFILE", "SSL_KEYFILE"):
        (sentences,) = faults({**tls, f"GROUNDSWELL_{name}": str(no_certificate)})
        assert name in sentences
        assert "hush" not in sentences


def test_a_locked_key_needs_its_password_and_does_not_ask_for_it(tmp_path: Path) -> None:
    certificate = tmp_path / "client.pem"
    certificate.write_bytes(locked_certificate("hush"))
    tls = {"GROUNDSWELL_SECURITY_PROTOCOL": "SSL", "GROUNDSWELL_SSL_CERTFILE": str(certificate)}
    assert load({**tls, "GROUNDSWELL_SSL_KEY_PASSWORD": "hush"}).settings.ssl_certfile == certificate
    for password in ("", "another"):
        (sentences,) = faults({**tls, "GROUNDSWELL_SSL_KEY_PASSWORD": password})
        assert "GROUNDSWELL_SSL_KEY_PASSWORD" in sentences


def test_the_table_names_every_setting_once_with_its_meaning() -> None:
    rows = table()
    assert [name for name, _, _ in rows] == [PREFIX + name.upper() for name in Settings.model_fields]
    assert all(meaning for _, _, meaning in rows)


def test_the_page_of_settings_has_a_row_for_every_setting() -> None:
    page = PAGE.read_text(encoding="utf-8")
    missing = []
    for name, default, meaning in table():
        rows = [line for line in page.splitlines() if line.startswith("|") and f"`{name}`" in line]
        if len(rows) != 1 or (default and default not in rows[0]) or meaning not in rows[0]:
            missing.append(f"| `{name}` | {f'`{default}`' if default else ''} | {meaning} |")
    assert not missing, "docs/settings.md must have these rows, each once:\n" + "\n".join(missing)
