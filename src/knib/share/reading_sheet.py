"""The reading sheet: the lines a therapist reads aloud on a telephone, as text and as a page to print. Pure."""

from collections.abc import Mapping, Sequence
from html import escape
from textwrap import wrap
from typing import Final

from knib.units import Ms, short_length
from knib.values import dataclass

HEADING: Final = "Indtalingsark"

ADVICE: Final = (
    "Find et stille rum. Luk døre og vinduer, og sluk det, der summer. Sæt telefonen på flytilstand.",
    "Læg eller hold telefonen cirka 20 cm fra munden, lidt til siden, og på samme sted hele vejen.",
    "Start telefonens lydoptager, vent to sekunder, og læs linjerne i rækkefølge. Læs ikke numrene.",
    "Læs roligt, som til en, der ligger ned. Hold et helt sekunds pause efter hver linje, og kun korte inde i den.",
    "Læser du forkert, eller bliver du forstyrret: hold pause, og læs hele linjen igen. Den sidste læsning bruges.",
    "Står der kun et tal, så tæl: 3 er »tre«. Lange tal læses, som du siger dem til en patient.",
    "Vent to sekunder efter den sidste linje, og stop. Det gør intet, at optagelsen kommer i flere filer.",
)
"""How to read, to the therapist."""

FURTHER: Final = "Bagefter: knib voices record NAVN RUTINE OPTAGELSE"
NOTHING: Final = "Alle linjer er indtalt."

LETTER: Final = Ms(85)
"""A calm reader takes about so long a sign (eSpeak NG at its calm pace: 84 ms), and two seconds between lines."""

BETWEEN: Final = Ms(2000)

_WIDTH: Final = 78
_STYLE: Final = """\
@page { size: A4; margin: 18mm }
body { font: 17pt/1.4 Georgia, serif; color: #111; max-width: 42em; margin: 2em auto; padding: 0 1em }
h1, h2, aside { font-family: system-ui, sans-serif }
h1 { font-size: 22pt; margin: 0 } h2 { font-size: 13pt; margin: 0 0 .3em }
aside { font-size: 11.5pt; line-height: 1.35; border: 1px solid #999; border-radius: 6px }
aside { padding: .8em 1em; margin: 1em 0 }
aside ol { margin: 0; padding-left: 1.4em } aside, li { break-inside: avoid }
p { font: 12pt system-ui, sans-serif; color: #444; margin: .3em 0 }
ul { list-style: none; padding: 0 }
ul li { display: flex; gap: .7em; padding: .35em 0; border-bottom: 1px solid #ddd }
i { flex: none; width: .75em; height: .75em; border: 1.5px solid #555; border-radius: 2px; margin-top: .32em }
b { flex: none; width: 2em; text-align: right; font: 12pt/1.9 system-ui, sans-serif; color: #666 }
@media print { body { margin: 0; padding: 0; max-width: none } }
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Sheet:
    """What stands on a sheet: the routines' titles, and each line to read with its number.

    A line keeps its number when those that are read already are left out.
    """

    titles: Sequence[str]
    lines: Mapping[int, str]

    @property
    def summary(self) -> str:
        """How much there is to read, in Danish."""
        words = sum(len(line.split()) for line in self.lines.values())
        length = sum(LETTER * len(line) + BETWEEN for line in self.lines.values())
        count = len(self.lines)
        return f"{count} linje{'' if count == 1 else 'r'}, {words} ord, omkring {short_length(Ms(length))}"


def as_text(sheet: Sheet) -> str:
    """Write a sheet as plain text, 78 signs wide."""
    parts = [f"{HEADING}: {', '.join(sheet.titles)}", ""]
    if not sheet.lines:
        return "\n".join([*parts, NOTHING, ""])
    parts += [sheet.summary, ""]
    for number, advice in enumerate(ADVICE, 1):
        parts += wrap(advice, _WIDTH, initial_indent=f" {number}. ", subsequent_indent="    ")
    parts.append("")
    for number, line in sheet.lines.items():
        parts += [*wrap(line, _WIDTH, initial_indent=f"[ ] {number:3}  ", subsequent_indent=" " * 9), ""]
    return "\n".join([*parts, FURTHER, ""])


def as_html(sheet: Sheet) -> str:
    """Write a sheet as one page that needs nothing else, to print or to read from a screen."""
    title = escape(f"{HEADING}: {', '.join(sheet.titles)}")
    advice = "\n".join(f"<li>{escape(line)}</li>" for line in ADVICE)
    lines = "\n".join(f"<li><i></i><b>{number}</b>{escape(line)}</li>" for number, line in sheet.lines.items())
    body = (
        f"<p>{escape(sheet.summary)}</p>\n<aside>\n<h2>Sådan gør du</h2>\n<ol>\n{advice}\n</ol>\n</aside>\n"
        f"<ul>\n{lines}\n</ul>\n<p>{escape(FURTHER)}</p>"
    )
    return (
        '<!doctype html>\n<html lang="da">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width">\n'
        f"<title>{title}</title>\n<style>\n{_STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>\n"
        f"{body if sheet.lines else f'<p>{escape(NOTHING)}</p>'}\n</body>\n</html>\n"
    )
