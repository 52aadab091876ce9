"""`doctor`: is everything ready on this machine, and if not, what helps?"""

from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path
from typing import Annotated

import typer

from knib.cli import console
from knib.cli.door import door
from knib.errors import KnibError, UsageError, VoiceError
from knib.values import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at."""

    what: str
    ready: bool
    detail: str
    cure: str = ""


@door
def doctor(json: Annotated[bool, typer.Option("--json", help="Print it as JSON.")] = False) -> None:
    """Say what is ready on this machine, and how to mend what is not.

    Example: knib doctor
    """
    findings = list(_findings())
    if json:
        console.data([asdict(finding) for finding in findings])
    else:
        for finding in findings:
            console.out(f"{'ok ' if finding.ready else 'NOT'}  {finding.what}: {finding.detail}")
            if finding.cure and not finding.ready:
                console.out(f"     Try: {finding.cure}")
    if not all(finding.ready for finding in findings):
        raise typer.Exit(VoiceError.exit_code)


def _findings() -> Iterator[Finding]:
    import platform

    from knib import __version__
    from knib.cli.sources import default_folder
    from knib.voice.engine import names
    from knib.voice.shelf import default_folder as shelf_folder

    yield Finding("knib", True, f"{__version__} on Python {platform.python_version()}")
    yield _settings()
    for name in names():
        yield _voice(name)
    yield _mp3()
    yield from _extras()
    yield _shelf(shelf_folder())
    try:
        yield _folder("sessions", default_folder(), "name another folder: knib render ROUTINE -o DIR")
    except UsageError as error:
        yield Finding("sessions", False, str(error), error.cure)


def _settings() -> Finding:
    """Say where the settings are, and what is wrong with them."""
    from knib.settings.file import load, settings_file

    try:
        load()
    except UsageError as error:
        return Finding("settings", False, str(error), error.cure)
    file = settings_file()
    return Finding("settings", True, f"{file}{'' if file.exists() else ' (not there; defaults count)'}")


def _shelf(folder: Path) -> Finding:
    """Say whether cues can be kept, and when they take much room."""
    from knib.voice.shelf import Shelf
    from knib.voice.stocktaking import SPARE, in_all

    found = _folder("shelf for spoken cues", folder, "set KNIB_CACHE_DIR to a folder you may write in")
    size = in_all(Shelf(folder)).size
    hint = f" ({size / 1_000_000_000:.1f} GB; to make room: knib cache --max-size 1GB)" if size > SPARE else ""
    return replace(found, detail=found.detail + hint)


def _voice(name: str) -> Finding:
    """Say whether a voice can speak. Only the one that needs nothing must: the others wait for what a user brings."""
    from knib.cli.casting import means
    from knib.settings.file import load
    from knib.settings.model import Settings
    from knib.voice.engine import DEFAULT, status_of

    try:
        settings = load()
    except UsageError:  # told already
        settings = Settings()
    status = status_of(name, means(name, settings))
    if status.ready or name == DEFAULT:
        return Finding(f"voice {name}", status.ready, status.detail, status.cure)
    return Finding(f"voice {name}", True, f"not ready: {status.detail}; if you want it: {status.cure}")


def _mp3() -> Finding:
    """Encode a tenth of a second, for real."""
    from knib.audio.clip import RATE, silence
    from knib.audio.codec import encode_mp3

    try:
        size = len(encode_mp3([silence(RATE // 10)]))
    except (KnibError, ImportError) as error:
        return Finding("MP3", False, str(error), "install Knib again: pip install --force-reinstall knib")
    return Finding("MP3", True, f"encodes ({size} bytes tried)")


def _extras() -> Iterator[Finding]:
    """Say which of the parts are there that only some commands need; a session needs none of them."""
    from importlib.util import find_spec

    from knib.audio.formats import CURE as FORMATS
    from knib.cli.serving import MISSING as SERVE
    from knib.cli.sharing import MISSING as SHARE

    for what, modules, cure in (
        ("M4A, Opus, FLAC, verify", ("av",), FORMATS),
        ("share, sheet, qr", ("fpdf", "segno"), SHARE),
        ("serve", ("starlette", "uvicorn", "segno"), SERVE),
    ):
        missing = [module for module in modules if find_spec(module) is None]
        yield Finding(what, True, f"not installed; if you want it: {cure}" if missing else "ready")


def _folder(what: str, folder: Path, cure: str) -> Finding:
    """Try to write in a folder, or in the nearest one above that is there."""
    import tempfile

    try:
        nearest = next((place for place in (folder, *folder.absolute().parents) if place.exists()), folder)
        with tempfile.TemporaryFile(dir=nearest):
            return Finding(what, True, str(folder))
    except OSError as error:
        return Finding(what, False, f"{folder} cannot be written in ({error.strerror})", cure)
