"""A real Chromium, one a test process. Where there is none its tests are left out; on a CI server they fail."""

import os
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from shutil import which
from typing import NoReturn

import pytest

from browser.three_weeks import SESSIONS, WEEKS, Opened
from browser.window import Window
from browser.window import opened as opened_window
from share.page.leaves import leaf

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
CURE = "scripts/test installs Chromium on Debian, as root; elsewhere install chromium and chromedriver by hand"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep the browser's tests in one process: a second Chromium takes longer to start than all of them."""
    for item in items:
        if "browser" in item.path.parent.name:
            item.add_marker(pytest.mark.xdist_group("browser"))


def left_out(why: str) -> NoReturn:
    """Leave a test out, and say why; on a CI server it fails, for nobody reads there what was left out."""
    if os.environ.get("CI"):
        pytest.fail(f"{why}: {CURE}")
    pytest.skip(f"{why}: {CURE}")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Window]:
    program, driver = next(filter(None, map(which, CHROMIUM)), None), which("chromedriver")
    if not program or not driver:
        left_out("no Chromium with its driver was found")
    with opened_window(program, driver) as window:
        yield window


@pytest.fixture
def window(chromium: Window) -> Iterator[Window]:
    """Give a window without memories; whatever a page complains of, its test fails."""
    chromium.fresh()
    yield chromium
    assert chromium.complaints() == []


@pytest.fixture(scope="session")
def axe() -> str:
    """Give the text of axe-core, which lies in a package whose own library is not needed."""
    found = find_spec("axe_playwright_python")
    text = next((Path(place, "axe.min.js") for place in (found and found.submodule_search_locations) or ()), None)
    if text is None or not text.is_file():
        left_out("axe-core was not found")
    return text.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder for pages."""
    return tmp_path_factory.mktemp("pages")


@pytest.fixture(scope="session")
def three_weeks(shelf: Path) -> Path:
    """Give the page of a programme of three weeks."""
    path = shelf / "three-weeks.html"
    path.write_text(leaf(*SESSIONS, weeks=WEEKS, title="Tre uger"), encoding="utf-8")
    return path


@pytest.fixture
def opened(window: Window, three_weeks: Path) -> Opened:
    """Open the page of three weeks at a moment."""

    def go(moment: str) -> Window:
        window.clock(moment)
        window.open(three_weeks)
        return window

    return go
