"""Where the page is opened: from a disk, from a server, inside a mail program, and where no scripts run."""

from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from browser.window import Window
from share.page.leaves import leaf, spoken

CARRIED = spoken()


@pytest.fixture(scope="module")
def folder(shelf: Path) -> Path:
    """Give a folder with a page that carries its sound, and one whose sound lies beside it."""
    from dataclasses import replace

    place = shelf / "places"
    place.mkdir()
    assert isinstance(CARRIED.sound, bytes)
    (place / "01 træning.mp3").write_bytes(CARRIED.sound)
    (place / "carried.html").write_text(leaf(CARRIED), encoding="utf-8")
    (place / "beside.html").write_text(leaf(replace(CARRIED, sound="01 træning.mp3")), encoding="utf-8")
    (place / "lost.html").write_text(leaf(replace(CARRIED, sound="væk.mp3")), encoding="utf-8")
    (place / "mail.html").write_text(
        '<!doctype html><iframe sandbox="allow-scripts" src="carried.html" width="380" height="800"></iframe>',
        encoding="utf-8",
    )
    return place


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- its name there
        """Print nothing."""


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder))) as http:
        Thread(target=http.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{http.server_port}"
        http.shutdown()


def plays(window: Window) -> None:
    window.click("#play")
    window.until("document.getElementById('sound').currentTime > 0.1")
    assert window.text("trouble") == ""


@pytest.mark.parametrize("name", ["carried", "beside"])
def test_it_plays_from_a_disk(window: Window, folder: Path, name: str) -> None:
    window.open(folder / f"{name}.html")
    plays(window)


@pytest.mark.parametrize("name", ["carried", "beside"])
def test_it_plays_from_a_server(window: Window, server: str, name: str) -> None:
    window.open(f"{server}/{name}.html")
    plays(window)


def test_it_plays_and_has_a_diary_where_nothing_may_be_kept(window: Window, folder: Path) -> None:
    window.size(1280, 900)
    window.open(folder / "mail.html")
    window.chrome.switch_to.frame(0)
    plays(window)
    window.click("#today button")
    assert window.element("#today button").get_attribute("aria-pressed") == "true"
    assert window.text("stays") == "Dagbogen kan ikke gemmes her. Den huskes, til du lukker siden."
    window.chrome.switch_to.default_content()


def test_a_file_that_is_not_beside_it_is_missed_in_words(window: Window, folder: Path) -> None:
    window.open(folder / "lost.html")
    window.until(
        "document.getElementById('trouble').textContent === arguments[0]",
        "Lydfilen mangler. Læg den i samme mappe som siden.",
    )
    assert all("ERR_FILE_NOT_FOUND" in one for one in window.complaints())


def test_without_scripts_the_browsers_own_player_plays_it(window: Window, folder: Path) -> None:
    window.without_scripts()
    window.open(folder / "carried.html")
    assert not window.element("#player").is_displayed()
    assert window.element(".plain p").is_displayed()
    assert window.element(".drill").is_displayed()
    audio = window.element(".plain audio")
    assert audio.is_displayed()
    window.run("arguments[0].play()", audio)
    window.until("arguments[0].currentTime > 0.1", audio)


def test_the_sound_can_be_saved_as_a_file(window: Window, folder: Path) -> None:
    window.open(folder / "carried.html")
    save = window.element("#save")
    assert save.get_attribute("download") == "01-traening-39s.mp3"
    assert str(save.get_attribute("href")).startswith("blob:")


def test_a_browser_too_old_for_the_page_plays_it_with_its_own_player(window: Window, folder: Path) -> None:
    window.run_first("delete window.MediaMetadata")
    window.open(folder / "carried.html")
    assert [complaint.partition("Uncaught ")[2] for complaint in window.complaints()] == [
        "ReferenceError: MediaMetadata is not defined"
    ]
    assert not window.element("#player").is_displayed()
    audio = window.element(".plain audio")
    assert audio.is_displayed()
    window.run("arguments[0].play()", audio)
    window.until("arguments[0].currentTime > 0.1", audio)
