from array import array

from hypothesis import given
from hypothesis import strategies as st

from knib.audio.clip import Clip
from knib.audio.trim import MARGIN, THRESHOLD, is_silent, trim
from knib.units import Ms


def clip_of(*samples: int) -> Clip:
    return Clip(array("h", samples).tobytes())


def quiet(samples: int) -> list[int]:
    return [0] * samples


def test_silence_before_and_after_goes_but_for_two_milliseconds() -> None:
    clip = clip_of(*quiet(2400), *[500] * 240, *quiet(2400))
    assert trim(clip) == clip_of(*quiet(48), *[500] * 240, *quiet(48))


def test_silence_inside_stays() -> None:
    clip = clip_of(500, *quiet(24_000), 500)
    assert trim(clip) == clip


def test_a_clip_that_begins_and_ends_with_sound_is_left_alone() -> None:
    clip = clip_of(500, -500, 500)
    assert trim(clip) == clip


def test_a_soft_onset_is_kept_whole() -> None:
    # A v that rises from 33 of 32 768: nothing of it is cut, and 2 ms before it stay too.
    onset = [THRESHOLD, 40, 58, 70, 146, 639]
    assert trim(clip_of(*quiet(1000), *onset)) == clip_of(*quiet(48), *onset)


def test_a_sound_below_zero_counts_as_one_above() -> None:
    assert trim(clip_of(*quiet(100), -THRESHOLD)).samples == 49


def test_the_noise_of_a_decoder_is_silence() -> None:
    assert trim(clip_of(*[2, -2] * 1200)) == Clip(b"")


def test_all_silence_gives_no_samples() -> None:
    assert trim(Clip(bytes(48_000))) == Clip(b"")


def test_no_samples_give_no_samples() -> None:
    assert trim(Clip(b"")) == Clip(b"")


def test_the_margin_follows_the_rate() -> None:
    clip = Clip(clip_of(*quiet(1000), 500, *quiet(1000)).pcm, 48_000)
    assert trim(clip).samples == 96 + 1 + 96


def test_the_margin_is_too_short_to_be_heard_as_late() -> None:
    assert Ms(5) >= MARGIN


def test_a_clip_is_silent_when_nothing_in_it_counts_as_sound() -> None:
    assert is_silent(clip_of(*quiet(10), THRESHOLD - 1))
    assert not is_silent(clip_of(*quiet(10), THRESHOLD))


@given(st.lists(st.integers(-32768, 32767), max_size=400))
def test_trimming_twice_is_trimming_once_and_never_loses_a_sound(samples: list[int]) -> None:
    trimmed = trim(clip_of(*samples))
    assert trim(trimmed) == trimmed
    loud = [s for s in samples if abs(s) >= THRESHOLD]
    assert [s for s in array("h", trimmed.pcm) if abs(s) >= THRESHOLD] == loud
