import pytest

from knib.plan.fit import timed
from knib.share.sheet.dose import doses
from routines import exercise, measured, understood

SQUEEZE = "phases: [{work: Knib og løft., for: 6 s}, {rest: Slip., for: 6 s}]"


def dose(body: str) -> str:
    ((_, words),) = doses(understood(exercise(body)))
    return words


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
            "1 gang · hold 5 sekunder",
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
            "5 gentagelser · skiftevis højre og venstre · Løft højre/venstre 3 sekunder",
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
            "2 gentagelser à 5 knib · 5 gange (Knib, 1 sekund → Slip, 1 sekund) → Hvil 20 sekunder",
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
            "2 knib · Knib, 2 sekunder → hold, 2 sekunder",
        ),
        (
            f"reps: 4\neffort: halv kraft\nafter: {{rest: Pause., for: 15 s}}\n{SQUEEZE}",
            "4 knib · hold 6 sekunder, slip 6 sekunder · kraft: halv kraft",
        ),
        (
            f"reps: 4\nafter: {{move: Sæt dig op., for: 15 s}}\n{SQUEEZE}",
            "4 knib · hold 6 sekunder, slip 6 sekunder · derefter: Sæt dig op, 15 sekunder",
        ),
    ],
)
def test_a_dose_is_said_as_a_physiotherapist_writes_it(body: str, said: str) -> None:
    assert dose(body) == said


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (
            "reps: 8\nphases: [{work: Løb., for: 1 min}, {rest: Gå., for: 90 s}]",
            "8 gentagelser · Løb 1 minut, gå 1 minut og 30 sekunder",
        ),
        ("phases: [{work: Gå., for: 20 min}]", "1 gang · Gå 20 minutter"),
        (
            "reps: 3\nphases: [{work: '', for: 40 s}, {rest: '', for: 20 s}]",
            "3 gentagelser · Arbejd 40 sekunder, hvil 20 sekunder",
        ),
        (
            "reps: 5\nphases: [{hold: Planke., for: 10 s}, {rest: Pause., for: 5 s}]",
            "5 gentagelser · hold 10 sekunder, hvil 5 sekunder",
        ),
        (
            "reps: 5\nphases: [{hold: Spænd., for: 10 s}, {rest: Cykl roligt., for: 5 s}]",
            "5 gentagelser · hold 10 sekunder, cykl roligt 5 sekunder",
        ),
        (
            "reps: 2\nphases: [{hold: Hold vejret., for: 5 s}, {rest: Pust ud., for: 5 s}]",
            "2 gentagelser · Hold vejret 5 sekunder, pust ud 5 sekunder",
        ),
        (
            "reps: 2\nphases: [{work: 'Minut {rep}, hop.', for: 20 s}, {rest: '', for: 40 s}]",
            "2 gentagelser · Hop 20 sekunder, hvil 40 sekunder",
        ),
    ],
)
def test_what_is_neither_squeezed_nor_held_has_its_own_words(body: str, words: str) -> None:
    assert dose(body) == words


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("phases: [{hold: Knib., for: 6 s}, {rest: Slip., for: 12 s}]", "1 knib · hold 6 sekunder"),
        (
            "phases: [{hold: Knib., for: 6 s}, {rest: Slip., for: 12 s, keep: true}]",
            "1 knib · hold 6 sekunder, slip 12 sekunder",
        ),
        (
            "sets: 3\nphases: [{hold: Knib., for: 6 s}, {rest: Slip., for: 9 s}]\nbetween_sets: {rest: '', for: 30 s}",
            "3 sæt à 1 knib · hold 6 sekunder · 30 sekunder mellem sæt",
        ),
        (
            "sets: 3\nphases: [{hold: Knib., for: 6 s}, {rest: Slip., for: 12 s}]",  # taken between the sets
            "3 sæt à 1 knib · hold 6 sekunder, slip 12 sekunder",
        ),
        (f"reps: 4\nafter: {{rest: Pause., for: 15 s}}\n{SQUEEZE}", "4 knib · hold 6 sekunder, slip 6 sekunder"),
        (
            "reps: 2\nphases: [{rest: Gør klar., for: 5 s}, {hold: Hæng., for: 12 s}, {rest: Slip., for: 3 min}]",
            "2 gentagelser · Gør klar, 5 sekunder → Hæng, 12 sekunder → Slip, 3 minutter",
        ),
        (
            "reps: 2\nphases: [{rest: Gør klar., for: 5 s}, {hold: Hæng., for: 12 s}, {rest: Slip., for: 4 s}]",
            "2 gentagelser · Gør klar, 5 sekunder → Hæng, 12 sekunder",  # the 4 s give way to the 5 s
        ),
    ],
)
def test_a_rest_that_nobody_takes_is_not_told(body: str, words: str) -> None:
    assert dose(body) == words


def test_a_pause_after_an_exercise_is_told_where_another_follows() -> None:
    one = "  - {{name: {}, phases: [{{work: Hop., for: 9 s}}], after: {{rest: {}, for: 20 s}}}}\n"
    entries = "".join(
        one.format(name, words) for name, words in (("A", "Pause."), ("B", "Gå roligt."), ("C", "Pause."))
    )
    assert doses(understood(f"routine: Prøve\nexercises:\n{entries}")) == [
        ("A", "1 gang · Hop 9 sekunder · derefter 20 sekunder pause"),
        ("B", "1 gang · Hop 9 sekunder · derefter: Gå roligt, 20 sekunder"),
        ("C", "1 gang · Hop 9 sekunder"),
    ]


KNIB, SLIP, QUICK = "{hold: Knib., for: 5 s}", "{rest: Slip., for: %d s}", "{work: Knib., for: 1 s}"


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (f"phases: [{KNIB}, {SLIP % 4}, {KNIB}, {SLIP % 7}, {KNIB}]", "3 knib · hold 5 sekunder, slip 4 og 7 sekunder"),
        (
            f"reps: 2\nphases: [{KNIB}, {SLIP % 4}, {KNIB}, {SLIP % 7}]",
            "2 gentagelser à 2 knib · hold 5 sekunder, slip 4 og 7 sekunder",
        ),
        (f"phases: [{{repeat: 10, phases: [{KNIB}, {SLIP % 4}]}}]", "10 knib · hold 5 sekunder, slip 4 sekunder"),
        (
            f"sets: 3\nphases: [{{repeat: 10, phases: [{KNIB}, {SLIP % 4}]}}]\nbetween_sets: {{rest: '', for: 9 s}}",
            "3 sæt à 10 knib · hold 5 sekunder, slip 4 sekunder · 9 sekunder mellem sæt",
        ),
        (
            f"reps: 2\nphases: [{{repeat: 3, phases: [{KNIB}, {SLIP % 4}]}}, {{inhale: Ind., for: 4 s}}]",
            "2 gentagelser à 3 knib · 3 gange (Knib, 5 sekunder → Slip, 4 sekunder) → Ind, 4 sekunder",
        ),
        (
            f"reps: 2\nphases: [{QUICK}, {QUICK}, {QUICK}, {{rest: Slip., for: 9 s}}]",
            "2 gentagelser à 3 knib · 3 gange (Knib, 1 sekund) → Slip, 9 sekunder",
        ),
        (
            "reps: 2\nphases: [{work: Knib let., for: 2 s}, {work: Knib helt., for: 2 s}, {rest: Slip., for: 9 s}]",
            "2 knib · Knib let, 2 sekunder → Knib helt, 2 sekunder → Slip, 9 sekunder",
        ),
        (
            "reps: 3\nphases: [{repeat: 2, phases: [{inhale: Ind., for: 4 s}, {exhale: Ud., for: 6 s}]}]",
            "3 gentagelser à 2 åndedrag · ånd ind 4 sekunder, ånd ud 6 sekunder",
        ),
    ],
)
def test_every_squeeze_and_every_breath_is_counted(body: str, words: str) -> None:
    assert dose(body) == words


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (
            "sets: 3\nreps: [12, 10, 8]\nphases: [{work: Løft., for: 3 s}]\nbetween_sets: {rest: Pause., for: 1 min}",
            "3 sæt: 12, 10 og 8 gentagelser · Løft 3 sekunder · 1 minut mellem sæt",
        ),
        (
            f"sets: 3\nreps: 4\nphases: [{{hold: Knib., for: [5 s, 8 s, 10 s]}}, {SLIP % 5}]",
            "3 sæt à 4 knib · hold 5, 8 og 10 sekunder (sæt for sæt), slip 5 sekunder",
        ),
        (
            "sets: 2\nphases: [{hold: Stræk., for: [45 s, 1 min]}]",
            "2 gange · hold 45 sekunder og 1 minut",
        ),
        (
            "reps: 6\nphases: [{hold: Knib., for: 5 s .. 10 s}, {rest: Slip., for: 5 s}]",
            "6 knib · hold 5 til 10 sekunder, slip 5 sekunder",
        ),
        (
            "reps: 3\nphases: [{hold: Knib., for: 5 s}, {rest: Slip., for: 5 s .. 7 s}]",
            "3 knib · hold 5 sekunder, slip 5 og 7 sekunder",
        ),
    ],
)
def test_what_differs_is_told_set_by_set_or_from_first_to_last(body: str, words: str) -> None:
    assert dose(body) == words


def test_a_session_of_a_given_length_tells_its_rests_as_they_became() -> None:
    text = exercise(f"reps: 10\n{SQUEEZE}", head="fit: 2 min\n")  # 10 x 6 s leave 58 s for 9 rests
    routine = understood(text)
    ((_, words),) = doses(routine, timed(routine, measured))
    assert words == "10 knib · hold 6 sekunder, slip ca. 6,5 sekunder"


def test_a_station_is_told_once_with_its_rounds() -> None:
    text = """
routine: Cirkel
exercises:
  - repeat: 3
    exercises:
      - {name: Bro, reps: 2, phases: [{work: Løft., for: 5 s}], after: {rest: Skift., for: 10 s}}
      - {name: Planke, phases: [{hold: Planke., for: 20 s}]}
    between_rounds: {rest: Pause., for: 1 min}
"""
    assert doses(understood(text)) == [
        ("Bro", "3 runder: 2 gentagelser · Løft 5 sekunder · derefter 10 sekunder pause"),
        ("Planke", "3 runder: 1 gang · hold 20 sekunder · 1 minut mellem runderne"),
    ]


def test_repetitions_that_differ_are_told_in_order() -> None:
    # A rest of 5 s gives way to the next one of 5 s, and stands before a change of sides that is no rest.
    body = """
sides: [højre, venstre]
reps: 2
phases: [{rest: Klar., for: 5 s}, {work: 'Løft {side}.', for: 4 s}, {rest: Ned., for: 5 s}]
between_sides: {move: Skift., for: 2 s}
"""
    assert dose(body) == (
        "i rækkefølge · 2 gange (Klar (højre), 5 sekunder → Løft højre, 4 sekunder) → Ned (højre), 5 sekunder → "
        "Skift, 2 sekunder → 2 gange (Klar (venstre), 5 sekunder → Løft venstre, 4 sekunder)"
    )
