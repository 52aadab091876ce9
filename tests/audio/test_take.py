import numpy as np
import pytest

from knib.audio.clip import RATE, Clip
from knib.audio.take import AFTER, BEFORE, Part, cut, heard, whole, within
from knib.errors import SoundError
from takes import COUGH, Recorded, read_aloud, recorded

LINES = ["Slip helt.", "Pust ud.", "Host.", "Træk vejret helt ned i maven."]


def pcm(sound: np.ndarray) -> Clip:
    return Clip(np.clip(np.rint(sound * 32_768), -32_768, 32_767).astype("<i2").tobytes())


def wave(clip: Clip) -> np.ndarray:
    return np.frombuffer(clip.pcm, "<i2") / 32_768


def tone(frequency: float, seconds: float = 1.0, height: float = 0.2) -> np.ndarray:
    return height * np.sin(2 * np.pi * frequency * np.arange(int(RATE * seconds)) / RATE)


@pytest.mark.parametrize("brown", [False, True], ids=["white", "brown"])
def test_each_line_of_a_noisy_take_is_one_part_with_its_soft_ending(brown: bool) -> None:  # noqa: FBT001
    made = recorded(LINES, brown=brown)
    parts = heard(made.clip).parts
    assert len(parts) == len(LINES)
    for part, (start, end, line) in zip(parts, made.lies, strict=True):
        lost = energy(line, 0, part.start - start) + energy(line, part.end - start, end - start)
        assert lost < 0.002  # 27 dB under the line, and under the noise
        assert part.start > start - 300
        assert part.end < end + 300


def energy(line: str, begin: int, end: int) -> float:
    """Give the share of a line's energy that lies in a stretch of it, in ms."""
    power = read_aloud(line) ** 2
    return float(power[max(0, begin) * 24 : max(0, end) * 24].sum() / power.sum())


def test_a_take_without_noise_in_its_pauses_is_cut_as_well() -> None:
    assert len(heard(recorded(LINES, noise=-120).clip).parts) == len(LINES)


def test_a_quiet_take_becomes_as_loud_as_a_loud_one() -> None:
    made = recorded(LINES, noise=-70).clip
    quiet = pcm(wave(made) / 30)
    peaks = [np.abs(wave(heard(clip).clip)).max() for clip in (made, quiet)]
    assert peaks[0] == pytest.approx(peaks[1], rel=0.02)


def test_hum_is_taken_away_and_the_deepest_voice_is_not() -> None:
    silence, fade = np.zeros(RATE), np.hanning(RATE)
    speech = np.concatenate([silence, tone(95) * fade, silence, tone(400) * fade, silence])
    hum = tone(50, len(speech) / RATE, 0.05)
    clean = wave(heard(pcm(speech + hum)).clip)
    deep, high = (np.abs(clean[at * RATE : (at + 1) * RATE]).max() for at in (1, 3))
    assert deep / high == pytest.approx(1, abs=0.1)
    assert np.abs(clean[RATE // 10 : RATE // 2]).max() < 0.05 / 0.2 * high / 7  # 17 dB less of the hum


@pytest.mark.parametrize("sound", [np.zeros(0), np.zeros(RATE), np.random.default_rng(1).normal(0, 0.01, 5 * RATE)])
def test_a_take_in_which_nobody_speaks_is_refused(sound: np.ndarray) -> None:
    with pytest.raises(SoundError, match=r"silence|no voice"):
        heard(pcm(sound))


def test_a_take_that_was_recorded_too_loud_is_known() -> None:
    made = recorded(LINES)
    assert not heard(made.clip).overloaded
    assert heard(pcm(wave(made.clip) * 20)).overloaded


def test_the_room_is_measured() -> None:
    quiet, loud = (heard(recorded(LINES, noise=noise).clip).clearance for noise in (-60, -45))
    assert quiet - loud == pytest.approx(15, abs=1)


def test_a_line_is_cut_out_with_soft_edges() -> None:
    take = heard(recorded(LINES).clip)
    clip = cut(take, take.parts[0].start, take.parts[0].end)
    assert clip.length == take.parts[0].length + BEFORE + AFTER
    assert np.abs(wave(clip)[[0, -1]]).max() < 0.0001


def test_a_roughly_given_stretch_is_made_exact() -> None:
    take = heard(recorded(LINES).clip)
    first, second, *_ = take.parts
    assert within(take, Part(first.start, second.start)) == first
    assert within(take, Part(first.end, second.start)) is None


def test_a_recording_of_one_line_loses_what_comes_before_and_after_it() -> None:
    made: Recorded = recorded(["Slip helt."])
    (start, end, _) = made.lies[0]
    assert 0 <= whole(made.clip).length - (end - start) < 400


def test_a_door_that_slams_for_an_instant_is_no_part() -> None:
    made = recorded(LINES)
    sound = wave(made.clip).copy()
    at = (made.lies[0][1] + made.lies[1][0]) // 2 * 24
    sound[at : at + 480] += 0.3
    assert len(heard(pcm(sound)).parts) == len(LINES)
    assert len(heard(recorded([*LINES, COUGH]).clip).parts) == len(LINES) + 1
