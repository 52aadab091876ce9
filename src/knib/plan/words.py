"""What a command asks for by its own words, where the kind of its phase does not tell.

A routine's author writes `rest: Slip helt.`, `rest: Pause.` and `rest: Gå roligt.`: a letting-go, a pause and something
that is done. The tables hold the beginnings of Danish and English words that tell them apart.
"""

import re
from typing import Final

from knib.plan.sentences import sentences

_LEADS_IN: Final = r"(?:(?:og|nu|så|godt|fint|ok|okay|now|and|then|good)[,:.!]?\s+)*"
"""What may stand before the word that counts."""

_LETS_GO: Final = re.compile(
    _LEADS_IN
    + r"(?:slip|slap|giv(?:er)?\s+(?:\w+\s+)?slip|sænk|løsn|afspænd|afslap|let\s+go|release|relax|lower|loosen)"
    r"|" + _LEADS_IN + r"(?:kom\s+|og\s+)?(?:ned|tilbage|stop|down|drop)\b"
    r"|.*\b(?:slip(?:per)?|slap(?:per)?\s+(?:\w+\s+)?af|let\s+go)\b"
    r"|(?!.*\b(?:dig|jer|gå|løb|cykl|sit|lie|lay|walk)\b).*\b(?:ned|down)$"
)

_NOT: Final = re.compile(r"\b(?:ikke|aldrig|uden\s+at|not|never|don'?t|without)\b")

_MOVES: Final = re.compile(
    _LEADS_IN
    + r"(?:(?:rolig|let|langsom|blid|stille\s+og\s+rolig|easy|slow|gentle)t?\s+)*"
    + r"(?:gå|gang|løb|jog|lunt|cykl|cykel|tramp|træd|svøm|hop|hink|march|trip|dans|danc|spadser|slentr|vandr"
    r"|ro(?=\s+(?:rolig|let|langsom|videre|stille))|bevæg|ryst|sving|rul|kør|tempo|stavgang|crosstrain"
    r"|walk|run|cycl|bik|pedal|row|swim|step|stroll|move|shake|swing|pace)"
    r"|" + _LEADS_IN + r"(?:(?:rolig|let)t?|fortsæt.*|bliv\s+ved.*|keep\s+(?:walk|mov|runn).*|easy)$"
)

_CALM: Final = re.compile(r"\b(?:rolig|let(?:te)?\b|stille|langsom|blid|slow|easy|gentl|calm)")

_RESTS: Final = re.compile(
    _LEADS_IN
    + r"(?:slip|slap|let\s+go|relax|hvil|mærk|træk\s+vejret|ånd|pust|breath|rest|(?:stå|lig|sid)\s+(?:stille|rolig))"
    r"|.*pause"
)


def release(command: str) -> str:
    """Return the sentences of a command that let go of what was held; empty where none does."""
    return " ".join(sentence for sentence in sentences(command) if _lets_go(sentence))


def _lets_go(sentence: str) -> bool:
    bare = sentence.casefold().strip(" .!…»«\"'")
    return bool(_LETS_GO.match(bare)) and not _NOT.search(bare)


def is_active(command: str) -> bool:
    """Return whether a command asks for a movement that goes on, such as a calm walk, and not for a pause."""
    bare = command.casefold().strip(" .!…")
    return bool(_MOVES.match(bare)) and "pause" not in bare


def is_calm(command: str) -> bool:
    """Return whether a command asks for something that nobody needs to get ready for."""
    bare = command.casefold().strip(" .!…")
    return bool((_MOVES.match(bare) and _CALM.search(bare)) or _RESTS.match(bare))
