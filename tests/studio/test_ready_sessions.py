"""Every ready routine as its listener gets it: finished, decoded by a program that we did not write, and measured.

All that is held of a session is held by one test, so that it is made and decoded once.
"""

import io
from collections.abc import Sequence

import numpy as np
import pytest
import soundfile

from knib.audio.clip import Clip
from knib.audio.level import TARGET
from knib.audio.loudness import loudness
from knib.audio.store import Memory
from knib.plan.cue import Cue
from knib.plan.timeline import Placed
from knib.session import Session
from knib.studio import Finish, finish, mastered_for
from listening import offsets, pcm
from meters import by_ebur128
from ready import HEARD, session

BREATH = 120
"""Silence kept around a sound that is measured alone, in ms: all that an encoder lets it ring."""


def heard(recorded: Session) -> np.ndarray:
    """Give a session as it comes out of a player, full scale being 1."""
    buffers, _ = finish(recorded, Memory(), Finish())
    sound, rate = soundfile.read(io.BytesIO(b"".join(buffers)))
    assert rate == 24_000
    return np.asarray(sound)


def cut_out(sound: np.ndarray, places: Sequence[Placed], breath: int = 0) -> list[Clip]:
    return [Clip(pcm(32_768 * sound[max(0, (it.start - breath) * 24) : (it.end + breath) * 24])) for it in places]


@pytest.mark.parametrize("name", HEARD)
def test_a_ready_session_is_exact_even_and_as_loud_as_it_should_be(name: str) -> None:
    recorded = session(name)
    sound = heard(recorded)
    assert len(sound) == recorded.timeline.length * 24
    mastered = {it: mastered_for(64).master(it, clip) for it, clip in recorded.clips.items()}
    assert offsets(sound, recorded.timeline, mastered) == {0}
    assert by_ebur128(Clip(pcm(32_768 * sound)), peak=False).loudness == pytest.approx(TARGET, abs=1)
    # A sound that comes again is encoded alike; each of them once holds the highest peak.
    once = list({it.sound: it for it in recorded.timeline.placed}.values())
    assert by_ebur128(Clip(b"".join(clip.pcm for clip in cut_out(sound, once, BREATH)))).peak < -1
    words = [loudness(clip) for clip in cut_out(sound, [it for it in once if isinstance(it.sound, Cue)])]
    assert max(words) - min(words) < 1
    assert words == pytest.approx([TARGET] * len(words), abs=0.5)
