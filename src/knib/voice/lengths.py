"""How long speech is: what it cannot be, and what it will be, roughly."""

import re
from typing import Final

from knib.audio.clip import RATE, SAMPLE_BYTES, Clip
from knib.audio.trim import is_silent
from knib.units import Ms

SHORTEST: Final = Ms(150)
SHORTEST_A_CHARACTER: Final = Ms(50)
"""No speech is shorter than 150 ms, or than 50 ms a character where that is less.

Measured with eSpeak NG at its own pace, trimmed: "I" 146 ms and "Å" 202, alone in being one letter long; "Op" 234,
"2", "Ti" and "To" 240, "Hold" 286, "3" 334, "Slip" 345. At 132 % of it "I" still is 113 ms and "Ti" 174.
"""

LONGEST_A_CHARACTER: Final = Ms(200)
LONGEST_BESIDE: Final = Ms(1000)
"""No speech is longer than 200 ms a character and one second; eSpeak NG takes about 75 ms a character."""

WORDY: Final = 5
"""Characters that a digit or a spelled letter counts for above: "77" is "syvoghalvfjerds", "WC" is "dobbelt-ve ce"."""

ESTIMATED_A_CHARACTER: Final = Ms(70)
"""What a cue is taken to last before it was spoken, in ms a character.

Measured with eSpeak NG over the 131 distinct cues of the ready routines: it hits their sum within 1 %, and one cue
within 14 % (one standard deviation). How fast an online voice is shows when it has spoken.
"""

_WORDY = re.compile(r"\d|[A-ZÆØÅ](?![a-zæøå])")


def implausible(clip: Clip, text: str, percent: int) -> str:
    """Say why a clip cannot be a text spoken at that speed, as "silence" or "9000 ms of sound"; empty when it can."""
    if clip.rate != RATE or len(clip.pcm) % SAMPLE_BYTES:
        return f"sound at {clip.rate} Hz instead of {RATE}"
    # A person who was recorded has a pace of their own, so that a hurry shortens nothing and a calm lengthens nothing.
    shortest = min(SHORTEST, SHORTEST_A_CHARACTER * len(text)) * 100 // max(100, percent)
    longest = (LONGEST_A_CHARACTER * _characters(text) + LONGEST_BESIDE) * 100 // min(100, percent)
    if not shortest <= clip.length <= longest:
        return f"{clip.length} ms of sound"
    return "silence" if is_silent(clip) else ""


def estimate(text: str, percent: int) -> Ms:
    """Say how long a text will be, spoken at that speed; see `ESTIMATED_A_CHARACTER`."""
    return Ms(max(SHORTEST, ESTIMATED_A_CHARACTER * _characters(text)) * 100 // percent)


def _characters(text: str) -> int:
    return len(text) + (WORDY - 1) * len(_WORDY.findall(text))
