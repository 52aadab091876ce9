"""Who speaks: the voices that were asked for, put together with the settings.

The command line goes first, then the environment, then the routine, then the settings; with `voices.always` the
settings go before the routine. See `docs/decisions/110-who-chooses-the-voice.md`.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from knib.cli import console
from knib.errors import UsageError
from knib.settings.file import load
from knib.settings.model import Settings
from knib.voice import engine as engines
from knib.voice.engine import Engine, Means
from knib.voice.folders import voices_folder

if TYPE_CHECKING:
    from knib.spec.model import Routine
    from knib.voice.online.guard import Known


def asked_for(written: Sequence[str] | None) -> tuple[str, ...]:
    """Read the voices of `--voice a,b --voice c`.

    Raises:
        UsageError: there is a comma too many.
    """
    names = [name.strip() for text in written or () for name in text.split(",")]
    if "" in names:
        raise UsageError(
            "A voice in --voice has no name.", cure="write names with commas between: --voice piper,espeak"
        )
    return tuple(names)


def cast(routine: "Routine", asked: Sequence[str] | None) -> tuple[str, ...]:
    """Choose the voices for a routine, by their full names, the first one to ask first.

    Raises:
        UsageError: the routine asks for a voice that sends text away, which only its listener may choose.
    """
    settings, named = load(), asked_for(asked)
    own = routine.voice.engines
    if named or not own or "voice" in settings.insisted:
        return full_names(named or settings.voice or own or (engines.DEFAULT,))
    full, chosen = full_names(own), full_names(settings.voice)
    for name in full:
        if name not in chosen and engine(name, settings).online:
            raise UsageError(
                f"{routine.origin.file} asks for the voice {name}, which sends every line away from this machine.",
                cure=f"if you want that, choose it yourself: --voice {','.join(full)}, or once: knib voices use {name}",
            )
    return full


def preferred(routine: "Routine") -> "Routine":
    """Give a routine the pace of the settings, if it has none of its own or they go before it."""
    settings = load()
    if settings.pace and ("pace" in settings.insisted or not routine.voice.pace):
        return replace(routine, voice=replace(routine.voice, pace=settings.pace))
    return routine


def by_default() -> tuple[str, ...]:
    """Give the voices that speak when nobody asks for any."""
    return full_names(load().voice or (engines.DEFAULT,))


def full_names(names: Sequence[str]) -> tuple[str, ...]:
    """Give each voice its full name, and each one once."""
    return tuple(dict.fromkeys(map(full_name, names)))


def full_name(name: str) -> str:
    """Give a voice's full name: `min-stemme` is `recorded:min-stemme` when there are recordings of that name."""
    plain = ":" not in name and Path(name).name == name and name not in engines.ENGINES
    return f"recorded:{name}" if plain and (voices_folder() / "recorded" / name).is_dir() else name


def engine(name: str, settings: Settings | None = None, lexicon: Path | None = None) -> Engine:
    """Load the engine of a voice, with its own table of the settings.

    Raises:
        UsageError: there is no such voice.
    """
    return engines.load(name, means(name, settings or load(), lexicon))


def means(name: str, settings: Settings, lexicon: Path | None = None) -> Means:
    """Give what a voice's engine is made with on this machine, and with a lexicon other than that of the settings."""
    table = dict(settings.voices.get(name.partition(":")[0], {}))
    words = lexicon or settings.lexicon
    if words:
        table["lexicon"] = str(words)
    return Means(
        settings=table, folder=voices_folder(), offline=settings.offline, warn=console.warning, tell=console.note
    )


def patients(settings: Settings) -> "Callable[[], Sequence[Known]] | None":
    """Give what reads the patient list that the settings name; nothing when they name none."""

    def known() -> "Sequence[Known]":
        from knib.voice.online.patients import listed  # csv and the guard, for those who use an online voice

        return listed(Path(settings.patients))

    return known if settings.patients else None


def variants(kind: str, settings: Settings) -> list[str]:
    """List the voices of an engine that has several: models and recordings on this machine, servers in the settings."""
    folder = voices_folder() / kind
    match kind:
        case "http":
            found = [name for name, table in settings.voices.get("http", {}).items() if isinstance(table, dict)]
        case "piper":
            found = [path.stem for path in folder.glob("*.onnx")]
        case "recorded":
            found = [path.name for path in folder.glob("[!.]*") if path.is_dir()]
        case _:
            found = []
    return sorted(f"{kind}:{name}" for name in found)
