"""The brand's own name is in any post about it, and tells nothing."""

from __future__ import annotations

import pytest

from tests.incident import BRAND, HOUR, OUTAGE, engine, fed, incident, said


@pytest.mark.parametrize(("word", "opens"), [(BRAND, False), ("acmecare", False), ("cartridge", True)])
def test_people_who_share_a_name_of_the_brand_and_nothing_else_share_nothing(word: str, opens: bool) -> None:
    log = list(incident(people=0))
    log += [said(OUTAGE + 60.0 * n, f"n{n}", 0, f"{word} one{n} other{n}") for n in range(40)]
    log = [said(one.at, one.id, n, one.text) for n, one in enumerate(sorted(log, key=lambda one: one.at))]
    alerts = fed(engine(own_accounts=("@AcmeCare",)), log, end=OUTAGE + 2 * HOUR)
    assert any(alert.event == "opened" for alert in alerts) is opens


def test_who_asks_for_the_name_is_told_so() -> None:
    asked = engine()
    fed(asked, incident(), end=OUTAGE + HOUR)
    assert asked.ask("Acme")[0].sentence == "Acme: the brand's own name tells nothing, it never opens an alert"
    assert asked.ask("Acme cartridge")[0].trend_id
