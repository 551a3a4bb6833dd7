"""A real Chromium, driven over WebDriver; tests of the board run in it as in an operator's."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Callable, Iterator
from importlib.resources import files
from typing import Any

import pytest
from selenium import webdriver
from selenium.common.exceptions import StaleElementReferenceException, WebDriverException
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By

from tests.board_tools import ServedBoard
from tests.waiting import blocking_until

DEADLINE_SECONDS = 20.0
needs_chromium = pytest.mark.skipif(
    shutil.which("chromium") is None or shutil.which("chromedriver") is None,
    reason="Chromium is absent: apt-get install chromium chromium-driver",
)


@contextlib.contextmanager
def browser(width: int = 1280, height: int = 1000, *, dark: bool = False) -> Iterator[webdriver.Chrome]:
    """A window of its own, without a cache and cookies: nothing of another test."""
    options = Options()
    options.binary_location = shutil.which("chromium") or ""
    for argument in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", f"--window-size={width},{height}"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))
    try:
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [scheme]})
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500}
        driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
        yield driver
    finally:
        driver.quit()


def eventually(driver: webdriver.Chrome, condition: Callable[[], Any], what: str, seconds: float = DEADLINE_SECONDS) -> Any:
    """What `condition` returns once it is something true."""
    found: list[Any] = []

    def is_there() -> bool:
        # Drawn anew meanwhile: what was found is gone, or not there yet.
        with contextlib.suppress(StaleElementReferenceException, WebDriverException):
            found[:] = [condition()]
        return bool(found and found[0])

    try:
        blocking_until(is_there, seconds, what)
    except AssertionError as error:
        raise AssertionError(f"{error}\n{body_text(driver)[:400]}") from error
    return found[0]


def body_text(driver: webdriver.Chrome) -> str:
    return str(driver.execute_script("return document.body.innerText"))


def complaints_of(driver: Any) -> list[str]:
    """What the browser held against the page: errors of scripts, and what its policy did not let it do."""
    return [entry["message"] for entry in driver.get_log("browser") if entry["level"] in ("SEVERE", "WARNING")]


def cards(driver: webdriver.Chrome) -> list[Any]:
    return driver.find_elements(By.CSS_SELECTOR, "article.card")


def press(driver: webdriver.Chrome, keys: str) -> None:
    """Keys as a person presses them, for whatever has the focus."""
    ActionChains(driver).send_keys(keys).perform()


def violations(driver: webdriver.Chrome) -> list[str]:
    """What axe-core finds: each rule of WCAG 2 A and AA and best practice that is broken, and where."""
    driver.execute_script(files("axe_core_python").joinpath("axe.min.js").read_text(encoding="utf-8"))
    found = driver.execute_async_script("axe.run().then(arguments[0])")["violations"]
    return [f"{one['id']}: {[node['html'][:150] for node in one['nodes']]}" for one in found]


def opened(driver: webdriver.Chrome, board: ServedBoard, path: str = "/") -> None:
    # What a board of another test left behind is not of this one.
    driver.get("about:blank")
    complaints_of(driver)
    driver.get(board.url + path)
    eventually(driver, lambda: "live" in driver.find_element(By.ID, "status").text, "the page is live")
