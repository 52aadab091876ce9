import pytest

from knib.share.sheet.dose import dose_in_words
from routines import exercise, understood

SQUEEZE = "phases: [{work: Knib og løft., for: 6 s}, {rest: Slip., for: 6 s}]"


def dose(body: str) -> str:
    return dose_in_words(understood(exercise(body)).exercises[0])


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (f"reps: 10\n{SQUEEZE}", "10 knib · hold 6 sekunder, slip 6 sekunder"),
        (
            f"sets: 3\nreps: 10\nbetween_sets: {{rest: Pause., for: 1 min}}\n{SQUEEZE}",
            "3 sæt à 10 knib · hold 6 sekunder, slip 6 sekunder · 1 minut mellem sæt",
        ),
        (
            "reps: 1\nphases: [{work: Spænd låret., for: 5 s}, {rest: Hvil., for: 5 s}]",
            "1 gang · hold 5 sekunder, hvil 5 sekunder",
        ),
        ("reps: 20\nphases: [{work: Spænd., for: 1500 ms}]", "20 gentagelser · hold 1,5 sekunder"),
        (
            "lasting: 4 min\nphases: [{inhale: Ind., for: 5 s}, {exhale: Ud., for: 5 s}]",
            "4 minutter (24 åndedrag) · ånd ind 5 sekunder, ånd ud 5 sekunder",
        ),
        (
            """
sets: 3
reps: 1
sides: [højre, venstre]
between_sides: {rest: "Skift til {side}.", for: 10 s}
phases: [{work: "Stræk {side}.", for: 30 s}]
""",
            "3 gange · til hver side: højre og venstre · hold 30 sekunder · 10 sekunder mellem siderne",
        ),
        (
            "reps: 5\nsides: [højre, venstre]\nalternate: true\nphases: [{work: 'Løft {side}.', for: 3 s}]",
            "5 gentagelser · skiftevis højre og venstre · hold 3 sekunder",
        ),
        (
            "reps: 5\nphases: [{work: Knib., for: 2 s}, {hold: Host., for: 2 s}, {rest: Slip helt., for: 8 s}]",
            "5 knib · Knib, 2 sekunder → Host, 2 sekunder → Slip helt, 8 sekunder",
        ),
        (
            """
reps: 2
phases:
  - {repeat: 5, phases: [{work: Knib., for: 1 s}, {release: Slip., for: 1 s}]}
  - {rest: "Hvil {for}.", for: 20 s}
""",
            "2 knib · 5 gange (Knib, 1 sekund → Slip, 1 sekund) → Hvil 20 sekunder",
        ),
        (
            "reps: 10\nphases: [{move: 'Gå hurtigt i {for}.', for: 1 min}, {rest: Gå roligt., for: 90 s}]",
            "10 gentagelser · Gå hurtigt i 1 minut → Gå roligt, 1 minut og 30 sekunder",
        ),
        (
            "reps: 4\nsides: [højre, venstre]\nalternate: true\nphases: [{move: 'Skub {side} hæl frem.', for: 3 s}]",
            "4 gentagelser · skiftevis højre og venstre · Skub højre/venstre hæl frem, 3 sekunder",
        ),
        ("reps: 2\nphases: [{move: '', for: 3 s}]", "2 gentagelser · bevæg dig, 3 sekunder"),
        (
            "reps: 2\nphases: [{work: 'Knib {rep}.', for: 2 s}, {work: '', for: 2 s}]",
            "2 knib · hold, 2 sekunder → hold, 2 sekunder",
        ),
        (
            f"reps: 4\neffort: halv kraft\nafter: {{rest: Pause., for: 15 s}}\n{SQUEEZE}",
            "4 knib · hold 6 sekunder, slip 6 sekunder · kraft: halv kraft · derefter 15 sekunder pause",
        ),
        (
            f"reps: 4\nafter: {{move: Sæt dig op., for: 15 s}}\n{SQUEEZE}",
            "4 knib · hold 6 sekunder, slip 6 sekunder · derefter 15 sekunder til næste øvelse",
        ),
    ],
)
def test_a_dose_is_said_as_a_physiotherapist_writes_it(body: str, said: str) -> None:
    assert dose(body) == said
