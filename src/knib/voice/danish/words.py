"""The words that Danish is read aloud with, as tables. The other modules use them; people review them."""

from collections.abc import Mapping
from typing import Final

NEUTER: Final = frozenset(
    # what is counted in a session
    "sæt sekund minut knib løft trin åndedrag drag pust host hop skridt tryk træk stræk hold hvil spring slip sving "  # noqa: SIM905
    "skift greb tag pres klem vip ryk hink rul dyk sug stød slag stop nys signal mellemrum interval besøg forløb "
    # the body
    "ben knæ lår led hoved bryst øre øje hjerte underliv bækken skamben haleben urinrør mellemkød mellemgulv "
    "åndedræt snit kejsersnit kateter køn organ væv sår ar lukkeorgan kranie legeme "
    # time, measure and number
    "døgn år halvår kvartal kvarter øjeblik tidspunkt forsøg glas kilo gram kilogram milligram mål tal par styk "
    "antal stykke point niveau kapitel afsnit program punkt sted lag niveauskift "
    # things and people
    "barn menneske toilet gulv bælte bånd håndklæde tæppe bord stykke billede råd spørgsmål svar symptom problem "
    "resultat uheld tegn ord møde hus brev ark apparat".split()
)
"""Nouns with et: "ét sæt", "andet løft". All others have en: gang, gentagelse, time, uge, dag, øvelse, pause."""

NEUTER_ENDINGS: Final = (
    *("sæt", "sekund", "minut", "knib", "løft", "trin", "åndedrag", "pust", "skridt", "stræk", "program", "greb"),
    *("interval", "forløb", "døgn", "symptom", "problem", "niveau", "tryk", "sving", "skift", "besøg", "forsøg"),
    *("spørgsmål", "håndklæde", "tæppe", "træk"),
)
"""Compounds of these have et too: "hosteknib", "benløft". No noun with en ends so, as "kapital" does in "tal"."""

COMMON: Final = frozenset(
    "gang gentagelse time uge dag øvelse pause måned runde omgang side stilling udgangsstilling vejrtrækning indånding "  # noqa: SIM905
    "udånding bevægelse strækning bøjning muskel sammentrækning knibeøvelse hjemmeøvelse balanceøvelse træning session "
    "arm fod hånd tå finger ryg mave hofte skulder balle hæl albue nakke kæbe tommelfinger bækkenbund endetarm skede "
    "blære livmoder tarm prut siddeknogle lukkemuskel bristning operation fødsel nedsynkning graviditet "
    "pude stol elastik bold måtte væg vægt dosis serie del fase del etage elevator person kvinde mand patient læge "
    "fysioterapeut aften morgen nat meter centimeter millimeter kilometer liter deciliter milliliter procent grad "
    "kop plan dagbog bog tone tur trappe portion tablet aftale kontrol ting tid periode smerte".split()
)
"""Nouns with en that are known: a word before one of these may be an adjective."""

BEFORE_A_NOUN: Final = frozenset(
    "langt lang lange kort korte hurtigt hurtig hurtige let lette dybt dyb dybe roligt rolig rolige langsomt langsom "  # noqa: SIM905
    "langsomme blødt blød bløde fuldt fuld fulde helt hel hele halvt halv halve nyt ny nye sidste ekstra enkelt "
    "stort stor store lille små kraftigt kraftig kraftige stille godt god gode svagt svag svage højt høj høje lavt "
    "lav lave tungt tung tunge stærkt stærk stærke jævnt jævn jævne højre venstre første anden andet tredje mere "
    "længere kortere hurtigere lettere".split()
)
"""Adjectives that may stand between a number and the noun that decides its gender: "ét langt knib"."""

JOINS: Final = frozenset(("og", "til", "eller", "plus", "minus"))
"""What may join two numbers that count the same noun: "2. og 3. sæt"."""

NO_NOUN: Final = frozenset(
    "og eller men så af i på til fra med uden om ved for efter før under over mellem hos per ad mod som der at hvis "  # noqa: SIM905
    "når mens ikke også kun er var har kan skal må bliver gange om dagligt ugentligt daglig ugentlig hver hvert "
    "dagl. dagl dgl. dgl ugentl. ugentl ugtl. ugtl igen nu her ind ud op ned hen tilbage".split()
)
"""Words that end the search for what a number counts: "1 af 3", "3 om dagen"."""

COUNTED_AFTER: Final = frozenset(
    "klokken nummer trin øvelse sæt dag uge fase niveau del runde etage kapitel grad type stadie punkt side tabel "  # noqa: SIM905
    "program plan afsnit måned skridt nul".split()
)
"""Nouns that a number names instead of counting: "øvelse ét", "klokken ét"."""

IN_A_ROW: Final = frozenset(("sæt", "øvelse", "runde", "gang", "gentagelse", "del", "trin"))
"""Nouns that are counted as "sæt 2 af 3", which is written "sæt 2/3"."""

PER: Final[Mapping[str, str]] = {
    "dag": "om dagen",
    "døgn": "i døgnet",
    "uge": "om ugen",
    "måned": "om måneden",
    "md": "om måneden",
    "år": "om året",
    "time": "i timen",
    "t": "i timen",
    "min": "i minuttet",
    "minut": "i minuttet",
}
"""What a slash before a time says of a number: "3 gange/dag", "3x/uge"."""

SHORT_TIMES: Final = frozenset(("md", "min"))
"""Those of them that are written with a dot, which then need not end a sentence."""

TIMES: Final = frozenset(("sek", "sekund", "sekunder", "min", "minut", "minutter", "time", "timer"))
"""After one of these a slash begins the next thing to do: "hold 5 sek/hvil 10 sek"."""

MONTHS: Final = (
    *("januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september", "oktober", "november"),
    "december",
)

SHORT_MONTHS: Final = ("jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "okt", "nov", "dec")

ROMAN: Final[Mapping[str, int]] = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5}
"""As degrees of a tear and types of illness are written."""

FRACTIONS: Final[Mapping[str, tuple[int, int]]] = {
    "⅐": (1, 7),
    "⅑": (1, 9),
    "⅒": (1, 10),
    "⅓": (1, 3),
    "⅔": (2, 3),
    "⅕": (1, 5),
    "⅖": (2, 5),
    "⅗": (3, 5),
    "⅘": (4, 5),
    "⅙": (1, 6),
    "⅚": (5, 6),
    "⅛": (1, 8),
    "⅜": (3, 8),
    "⅝": (5, 8),
    "⅞": (7, 8),
}
"""The fractions in one sign, beside ½, ¼ and ¾, which have words of their own."""

UNITS: Final[Mapping[str, tuple[str, str]]] = {
    "sek": ("sekund", "sekunder"),
    "s": ("sekund", "sekunder"),
    "ms": ("millisekund", "millisekunder"),
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
    "mg": ("milligram", "milligram"),
    "km": ("kilometer", "kilometer"),
    "km/t": ("kilometer i timen", "kilometer i timen"),
    "m": ("meter", "meter"),
    "cm": ("centimeter", "centimeter"),
    "mm": ("millimeter", "millimeter"),
    "l": ("liter", "liter"),
    "L": ("liter", "liter"),
    "dl": ("deciliter", "deciliter"),
    "cl": ("centiliter", "centiliter"),
    "ml": ("milliliter", "milliliter"),
    "kr": ("krone", "kroner"),
    "€": ("euro", "euro"),
    "pct": ("procent", "procent"),
    "%": ("procent", "procent"),
    "‰": ("promille", "promille"),
    "°": ("grad", "grader"),
    "°C": ("grad celsius", "grader celsius"),
}
"""What may stand right after a number, for one of them and for more."""

SYMBOLS: Final = frozenset("kg g mg km m cm mm l dl cl ml ms".split())  # noqa: SIM905
"""Units that are written without a dot: one after them ends the sentence, also before a number."""

LASTING: Final = frozenset(("sekund", "minut", "time", "måned"))
LASTS: Final = frozenset(
    "hold hvil pause pauser knib stræk træning øvelse øvelser program gang interval intervaller afspænding ro "  # noqa: SIM905
    "mellemrum varighed nedtælling vejrtrækning arbejde plank planke".split()
)
"""What lasts so and so long, in the genitive: "10 sekunders hold"."""

ABBREVIATIONS: Final[Mapping[str, str]] = {
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
    "p.g.a.": "på grund af",
    "vha.": "ved hjælp af",
    "hhv.": "henholdsvis",
    "ift.": "i forhold til",
    "mht.": "med hensyn til",
    "m.h.t.": "med hensyn til",
    "iht.": "i henhold til",
    "dvs.": "det vil sige",
    "d.v.s.": "det vil sige",
    "tlf.": "telefon",
    "hø.": "højre",
    "ve.": "venstre",
    "alm.": "almindelig",
    "ang.": "angående",
    "vedr.": "vedrørende",
}
"""These never end a sentence, so their dot says nothing more."""

BARE: Final = (
    *("f.eks", "fx", "pr", "bl.a", "pga", "vha", "hhv", "ift", "mht", "iht", "dvs", "ca", "evt", "tlf", "inkl"),
    "maks",
)
"""Those of them that are often written without the last dot, and are no words then."""

LAST_WORDS: Final[Mapping[str, str]] = {
    "osv.": "og så videre",
    "o.s.v.": "og så videre",
    "mv.": "med videre",
    "m.v.": "med videre",
    "m.m.": "med mere",
    "m.fl.": "med flere",
    "mfl.": "med flere",
    "o.l.": "og lignende",
    "e.l.": "eller lignende",
    "etc.": "et cetera",
    "dagl.": "dagligt",
    "dgl.": "dagligt",
    "ugentl.": "ugentligt",
    "ugtl.": "ugentligt",
    "mdl.": "månedligt",
    "sek.": "sekunder",
    "gentag.": "gentagelser",
    "mdr.": "måneder",
    "kr.": "kroner",
}
"""These may end a sentence, and then their dot ends it too."""

PAIRS: Final = frozenset(
    tuple(pair.split("/"))
    for pair in (
        *("hold/hvil", "hold/pause", "knib/hvil", "knib/slip", "spænd/slip", "spænd/slap", "stræk/bøj", "ind/ud"),
        *("op/ned", "arbejde/hvil", "arbejde/pause"),
    )
)
"""Two words that a slash puts together: "hold og hvil". Between all others it means "eller"."""

SIGNS: Final[Mapping[str, str]] = {"&": "og", "+": "plus", "=": "er", "±": "plus minus", "÷": "divideret med"}
COMPARED: Final[Mapping[str, str]] = {
    ">": "over",
    "<": "under",
    "≥": "mindst",
    "≤": "højst",
    "≈": "cirka",
    "~": "cirka",
}
"""What a sign before a number says."""

SAME_SIGN: Final[Mapping[str, str]] = {
    "℃": "°C",
    "º": "°",
    "№": "nr. ",
    "⁄": "/",
    "∕": "/",
    "‐": "-",
    "‑": "-",
    "\u00ad": "",
    "\u200b": "",
    "\u200c": "",
    "\u200d": "",
    "\u2060": "",
    "\ufeff": "",
    "\ufe0e": "",
    "\ufe0f": "",
    "\u20e3": "",
}
"""Signs that are written in more than one way, and those without any width."""
