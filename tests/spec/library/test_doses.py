"""The doses of the ready routines, as the clinic's table gives them. A figure changes here only with its source."""

from collections.abc import Mapping

import pytest

from knib.spec import library
from knib.spec.model import Kind
from timed import Doses, dose, routine, timeline

Row = list[tuple[str, int]]


def squeezes(times: int, hold: int, rest: int) -> Row:
    """Give that many squeezes, each with the rest after it, in seconds."""
    return [("work", hold), ("rest", rest)] * times


def sets(times: int, row: Row, between: Row) -> Row:
    """Give a row several times, with a rest between."""
    return [*row, *([*between, *row] * (times - 1))]


def breaths(times: int, inhale: int, exhale: int) -> Row:
    return [("inhale", inhale), ("exhale", exhale)] * times


PAUSE: Row = [("rest", 15)]
FLOORS: Row = [("work", 2)] * 3 + [("hold", 3)] + [("release", 2)] * 2 + [("rest", 10)]
MOVING: Row = [("work", 2), ("move", 3), ("move", 3), ("rest", 5)]
STRETCHED: Row = [("hold", 30), ("rest", 10), ("hold", 30)]
CHANGE: Row = [("move", 15)]

DOSES: Mapping[str, Doses] = {
    "find-musklen": {
        "Korte, lette knib": squeezes(5, 2, 4) + PAUSE,
        "Lidt længere knib": squeezes(3, 5, 8),
    },
    "blid-start": {"Korte knib": squeezes(10, 3, 3)},
    "otte-knib": {"Otte knib": squeezes(8, 6, 6)},
    "seks-sekunder": {"Rolige knib": squeezes(10, 6, 6)},
    "to-minutter": {"Rolige knib": squeezes(8, 5, 5), "Hurtige knib": squeezes(5, 1, 1)},
    "lange-og-hurtige": {"Lange knib": squeezes(10, 10, 4) + PAUSE, "Hurtige knib": squeezes(10, 1, 1)},
    "udholdenhed": {"Udholdenhedsknib": squeezes(6, 10, 10)},
    "hurtige-knib": {"Hurtige knib": sets(2, squeezes(10, 1, 1), [("rest", 20)])},
    "hosteknib": {"Hosteknib": [("work", 2), ("hold", 2), ("rest", 8)] * 5},
    "elevator": {"Elevator": FLOORS * 5},
    "knib-i-bevaegelse": {
        "Rejs dig fra stolen": MOVING * 4 + CHANGE,
        "Bækkenløft": MOVING * 4 + [("rest", 10)],
        "Hælskub": MOVING * 8,
    },
    "gravid": {"Lange knib": sets(3, squeezes(13, 8, 4), [("rest", 30)])},
    "efter-foedsel": {"Lange knib": squeezes(8, 8, 5) + PAUSE, "Hurtige knib": squeezes(8, 1, 1)},
    "overgangsalder": {"Rolige knib": squeezes(8, 6, 6) + PAUSE, "Hurtige knib": squeezes(5, 1, 1)},
    "overvaegt": {"Knib på siden": squeezes(10, 6, 6)},
    "aeldre-siddende": {"Knib på stolen": squeezes(8, 4, 8)},
    "nedsynkning": {"Lange knib": squeezes(10, 10, 4) + PAUSE, "Hurtige knib": squeezes(20, 1, 1)},
    "tarm": {
        "Kraftige knib": squeezes(5, 5, 10) + PAUSE,
        "Knib med halv kraft": squeezes(5, 10, 10) + PAUSE,
        "Hurtige knib": squeezes(5, 1, 1),
    },
    "trang": {
        "Hurtige knib": squeezes(5, 1, 1),
        "Vent og træk vejret": breaths(6, 4, 6),
        "Gå roligt": [("move", 10)],
    },
    "maend": {"Rolige knib": squeezes(10, 5, 5) + PAUSE, "Hurtige knib": squeezes(5, 1, 1)},
    "efter-prostata": {"Rolige knib": squeezes(8, 6, 6)},
    "lette-knib": {"Lette knib": squeezes(20, 3, 3) + PAUSE, "Længere knib": squeezes(10, 5, 10)},
    "afspaending": {
        "På ryggen": breaths(10, 4, 6) + CHANGE,
        "På siden": breaths(10, 4, 6) + CHANGE,
        "Siddende": breaths(10, 4, 6) + CHANGE,
        "Stående": breaths(10, 4, 6),
    },
    "aandedraet": {"Rolig vejrtrækning": breaths(18, 5, 5)},
    "knae": {"Spænd låret": squeezes(20, 5, 5)},
    "udspaending": {"Stræk baglåret": sets(3, STRETCHED, PAUSE)},
    "gang-intervaller": {"Gang": [("move", 60), ("rest", 60)] * 10},
    "styrke": {"Knæbøjning mod væg": sets(3, squeezes(10, 5, 5), [("rest", 60)])},
    "balance": {"Stå på ét ben": squeezes(10, 10, 5)},
}
"""What each routine does when nothing is set."""

GROWN: Mapping[str, tuple[Mapping[str, str], Doses]] = {
    "find-musklen": (
        {"short": "10", "long": "10", "hold": "8 s"},
        {"Korte, lette knib": squeezes(10, 2, 4) + PAUSE, "Lidt længere knib": squeezes(10, 8, 8)},
    ),
    "blid-start": ({"hold": "10 s", "rest": "10 s"}, {"Korte knib": squeezes(10, 10, 10)}),
    "hosteknib": ({"reps": "6"}, {"Hosteknib": [("work", 2), ("hold", 2), ("rest", 8)] * 6}),
    "gravid": ({"hold": "10 s"}, {"Lange knib": sets(3, squeezes(13, 10, 4), [("rest", 30)])}),
    "efter-foedsel": (
        {"reps": "10", "hold": "10 s"},
        {"Lange knib": squeezes(10, 10, 5) + PAUSE, "Hurtige knib": squeezes(8, 1, 1)},
    ),
    "nedsynkning": (
        {"quick": "50"},
        {"Lange knib": squeezes(10, 10, 4) + PAUSE, "Hurtige knib": squeezes(50, 1, 1)},
    ),
    "trang": (
        {"reps": "6"},
        {
            "Hurtige knib": squeezes(6, 1, 1),
            "Vent og træk vejret": breaths(6, 4, 6),
            "Gå roligt": [("move", 10)],
        },
    ),
    "maend": (
        {"hold": "10 s", "rest": "10 s"},
        {"Rolige knib": squeezes(10, 10, 10) + PAUSE, "Hurtige knib": squeezes(5, 1, 1)},
    ),
    "efter-prostata": (
        {"reps": "12", "sets": "3"},
        {"Rolige knib": sets(3, squeezes(12, 6, 6), [("rest", 60)])},
    ),
    "aandedraet": ({"lasting": "5 min"}, {"Rolig vejrtrækning": breaths(30, 5, 5)}),
}
"""What each routine does at the other end of its source's range."""

PER_DAY: Mapping[str, str] = {
    "find-musklen": "Tre gange om dagen",
    "blid-start": "Tre gange om dagen",
    "otte-knib": "Tre gange om dagen i mindst tre måneder",
    "seks-sekunder": "Tre gange om dagen",
    "lange-og-hurtige": "Tre gange om dagen",
    "udholdenhed": "Tre gange om dagen i fire måneder",
    "elevator": "En til to gange om dagen",
    "knib-i-bevaegelse": "To til tre gange om ugen",
    "gravid": "Én gang om dagen",
    "efter-foedsel": "To til tre gange om dagen i tre måneder",
    "nedsynkning": "Tre gange om dagen i 16 uger",
    "efter-prostata": "Én gang om dagen",
    "lette-knib": "To gange om dagen, morgen og aften",
    "afspaending": "To gange om dagen",
    "knae": "Fire gange om dagen",
}
"""How often, where the clinic's table says it."""


@pytest.mark.parametrize("name", library.ids())
def test_the_dose_is_what_its_source_says(name: str) -> None:
    assert dose(name) == DOSES[name]


@pytest.mark.parametrize("name", GROWN)
def test_the_dose_grows_as_far_as_its_source_says(name: str) -> None:
    settings, grown = GROWN[name]
    assert dose(name, *settings.items()) == grown


@pytest.mark.parametrize("name", PER_DAY)
def test_how_often_stands_where_the_patient_reads_it(name: str) -> None:
    assert f"{PER_DAY[name]}." in routine(name).about or f"{PER_DAY[name]}, " in routine(name).about


def test_in_the_knack_the_cough_comes_while_the_squeeze_is_held() -> None:
    assert {span.label for span in timeline("hosteknib").spans if span.kind is Kind.HOLD} == {"Host."}


def test_relaxation_has_four_positions() -> None:
    assert len({exercise.position for exercise in routine("afspaending").exercises}) == 4


def test_two_minutes_are_two_minutes_at_most() -> None:
    assert timeline("to-minutter").length <= 120_000
