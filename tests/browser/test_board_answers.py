"""Answering on the board in a real Chromium: every answer, what belongs to it, and what is left when a trend is over."""

from __future__ import annotations

import time

import pytest
from selenium.webdriver import Chrome
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from detectors.lifecycle import Command
from stream.alerts.answers import GivenAnswer
from tests.board_tools import TOKEN, ServedBoard, alert, members
from tests.browser_tools import (
    body_text,
    cards,
    complaints_of,
    eventually,
    needs_chromium,
    opened,
    press,
    violations,
)

pytestmark = [pytest.mark.browser, needs_chromium]

KNOWS = "const [id, done] = arguments; import('/assets/store.js').then((store) => done(store.state.trends.has(id)))"


def test_an_answer_is_given_with_the_keyboard_alone(window: Chrome, board: ServedBoard) -> None:
    board.event(alert(1))
    opened(window, board)
    press(window, "j")
    focused = "return document.activeElement.dataset.trend"
    eventually(window, lambda: window.execute_script(focused), "a card has the focus")
    press(window, "h")
    field = eventually(window, lambda: window.find_element(By.ID, "token"), "the sign-in")
    field.send_keys("wrong", Keys.ENTER)
    eventually(window, lambda: "not the token" in body_text(window), "a wrong token is refused")
    field.send_keys(Keys.CONTROL, "a")
    field.send_keys(TOKEN, Keys.ENTER)
    by = eventually(window, lambda: window.find_element(By.ID, "by"), "the answer")
    by.send_keys("ana")
    window.find_element(By.ID, "note").send_keys("C-7", Keys.ENTER)
    eventually(window, lambda: board.sent, "the answer is sent")
    ((brand, answer),) = board.sent
    assert (brand, answer.kind, answer.by, answer.note) == ("papyrion", Command.I_HAVE_IT, "ana", "C-7")
    eventually(window, lambda: "Sent: you have it." in body_text(window), "the page says so")
    board.take("feedback", "papyrion", answer.encoded())
    eventually(window, lambda: "has it: ana: C-7" in body_text(window), "everybody sees it")
    refused = [line for line in complaints_of(window) if "403" not in line]
    assert refused == [], "a wrong token is logged by the browser, nothing else"


def signed_in(driver: Chrome) -> None:
    """Signs in by the button at the top, unless the browser still is: cookies are of a host, whatever its port."""
    if "signed in" in driver.find_element(By.ID, "status").text:
        return
    driver.find_element(By.CSS_SELECTOR, "#status button").click()
    eventually(driver, lambda: driver.find_element(By.ID, "token"), "the sign-in").send_keys(TOKEN, Keys.ENTER)
    eventually(driver, lambda: "signed in" in driver.find_element(By.ID, "status").text, "signed in")


def answering(driver: Chrome, kind: str) -> None:
    """Opens the dialog of the first card, which may be drawn anew meanwhile, and chooses an answer."""

    def is_clicked() -> bool:
        cards(driver)[0].find_element(By.CSS_SELECTOR, ".actions .more").click()
        return True

    eventually(driver, is_clicked, "the card is there")
    eventually(driver, lambda: driver.find_element(By.CSS_SELECTOR, f"dialog input[value='{kind}']"), "the answers").click()


def sent_by(driver: Chrome, board: ServedBoard) -> GivenAnswer:
    """Sends what the dialog holds; the answer as it reached the board."""
    before = len(board.sent)
    driver.find_element(By.CSS_SELECTOR, "dialog button[type=submit]").click()
    eventually(driver, lambda: len(board.sent) > before, "the answer is sent")
    eventually(driver, lambda: not driver.find_elements(By.TAG_NAME, "dialog"), "the dialog is gone")
    return board.sent[-1][1]


def test_every_answer_carries_what_belongs_to_it(window: Chrome, board: ServedBoard) -> None:
    first, second, elsewhere = alert(1, people=90), alert(2), alert(3, brand="nordlicht")
    for event in (first, second, elsewhere):
        board.event(event)
    board.members(members(first, 6))
    opened(window, board)
    signed_in(window)

    answering(window, "same-as")
    options = window.find_elements(By.CSS_SELECTOR, "#same-as option")
    assert [one.get_attribute("value") for one in options] == [second.trend_id], "the others of the brand"
    merged = sent_by(window, board)
    assert (merged.kind, merged.same_as) == (Command.SAME_AS, second.trend_id)

    answering(window, "wrong-group")
    eventually(window, lambda: len(window.find_elements(By.CSS_SELECTOR, ".posts-chosen li")) == 6, "the posts")
    for post in ("m-1", "m-4"):
        window.find_element(By.CSS_SELECTOR, f".posts-chosen input[value='{post}']").click()
    assert violations(window) == []
    thinned = sent_by(window, board)
    assert (thinned.kind, set(thinned.mention_ids)) == (Command.WRONG_GROUP, {"m-1", "m-4"})

    board.take("feedback", "papyrion", thinned.encoded())

    answering(window, "fix-is-out")
    window.find_element(By.ID, "version").send_keys("soon")
    window.find_element(By.CSS_SELECTOR, "dialog button[type=submit]").click()
    eventually(window, lambda: "must be like 4.2.1" in body_text(window), "what is wrong is shown")
    window.find_element(By.ID, "version").send_keys(Keys.CONTROL, "a")
    window.find_element(By.ID, "version").send_keys("4.2.2")
    window.find_element(By.ID, "reference").send_keys("https://tickets.example/OPS-12")
    fixed = sent_by(window, board)
    assert (fixed.kind, fixed.version, fixed.reference) == (
        Command.FIX_IS_OUT,
        "4.2.2",
        "https://tickets.example/OPS-12",
    )

    answering(window, "mute")
    for option in window.find_elements(By.CSS_SELECTOR, "#until option"):
        if option.text == "a time…":
            option.click()
    window.execute_script("document.getElementById('until-time').value = '2031-05-01T08:00'")
    muted = sent_by(window, board)
    assert muted.until > time.time() * 1000 + 86_400_000

    for answer in (fixed, muted):
        board.take("feedback", "papyrion", answer.encoded())
    later = alert(1, people=90, sequence=2, event="fix_noted", state="watching", reference=fixed.reference)
    board.event(later)
    eventually(window, lambda: "ticket https://tickets.example/OPS-12" in body_text(window), "the ticket is on the card")
    assert "muted until" in cards(window)[0].text
    window.get(f"{board.url}/t/{first.trend_id}")
    eventually(window, lambda: "in version 4.2.2" in body_text(window), "the story holds the version")
    out = [one.text for one in window.find_elements(By.CSS_SELECTOR, ".taken-out blockquote")]
    assert out == [f"{first.title} (4)", f"{first.title} (1)"], "what was taken out is marked"
    assert [line for line in complaints_of(window) if "400" not in line] == []


def test_a_mute_until_a_time_that_was_not_given_is_not_sent(window: Chrome, board: ServedBoard) -> None:
    board.event(alert(1))
    opened(window, board)
    signed_in(window)
    answering(window, "mute")
    window.execute_script("const u = document.getElementById('until'); u.value = ''; u.dispatchEvent(new Event('change'))")
    window.find_element(By.CSS_SELECTOR, "dialog button[type=submit]").click()
    assert window.find_elements(By.CSS_SELECTOR, "#until-time:invalid")
    # Another answer needs no time.
    window.find_element(By.CSS_SELECTOR, "dialog input[value='real']").click()
    assert sent_by(window, board).kind == Command.REAL
    assert len(board.sent) == 1


def test_when_it_is_over_one_question_is_left(window: Chrome, board: ServedBoard) -> None:
    over = alert(1, state="resolved", event="resolved", reason="back to usual")
    board.event(over)
    opened(window, board, f"/t/{over.trend_id}")
    signed_in(window)
    window.get(f"{board.url}/t/{over.trend_id}")
    buttons = eventually(window, lambda: window.find_elements(By.CSS_SELECTOR, ".actions button"), "the question")
    assert [button.text for button in buttons] == ["It is real", "Not a problem", "Expected"]
    buttons[0].click()
    eventually(window, lambda: window.find_elements(By.CSS_SELECTOR, "dialog input[value='real']:checked"), "the answer")
    assert len(window.find_elements(By.CSS_SELECTOR, "dialog input[type=radio]")) == 3
    answer = sent_by(window, board)
    board.take("feedback", "papyrion", answer.encoded())
    window.refresh()
    eventually(window, lambda: "says it is real" in body_text(window), "it is in the story")
    assert window.find_elements(By.CSS_SELECTOR, ".actions") == [], "it is asked once"


def test_no_card_moves_under_a_pointer_that_is_about_to_press(window: Chrome, board: ServedBoard) -> None:
    first = alert(1, people=8)
    board.event(first)
    opened(window, board)
    signed_in(window)
    button = eventually(window, lambda: window.find_element(By.CSS_SELECTOR, ".card .actions button"), "its first answer")
    ActionChains(window).move_to_element(button).perform()
    board.event(alert(2, people=60, severity="critical"))

    def is_there_while_the_pointer_moves() -> bool:
        ActionChains(window).move_by_offset(1, 0).move_by_offset(-1, 0).perform()
        return bool(window.execute_async_script(KNOWS, alert(2).trend_id))

    eventually(window, is_there_while_the_pointer_moves, "the news is in the browser")
    ActionChains(window).move_by_offset(1, 0).click().perform()
    dialog = eventually(window, lambda: window.find_element(By.CSS_SELECTOR, "dialog[open]"), "the answer")
    assert first.title in dialog.text
    press(window, Keys.ESCAPE)
    eventually(window, lambda: alert(2).title in cards(window)[0].text, "what came meanwhile is drawn")


def test_the_button_that_has_the_focus_keeps_it_when_its_card_is_drawn_anew(window: Chrome, board: ServedBoard) -> None:
    board.event(alert(1))
    opened(window, board)
    signed_in(window)
    muted = "return document.activeElement.textContent"
    buttons = eventually(window, lambda: cards(window)[0].find_elements(By.CSS_SELECTOR, ".actions button"), "its answers")
    window.execute_script("arguments[0].focus()", buttons[1])
    board.event(alert(1, people=44, sequence=2, event="escalated"))
    eventually(window, lambda: "44 people" in cards(window)[0].text, "the card is drawn anew")
    assert window.execute_script(muted) == "Mute"
