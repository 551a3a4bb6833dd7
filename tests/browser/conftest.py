"""A board of its own for each test, and a browser for each file."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from selenium.webdriver import Chrome

from tests.board_tools import ServedBoard, served_board
from tests.browser_tools import browser


@pytest.fixture
def board() -> Iterator[ServedBoard]:
    with served_board() as served:
        yield served


@pytest.fixture(scope="module")
def window() -> Iterator[Chrome]:
    with browser() as driver:
        yield driver
