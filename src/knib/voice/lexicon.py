"""Words that an engine gets wrong, and the phonemes that mend them. One lexicon for each family of engines.

The entries are made by ear and by comparison with the engine's own phonemes: an inflection stands here only when it
shares its stem's fault. The mnemonics are eSpeak NG's for Danish: `:` makes a vowel long, `?` before a vowel makes it
short, `@-` is a weak e, `'` and `,` come before a stressed vowel.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import Final

from knib.errors import VoiceError

_ESPEAK_PHONEMES: Final = frozenset(
    "' , : "  # noqa: SIM905 (a table to be read by people) # stress and length
    "@- i ?i e ?e E ?E & ?& ?&# A ?A o ?o O ?O u ?u ?y Y W ?W V ?V 3- "  # vowels
    "b d D f g h j k l m n N p R s S t v".split()
)
"""The mnemonics of eSpeak NG's Danish (its phoneme tables `da` and `base1`) that the lexicon may use."""

_ESPEAK_WORDS: Final = {
    # short i -> long i
    "knib": "kn'i:b",
    "knibe": "kn'i:b@-",
    "kniber": "kn'i:b?V",
    "knibet": "kn'i:b@-D",
    "knibene": "kn'i:b@-n@-",
    "hosteknib": "h'ost@-kn,i:b",
    "hosteknibet": "h'ost@-kn,i:b@-D",
    "styrkeknib": "st'?y3-k@-kn,i:b",
    "udholdenhedsknib": "'?uDh,?Vl@-nh?eDskn,i:b",
    "identifikationsknib": "?id?Ent?ifik?&S'?onskn,i:b",
    # ø as in "høns" -> long ø
    "øvelse": "'Y:v@-ls@-",
    "øvelsen": "'Y:v@-ls@-n",
    "øvelser": "'Y:v@-ls?V",
    "øvelserne": "'Y:v@-ls?Vn@-",
    "knibeøvelse": "kn'i:b@-,Y:v@-ls@-",
    "knibeøvelsen": "kn'i:b@-,Y:v@-ls@-n",
    "knibeøvelser": "kn'i:b@-,Y:v@-ls?V",
    "knibeøvelserne": "kn'i:b@-,Y:v@-ls?Vn@-",
    "bækkenbundsøvelse": "b'?Ek@-nb?Ons,Y:v@-ls@-",
    "bækkenbundsøvelsen": "b'?Ek@-nb?Ons,Y:v@-ls@-n",
    "bækkenbundsøvelser": "b'?Ek@-nb?Ons,Y:v@-ls?V",
    "bækkenbundsøvelserne": "b'?Ek@-nb?Ons,Y:v@-ls?Vn@-",
    "begynd": "b?eg'Yn",
    "begynde": "b?eg'Yn@-",
    "begynder": "b?eg'Yn?V",
    # short e -> long e
    "skede": "sk'e:D@-",
    "skeden": "sk'e:D@-n",
    "skedens": "sk'e:D@-ns",
    "ben": "b'e:n",
    "benet": "b'e:n@-D",
    "benene": "b'e:n@-n@-",
    "skamben": "sk'Amb,e:n",
    "skambenet": "sk'Amb,e:n@-D",
    "haleben": "h'&:l@-b,e:n",
    "halebenet": "h'&:l@-b,e:n@-D",
    # an i where the word has an e ("lig ned" is an order here, never a corpse)
    "lig": "l'?eg",
    # n before k -> ng
    "sænk": "s'?ENk",
    "sænke": "s'?ENk@-",
    "sænker": "s'?ENk?V",
    # closed e -> æ
    "venstre": "v'?EnstR?V",
    # letters read one by one, or the wrong syllables
    "ryglejring": "R'?Wgl,AjR?eN",
    "ryglejringen": "R'?Wgl,AjR?eN@-n",
    "urinrøret": "?uR'inR,W3-@-D",
    "åndedræt": "'?Vn@-d,R?&#t",
    "åndedrættet": "'?Vn@-d,R?&#t@-D",
    "tilbage": "teb'&:j@-",
    # short u and o -> long
    "pust": "p'u:st",
    "puste": "p'u:st@-",
    "puster": "p'u:st?V",
    "host": "h'o:st",
    "hoste": "h'o:st@-",
    "hosten": "h'o:st@-n",
    "hoster": "h'o:st?V",
}


@dataclass(frozen=True)
class Lexicon:
    """Words in lower case, each with its phonemes, which are made of `phonemes`."""

    words: Mapping[str, str]
    phonemes: frozenset[str]

    def __post_init__(self) -> None:
        """Check every entry, so that a misprint is found when the lexicon is loaded and not by a patient.

        Raises:
            VoiceError: an entry holds something that is no phoneme.
        """
        for word, sounds in self.words.items():
            if not sounds or self._reader.sub("", sounds):
                raise VoiceError(
                    f"lexicon: '{word}' has unknown phonemes: '{sounds}'",
                    cure=f"use only {' '.join(sorted(self.phonemes))}",
                )

    def apply(self, text: str) -> str:
        """Put `[[phonemes]]` in the place of each whole word that has an entry, whatever its case.

        A space is put before the phonemes where there is none: eSpeak NG is silent about `([[...]])`.
        """
        return self._finder.sub(self._written, text)

    @cached_property
    def fingerprint(self) -> str:
        """A hash of all entries."""
        return sha256(json.dumps(sorted(self.words.items())).encode()).hexdigest()

    @cached_property
    def _reader(self) -> re.Pattern[str]:
        # Longest first, as eSpeak NG reads: "?e" is one phoneme.
        return re.compile("|".join(re.escape(p) for p in sorted(self.phonemes, key=len, reverse=True)))

    @cached_property
    def _finder(self) -> re.Pattern[str]:
        words = "|".join(re.escape(word) for word in sorted(self.words, key=len, reverse=True))
        return re.compile(rf"(?<!\w)(?:{words})(?!['’]?\w)", re.IGNORECASE)

    def _written(self, match: re.Match[str]) -> str:
        sounds = self.words.get(match[0].lower())
        if sounds is None:  # a letter that only looks the same, like the long s
            return match[0]
        before = match.string[: match.start()]
        return f"{' ' if before and not before[-1].isspace() else ''}[[{sounds}]]"


ESPEAK: Final = Lexicon(_ESPEAK_WORDS, _ESPEAK_PHONEMES)
"""For eSpeak NG, the library and the program."""
