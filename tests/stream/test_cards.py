"""Cards and chat messages: readable in eighty columns, and nothing a stranger writes is obeyed."""

from typing import Any

import pytest
from rich.cells import cell_len

from stream.alerts.cards import HEADS, SAMPLE_MAX, chat, earlier_answer, harmless
from tests.rendered import card_text

ALERT: dict[str, Any] = {
    "event": "opened",
    "at": "2019-05-04T01:55:00Z",
    "trend_id": "acme-7",
    "brand": "Acme",
    "title": "Acme disabled all my add-ons",
    "why": "9 people in the last 3 h; usually about 4 a day. No one wrote twice.",
    "verdict": "systemic",
    "severity": "warning",
    "people": 9,
    "since": "2019-05-04T01:30:00Z",
    "samples": [{"mention_id": "m1", "at": "2019-05-04T01:30:00Z", "text": "all my add-ons are off"}],
    "clues": [{"kind": "suddenly", "text": "says suddenly or today", "people": 6, "share": 0.65, "usual": 0.09}],
    "counts": {"people_3h": 9, "people_24h": 9, "posts": 10},
}
HOSTILE = (
    "\x1b[2J\x1b]0;owned\x07 all\u202e off \u2066x\u2069\r\nfake line\x9b31m\u2028[bold red]hi[/] \x00`rm` **x** <b>"
    + "a\u0301" * 3
)


def test_a_card_says_what_happened_to_whom_since_when_and_how_to_answer() -> None:
    text = card_text(ALERT)
    for part in (
        "NEW · Acme · 4 May 2019, 01:55 UTC",
        "WARNING",
        "many independent people",
        "01:30",
        "m1",
        "65%",
        "groundswell answer acme-7 have-it | mute | fix-is-out",
    ):
        assert part in text


def test_times_are_in_the_brands_zone() -> None:
    assert "3 May 2019, 18:55 PDT" in card_text(ALERT, "America/Los_Angeles")
    assert "03:30 CEST" in chat(ALERT, "Europe/Berlin")


@pytest.mark.parametrize("event", sorted(HEADS))
def test_every_event_has_its_head(event: str) -> None:
    assert HEADS[event][0] in card_text({**ALERT, "event": event})


@pytest.mark.parametrize("text", [HOSTILE, "字" * 300, "x" * 500, "🤷🏽\u200d♀️ " * 40, "z" + "\u0301" * 200, ""])
def test_no_card_is_wider_than_eighty_columns_whatever_strangers_write(text: str) -> None:
    hostile = {
        **ALERT,
        "title": text[:80],
        "why": text,
        "brand": text,
        "trend_id": text,
        "samples": [{**ALERT["samples"][0], "text": text}],
    }
    lines = card_text(hostile).splitlines()
    assert all(cell_len(line) <= 80 for line in lines)
    assert all(c >= " " and c not in "\x7f\x9b\u202e\u2066\u2028" for line in lines for c in line)


def test_escapes_controls_and_overrides_are_taken_out_and_the_words_stay() -> None:
    assert harmless(HOSTILE).startswith("all off x fake line [bold red]hi[/]")
    assert harmless("z" + "\u0301" * 200) == "z\u0301\u0301"


def test_a_chat_message_obeys_no_markup_of_a_stranger() -> None:
    text = chat(
        {**ALERT, "title": "**x** [a](http://evil) `c`", "samples": [{**ALERT["samples"][0], "text": "a\n> b\n# c"}]}
    )
    assert "\\*\\*x\\*\\* \\[a\\](http://evil) \\`c\\`" in text
    assert len(text.splitlines()) == 5


def test_a_card_says_what_changed_who_has_it_and_asks_once_at_the_end() -> None:
    worse = {
        **ALERT,
        "event": "escalated",
        "state_reason": "9 people in 3 h when last reported, 24 now",
        "acknowledged": "ana: C-7",
    }
    assert "9 people in 3 h when last reported, 24 now" in card_text(worse)
    assert "ana has it: C-7" in card_text(worse)
    over = {**ALERT, "event": "resolved", "reason": "fixed", "state_reason": "back to usual", "attention": "notify"}
    assert "back to usual (fixed)" in chat(over)
    assert chat(over).endswith("[Real] [Not a problem] [Expected]")
    assert "Real" not in card_text({**over, "attention": "board"})


def test_the_note_of_an_answer_is_on_the_card_that_it_leads_to_and_before_the_next_answer() -> None:
    given = {
        "kind": "i_have_it",
        "by": "ana",
        "at": "2019-05-04T02:00:00Z",
        "note": "it is \x1b[2Jthe PSP",
        "reference": "C-7",
    }
    shown = card_text({**ALERT, "event": "feedback", "state_reason": "ana has it", "feedback": [given]})
    assert "“it is the PSP”" in shown
    assert "PSP" not in card_text({**ALERT, "event": "escalated", "state_reason": "more", "feedback": [given]})
    assert earlier_answer(given, "UTC") == "ana has it, 4 May 2019, 02:00 UTC: “it is the PSP” (C-7)"
    assert (
        earlier_answer({"kind": "mute", "by": "", "at": given["at"]}, "UTC") == "somebody muted it, 4 May 2019, 02:00 UTC"
    )


def test_a_card_says_no_number_twice_and_calls_four_people_few() -> None:
    critical = {
        **ALERT,
        "event": "escalated",
        "why": "20 people in the last 3 h; usually about 8 a day. They are 20 of the 30 people who wrote in the last 3 h.",
        "state_reason": "critical now: 20 of the 30 people who wrote about Acme in 3 h",
    }
    text = " ".join(card_text(critical).replace("│", " ").split())
    assert text.count("20 of the 30") == 1
    assert "critical now " in text
    assert "critical now:" not in text
    assert "many independent people" in card_text({**ALERT, "people": 5})
    assert "a few independent people" in card_text({**ALERT, "people": 4})


def test_a_card_says_its_reason_once() -> None:
    reason = "115 of 120 posts repeat or answer others"
    changed = {**ALERT, "event": "verdict_changed", "why": f"79 people in the last hour. {reason}.", "state_reason": reason}
    text = " ".join(card_text(changed).replace("│", " ").split())
    assert text.count(reason) == 1


def test_a_long_sample_stays_behind_its_margin() -> None:
    long = card_text({**ALERT, "samples": [{**ALERT["samples"][0], "text": "all of my add-ons are off " * 6}]})
    lines = [line for line in long.splitlines() if "add-ons are off" in line]
    assert len(lines) >= 2
    assert all(line.startswith("│   ") for line in lines)


def test_a_long_sample_is_cut_between_words() -> None:
    long = chat({**ALERT, "samples": [{**ALERT["samples"][0], "text": "unreachable " * 30}]})
    assert long.count("unreachable ") == long.count("unreachable") - 1
    assert "unreachable…" in long
    unbroken = chat({**ALERT, "samples": [{**ALERT["samples"][0], "text": "x" * 400}]})
    assert f"> {'x' * (SAMPLE_MAX - 1)}…" in unbroken


def test_a_clue_that_is_rare_is_not_called_never() -> None:
    rare = card_text({**ALERT, "clues": [{**ALERT["clues"][0], "usual": 0.003}]})
    assert "(65%, usually under 1%)" in " ".join(rare.replace("│", " ").split())
    assert "(65%, usually 9%)" in " ".join(card_text(ALERT).replace("│", " ").split())


def test_what_was_merged_names_the_other_trend_once() -> None:
    merged = {"event": "absorbed", "state": "resolved", "reason": "absorbed by t9", "attention": "board"}
    text = card_text({**ALERT, **merged, "state_reason": "now part of t9, which has most of its people"})
    assert text.count("t9") == 1


def test_an_end_is_reported_without_alarm_and_once() -> None:
    ended = {"event": "resolved", "state": "resolved", "reason": "back to usual", "attention": "notify"}
    over = card_text({**ALERT, **ended, "state_reason": "back to usual, for as long as 8 hours of average traffic"})
    assert "WARNING" not in over
    assert over.count("back to usual") == 1
    assert "groundswell answer" not in over
    assert "WARNING" not in card_text({**ALERT, "event": "easing"})
    assert "WARNING" in card_text({**ALERT, "event": "escalated"})


def test_a_chat_message_has_title_why_verdict_one_sample_and_answers() -> None:
    assert chat(ALERT).splitlines() == [
        "**NEW · Acme: Acme disabled all my add-ons**",
        "9 people in the last 3 h; usually about 4 a day. No one wrote twice.",
        "_many independent people, since 4 May 2019, 01:30 UTC_",
        "> all my add-ons are off",
        "`acme-7` · [I have it] [Mute] [Fix is out]",
    ]


def test_a_card_says_what_makes_its_counts_less_sure() -> None:
    quality = {"late_share": 0.25, "silent_channels": ["mail", "[bold]forum"], "catching_up_channels": ["reviews"]}
    text = card_text({**ALERT, "data_quality": quality})
    assert "counts are less sure: 25% of the last hour came late; nothing comes from" in text
    assert "reviews catching up" in text
    assert "[bold]forum" in text
    assert "less sure" not in card_text(ALERT)
