import os
import subprocess
import sys
from collections.abc import Iterator, Mapping

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from knib.audio import stitch as stitching
from knib.audio.clip import RATE, Clip
from knib.audio.stitch import FADE_IN, FADE_OUT, SHORTEST, pieces, stitch
from knib.errors import Origin, SoundError
from knib.plan.cue import Cue, Sounding
from knib.plan.timeline import Placed, Role, Timeline
from knib.spec.model import Tone
from knib.units import Ms

KNIB, SLIP = Cue("Knib"), Cue("Slip")


def loud(length: int, level: int = 20_000) -> Clip:
    """Give a clip that is as bad for clicks as can be: `length` ms at one level."""
    return Clip(np.full(length * 24, level, "<i2").tobytes())


def timeline(length: int, *sounds: tuple[int, Sounding]) -> Timeline:
    placed = tuple(
        Placed(
            start=Ms(start), end=Ms(start), sound=sound, role=Role.COMMAND, origin=Origin(file="knae.yaml", line=line)
        )
        for line, (start, sound) in enumerate(sounds, 1)
    )
    return Timeline(title="Knæ", length=Ms(length), spans=(), placed=placed, chapters=())


def heard(session: Timeline, clips: Mapping[Sounding, Clip]) -> np.ndarray:
    return np.frombuffer(stitch(session, clips).pcm, "<i2").astype(int)


def middle(start: int, clip: Clip) -> slice:
    """Give the samples that a clip fills, but for its fades."""
    return slice((start + FADE_IN) * 24, start * 24 + clip.samples - FADE_OUT * 24)


def test_a_clip_sounds_exactly_where_it_is_placed() -> None:
    sound = heard(timeline(3000, (1001, KNIB)), {KNIB: loud(100)})
    # Sample 24024 itself is silent: the fade begins there. The fade's last sample has a gain of 0.
    assert np.flatnonzero(sound)[[0, -1]].tolist() == [1001 * 24 + 1, 1101 * 24 - 1]


def test_between_its_fades_a_clip_is_untouched() -> None:
    noise = Clip(np.random.default_rng(1).integers(-9000, 9000, 2417).astype("<i2").tobytes())
    sound = heard(timeline(1000, (137, KNIB)), {KNIB: noise})
    untouched = np.frombuffer(noise.pcm, "<i2")[FADE_IN * 24 : -FADE_OUT * 24]
    assert (sound[middle(137, noise)] == untouched).all()


def test_a_clip_of_odd_samples_moves_nothing_that_follows() -> None:
    odd = Clip(loud(101).pcm[: -2 * 13])  # 100 ms and 11 samples
    sound = heard(timeline(90_000, *((second * 1000, KNIB) for second in range(90))), {KNIB: odd})
    blocks = sound.reshape(90, RATE)
    assert (blocks == blocks[0]).all()


def test_no_edge_jumps_by_more_than_a_fade_allows() -> None:
    session = timeline(1000, (0, KNIB), (200, SLIP), (300, KNIB), (900, SLIP))
    sound = heard(session, {KNIB: loud(100), SLIP: loud(100, -20_000)})
    jumps = np.abs(np.diff(sound, prepend=0, append=0))
    assert jumps.max() <= 20_000 // (FADE_IN * 24) + 1  # from nothing to 20000 in 72 even steps


def test_unfaded_the_same_clips_would_click() -> None:
    raw = np.concatenate([np.zeros(240, int), np.frombuffer(loud(100).pcm, "<i2"), np.zeros(240, int)])
    assert np.abs(np.diff(raw)).max() == 20_000


def test_each_cue_is_faded_once_however_often_it_sounds(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = []

    def faded(clip: Clip) -> bytes:
        calls.append(clip)
        return clip.pcm

    monkeypatch.setattr(stitching, "faded", faded)
    session = timeline(9000, *((number * 1000, (KNIB, SLIP)[number % 2]) for number in range(8)))
    stitch(session, {KNIB: loud(50), SLIP: loud(60)})
    assert calls == [loud(50), loud(60)]


def test_clips_may_touch() -> None:
    sound = heard(timeline(200, (0, KNIB), (100, SLIP)), {KNIB: loud(100), SLIP: loud(100)})
    assert len(sound) == 200 * 24


def test_no_piece_of_silence_is_longer_than_a_second() -> None:
    hour = timeline(3_600_000, (1_800_001, KNIB))
    lengths = [len(piece) // 2 for piece in pieces(hour, {KNIB: loud(1500)})]
    assert sum(lengths) == 3_600_000 * 24
    assert sorted(set(lengths)) == [24, 12_000 - 24, RATE, 1500 * 24]


def test_a_session_without_sounds_is_silence() -> None:
    assert stitch(timeline(1501), {}) == Clip(bytes(1501 * 48))


def test_tones_are_stitched_as_cues_are() -> None:
    sound = heard(timeline(100, (20, Tone.TICK)), {Tone.TICK: loud(60)})
    assert np.flatnonzero(sound)[0] == 20 * 24 + 1


@st.composite
def sessions(draw: st.DrawFn) -> tuple[Timeline, dict[Sounding, Clip]]:
    """Draw sessions whose clips have any number of samples and any gaps, none included."""
    clips: dict[Sounding, Clip] = {
        Cue(name): Clip(np.full(samples, 1 + 1000 * number, "<i2").tobytes())
        for number, (name, samples) in enumerate(
            draw(st.dictionaries(st.text(max_size=3), st.integers(SHORTEST * 24, 3000), min_size=1, max_size=5)).items()
        )
    }
    clock, sounds = 0, []
    for cue in draw(st.lists(st.sampled_from(list(clips)), max_size=12)):
        clock += draw(st.integers(0, 1500))
        sounds.append((clock, cue))
        clock += clips[cue].length
    return timeline(clock + draw(st.integers(0, 2500)), *sounds), clips


@given(sessions())
def test_every_session_is_its_clips_in_their_places_and_silence(drawn: tuple[Timeline, dict[Sounding, Clip]]) -> None:
    session, clips = drawn
    sound = heard(session, clips)
    assert len(sound) == session.length * 24
    for placed in session.placed:
        clip = clips[placed.sound]
        room = sound[placed.start * 24 : placed.start * 24 + clip.samples]
        pcm = np.frombuffer(clip.pcm, "<i2")
        assert (room[FADE_IN * 24 : -FADE_OUT * 24] == pcm[FADE_IN * 24 : -FADE_OUT * 24]).all()
        assert (np.diff(room[: FADE_IN * 24]) >= 0).all()
        assert (np.diff(room[-FADE_OUT * 24 :]) <= 0).all()
        room[:] = 0
    assert not sound.any()


def refusal(session: Timeline, clips: Mapping[Sounding, Clip]) -> str:
    with pytest.raises(SoundError) as caught:
        pieces(session, clips)  # before the first piece
    assert caught.value.cure
    return str(caught.value)


def test_a_cue_without_a_clip_is_refused() -> None:
    said = refusal(timeline(9000, (1000, KNIB), (2500, SLIP)), {KNIB: loud(100)})
    assert said == "knae.yaml:2: the sound at 0:02.500 was never recorded"


@pytest.mark.parametrize(
    ("clip", "why"),
    [
        (Clip(b""), "was recorded as an empty clip"),
        (Clip(loud(100).pcm, 22_050), "was recorded at 22050 samples a second, not 24000"),
        (Clip(loud(100).pcm + b"\0"), "was recorded with half a sample at its end"),
        (loud(7), "was recorded as less than 8 ms of sound"),
    ],
)
def test_a_clip_that_cannot_be_played_is_refused(clip: Clip, why: str) -> None:
    assert refusal(timeline(9000, (1000, KNIB)), {KNIB: clip}) == f"knae.yaml:1: the sound at 0:01.000 {why}"


def test_a_clip_as_long_as_its_fades_is_played() -> None:
    assert heard(timeline(100, (0, KNIB)), {KNIB: loud(8)}).max() == 20_000


def test_a_clip_that_reaches_into_the_next_is_refused() -> None:
    said = refusal(timeline(9000, (1000, KNIB), (1099, SLIP)), {KNIB: loud(100), SLIP: loud(50)})
    assert said == "knae.yaml:1: the sound at 0:01.000 reaches 1 ms into the sound at 0:01.099"


def test_one_sample_too_many_is_a_collision() -> None:
    longer = Clip(loud(100).pcm + b"\1\0")
    assert "reaches 1 ms into" in refusal(timeline(9000, (0, KNIB), (100, KNIB)), {KNIB: longer})


def test_a_clip_that_reaches_past_the_end_is_refused() -> None:
    said = refusal(timeline(1050, (1000, KNIB)), {KNIB: loud(100)})
    assert said == "knae.yaml:1: the sound at 0:01.000 reaches 50 ms past the end of the session"


def test_a_sound_before_the_beginning_is_refused() -> None:
    assert "begins before the session does" in refusal(timeline(9000, (-1, KNIB)), {KNIB: loud(100)})


def test_everything_wrong_is_said_at_once() -> None:
    session = timeline(4000, (0, KNIB), (50, KNIB), (2000, SLIP), (3950, KNIB))
    said = refusal(session, {KNIB: loud(100)}).splitlines()
    assert [line.split(":")[1] for line in said] == ["3", "1", "4"]


def test_an_error_never_holds_the_words() -> None:
    assert "Knib" not in refusal(timeline(9000, (0, KNIB)), {})


def test_pydub_is_quiet_even_where_there_is_no_ffmpeg() -> None:
    code = "from knib.audio.stitch import _audio_segment; _audio_segment(); print('here')"
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        env=os.environ | {"PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout.strip(), done.stderr) == ("here", "")


def test_pieces_come_one_by_one() -> None:
    given_out = pieces(timeline(43_200_000, (0, KNIB)), {KNIB: loud(100)})
    assert isinstance(given_out, Iterator)
    assert len(next(given_out)) == 100 * 48
