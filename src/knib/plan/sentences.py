"""A text cut into its sentences, so that each gets its breath and is spoken only once."""

import re
from typing import Final

ENDS_NO_SENTENCE: Final = ("bl.a", "ca", "dvs", "evt", "f.eks", "fx", "ift", "jf", "kl", "nr", "pga", "vha")
"""Abbreviations that something always follows; `sek.` and `min.` may end a sentence."""

_END: Final = r"(?<=[.!?…])[\"“”»«)]*\s+(?=[\"“”»«(]*[A-ZÆØÅÉÖÄÜ0-9])"
"""Danish quotes are »such« or "such" or “such”, and some write «such»."""

_MAY_END: Final = frozenset(".!?…")


def sentences(text: str) -> tuple[str, ...]:
    """Cut a text after each `.`, `!`, `?` or `…` that a capital or a digit follows.

    Nothing but white space is lost. A number with a point ("2. sæt") and an abbreviation that cannot end a sentence
    ("ca. 10") cut nothing.
    """
    found: list[str] = []
    begin = 0
    for end in re.finditer(_END, text) if _MAY_END.intersection(text[:-1]) else ():
        sentence = text[begin : end.end()].strip()
        if _ends(sentence):
            found.append(sentence)
            begin = end.end()
    return (*found, text[begin:].strip()) if text[begin:].strip() else tuple(found)


def _ends(sentence: str) -> bool:
    if not any(sign.isalnum() for sign in sentence):
        return False
    last = sentence.rsplit(maxsplit=1)[-1].lstrip('("“”»«')
    if not last.endswith("."):
        return True
    return not last[:-1].isdigit() and last[:-1].lower() not in ENDS_NO_SENTENCE


def with_effort(command: str, effort: str) -> str:
    """Say how hard, after a command: `Knib.` and `med halv kraft` give `Knib med halv kraft.`."""
    if not command or not effort:
        return command
    bare = command.rstrip(".!")
    return f"{bare} {effort}{command[len(bare) :]}"
