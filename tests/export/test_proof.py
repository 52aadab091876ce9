from dataclasses import replace
from typing import Any

import pytest

from export.spoken import clips, description, good, timeline
from knib.audio.form import Format
from knib.audio.splice import splice
from knib.audio.store import Memory
from knib.errors import SoundError
from knib.export.proof import prove
from knib.export.tags import tag_bytes
from knib.units import Ms


@pytest.mark.parametrize("form", Format)
def test_a_good_file_is_proven(form: Format) -> None:
    prove([good(form)], description(), form)


def test_a_file_in_many_buffers_is_proven_without_joining_them() -> None:
    prove([tag_bytes(description()), *splice(timeline(), clips(), Memory())], description(), Format.MP3)


@pytest.mark.parametrize("size", [7, 192, 1000])
def test_it_is_no_matter_where_the_buffers_end(size: int) -> None:
    whole = good(Format.MP3)
    cut = [memoryview(whole)[at : at + size] for at in range(0, len(whole), size)]
    prove([b"", *cut[:5], b"", *cut[5:]], description(), Format.MP3)


@pytest.mark.parametrize("form", Format)
@pytest.mark.parametrize("what", ["title", "chapters", "plan", "length"])
def test_a_file_that_tells_something_else_is_refused(form: Format, what: str) -> None:
    other: dict[str, Any] = {"title": "Andet", "chapters": (), "plan": b"x", "length": Ms(timeline().length + 1)}
    with pytest.raises(SoundError, match=f"another {what}") as caught:
        prove([good(form)], replace(description(), **{what: other[what]}), form)
    assert "report it" in caught.value.cure


@pytest.mark.parametrize("form", Format)
def test_a_file_without_its_end_is_refused(form: Format) -> None:
    # FLAC says at its front how long it is, and nothing of its size: that its end is missing, `verify` hears.
    kept = 100 if form is Format.FLAC else len(good(form)) // 2
    with pytest.raises(SoundError):
        prove([good(form)[:kept]], description(), form)


def test_an_mp3_with_a_frame_too_few_or_too_many_is_refused() -> None:
    whole = good(Format.MP3)
    for broken in (whole[:-192], whole + whole[-192:]):
        with pytest.raises(SoundError, match="its first frame says"):
            prove([broken], description(), Format.MP3)


def test_an_mp3_whose_frames_were_moved_is_refused() -> None:
    whole = good(Format.MP3)
    middle = len(tag_bytes(description())) + 192 * 301
    with pytest.raises(SoundError, match=r"no MP3 frame|not like the others"):
        prove([whole[:middle], b"\0", whole[middle:-1]], description(), Format.MP3)


@pytest.mark.parametrize("nothing", [[], [b""], [b"ID3"]])
def test_nothing_is_refused(nothing: list[bytes]) -> None:
    with pytest.raises(SoundError, match="the finished file is broken"):
        prove(nothing, description(), Format.MP3)
