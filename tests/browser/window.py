"""A window of a real Chromium, driven as its user would drive it. Waits are for what must happen."""

import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from selenium.webdriver import Chrome, ChromeOptions
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait

OPTIONS: Final = (
    "--headless=new",
    "--no-sandbox",  # inside a container there is no other
    "--disable-dev-shm-usage",
    "--mute-audio",
    "--autoplay-policy=no-user-gesture-required",
    "--disable-background-networking",
    "--lang=da",
)
PATIENCE: Final = 20
"""Seconds after which what must happen is said not to happen."""

WITNESS: Final = """
window.refused = [];
addEventListener("securitypolicyviolation", (event) => refused.push(event.violatedDirective + " " + event.blockedURI));
"""
"""Run before the page's own script: notes what its policy refuses."""

SEEK: Final = """
const [seconds, done] = arguments;
const sound = document.getElementById("sound");
const go = () => {
  const drawn = () => requestAnimationFrame(() => requestAnimationFrame(() => done()));
  sound.addEventListener("seeked", drawn, {once: true});
  sound.currentTime = seconds;
};
if (sound.readyState) go();
else sound.addEventListener("loadedmetadata", go, {once: true});
"""


CLOCK: Final = """
const Real = Date;
let ahead = new Real(arguments_of_the_clock).getTime() - Real.now();
window.setClock = (text) => { ahead = new Real(text).getTime() - Real.now(); };
window.Date = class extends Real {
  constructor(...given) { if (given.length) super(...given); else super(Real.now() + ahead); }
  static now() { return Real.now() + ahead; }
};
"""
"""Run before the page's own script: a clock that can be set, in the device's own time zone."""


@contextmanager
def opened(program: str, driver: str) -> Iterator["Window"]:
    """Start Chromium; both paths are given, so that nobody looks for one on the network."""
    os.environ["SE_OFFLINE"] = "true"
    os.environ["SE_AVOID_STATS"] = "true"
    options = ChromeOptions()
    options.binary_location = program
    for option in OPTIONS:
        options.add_argument(option)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    chrome = Chrome(options=options, service=Service(driver))
    try:
        chrome.set_script_timeout(PATIENCE)
        yield Window(chrome)
    finally:
        chrome.quit()


class Window:
    """What a user sees and does."""

    def __init__(self, chrome: Chrome) -> None:
        self.chrome = chrome
        self.scripts: list[str] = []
        self.first = chrome.current_window_handle
        chrome.execute_cdp_cmd("Page.enable", {})

    def fresh(self) -> None:
        """Forget the page before, and all that it kept."""
        for script in self.scripts:
            self._tell("Page.removeScriptToEvaluateOnNewDocument", identifier=script)
        self.scripts.clear()
        self.run_first(WITNESS)
        self._tell("Emulation.setScriptExecutionDisabled", value=False)
        self.looks()
        self.zone("Europe/Copenhagen")
        self.size(390, 844)
        self._tell("Storage.clearDataForOrigin", origin="file://", storageTypes="all")
        self._log()

    def run_first(self, script: str) -> None:
        """Have a script run before those of every page that is opened from now on."""
        told = self._tell("Page.addScriptToEvaluateOnNewDocument", source=script)
        self.scripts.append(told["identifier"])

    def looks(self, *, dark: bool = False, calm: bool = False, printed: bool = False) -> None:
        """Choose what the user has asked of the device."""
        scheme, motion = "dark" if dark else "light", "reduce" if calm else "no-preference"
        features = [
            {"name": "prefers-color-scheme", "value": scheme},
            {"name": "prefers-reduced-motion", "value": motion},
        ]
        self._tell("Emulation.setEmulatedMedia", media="print" if printed else "", features=features)

    def zone(self, name: str) -> None:
        """Carry the device into a time zone."""
        self._tell("Emulation.setTimezoneOverride", timezoneId=name)

    def clock(self, text: str) -> None:
        """Have pages that are opened from now on begin at a moment, written as `2026-12-01T08:00`."""
        self.run_first(CLOCK.replace("arguments_of_the_clock", json.dumps(text)))

    def set_clock(self, text: str) -> None:
        """Set the clock of a page that was opened after `clock`."""
        self.run("setClock(arguments[0])", text)

    def size(self, width: int, height: int) -> None:
        self._tell(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=width < 600
        )

    def without_scripts(self) -> None:
        self._tell("Emulation.setScriptExecutionDisabled", value=True)

    def open(self, page: Path | str) -> None:
        self.chrome.get(page if isinstance(page, str) else page.as_uri())

    def run(self, script: str, *given: object) -> Any:  # noqa: ANN401 -- whatever JSON can hold
        return self.chrome.execute_script(script, *given)

    def seek(self, seconds: float) -> None:
        """Go to a moment of the sound, and wait until the page has drawn it."""
        self.chrome.execute_async_script(SEEK, seconds)

    def until(self, condition: str, *given: object) -> None:
        """Wait until an expression is true in the page."""
        WebDriverWait(self.chrome, PATIENCE, poll_frequency=0.02).until(
            lambda _: self.run(f"return Boolean({condition})", *given), f"never: {condition}"
        )

    def text(self, name: str) -> str:
        """Give the words of an element by its id."""
        return str(self.run("return document.getElementById(arguments[0]).textContent", name))

    def element(self, selector: str) -> WebElement:
        return self.chrome.find_element(By.CSS_SELECTOR, selector)

    def elements(self, selector: str) -> Sequence[WebElement]:
        return self.chrome.find_elements(By.CSS_SELECTOR, selector)

    def click(self, selector: str) -> None:
        self.element(selector).click()

    def press(self, *keys: str) -> None:
        """Press keys where the focus is."""
        for key in keys:
            self.chrome.switch_to.active_element.send_keys(getattr(Keys, key))

    @property
    def now(self) -> float:
        """Give the sound's own moment, in seconds."""
        return float(self.run("return document.getElementById('sound').currentTime"))

    def complaints(self) -> list[str]:
        """Give what the console and the page's policy complain of, and forget it."""
        refused = [f"refused: {what}" for what in self.run("return window.refused || []")]
        return [entry["message"] for entry in self._log()] + refused

    def _log(self) -> list[dict[str, Any]]:
        """Give what stands on the console, and empty it."""
        return list(self.chrome.get_log("browser"))  # type: ignore[no-untyped-call]

    def _tell(self, command: str, **given: object) -> Any:  # noqa: ANN401 -- whatever JSON can hold
        return self.chrome.execute_cdp_cmd(command, given)
