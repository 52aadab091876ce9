"""`laes-mig.txt`: what each file of a parcel is, and how it is opened. In Danish, for whoever has no one to ask."""

from collections.abc import Iterable, Iterator, Sequence
from textwrap import wrap
from typing import Final

from knib.share.sheet.model import AGREED
from knib.values import dataclass

HEAD: Final = "DIN TRÆNING"
LEAD: Final = "Det vigtigste er lyden. Her står, hvordan du hører den. Hvad hver fil er, står nederst."
OFTEN: Final = "SÅ TIT"
FILES: Final = "FILERNE"

HOW: Final = (
    (
        "PÅ IPHONE OG IPAD",
        "Åbn appen Arkiver. Har du fået traening.zip, så tryk på den. Nu ligger der en mappe ved siden af. Åbn den.",
        "Tryk på den lydfil, du skal bruge, og så på afspil.",
        "Stopper lyden, når du låser telefonen, så del filen med en app til musik eller lydbøger, og hør den dér.",
    ),
    (
        "PÅ ANDROID",
        "Åbn appen Filer eller Mine filer. Har du fået traening.zip, så tryk på den, og så på Udpak.",
        "Tryk på den lydfil, du skal bruge. Du må gerne låse telefonen.",
    ),
    (
        "PÅ COMPUTER",
        "Har du fået traening.zip, så højreklik på den, og vælg Udpak alle. På Mac dobbeltklikker du på den.",
        "Dobbeltklik på index.html. Siden viser, hvad du skal gøre, mens lyden spiller.",
    ),
    (
        "GODT AT VIDE",
        "Du behøver ikke internet. Ingen kan se, hvornår du træner.",
        "Pauserne er en del af træningen. Slå »spring stilhed over« fra, hvis din afspiller har det.",
        "Spil lyden i normal hastighed.",
    ),
)
"""What to do on each kind of device: a heading and its lines."""

_WIDTH: Final = 76


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A file of the parcel, and what it is."""

    name: str
    says: str


def letter(enclosed: Sequence[Enclosed], often: Sequence[str] = ()) -> bytes:
    """Write the letter: lines that end as Windows wants them, in UTF-8 with the mark by which old editors know it.

    `often` says how often each session is done, line by line.
    """
    return "\r\n".join([*_lines(enclosed, often), ""]).encode("utf-8-sig")


def _lines(enclosed: Sequence[Enclosed], often: Sequence[str]) -> Iterator[str]:
    """Give the lines: how it is heard comes first, for of a programme there are thirty files."""
    yield from (HEAD, "", *wrap(LEAD, _WIDTH))
    if often:
        yield from ("", OFTEN, *_indented(often))
    for title, *advice in HOW:
        yield from ("", title, *_indented(advice, "- "))
    yield from ("", FILES)
    for says in dict.fromkeys(file.says for file in enclosed):
        yield from (file.name for file in enclosed if file.says == says)
        yield from _indented([says])
    yield from ("", *wrap(AGREED, _WIDTH))


def _indented(texts: Iterable[str], bullet: str = "  ") -> Iterator[str]:
    for text in texts:
        yield from wrap(text, _WIDTH, initial_indent=f"  {bullet}", subsequent_indent="    ")
