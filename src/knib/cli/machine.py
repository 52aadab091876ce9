"""`doctor`: is everything ready on this machine, and if not, what helps?"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated

import typer

from knib.cli import console
from knib.cli.door import door
from knib.errors import KnibError, VoiceError


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
    from knib.voice.engine import ENGINES
    from knib.voice.shelf import default_folder as shelf_folder

    yield Finding("knib", True, f"{__version__} on Python {platform.python_version()}")
    for name in ENGINES:
        yield _voice(name)
    yield _mp3()
    yield _formats()
    yield _folder("shelf for spoken cues", shelf_folder(), "set KNIB_CACHE_DIR to a folder you may write in")
    yield _folder("sessions", default_folder(), "name another folder: knib render ROUTINE -o DIR")


def _voice(name: str) -> Finding:
    """Say whether a voice can speak; a session needs the default one alone."""
    from knib.cli.sources import is_offline
    from knib.voice.engine import DEFAULT, Means, load

    status = load(name, Means(offline=is_offline())).status()
    if status.ready or name == DEFAULT:
        return Finding(f"voice {name}", status.ready, status.detail, status.cure)
    return Finding(f"voice {name}", True, f"{status.detail}; if you want it: {status.cure}")


def _mp3() -> Finding:
    """Encode a tenth of a second, for real."""
    from knib.audio.clip import RATE, silence
    from knib.audio.codec import encode_mp3

    try:
        size = len(encode_mp3([silence(RATE // 10)]))
    except (KnibError, ImportError) as error:
        return Finding("MP3", False, str(error), "install Knib again: pip install --force-reinstall knib")
    return Finding("MP3", True, f"encodes ({size} bytes tried)")


def _formats() -> Finding:
    """Say whether the other formats are there; a session needs none of them."""
    from importlib.util import find_spec

    if find_spec("av"):
        return Finding("M4A, Opus, FLAC, verify", True, "ready")
    return Finding("M4A, Opus, FLAC, verify", True, 'not installed; if you want them: pip install "av>=18.1,<19"')


def _folder(what: str, folder: Path, cure: str) -> Finding:
    """Try to write in a folder, or in the nearest one above that is there."""
    import tempfile

    try:
        nearest = next((place for place in (folder, *folder.absolute().parents) if place.exists()), folder)
        with tempfile.TemporaryFile(dir=nearest):
            return Finding(what, True, str(folder))
    except OSError as error:
        return Finding(what, False, f"{folder} cannot be written in ({error.strerror})", cure)
