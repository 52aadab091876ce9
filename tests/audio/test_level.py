import io
from collections.abc import Mapping

import numpy as np
import pytest
import soundfile

from knib.audio.clip import RATE, Clip, silence
from knib.audio.codec import encode_mp3
from knib.audio.level import AIM, CEILING, CEILING_AT_32, REACH, TARGET, levelled, mastering
from knib.audio.loudness import loudness, samples_of, true_peak
from knib.audio.stitch import pieces
from knib.audio.stretch import stretch
from knib.plan.cue import Cue, Sounding
from knib.session import Session
from knib.voice.engines.espeak import Espeak
from meters import by_ebur128
from ready import HEARD, as_spoken, session, spoken


def pcm(wave: np.ndarray) -> Clip:
    return Clip(np.rint(np.clip(wave, -1, 1) * 32_767).astype("<i2").tobytes())


def babble(seconds: float, seed: int = 1) -> np.ndarray:
    """Give noise below 3 kHz in syllables of 250 ms, its peaks about 12 dB over its mean."""
    samples = round(seconds * RATE)
    noise = np.convolve(np.random.default_rng(seed).normal(0, 1, samples), np.hanning(16), "same")
    wave = noise * np.sin(np.pi * 4 * np.arange(samples) / RATE) ** 2
    return np.asarray(wave / np.abs(wave).max())


def shout(pitch: int) -> np.ndarray:
    """Give a second of a voice without words: narrow pulses, and from 0.4 to 0.6 s they are three times as high."""
    at = np.arange(RATE)
    pulses = np.sin(2 * np.pi * 700 * (at % (RATE // pitch)) / RATE) * np.exp(-(at % (RATE // pitch)) / 12.0)
    return np.asarray(pulses * np.where((at >= 0.4 * RATE) & (at < 0.6 * RATE), 1, 1 / 3))


def gains(before: np.ndarray, after: np.ndarray) -> np.ndarray:
    """Give what the samples that are large enough to tell were multiplied with, in dB."""
    strong = np.abs(before) > 0.01
    return np.asarray(20 * np.log10(after[strong] / before[strong]))


def decoded(recorded: Session, clips: Mapping[Sounding, Clip]) -> Clip:
    """Give a session as a listener gets it: through MP3 and back, by libsndfile."""
    sound, _ = soundfile.read(io.BytesIO(encode_mp3(pieces(recorded.timeline, clips))), dtype="int16")
    return Clip(sound.tobytes())


def cues_in(recorded: Session, sound: Clip) -> list[float]:
    """Give the loudness of every cue in a finished session, cut out of it by its plan."""
    return [
        loudness(Clip(sound.pcm[placed.start * 48 : placed.end * 48]))
        for placed in recorded.timeline.placed
        if isinstance(placed.sound, Cue)
    ]


@pytest.mark.parametrize("name", HEARD)
def test_every_cue_of_a_ready_routine_comes_out_as_loud_as_every_other(name: str) -> None:
    for text, clip in spoken(name).items():
        after = levelled(clip)
        assert loudness(after) == pytest.approx(AIM, abs=0.05), text
        assert by_ebur128(after, pause=400).peak < CEILING + 0.05, text
        assert (after.samples, after.rate) == (clip.samples, clip.rate)


def test_the_same_measure_finds_the_cues_of_a_session_that_was_not_levelled_uneven() -> None:
    recorded = session("hosteknib")
    raw = decoded(recorded, as_spoken("hosteknib"))
    heard = cues_in(recorded, raw)
    assert max(heard) - min(heard) > 3
    assert by_ebur128(raw).loudness < TARGET - 1


@pytest.mark.parametrize("level", [1.0, 0.3, 0.05, 0.01])
def test_how_loud_a_clip_came_does_not_matter(level: float) -> None:
    assert loudness(levelled(pcm(level * babble(2)))) == pytest.approx(AIM, abs=0.05)


@pytest.mark.parametrize("seconds", [0.15, 0.3, 0.4, 0.45, 1.0, 9.7])
def test_how_long_a_clip_is_does_not_matter(seconds: float) -> None:
    assert loudness(levelled(pcm(0.5 * babble(seconds)))) == pytest.approx(AIM, abs=0.05)


def test_a_clip_at_48_khz_is_levelled_too() -> None:
    clip = Clip(pcm(0.1 * babble(2)).pcm, 48_000)
    assert levelled(clip).rate == 48_000
    assert loudness(levelled(clip)) == pytest.approx(AIM, abs=0.05)


def test_a_clip_whose_peaks_stay_low_is_turned_up_and_nothing_else() -> None:
    wave = 0.02 * np.sin(np.arange(RATE) / 5) * np.hanning(RATE) ** 0.1
    before, after = samples_of(pcm(wave)), samples_of(levelled(pcm(wave)))
    gain = float(before @ after / (before @ before))
    assert np.abs(after - gain * before).max() <= 0.51 / 32_768


def test_peaks_are_held_under_the_ceiling_and_the_loudness_is_kept() -> None:
    clip = pcm(0.5 * shout(100))
    assert true_peak(clip) + AIM - loudness(clip) > CEILING + 2  # where they would reach without the limiter
    assert loudness(levelled(clip)) == pytest.approx(AIM, abs=0.05)
    assert by_ebur128(levelled(clip), pause=400).peak < CEILING + 0.05


@pytest.mark.parametrize("pitch", [80, 100, 120, 240])
def test_the_limiter_follows_the_syllables_and_not_the_single_pulses_of_a_voice(pitch: int) -> None:
    before = samples_of(pcm(0.5 * shout(pitch)))
    after = samples_of(levelled(pcm(0.5 * shout(pitch))))
    quiet, loud = (slice(round(first * RATE), round(last * RATE)) for first, last in ((0.1, 0.3), (0.45, 0.55)))
    assert gains(before[quiet], after[quiet]).mean() > gains(before[loud], after[loud]).mean() + 1
    assert np.ptp(gains(before[quiet], after[quiet])) < 0.1
    assert np.ptp(gains(before[loud], after[loud])) < 0.1


def test_the_limiter_is_deaf_to_what_is_far_away() -> None:
    wave = 0.1 * np.sin(np.arange(2 * RATE) / 5)
    wave[RATE : RATE + 240] *= 9  # 10 ms that reach too high
    before, after = samples_of(pcm(wave)), samples_of(levelled(pcm(wave)))
    burst, near = slice(RATE, RATE + 240), (2 * REACH + 2) * 24
    assert gains(before[burst], after[burst]).mean() < gains(before[:RATE], after[:RATE]).mean() - 2
    assert np.ptp(gains(before[: RATE - near], after[: RATE - near])) < 0.05
    assert np.ptp(gains(before[RATE + 240 + near :], after[RATE + 240 + near :])) < 0.05


def test_a_click_stays_under_the_ceiling_and_does_not_become_loud() -> None:
    wave = np.zeros(RATE)
    wave[1000] = 0.9
    assert true_peak(levelled(pcm(wave))) < CEILING + 0.05
    assert loudness(levelled(pcm(wave))) < AIM - 3


@pytest.mark.parametrize("clip", [Clip(b""), Clip(silence(RATE)), Clip(silence(1))])
def test_silence_stays_silence(clip: Clip) -> None:
    assert levelled(clip) == clip


def test_the_same_clip_always_gives_the_same_samples() -> None:
    clip = spoken("hosteknib")["Host kun let."]
    assert len({levelled(clip).pcm for _ in range(5)}) == 1


def test_levelling_twice_changes_next_to_nothing() -> None:
    once = levelled(spoken("hosteknib")["Host kun let."])
    assert loudness(levelled(once)) == pytest.approx(loudness(once), abs=0.02)
    assert np.abs(samples_of(levelled(once)) - samples_of(once)).max() < 0.02


def test_the_name_of_the_treatment_changes_with_its_figures() -> None:
    assert f"{AIM} LUFS" in mastering()
    assert f"{CEILING} dBTP" in mastering()
    assert f"{REACH} ms" in mastering()


def test_what_becomes_no_mp3_is_brought_to_the_target_itself() -> None:
    clip = pcm(0.5 * babble(2))
    assert loudness(levelled(clip, TARGET)) == pytest.approx(TARGET, abs=0.05)
    assert levelled(clip, AIM) == levelled(clip)


def test_at_32_kbit_the_ceiling_is_lower_because_mp3_makes_peaks_higher_there() -> None:
    voice = Espeak()
    clip = stretch(voice.speak(voice.text_for("Slip."), 89), 115)

    def peak(ceiling: float) -> float:
        mp3 = encode_mp3([silence(RATE), levelled(clip, AIM, ceiling).pcm, silence(RATE)], 32)
        sound, _ = soundfile.read(io.BytesIO(mp3), dtype="int16")
        return by_ebur128(Clip(sound.tobytes())).peak

    assert peak(CEILING) > -1  # -0.97
    assert peak(CEILING_AT_32) < -1.2
