"""How eSpeak NG speaks for Knib: our own voice, its parameters, and the two that can speak it."""

import re
from hashlib import sha256
from typing import Final, Protocol

RATE: Final = 22_050
"""Samples a second, of the library and of the program."""

VOICE_NAME: Final = "knib"

VOICE: Final = f"""\
name {VOICE_NAME}
language da
gender male 40
tunes s2 c2 q2 e2
flutter 0
roughness 0
"""
"""Our voice: the stock Danish one, as repeatable as a recording.

The stock voice wavers (`flutter`), and its wavering goes on from one text to the next, so that the same text comes
out up to 12 ms longer or shorter. Without it the same text always gives the same samples.
"""

PACE: Final = 135
"""Words a minute at a pace of 100 per cent. The clinic's limit is 130 to 140: listeners move while they listen."""

WORDS_A_MINUTE: Final = range(80, 451)
"""The speeds that eSpeak NG can speak (espeakRATE_MINIMUM and espeakRATE_MAXIMUM in speak_lib.h)."""

VOLUME: Final = 100
PITCH: Final = 50
PITCH_RANGE: Final = 50
WORD_GAP: Final = 1

DATA_FILES: Final = ("phondata", "phonindex", "phontab", "intonations", "da_dict", "en_dict")
"""All that Danish needs of eSpeak NG's data. English is there for the words that the Danish rules hand over."""


class Speaker(Protocol):
    """An eSpeak NG that can speak: the library or the program. Safe to use from several threads at once."""

    @property
    def detail(self) -> str:
        """Which one it is, with its version."""
        ...

    def speak(self, text: str, words_a_minute: int) -> bytes:
        """Speak a text that may hold phonemes in `[[...]]`.

        Returns:
            Mono PCM, signed 16-bit little-endian, at `RATE`.

        Raises:
            VoiceError: it could not.
        """
        ...

    def phonemes(self, text: str) -> str:
        """Give the mnemonics of the phonemes that it makes of such a text, as it writes them.

        Raises:
            VoiceError: it could not.
        """
        ...


_NOISE: Final = r"_[!:|]*|\([a-z]+\)|[!_]"
"""What eSpeak NG writes between phonemes for itself: pauses, borders of words, other languages."""


def readable(mnemonics: str) -> str:
    """Leave of eSpeak NG's mnemonics what a lexicon has: the words apart, and a `|` where it pauses.

    Its own `*` after a t says nothing that a lexicon could.
    """
    words = re.sub(_NOISE, "", re.sub(r"\s*\n\s*", " | ", mnemonics.strip())).replace("t*", "t")
    return " ".join(words.split())


def words_a_minute(pace: int) -> int:
    """Turn a pace in per cent into words a minute, as far as eSpeak NG can go."""
    wanted = (PACE * pace + 50) // 100
    return min(max(wanted, WORDS_A_MINUTE.start), WORDS_A_MINUTE.stop - 1)


def identity() -> dict[str, str]:
    """Give every setting that decides the sound."""
    return {
        "voice": sha256(VOICE.encode()).hexdigest(),
        "words a minute": str(PACE),
        "volume": str(VOLUME),
        "pitch": str(PITCH),
        "pitch range": str(PITCH_RANGE),
        "word gap": str(WORD_GAP),
        "rate": str(RATE),
    }
