"""The words that Danish is read aloud with, as tables. `danish` uses them; people review them."""

from collections.abc import Mapping
from typing import Final

NEUTER: Final = frozenset(
    "sæt sekund minut knib løft trin åndedrag drag pust host hop skridt ben knæ lår glas kilo gram døgn år kvarter "  # noqa: SIM905
    "tryk træk stræk tal program spring slip hold sving skift niveau sted par styk point greb tag øjeblik".split()
)
"""Nouns with et: "ét sæt", "andet løft". All others have en: gang, gentagelse, time, uge, dag, øvelse, pause."""

NEUTER_ENDINGS: Final = (
    "sæt",
    "sekund",
    "minut",
    "knib",
    "løft",
    "trin",
    "åndedrag",
    "pust",
    "skridt",
    "stræk",
    "program",
)
"""Compounds of these have et too: "hosteknib", "benløft". No noun with en ends so, as "kapital" does in "tal"."""

BEFORE_A_NOUN: Final = frozenset(
    "langt lang lange kort korte hurtigt hurtig hurtige let lette dybt dyb dybe roligt rolig rolige langsomt langsom "  # noqa: SIM905
    "langsomme blødt blød bløde fuldt fuld fulde helt hel hele halvt halv halve nyt ny nye sidste ekstra enkelt "
    "stort stor store lille små kraftigt kraftig kraftige stille".split()
)
"""Adjectives that may stand between a number and the noun that decides its gender: "ét langt knib"."""

COUNTED_AFTER: Final = frozenset("klokken nummer trin øvelse sæt dag uge fase niveau del runde etage kapitel".split())  # noqa: SIM905
"""Nouns that a number names instead of counting: "øvelse ét", "klokken ét"."""

ORDINALS: Final = (
    *("", "første", "anden", "tredje", "fjerde", "femte", "sjette", "syvende", "ottende", "niende", "tiende"),
    *("ellevte", "tolvte", "trettende", "fjortende", "femtende", "sekstende", "syttende", "attende", "nittende"),
    *("tyvende", "enogtyvende", "toogtyvende", "treogtyvende", "fireogtyvende", "femogtyvende", "seksogtyvende"),
    *("syvogtyvende", "otteogtyvende", "niogtyvende", "tredivte", "enogtredivte", "toogtredivte", "treogtredivte"),
    *("fireogtredivte", "femogtredivte", "seksogtredivte", "syvogtredivte", "otteogtredivte", "niogtredivte"),
)
"""By number. From 40 on engines read `40.` better than they read "fyrretyvende"."""

UNITS: Final[Mapping[str, tuple[str, str]]] = {
    "sek": ("sekund", "sekunder"),
    "s": ("sekund", "sekunder"),
    "min": ("minut", "minutter"),
    "t": ("time", "timer"),
    "mdr": ("måned", "måneder"),
    "gg": ("gang", "gange"),
    "gent": ("gentagelse", "gentagelser"),
    "rep": ("gentagelse", "gentagelser"),
    "reps": ("gentagelse", "gentagelser"),
    "stk": ("styk", "styk"),
    "kg": ("kilo", "kilo"),
    "g": ("gram", "gram"),
    "km": ("kilometer", "kilometer"),
    "m": ("meter", "meter"),
    "cm": ("centimeter", "centimeter"),
    "mm": ("millimeter", "millimeter"),
    "l": ("liter", "liter"),
    "dl": ("deciliter", "deciliter"),
    "cl": ("centiliter", "centiliter"),
    "ml": ("milliliter", "milliliter"),
    "pct": ("procent", "procent"),
    "%": ("procent", "procent"),
    "°": ("grad", "grader"),
    "°C": ("grad celsius", "grader celsius"),
}
"""What may stand right after a number, for one of them and for more."""

ABBREVIATIONS: Final = {
    "ca.": "cirka",
    "kl.": "klokken",
    "nr.": "nummer",
    "evt.": "eventuelt",
    "bl.a.": "blandt andet",
    "f.eks.": "for eksempel",
    "fx": "for eksempel",
    "pr.": "per",
    "inkl.": "inklusive",
    "ekskl.": "eksklusive",
    "maks.": "maksimalt",
    "max.": "maksimalt",
    "jf.": "jævnfør",
    "pga.": "på grund af",
    "vha.": "ved hjælp af",
    "hhv.": "henholdsvis",
    "ift.": "i forhold til",
    "mht.": "med hensyn til",
    "dvs.": "det vil sige",
}
"""These never end a sentence, so their dot says nothing more."""

BARE: Final = ("f.eks", "fx", "pr", "bl.a", "pga", "vha", "hhv", "ift", "mht", "dvs")
"""Those of them that are often written without the last dot, and are no words then."""

LAST_WORDS: Final = {
    "osv.": "og så videre",
    "mv.": "med videre",
    "m.v.": "med videre",
    "m.m.": "med mere",
    "o.l.": "og lignende",
    "sek.": "sekunder",
}
"""These may end a sentence, and then their dot ends it too."""

QUARTERS: Final[Mapping[str, str]] = {"¼": "en kvart", "¾": "trekvart"}
