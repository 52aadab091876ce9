"""Orders: what is wanted of the sessions of one call, and each of them made and posted."""

from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from knib.audio.form import Format
from knib.cli import console
from knib.errors import KnibError
from knib.spec.choices import Variant

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor

    from knib.export.mould import Cast
    from knib.session import Session
    from knib.spec.model import Fitting


@dataclass(frozen=True, kw_only=True, slots=True)
class Order:
    """What is wanted of every session of one call. `text` is the routine itself where it stands in no file."""

    text: bytes | None = None
    folder: Path
    voice: Sequence[str] | None
    offline: bool
    settings: Mapping[str, str]
    variant: Variant
    fitting: "Fitting | None"
    sound: Mapping[str, Any]
    form: Format
    bitrate: int
    background: Path | None
    discreet: bool
    captions: bool
    quiet: bool

    @property
    def spliced(self) -> bool:
        """Whether a session is spliced and nothing beside it, so that a small mould is all of it."""
        return self.form is Format.MP3 and not self.background and not self.captions

    def said(self, number: int) -> dict[str, Any]:
        """Say what is asked for of the sound of one session, as data of JSON."""
        from knib.settings.file import load

        asked = {
            "voice": self.voice,
            "preferred": repr(load()),
            "settings": self.settings,
            "sound": self.sound,
            "number": number,
            "variant": self.variant,
            "fitting": repr(self.fitting),
        }
        return asked | {"form": self.form, "bitrate": self.bitrate, "discreet": self.discreet}


DOSE: Final = "--dose"
"""What a routine is called that was made of a dose in words."""

WRITTEN_AT_ONCE: Final = 4
"""Sessions on their way to the disk: waiting for one takes about as long as waiting for four."""

Attempt = Callable[[], dict[str, Any]]
"""Gives what was made, or raises the error that kept it from being made."""


def attempts(sources: Sequence[str], order: Order) -> Iterator[Attempt]:
    """Make a session of each routine and post it; give an attempt at each, in order.

    Of many, some are written while the next is made: the disk and the processor work side by side.
    """
    if len(sources) == 1:
        yield partial(_posted, sources[0], order, [])
        return
    from concurrent.futures import ThreadPoolExecutor  # 10 ms that one session need not wait for

    given: list[str] = []
    at_once = WRITTEN_AT_ONCE if order.spliced else 1  # what is encoded whole is large, and written in no time
    with ThreadPoolExecutor(at_once) as pool:
        begun: deque[Attempt] = deque()
        for source in sources:
            begun.append(_carried(source, order, given, pool))
            if len(begun) > at_once:
                yield begun.popleft()
        yield from begun


def _posted(source: str, order: Order, given: list[str]) -> dict[str, Any]:
    """Make one session, or cast it if it was made before, and post it."""
    text = _text(source, order)
    included: list[str] = []
    make = partial(_made, source, text, order, 1, included)
    return _packed(_cast_or(make, text, order, included) if order.spliced else make(), order, given)()


def _carried(source: str, order: Order, given: list[str], pool: "ThreadPoolExecutor") -> Attempt:
    """Make one session of many, and have it posted while others are made."""
    try:
        post = _packed(_made(source, _text(source, order), order, len(given) + 1, []), order, given)
    except KnibError as error:
        return partial(_failed, error)
    return pool.submit(post).result


def _text(source: str, order: Order) -> bytes:
    from knib.cli.sources import source_bytes

    return source_bytes(source) if order.text is None else order.text


def _failed(error: KnibError) -> dict[str, Any]:
    raise error


def _packed(finished: "Cast", order: Order, given: list[str]) -> Attempt:
    """Name a session's files, apart from those `given`; posting them is left to do."""
    from knib.export.outbox import distinct, file_name, post

    told = dict(finished.told)
    name = str(order.folder / file_name(told["title"], told["duration_ms"], order.form))
    given.append(distinct([*given, name])[-1])
    path = Path(given[-1])
    captions = {path.with_suffix(ending): text for ending, text in told.pop("captions", {}).items()}

    def posted() -> dict[str, Any]:
        for beside, text in captions.items():  # first, so that a session that is there has them
            post(text.encode(), beside)
        post(finished.buffers, path)
        return {"file": str(path), **told, "captions": [str(beside) for beside in captions]}

    return posted


def _cast_or(make: Callable[[], "Cast"], text: bytes, order: Order, included: list[str]) -> "Cast":
    """Cast a session that was made before; make it, and keep its mould, if it was not.

    A routine that includes files gets no mould: what is written in it does not tell what they hold tomorrow.
    """
    from knib.cli.again import Pattern
    from knib.cli.sources import mark, store

    pattern = Pattern(text, order.said(1))
    found = pattern.cast(store(), mark)
    if found:
        return found
    finished = make()
    # A chain may speak otherwise tomorrow, and what is included may have changed.
    if not included and list(finished.told["voices"]) == [finished.told["voice"]]:
        pattern.keep(finished, store(), finished.told["voice"], mark)
    return finished


def _made(source: str, text: bytes, order: Order, number: int, included: list[str]) -> "Cast":
    """Make a session, and note which files it includes."""
    from knib.cli.sources import booth_for, routine_of, sound_of, store
    from knib.export.mould import Cast
    from knib.studio import Finish, finish, record

    routine = routine_of(text, source, order.settings, order.variant, included)
    routine = replace(routine, sound=replace(routine.sound, **order.sound), fitting=order.fitting or routine.fitting)
    wanted = Finish(
        form=order.form,
        bitrate=order.bitrate,
        background=sound_of(order.background) if order.background else None,
        discreet=order.discreet,
        number=number,
    )
    with console.progress(routine.title, quiet=order.quiet) as spoken:
        session = record(routine, booth_for(routine, order.voice, offline=order.offline), spoken)
        buffers, _ = finish(session, store(), wanted)
    lines = session.lines_by_voice()
    told = {
        "title": routine.title,
        "duration_ms": session.timeline.length,
        "voice": session.voice,
        "voices": {name: len(said) for name, said in lines.items()},
        "lines": lines,
        "cues": len(session.timeline.placed),
        "distinct_cues": len(session.clips),
    }
    return Cast(buffers, {**told, "captions": _captions(session)} if order.captions else told)


def _captions(session: "Session") -> dict[str, str]:
    """Write the captions, by the ending of their files."""
    from knib.export.captions import lrc, webvtt

    return {".vtt": webvtt(session.timeline), ".lrc": lrc(session.timeline, session.routine.title)}
