"""Every engine on a stage of its own, set up as a user would and handed to the contract test.

A new engine gets a function here: it sets up what the engine needs in a folder, and says how it is called and in which
ways it cannot speak.
"""

from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest

import tiny_voice
import translate_server
from installed import installed
from knib.voice.engine import Engine, Means, load
from knib.voice.engines.espeak import Espeak
from knib.voice.recorded import collection
from speech_server import hesitant, speech_server
from takes import said

LINES: Final = ("Gør klar.", "Knib og løft.", "Træk vejret, og slip helt.", "Hold i 5 sek.", "Blå øjne på åen.")


@dataclass(frozen=True, kw_only=True)
class Stage:
    """What the contract test needs to know of an engine.

    `unusable` make the engine without what it needs. `lines` are what it can say; `paced` is whether it speaks faster
    when asked to, and `lettered` whether it tells letters apart.
    """

    name: str
    means: Means
    unusable: tuple[Callable[[], Engine], ...]
    lines: tuple[str, ...] = LINES
    paced: bool = True
    lettered: bool = True

    def engine(self) -> Engine:
        """Make the engine anew."""
        return load(self.name, self.means)


def espeak(_folder: Path, _open: ExitStack) -> Stage:
    return Stage(name="espeak", means=Means(), unusable=(lambda: Espeak([]),))


def piper(folder: Path, _open: ExitStack) -> Stage:
    tiny_voice.put(folder / "piper")
    tiny_voice.put(folder / "piper", "svensk", espeak={"voice": "sv"})
    tiny_voice.put(folder / "piper", "broken").write_bytes(b"no model at all")
    means = Means(folder=folder)
    return Stage(
        name="piper:tiny",
        means=means,
        unusable=(
            lambda: load("piper", means),
            lambda: load("piper:nowhere", means),
            lambda: load("piper:svensk", means),
        ),
    )


def http(_folder: Path, opened: ExitStack) -> Stage:
    here = opened.enter_context(speech_server(hesitant))
    means = Means(settings=here.table())
    return Stage(
        name="http:klinik",
        means=means,
        unusable=(
            lambda: load("http", means),
            lambda: load("http:andre", means),
            lambda: load("http:klinik"),
            lambda: load("http:klinik", Means(settings=here.table(key_env="KNIB_TEST_NO_SUCH_KEY"))),
            lambda: load("http:klinik", Means(settings=here.table(address="http://tale.example.com"))),
        ),
        lettered=False,
    )


def gtts(_folder: Path, opened: ExitStack) -> Stage:
    here = opened.enter_context(translate_server.speech_server())
    patch = opened.enter_context(pytest.MonkeyPatch.context())
    patch.setattr("gtts.tts._translate_url", lambda **_where: here.url)
    for politeness in ("APART", "JITTER"):  # a second a line is for a server that others use, too
        patch.setattr(f"knib.voice.online.patience.{politeness}", 0)
    return Stage(
        name="gtts",
        means=Means(),
        unusable=(
            lambda: load("gtts", Means(offline=True)),
            lambda: load("gtts", Means(settings={"tld": "com/x"})),
        ),
        paced=False,
        lettered=False,
    )


def recorded(folder: Path, _open: ExitStack) -> Stage:
    for path, data in collection.opened(folder, "lone").with_lines({line: said(line) for line in LINES}, "2026-01-31"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    means = Means(folder=folder)
    return Stage(
        name="recorded:lone",
        means=means,
        unusable=(lambda: load("recorded:karen", means), lambda: load("recorded:lone", Means(folder=folder / "empty"))),
        paced=False,  # a person has read as fast as they have read
        lettered=False,
    )


def fake(folder: Path, opened: ExitStack) -> Stage:
    opened.enter_context(installed(folder / "site", {"fake": "fakes:engine"}))
    return Stage(name="fake", means=Means(), unusable=(), lettered=False)


STAGES: Final[Mapping[str, Callable[[Path, ExitStack], Stage]]] = {
    "espeak": espeak,
    "piper": piper,
    "http": http,
    "gtts": gtts,
    "recorded": recorded,
    "fake": fake,
}
