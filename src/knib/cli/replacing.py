"""What is there already and would be replaced: left alone unless it is the same, or was asked for by its name."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from knib.cli import console
from knib.cli.destination import Place
from knib.errors import WriteError

if TYPE_CHECKING:
    from knib.export.outbox import Buffer, Judge

CAPTIONS = (".vtt", ".lrc")
"""The endings of the captions that may lie beside a session."""

CURE = "give it a name of its own: -o FILE; or replace it: --replace"


def put(
    data: "bytes | Iterable[Buffer]", place: Place, holds: Callable[[bytes], str], *, overwrite: bool = False
) -> None:
    """Write a file, and say what it replaced.

    `holds` says what the file that is there holds in place of this one; nothing where it may be replaced.

    Raises:
        WriteError: something else is there, or it cannot be written.
    """
    from knib.export.outbox import post

    held: list[str] = []
    if post(data, place.path, judge(holds, held, named=place.named or overwrite)):
        tell_replaced(place.path, held)


def put_named(data: bytes, path: Path) -> None:
    """Write a file that was asked for by its name, and say where it replaced another one.

    Raises:
        WriteError: it cannot be written.
    """
    from knib.export.outbox import post

    if post(data, path):
        tell_replaced(path, ())


def judge(holds: Callable[[bytes], str], held: list[str], *, named: bool) -> "Judge":
    """Return what looks at a file that is there, and keeps in `held` what it held; a named one may be replaced."""

    def look(path: Path) -> None:
        what = holds(_read(path))
        if what and not named:
            raise WriteError(f"{path} is there already, and holds {what}", cure=CURE)
        held.append(what)

    return look


def tell_replaced(path: Path, held: Iterable[str]) -> None:
    """Say which file was replaced, and what it held if that was something else."""
    what = ", ".join(filter(None, held))
    console.note(f"Replaced: {path}" + (f", which held {what}" if what else ""))


def session_held(new: "Iterable[Buffer]") -> Callable[[bytes], str]:
    """Return what says whether a file holds another session than this one."""
    buffers = list(new)

    def holds(there: bytes) -> str:
        from knib.export.alike import Held, held

        told = held(there, b"".join(buffers))
        return "" if told is Held.SAME else str(told)

    return holds


def put_session(sound: "Sequence[Buffer]", path: Path, captions: Mapping[str, str], *, named: bool) -> None:
    """Write a session with the captions beside it, by their endings, all of them or none; say what was replaced.

    Raises:
        WriteError: something else is there, or it cannot be written.
    """
    from knib.export.outbox import post_together

    beside = {path.with_suffix(ending): text.encode() for ending, text in captions.items()}
    held: list[str] = []
    of_session = judge(session_held(sound), held, named=named)
    # Captions belong to the session that is there: where it may be replaced, or is the same, so may they.
    of_captions = judge(something_else, [], named=named or path.exists())
    replaced = post_together(
        {**beside, path: sound}, lambda there: of_session(there) if there == path else of_captions(there)
    )
    if path in replaced:
        tell_replaced(path, held)
        for there in (path.with_suffix(ending) for ending in CAPTIONS if ending not in captions):
            if any(held) and there.exists():
                console.note(f"Warning: {there} tells what was said in the session that was replaced.")


def something_else(_there: bytes) -> str:
    """Say of any file that it holds something else, where it cannot be known."""
    return "something else"


def _read(path: Path) -> bytes:
    from knib.cli.sources import whole_file
    from knib.errors import UsageError

    try:
        return whole_file(path, cure="")
    except UsageError as err:  # it cannot be read, so nobody knows what it holds
        raise WriteError(str(err), cure="choose another name: -o FILE") from err
