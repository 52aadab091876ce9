import json
import tracemalloc
import zlib
from base64 import b64encode
from contextlib import suppress
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from export.spoken import TELLING, clips, description, recorded, timeline
from knib.audio.clip import Clip
from knib.audio.outline import outline
from knib.errors import SoundError
from knib.export.imprint import Conditions, Under, imprint, unpacked
from knib.plan.as_data import as_data
from knib.plan.cue import Cue
from knib.plan.place import place
from knib.plan.script import write
from knib.spec import library
from knib.spec.reader import read
from knib.units import Ms


def opened(packed: bytes) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(zlib.decompress(packed))
    return data


def test_the_plan_of_a_file_that_may_tell_is_the_plan_as_it_is_printed() -> None:
    plan = opened(description(discreet=False).plan)["plan"]
    numbers = [cue.pop("sound") for cue in plan["cues"]]
    assert plan == json.loads(json.dumps(as_data(timeline())))
    assert numbers[:4] == [0, 1, 2, 3]


@pytest.mark.parametrize("name", library.ids())
def test_what_is_written_once_for_all_repetitions_is_written_as_if_each_were_alone(name: str) -> None:
    script = write(read(library.load(name), name))
    planned = place(script, dict.fromkeys(script.cues, Ms(200)))
    voices = dict.fromkeys(script.cues[::2], "a")
    plan = opened(imprint(planned, {}, Conditions(), voices, discreet=False))["plan"]
    sounds = list(dict.fromkeys(placed.sound for placed in planned.placed))
    assert [cue.pop("sound") for cue in plan["cues"]] == [sounds.index(placed.sound) for placed in planned.placed]
    assert plan == json.loads(json.dumps(as_data(planned, voices=voices)))


def test_a_discreet_plan_has_every_key_and_every_moment_and_none_of_the_words() -> None:
    discreet, plain = opened(description().plan)["plan"], opened(description(discreet=False).plan)["plan"]
    assert discreet.keys() == plain.keys()
    for part in ("phases", "cues", "chapters"):
        assert [one.keys() for one in discreet[part]] == [one.keys() for one in plain[part]]
        assert [one["start_ms"] for one in discreet[part]] == [one["start_ms"] for one in plain[part]]
    text = json.dumps(discreet, ensure_ascii=False).lower().replace("knib.plan/1", "")
    assert [word for word in (*TELLING, "knib") if word in text] == []


def test_the_same_cue_has_the_same_number_wherever_it_is() -> None:
    plan = unpacked(description().plan)
    named = dict(zip((placed.sound for placed in timeline().placed), (cue.name for cue in plan.cues), strict=True))
    assert len(set(named.values())) == len(named)
    assert named[Cue("Slip.")] == "cue 4"


def test_a_plan_says_how_each_sound_was_recorded() -> None:
    plan = unpacked(description().plan)
    for placed, cue in zip(timeline().placed, plan.cues, strict=True):
        assert cue.outline == outline(recorded()[1][placed.sound])
        assert len(cue.outline) == clips()[placed.sound].length == cue.end - cue.start
        assert cue.spoken is isinstance(placed.sound, Cue)


def test_a_plan_says_what_may_be_expected_beside_it() -> None:
    conditions = Conditions(under=Under.BED, levelled=True)
    assert unpacked(imprint(timeline(), clips(), conditions, discreet=True)).conditions == conditions


def test_a_sound_without_a_clip_has_an_empty_outline() -> None:
    plan = unpacked(imprint(timeline(), {}, Conditions(), discreet=True))
    assert {cue.outline for cue in plan.cues} == {b""}


def test_the_same_session_gives_the_same_bytes() -> None:
    packed = [imprint(timeline(), clips(), Conditions(), discreet=True) for _ in range(2)]
    assert packed[0] == packed[1]


def test_an_outline_takes_one_byte_a_millisecond() -> None:
    # 3 ms of sound: the first samples are 0, 256 and -1, of which the upper bytes are 0, 1 and -1.
    sound = b"".join(first.to_bytes(2, "little", signed=True) + bytes(46) for first in (0, 256, -1))
    assert outline(Clip(sound)) == bytes([0, 1, 0xFF])
    assert outline(Clip(sound + b"\x00\x02")) == bytes([0, 1, 0xFF, 2])
    assert outline(Clip(b"")) == b""


def changed(parts: dict[str, Any]) -> bytes:
    return zlib.compress(json.dumps(opened(description().plan) | parts).encode())


@pytest.mark.parametrize(
    "packed",
    [
        b"",
        b"x",
        zlib.compress(b""),
        zlib.compress(b"[]"),
        zlib.compress(b"{}"),
        zlib.compress(b"\xff"),
        zlib.compress(b"[" * 100_000),
        zlib.compress(b'{"schema": "knib.imprint/2"}'),
    ],
)
def test_what_is_no_imprint_is_refused_in_words(packed: bytes) -> None:
    with pytest.raises(SoundError, match="the plan in the file cannot be read"):
        unpacked(packed)


@pytest.mark.parametrize(
    "parts",
    [
        {"plan": None},
        {"plan": {"cues": [], "title": "x", "duration_ms": -1}},
        {"plan": {"cues": [], "title": "x", "duration_ms": 1.5}},
        {"sounds": []},
        {"sounds": ["*"]},
        {"under": "water"},
    ],
)
def test_an_imprint_that_makes_no_sense_is_refused_in_words(parts: dict[str, Any]) -> None:
    with pytest.raises(SoundError, match="the plan in the file cannot be read"):
        unpacked(changed(parts))


def test_an_imprint_that_unpacks_to_gigabytes_is_refused() -> None:
    packer = zlib.compressobj(9)
    bomb = b"".join(packer.compress(bytes(1 << 20)) for _ in range(80)) + packer.flush()
    with pytest.raises(SoundError, match="cannot be read"):
        unpacked(bomb)


@settings(max_examples=50)
@given(st.integers(0, 10_000), st.integers(1, 255))
def test_an_imprint_with_one_changed_byte_is_read_or_refused(at: int, flip: int) -> None:
    packed = bytearray(description().plan)
    packed[at % len(packed)] ^= flip
    with suppress(SoundError):
        assert unpacked(bytes(packed)).cues


def crafted(*cues: dict[str, Any], **parts: int) -> bytes:
    """Give an imprint whose first cues are changed."""
    plan = opened(description().plan)["plan"]
    for cue, other in zip(plan["cues"], cues, strict=False):
        cue.update(other)
    return changed({"plan": plan | parts})


HOURS = 12 * 3_600_000


@pytest.mark.parametrize("moment", [HOURS + 1, 10**12, 10**13, 10**30])
@pytest.mark.parametrize("key", ["start_ms", "end_ms"])
def test_a_moment_after_the_longest_session_is_refused(key: str, moment: int) -> None:
    with pytest.raises(SoundError, match="the plan in the file cannot be read"):
        unpacked(crafted({}, {key: moment}))


def test_a_plan_may_be_as_long_as_a_session_and_no_longer() -> None:
    assert unpacked(crafted(duration_ms=HOURS)).length == HOURS
    with pytest.raises(SoundError, match="the plan in the file cannot be read"):
        unpacked(crafted(duration_ms=HOURS + 1))


def test_a_cue_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(SoundError, match="the plan in the file cannot be read"):
        unpacked(crafted({"start_ms": 100, "end_ms": 99}))


def test_cues_that_are_not_in_order_are_refused() -> None:
    with pytest.raises(SoundError, match="the plan in the file cannot be read"):
        unpacked(crafted({"start_ms": 200, "end_ms": 300}, {"start_ms": 199, "end_ms": 300}))


def test_an_outline_longer_than_any_cue_is_refused() -> None:
    sounds = opened(description().plan)["sounds"]
    sounds[0] = b64encode(bytes(600_001)).decode()
    with pytest.raises(SoundError, match="the plan in the file cannot be read"):
        unpacked(changed({"sounds": sounds}))


def test_a_long_plan_is_packed_in_batches_and_is_the_same_plan(monkeypatch: pytest.MonkeyPatch) -> None:
    sizes = list[int]()

    class Packer:
        def __init__(self, level: int) -> None:
            self._packer = compressobj(level)

        def compress(self, text: bytes) -> bytes:
            sizes.append(len(text))
            return self._packer.compress(text)

        def flush(self) -> bytes:
            return self._packer.flush()

    compressobj, long = zlib.compressobj, replace(timeline(), placed=timeline().placed * 500)
    monkeypatch.setattr("knib.export.imprint.zlib.compressobj", Packer)
    packed = imprint(long, {}, Conditions(), discreet=False)
    assert sum(sizes) > 500_000
    assert max(sizes) < 70_000
    assert len(opened(packed)["plan"]["cues"]) == len(long.placed)


@pytest.mark.parametrize("discreet", [False, True])
def test_a_long_plan_is_never_in_memory_as_data(*, discreet: bool) -> None:
    long = replace(timeline(), placed=timeline().placed * 300, spans=timeline().spans * 300)
    assert len(long.placed) > 3800  # as data, 2 MB more
    tracemalloc.start()
    try:
        imprint(long, {}, Conditions(), discreet=discreet)
        assert tracemalloc.get_traced_memory()[1] < 1_500_000
    finally:
        tracemalloc.stop()
