"""A text cut into parts that an online voice takes at a time, where a speaker would breathe."""

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from knib.errors import VoiceError
from knib.plan.sentences import sentences
from knib.units import Ms

VERSION: Final = "1"
"""Part of a clip's name on the shelf: raise it when the same text would be cut otherwise."""

AFTER_SENTENCE: Final = Ms(350)
AFTER_CLAUSE: Final = Ms(150)
AFTER_WORD: Final = Ms(30)
NO_PAUSE: Final = Ms(0)

ENDS_CLAUSE: Final = frozenset(",;:–—)")


class Part(NamedTuple):
    """A piece of a text, and the silence in ms that follows it when it is spoken."""

    text: str
    pause: Ms


def parts(text: str, most: int) -> tuple[Part, ...]:
    """Cut a text into parts of at most `most` characters.

    A part ends with a sentence, else with a clause, each as late as possible; else with a word, so that the parts
    become about equally long. Joined by spaces, the parts are the text again, its white space made single spaces. Each
    part has something to say in it, a letter or a digit.

    Raises:
        VoiceError: there is nothing to say in the text, or a word is too long.
    """
    text = " ".join(text.split())
    if not _sayable(text):
        raise VoiceError("there is nothing to say", cure="write a text with words in it")
    pauses, found, begin = dict(_pauses(text)), [], 0
    while len(text) - begin > most:
        end = _end(text, begin, most, pauses)
        found.append(Part(text[begin:end], pauses[end]))
        begin = end + 1
    return (*found, Part(text[begin:], NO_PAUSE))


def _pauses(text: str) -> Iterator[tuple[int, Ms]]:
    """Give the place of each space, and how long a speaker rests there."""
    ends, end = set(), -1
    for sentence in sentences(text):
        end += len(sentence) + 1
        ends.add(end)
    for place, sign in enumerate(text):
        if sign == " ":
            clause = AFTER_CLAUSE if text[place - 1] in ENDS_CLAUSE else AFTER_WORD
            yield place, AFTER_SENTENCE if place in ends else clause


def _end(text: str, begin: int, most: int, pauses: Mapping[int, Ms]) -> int:
    """Find where to end a part: at the longest pause, and among equals the latest, or the middle between words."""
    window = (place for place in range(begin + 1, begin + most + 1) if place in pauses)
    places = [place for place in window if _sayable(text[begin:place]) and _sayable(text[place:])]
    if not places:
        raise VoiceError(f"a word has more than {most} letters", cure="write it as several words")
    longest = max(pauses[place] for place in places)
    best = [place for place in places if pauses[place] == longest]
    left = len(text) - begin
    aim = begin + (left / -(-left // most) if longest == AFTER_WORD else most)
    return min(best, key=lambda place: abs(place - aim))


def _sayable(text: str) -> bool:
    return any(sign.isalnum() for sign in text)
