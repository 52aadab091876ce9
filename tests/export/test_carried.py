import json
import zlib
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from knib.audio.first_frame import tag_length
from knib.audio.store import Memory
from knib.errors import SoundError
from knib.export.captions import webvtt
from knib.export.carried import carried, told_anew
from knib.export.containers import read_back
from knib.export.description import describe
from knib.export.imprint import Under
from knib.export.tags import tag_bytes
from knib.plan.cue import Cue
from knib.plan.timeline import Timeline
from knib.studio import Finish, finish
from knib.voice.shelf import Shelf, default_folder
from ready import session

READY = "find-musklen"


def made(*, discreet: bool = True, number: int = 1) -> bytes:
    return b"".join(
        finish(session(READY), Memory(Shelf(default_folder())), Finish(discreet=discreet, number=number))[0]
    )


def told(mp3: bytes, number: int, *, discreet: bool = True) -> bytes:
    return b"".join(told_anew(carried(mp3), number, discreet=discreet))


def moments(timeline: Timeline) -> list[tuple[int, int, str]]:
    return [(span.start, span.end, span.kind) for span in timeline.spans]


def test_a_file_with_words_gives_its_whole_timeline_back() -> None:
    found, before = carried(made(discreet=False)), session(READY).timeline
    assert found.worded
    assert found.timeline.title == before.title
    assert found.timeline.spans == before.spans
    assert found.timeline.chapters == before.chapters
    assert webvtt(found.timeline) == webvtt(before)


def test_a_discreet_file_gives_every_moment_and_no_word() -> None:
    found, before = carried(made()), session(READY).timeline
    assert not found.worded
    assert found.timeline.length == before.length
    assert moments(found.timeline) == moments(before)
    assert not any(isinstance(placed.sound, Cue) for placed in found.timeline.placed)
    tones = [(placed.start, placed.sound) for placed in before.placed if not isinstance(placed.sound, Cue)]
    assert [(placed.start, placed.sound) for placed in found.timeline.placed] == tones
    assert found.under is Under.SILENCE


def test_a_file_told_anew_is_the_one_that_would_have_been_made_there() -> None:
    assert told(made(number=1), 3) == made(number=3)
    assert told(made(number=2), 2) == made(number=2)


def test_a_file_with_words_has_none_when_it_is_told_discreetly() -> None:
    assert told(made(discreet=False), 2) == made(number=2)


def test_words_stay_where_they_may() -> None:
    assert told(made(discreet=False), 1, discreet=False) == made(discreet=False)


def test_words_that_are_not_there_do_not_come_back() -> None:
    assert read_back(told(made(), 1, discreet=False)).title.startswith("Træning 1, ")


def test_a_damaged_file_is_refused() -> None:
    mp3 = made()
    place = len(mp3) - 40_000
    for broken in (mp3[:-100], mp3[:place] + bytes(200) + mp3[place + 200 :]):
        with pytest.raises(SoundError, match="damaged"):
            carried(broken)


def test_what_is_no_session_is_refused() -> None:
    mp3 = made()
    for other, says in (
        (b"RIFF\0\0\0\0WAVE", "only MP3"),
        (b"noise", "no sound file"),
        (mp3[tag_length(mp3) :], "no plan"),
    ):
        with pytest.raises(SoundError, match=says):
            carried(other)


def with_plan(change: Callable[[dict[str, Any]], object]) -> bytes:
    """Give a file whose plan was changed by somebody else."""
    mp3 = made(discreet=False)
    whole = json.loads(zlib.decompress(read_back(mp3).plan))
    change(whole["plan"])
    plan = zlib.compress(json.dumps(whole).encode())
    told = describe(session(READY).timeline, session(READY).clips, discreet=False)
    return tag_bytes(replace(told, plan=plan)) + mp3[tag_length(mp3) :]


@pytest.mark.parametrize(
    "change",
    [
        lambda plan: plan["phases"][0].update(kind="sleep"),
        lambda plan: plan["phases"][0].update(start_ms=-1),
        lambda plan: plan["phases"][0].update(end_ms=plan["duration_ms"]),
        lambda plan: plan["phases"][-1].update(end_ms=plan["duration_ms"] + 1),
        lambda plan: plan["phases"][0].update(set=None),
        lambda plan: plan["phases"].reverse(),
        lambda plan: plan["chapters"][0].update(end_ms=0.5),
        lambda plan: plan["chapters"].reverse(),
        lambda plan: plan["cues"][0].update(kind="shout"),
        lambda plan: plan.pop("chapters"),
        lambda plan: plan.update(title="\ud800"),
    ],
)
def test_a_plan_that_cannot_be_is_refused(change: Callable[[dict[str, Any]], object]) -> None:
    with pytest.raises(SoundError, match="the plan in the file cannot be read"):
        carried(with_plan(change))


def test_a_plan_that_was_not_changed_is_read() -> None:
    assert carried(with_plan(len)).timeline.spans == session(READY).timeline.spans
