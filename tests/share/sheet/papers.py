"""Sheets for tests, with a voice of 50 ms a letter, and what stands on them when they are printed."""

from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Final

from pypdf import PdfReader

from knib.share.sheet.model import Facts, Sheet, sheet_of
from routines import planned, understood

FACTS: Final = Facts(date=date(2026, 12, 1), mark="0123 4567 89ab")
LINK: Final = "https://example.dk/t/8f3a"

TEXT: Final = """\
routine: Knib & <ro>
about: Kort og let. Tre gange om dagen.
for_whom: Dig, der lige er begyndt.
source: En vejledning, 2024.
ask_first: [Kateter i blæren.]
safety: ["Stop, hvis det gør ondt."]
exercises:
  - name: Knib
    say: Mærk, at du løfter “op” – og ind. Knib {reps} gange. Gør klar.
    position: siddende
    sets: 2
    reps: 3
    phases: [{work: Knib., for: 6 s}, {rest: Slip., for: 6 s, keep: true}]
    between_sets: {rest: Pause., for: 1 min}
    reminders: [Pres ikke nedad.]
  - {name: "Ro & <fred>", reps: 2, phases: [{inhale: Ind., for: 4 s}, {exhale: Ud., for: 6 s}]}
"""


def sheet(text: str = TEXT, **facts: object) -> Sheet:
    """Make the sheet of a routine; `facts` stand in place of the usual ones."""
    return sheet_of(understood(text), planned(text), replace(FACTS, **facts))  # type: ignore[arg-type]


def pages(pdf: bytes) -> list[str]:
    """Give the words on each page, white space made blanks."""
    return [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(pdf)).pages]
