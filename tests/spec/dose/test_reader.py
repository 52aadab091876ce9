"""Prescriptions as they stand in records, and what is said back; what is refused, with the question that settles it."""

import pytest

from knib.errors import SpecError
from knib.spec.dose.reader import read
from knib.spec.dose.said import said

SIX = "hold 6 sekunder, slip 6 sekunder"
SIX_ASSUMED = "hold 6 sekunder (antaget), slip 6 sekunder (antaget)"


@pytest.mark.parametrize(
    ("text", "back"),
    [
        # The forms of the record.
        ("3 sæt à 10 knib, hold 6 sek., pause 6 sek., 1 min mellem sæt", f"3 sæt à 10 knib; {SIX}; 1 minut mellem sæt"),
        ("10 knib 6/6", f"10 knib; {SIX}"),
        ("10 knib 5/10", "10 knib; hold 5 sekunder, slip 10 sekunder"),
        ("10 KNIB, HOLD 6 SEK. HVIL 6 SEK.", f"10 knib; {SIX}"),
        ("ti knib, ti sekunders hold, fem sekunders hvil", "10 knib; hold 10 sekunder, slip 5 sekunder"),
        ("sæt: 1, reps: 10, knib, hold: 6 s, pause: 6 s", f"10 knib; {SIX}"),
        ("Knib i 10 sek, slap af i 4 sek. Gentag 8 gange", "8 knib; hold 10 sekunder, slip 4 sekunder"),
        ("Hold knibet i 6 s, slip 6 s, 10 gange", f"10 knib; {SIX}"),
        ('10 knib à 6", slip 6"', f"10 knib; {SIX}"),
        ("10 knib; 6-sekunders hold; hvil lige så længe", f"10 knib; {SIX}"),
        ("squeeze for 6 seconds, release for 6 seconds, repeat ten times", f"10 knib; {SIX}"),
        ("10 knib 1 min/½ min", "10 knib; hold 1 minut, slip 30 sekunder"),
        ("10 knib, halvandet minuts hold, slip 1 s", "10 knib; hold 1 minut og 30 sekunder, slip 1 sekund"),
        ("10 knib, hold 1 min 30 s, slip 1:05", "10 knib; hold 1 minut og 30 sekunder, slip 1 minut og 5 sekunder"),
        ("10 knib, hold et halvt minut, slip 2½ minut", "10 knib; hold 30 sekunder, slip 2 minutter og 30 sekunder"),
        ("10 knib, hold 1,5 s, slip 0:10", "10 knib; hold 1,5 sekunder, slip 10 sekunder"),
        ("femogtyve knib 6/6", f"25 knib; {SIX}"),
        # 3 x 10 is three sets of ten; 10 x 6 s is ten of six seconds.
        *(
            (f"{written} knib 6/6, 1 min mellem sæt", f"3 sæt à 10 knib; {SIX}; 1 minut mellem sæt")
            for written in (
                "3x10",
                "3 x 10",
                "3×10",
                "3 * 10",
                "3 gange 10",
                "tre sæt af ti",
                "3 sæt à 10",
                "10 x 3 sæt",
            )
        ),
        ("10 x 6 s knib, slip 6 s", f"10 knib; {SIX}"),
        # A label before its length, or after it, never both.
        ("10 knib 8 s hvil 4 s", "10 knib; hold 8 sekunder, slip 4 sekunder"),
        ("10 knib 8 s hold 4 s hvil", "10 knib; hold 8 sekunder, slip 4 sekunder"),
        (
            "2 sæt 10 knib 8 s hvil 4 s pause mellem sæt 1 min",
            "2 sæt à 10 knib; hold 8 sekunder, slip 4 sekunder; 1 minut mellem sæt",
        ),
        # What nobody wrote is said to be assumed.
        ("10 knib", f"10 knib; {SIX_ASSUMED}"),
        ("10 x 10", f"10 sæt à 10 knib (antaget); {SIX_ASSUMED}; 1 minut mellem sæt (antaget)"),
        ("10 hurtige", "10 hurtige knib (antaget); hold 1 sekund (antaget), slip 1 sekund (antaget)"),
        ("1 stræk 30 s hver side", "1 stræk; hold 30 sekunder; hver side; 10 sekunder mellem sider (antaget)"),
        # Told, and in no session.
        ("10 knib 6/6, 3 x dagligt", f"10 knib; {SIX}; 3 gange dagligt"),
        ("10 knib 6/6 x 3 dagligt", f"10 knib; {SIX}; 3 gange dagligt"),
        ("10 knib 6/6, 3 gange/dag", f"10 knib; {SIX}; 3 gange dagligt"),
        ("10 knib 6/6 dagligt/3 gange dagligt", f"10 knib; {SIX}; 3 gange dagligt"),
        (
            "10 knib 6/6, 2-3 gange om dagen, 5 dage om ugen i mindst 3 måneder",
            f"10 knib; {SIX}; 2-3 gange dagligt; 5 dage om ugen; i mindst 3 måneder",
        ),
        ("10 knib 6/6 morgen og aften", f"10 knib; {SIX}; 2 gange dagligt"),
        # Of what, and how.
        ("1 langt knib 6/6", "1 langt knib; hold 6 sekunder, slip 6 sekunder"),
        ("10 knib 6/6 med halv kraft, siddende", f"10 knib; {SIX}; med halv kraft; siddende"),
        ("pt. skal lave 10 maksimale knib 6/6 x 3 dagl.", f"10 knib; {SIX}; med fuld kraft; 3 gange dagligt"),
        ("BBT: 10 reps x 6s hold, 6s rest, 2x/day", f"10 knib (antaget); {SIX}; 2 gange dagligt"),
        ("10 knib 6/6 om morgenen og om aftenen", f"10 knib; {SIX}; 2 gange dagligt"),
        ("3x10 knib m. 6 sek hold, 6 sek slip, 1 min ml. sæt", f"3 sæt à 10 knib; {SIX}; 1 minut mellem sæt"),
        ("10 knib 6/6, 50% kraft, på alle fire", f"10 knib; {SIX}; med 50 % kraft; firestående"),
        ("20 lårspænd 5/5", "20 lårspænd på 5 sekunder; hvil 5 sekunder"),
        ("Armsving: 10 x 4 s, uden pause", "10 armsving på 4 sekunder; uden pause"),
        ("gang i 10 minutter", "1 ganginterval à 10 minutter"),
        ("vejrtrækning i 4 minutter 5/5", "vejrtrækninger i 4 minutter; ind 5 sekunder, ud 5 sekunder"),
        ("5 stræk 20 s/5 s med venstre ben", "5 stræk; hold 20 sekunder, slip 5 sekunder; venstre side"),
        # Several exercises.
        (
            "8 knib (6/6) + 5 hurtige knib (1/1), 30 s mellem øvelser",
            f"8 knib; {SIX}; derefter 5 hurtige knib; hold 1 sekund, slip 1 sekund; 30 sekunder mellem øvelser",
        ),
        (
            "10 knib 6/6 siddende, 10 knib 6/6 stående, 30 s mellem øvelser",
            f"10 knib; {SIX}; siddende; derefter 10 knib; {SIX}; stående; 30 sekunder mellem øvelser",
        ),
    ],
)
def test_a_prescription_is_understood_and_said_back(text: str, back: str) -> None:
    assert said(read(text)) == back


def refusals(text: str) -> list[tuple[str, str, str]]:
    """Give of each problem what is marked, what is wrong with it, and the cure."""
    with pytest.raises(SpecError) as caught:
        read(text)
    told = []
    for problem in caught.value.problems:
        line, carets = problem.excerpt.split("\n")
        marked = line[carets.index("^") : len(carets)]
        told.append((marked, problem.message, problem.suggestion))
    return told


@pytest.mark.parametrize(
    ("text", "marked", "asked"),
    [
        ("8-10 knib, hold 6 s", "8-10", "8 or 10? write one of them"),
        ("10–15 reps", "10–15 reps", "10 or 15? write one of them"),
        ("8 til 10 knib", "8 til 10", "8 or 10? write one of them"),
        ("10 knib, hold 8 eller 10 sek", "hold 8 eller 10 sek", "8 or 10? write one of them"),
        ("3 x 8-12 knib", "x 8-12", "8 or 12? write one of them"),
        ("mindst 8 knib 6/6", "mindst", "write the number alone"),
        ("10 knbi 6/6", "knbi", "did you mean 'knib'?"),
        ("10 knib, hodl 6 s", "hodl", "did you mean 'hold'?"),
        ("10 knib 6/6, hold ikke vejret", "ikke vejret", "delete it, or write it into a routine: knib new"),
        ("6 hosteknib", "hosteknib", "a squeeze with cues is a routine of its own: knib show hosteknib"),
        ("10 knib og slip", "slip", "write 'slip 6 sek.'"),
        ("10 knib, 60 mellem sæt", "60", "write a unit ('10 sek.') or what it counts ('10 knib')"),
        ("3 sæt 10 knib 1 min pause", "1 min pause", "write 'mellem knib' or 'mellem sæt' at it"),
        (
            "10 knib 6/6, 2 gange",
            "2 gange",
            "write 'sæt' where sets are meant, or 'derefter' between two exercises",
        ),
        (
            "10 knib 6/6, gentag 10 gange",
            "10 gange",
            "write 'sæt' where sets are meant, or 'derefter' between two exercises",
        ),
        ("10/15 knib, 3 sæt", "10/15 knib, 3 sæt", "write the number, as in: 10 knib"),
        ("1 vejrtrækning, uden pause", "uden pause", "write how long: ud 6 sek."),
        ("5 x 1 armsving, derefter i 10 sekunder, 5/1", "10 sekunder", "write it, or how many there are"),
        ("10 stræk i 5 min", "5 min", "write 'hold' before it, or no number of repetitions"),
        ("10 knib x 3", "x 3", "write '3 knib', '3 sæt', '3 sek.' or '3 gange dagligt'"),
        ("10 knib på 1 min", "1 min", "write 'hold' before it, or no number of repetitions"),
        ("knib 1/2 min x 10", "1/2 min", "a part of one, or hold 1 and slip 2? write '0,5', or 'hold' and 'slip'"),
        ("knib, hold 6 s", "knib, hold 6 s", "write the number, as in: 10 knib"),
        ("10 knib 8 knib", "8 knib", "write 'sæt' where sets are meant, or 'derefter' between two exercises"),
        ("10 knib hold 6 s hold 8 s", "hold 8 s", "delete one, or write 'derefter' between two exercises"),
        ("2 x 10 knib, slip 5 s, pause 1 min", "pause 1 min", "write 'mellem sæt' at the one between the sets"),
        ("10 knib, 1 min mellem sæt", "1 min mellem sæt", "write how many: 3 sæt"),
        ("10 knib, 5 s mellem sider", "5 s mellem sider", "write 'hver side'"),
        ("10 knib derefter", "derefter", "write one, as in: 10 knib, hold 6 sek., slip 6 sek."),
        ("derefter 10 knib", "derefter", "delete it"),
        ("vejrtrækning 5/5 i 8 s", "8 s", "write a longer time"),
        ("10 stræk 20 s, 3 sider", "3 sider", "write 'hver side'"),
        ("3 gange dagligt", "3 gange dagligt", "write one, as in: 10 knib, hold 6 sek., slip 6 sek."),
        ("10000 knib, hold 1 min, slip 6 s", "10000 knib, hold 1 min, slip 6 s", "lower the numbers"),
        ("10 knib, hold 2 timer", "hold 2 timer", ""),
        ("10 knib, hold 0,0001 s", "hold 0,0001 s", ""),
        ("2,5 knib", "2,5", ""),
        ("0 knib", "0", ""),
    ],
)
def test_what_is_not_understood_is_pointed_at_with_what_settles_it(text: str, marked: str, asked: str) -> None:
    assert (marked, asked) in [(mark, cure) for mark, _, cure in refusals(text)]


def test_every_problem_is_told_at_once() -> None:
    assert [marked for marked, _, _ in refusals("8-10 knib, hodl 6 s, måske")] == ["8-10", "hodl", "måske"]


def test_the_caret_stands_under_what_was_not_understood() -> None:
    with pytest.raises(SpecError) as caught:
        read("10 knib, hodl 6 sek.")
    (problem,) = caught.value.problems
    assert str(problem) == "--dose:1:10: 'hodl' is not understood; did you mean 'hold'?"
    assert problem.excerpt == "10 knib, hodl 6 sek.\n         ^^^^"


def test_lines_of_a_record_are_parted_as_by_a_semicolon() -> None:
    assert said(read("10 knib 6/6\n  5 hurtige knib 1/1\n10 s mellem øvelser")) == said(
        read("10 knib 6/6; 5 hurtige knib 1/1; 10 s mellem øvelser")
    )


def test_letters_with_loose_accents_are_the_same_letters() -> None:
    assert said(read("3 sæt a\u0300 10 knib 6/6, 60 s mellem sæt")) == f"3 sæt à 10 knib; {SIX}; 1 minut mellem sæt"
