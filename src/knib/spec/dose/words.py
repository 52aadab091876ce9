"""The words of prescriptions, Danish and English, as tables. `terms` reads them; people review them.

Every word or phrase stands for a code of one letter; `facts` says which rows of codes mean something.
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import chain
from typing import Any, Final

from knib.spec.dose.worded import Noun, Sort
from knib.spec.model import Position
from knib.units import UNITS

SMALL: Final = frozenset(
    "à á a af of med m with i in for at på on den det de the gentag gentages repeat lav lave laver udfør do perform "  # noqa: SIM905
    "pt patienten skal bækkenbund bækkenbunden bækkenbundstræning bbt pelvic floor".split()
)
"""Words that may stand anywhere and say nothing by themselves. Never "ikke" or "not"."""

ARTICLES: Final = frozenset({"en", "et", "an"})
"""These count one before a unit or a counted word ("et minut", "en gang"), and are small words otherwise."""

JOINING: Final = frozenset({"og", "and", "samt", "plus", "så"})
"""These part what stands before them from what comes, as a comma does."""

_ONES: Final = ("", "en", "to", "tre", "fire", "fem", "seks", "syv", "otte", "ni")
_TENS: Final = {
    20: "tyve",
    30: "tredive",
    40: "fyrre",
    50: "halvtreds",
    60: "tres",
    70: "halvfjerds",
    80: "firs",
    90: "halvfems",
}
_ENGLISH_ONES: Final = ("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_ENGLISH_TENS: Final = dict(
    zip(_TENS, ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"), strict=True)
)
_SINGLE: Final = (
    *("nul", "én", "to", "tre", "fire", "fem", "seks", "syv", "otte", "ni", "ti", "elleve", "tolv", "tretten"),
    *("fjorten", "femten", "seksten", "sytten", "atten", "nitten"),
)
_ENGLISH_SINGLE: Final = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)


def _numbers() -> Iterator[tuple[str, Fraction]]:
    for row in (_SINGLE, _ENGLISH_SINGLE):
        yield from ((word, Fraction(number)) for number, word in enumerate(row))
    for ten, word in _TENS.items():
        yield word, Fraction(ten)
        yield from ((f"{_ONES[one]}og{word}", Fraction(ten + one)) for one in range(1, 10))
    for ten, word in _ENGLISH_TENS.items():
        yield word, Fraction(ten)
        yield from ((f"{word}{_ENGLISH_ONES[one]}", Fraction(ten + one)) for one in range(1, 10))
    yield from ((word, Fraction(1)) for word in ("ét", "een", "eet"))
    yield from ((word, Fraction(100)) for word in ("hundrede", "hundred"))
    yield from ((word, Fraction(3, 2)) for word in ("halvanden", "halvandet"))


NUMBERS: Final[Mapping[str, Fraction]] = dict(_numbers())
FRACTIONS: Final = {"½": Fraction(1, 2), "¼": Fraction(1, 4), "¾": Fraction(3, 4)}
HALVES: Final = frozenset({"halv", "halvt", "half"})

UNIT_WORDS: Final[Mapping[str, int]] = {
    **UNITS,
    **dict.fromkeys(("sekunders", "sekundes", "sec", "secs", "second", "seconds", '"', "″", "”"), UNITS["s"]),
    **dict.fromkeys(("minutters", "minuts", "mins", "minute", "minutes", "'", "′", "’"), UNITS["min"]),
    **dict.fromkeys(("hour", "hours"), UNITS["t"]),
}

DOTTED: Final = frozenset(
    "sek min s t ms pr gg dgl dagl rep reps gent ca mdr sec max maks vejrtr ugtl m ml pt".split()  # noqa: SIM905
)
"""Abbreviations: a dot right after one of these ends nothing."""

KNIB: Final = Noun("knib", "knib", "et", Sort.SQUEEZE)

_NOUNS: Final = {
    KNIB: "knib knibet knibene bækkenbundsknib squeeze squeezes contraction contractions kontraktion kontraktioner "
    "kegel kegels",
    Noun("styrkeknib", "styrkeknib", "et", Sort.SQUEEZE): "styrkeknib",
    Noun("udholdenhedsknib", "udholdenhedsknib", "et", Sort.SQUEEZE): "udholdenhedsknib",
    Noun("identifikationsknib", "identifikationsknib", "et", Sort.SQUEEZE): "identifikationsknib",
    Noun("stræk", "stræk", "et", Sort.STRETCH): "stræk stretch stretches strækning strækninger",
    Noun("udspænding", "udspændinger", "en", Sort.STRETCH): "udspænding udspændinger",
    Noun("vejrtrækning", "vejrtrækninger", "en", Sort.BREATH): "vejrtrækning vejrtrækninger vejrtr åndedrag "
    "åndedræt breath breaths breathing",
    Noun("ganginterval", "gangintervaller", "en", Sort.WALK): "ganginterval gangintervaller gang gå gåtur gåture "
    "walk walks walking",
    Noun("løft", "løft", "et", Sort.OTHER): "løft lift lifts",
    Noun("benløft", "benløft", "et", Sort.OTHER): "benløft",
    Noun("bækkenløft", "bækkenløft", "et", Sort.OTHER): "bækkenløft bro broer bridge bridges",
    Noun("hælløft", "hælløft", "et", Sort.OTHER): "hælløft",
    Noun("tåhævning", "tåhævninger", "en", Sort.OTHER): "tåhævning tåhævninger",
    Noun("knæbøjning", "knæbøjninger", "en", Sort.OTHER): "knæbøjning knæbøjninger squat squats",
    Noun("armbøjning", "armbøjninger", "en", Sort.OTHER): "armbøjning armbøjninger",
    Noun("planke", "planker", "en", Sort.OTHER): "planke planker planken plank planks",
}
NOUNS: Final = {form: noun for noun, forms in _NOUNS.items() for form in forms.split()}

MANNERS: Final = {
    "hurtige": ("hurtig", "hurtigt"),
    "lange": ("lang", "langt"),
    "korte": ("kort", "kort"),
    "rolige": ("rolig", "roligt"),
    "langsomme": ("langsom", "langsomt"),
    "dybe": ("dyb", "dybt"),
    "lette": ("let", "let"),
    "kraftige": ("kraftig", "kraftigt"),
}
"""How something is done: with many, with one that has en, with one that has et."""

_ENGLISH_MANNERS: Final = {"quick": "hurtige", "fast": "hurtige", "flicks": "hurtige", "flick": "hurtige",
    "rapid": "hurtige", "long": "lange", "short": "korte", "calm": "rolige", "slow": "langsomme", "deep": "dybe",
    "light": "lette", "gentle": "lette", "strong": "kraftige"}  # fmt: skip

_POSITIONS: Final = {
    Position.LYING: ("liggende", "lying", "lying down"),
    Position.SUPINE: ("rygliggende", "liggende på ryggen", "på ryggen", "supine", "lying on the back", "on the back"),
    Position.PRONE: ("maveliggende", "liggende på maven", "på maven", "prone"),
    Position.SIDE: ("sideliggende", "liggende på siden", "på siden", "lying on the side", "on the side"),
    Position.SITTING: ("siddende", "sitting", "seated"),
    Position.STANDING: ("stående", "standing"),
    Position.ALL_FOURS: ("firestående", "på alle fire", "on all fours"),
    Position.KNEELING: ("knæstående", "knælende", "kneeling"),
}

_EFFORTS: Final = {
    "med halv kraft": ("halv kraft", "halv styrke", "half effort", "half strength"),
    "med let kraft": ("let kraft", "light effort"),
    "med fuld kraft": (
        "fuld kraft",
        "full effort",
        "fuld styrke",
        "maksimal kraft",
        "maksimalt",
        "maksimale",
        "maximal effort",
    ),
}
OF_FULL: Final = frozenset({"kraft", "styrke", "effort", "mvc"})
"""What may stand after a percentage: "50 % kraft"."""

_PLAIN: Final = {
    "x": "x × *",
    "S": "sæt sættet sættene set sets serie serier serien serierne omgang omgange omgangene runde runder runderne",
    "t": "gentagelse gentagelser gentagelserne gent rep reps repetition repetitions repetitioner",
    "g": "gange gg times",
    "H": "hold holde holdes holder holdt holding",
    "P": "hvil hvile hviler hviles pause pauser slip slippe slipper slippes afspænd afspænding rest relax release",
    "i": "ind indånd indånding inhale",
    "o": "ud udånd udånding exhale",
    "B": "mellem ml imellem between",
    "E": "hver hvert pr per each every begge both",
    "X": "øvelser øvelserne øvelse exercises",
    "Z": "side sider siderne sides ben benene legs leg arm arme armene arms",
    "k": "skiftevis alternating",
    "T": "derefter herefter dernæst then efterfulgt",
    "m": "samme same",
    "U": "uden ingen no without",
    "A": "antaget assumed",
}

_PHRASES: Final = {
    "P": ("slap af", "hold pause", "slip helt"),
    "i": ("ånd ind", "træk vejret ind", "breathe in"),
    "o": ("ånd ud", "pust ud", "breathe out"),
    "T": ("efterfulgt af", "followed by"),
    "m": ("lige så længe", "lige så lang", "samme tid", "the same"),
    "k": ("på skift",),
}

_VALUED: Final[Mapping[str, Mapping[Any, tuple[str, ...]]]] = {
    "D": {
        "dagligt": ("dagligt", "daglig", "dgl", "dagl", "daily", "om dagen", "pr dag", "per dag", "per day", "a day",
                    "hver dag", "every day", "i døgnet"),
        "hver anden dag": ("hver anden dag", "every other day"),
    },
    "W": {"om ugen": ("om ugen", "ugentligt", "ugentlig", "ugtl", "pr uge", "per uge", "per week", "a week", "weekly")},
    "M": {2: ("morgen og aften", "om morgenen og om aftenen", "morning and evening")},
    "c": {
        ("dag", "dage"): ("dag", "dage", "day", "days"),
        ("uge", "uger"): ("uge", "uger", "week", "weeks"),
        ("måned", "måneder"): ("måned", "måneder", "mdr", "month", "months"),
    },
    "b": {
        "mindst": ("mindst", "minimum", "at least"),
        "højst": ("højst", "op til", "maks", "max", "at most", "up to", "maksimum"),
        "cirka": ("ca", "cirka", "omkring", "about"),
    },
    "h": {"højre": ("højre", "right")},
    "v": {"venstre": ("venstre", "left")},
    "j": {manner: (manner, *forms) for manner, forms in MANNERS.items()},
    "Q": _POSITIONS,
    "F": _EFFORTS,
}  # fmt: skip

ELSEWHERE: Final = {
    "hosteknib": "a squeeze with cues is a routine of its own: knib show hosteknib",
    "elevator": "steps of strength are a routine of their own: write its phases, as in docs/how-to",
    "elevatorknib": "steps of strength are a routine of their own: write its phases, as in docs/how-to",
}
"""What a dose in words cannot say, and what to do instead."""


def _meanings() -> Iterator[tuple[tuple[str, ...], tuple[str, Any]]]:
    yield from (((form,), ("N", noun)) for form, noun in NOUNS.items())
    yield from (((form,), ("j", manner)) for form, manner in _ENGLISH_MANNERS.items())
    yield from (((word,), (code, word)) for code, words in _PLAIN.items() for word in words.split())
    yield from ((tuple(text.split()), (code, text)) for code, texts in _PHRASES.items() for text in texts)
    for code, values in _VALUED.items():
        for value, texts in values.items():
            yield from ((tuple(text.split()), (code, value)) for text in texts)


MEANINGS: Final = dict(_meanings())
"""Each word or phrase: its code, and what is meant by it."""

SLIPS: Final = frozenset(
    ("slip", "slippe", "slipper", "slippes", "slap af", "slip helt", "afspænd", "afspænding", "relax", "release")
)
"""A rest that can only be that of each repetition; a pause may be meant between the sets."""

LONGEST: Final = max(map(len, MEANINGS))
"""Words in the longest phrase."""

KNOWN: Final = frozenset(chain(*MEANINGS, NUMBERS, (word for word in UNIT_WORDS if len(word) > 1), SMALL, JOINING))
"""Every word that has a meaning here: what a mistyped word may have been."""
