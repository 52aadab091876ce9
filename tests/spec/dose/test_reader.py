"""Prescriptions as they stand in records, and what is said back; what is asked, and what is not understood."""

import pickle

import pytest

from knib.errors import SpecError
from knib.spec.dose.question import AmbiguousDoseError
from knib.spec.dose.reader import between, read
from knib.spec.dose.said import said, summary

SIX = "hold 6 sekunder, slip 6 sekunder"
SIX_ASSUMED = "hold 6 sekunder (antaget), slip 6 sekunder (antaget)"
ONE_ASSUMED = "hold 1 sekund (antaget), slip 1 sekund (antaget)"


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
        # A label with a colon binds what follows; a label without one what stands by it.
        ("10 knib, 5 sek. Hvile: 10 sek.", "10 knib; hold 5 sekunder, slip 10 sekunder"),
        ("10 contractions 10 sec. Relax: 4 sec.", "10 knib; hold 10 sekunder, slip 4 sekunder"),
        ("10 knib 8 s hold 4 s hvil", "10 knib; hold 8 sekunder, slip 4 sekunder"),
        # What nobody wrote is said to be assumed.
        ("10 knib", f"10 knib; {SIX_ASSUMED}"),
        ("1 stræk 30 s hver side", "1 stræk; hold 30 sekunder; hver side; 10 sekunder mellem sider (antaget)"),
        # How often, and for how long.
        ("10 knib 6/6, 3 x dagligt", f"10 knib; {SIX}; 3 gange om dagen"),
        ("10 knib 6/6 x 3 dagligt", f"10 knib; {SIX}; 3 gange om dagen"),
        ("10 knib 6/6, 3 gange/dag", f"10 knib; {SIX}; 3 gange om dagen"),
        (
            "10 knib 6/6, 2-3 gange om dagen, 5 dage om ugen i 3 måneder",
            f"10 knib; {SIX}; 2-3 gange om dagen, 5 dage om ugen i 12 uger",
        ),
        ("10 knib 6/6 morgen og aften", f"10 knib; {SIX}; 2 gange om dagen"),
        ("10 knib 6/6 om morgenen og om aftenen", f"10 knib; {SIX}; 2 gange om dagen"),
        ("10 knib 6/6 TID", f"10 knib; {SIX}; 3 gange om dagen"),
        ("10 knib 6/6, hver anden dag", f"10 knib; {SIX}; hver anden dag"),
        ("10 knib 6/6, hver 3. time", f"10 knib; {SIX}; hver 3. time"),
        ("10 knib 6/6 mandag, onsdag og fredag", f"10 knib; {SIX}; hver mandag, onsdag og fredag"),
        # Of what, and how.
        ("1 langt knib 6/6", "1 langt knib; hold 6 sekunder, slip 6 sekunder"),
        ("10 knib 6/6 med halv kraft, siddende", f"10 knib; {SIX}; med halv kraft; siddende"),
        ("pt. skal lave 10 maksimale knib 6/6 x 3 dagl.", f"10 knib; {SIX}; med fuld kraft; 3 gange om dagen"),
        ("3x10 knib m. 6 sek hold, 6 sek slip, 1 min ml. sæt", f"3 sæt à 10 knib; {SIX}; 1 minut mellem sæt"),
        ("10 knib 6/6, 50% kraft, på alle fire", f"10 knib; {SIX}; med 50 % kraft; firestående"),
        ("10 endetarmsknib 6/6", f"10 knib; {SIX}"),
        ("10 VPFMC 6/6", f"10 knib; {SIX}"),
        ("20 lårspænd 5/5", "20 lårspænd; hold 5 sekunder, hvil 5 sekunder"),
        ("gang i 10 minutter", "1 ganginterval à 10 minutter"),
        ("vejrtrækning i 4 minutter 5/5", "vejrtrækninger i 4 minutter; ind 5 sekunder, ud 5 sekunder"),
        ("5 stræk 20 s/5 s med venstre ben", "5 stræk; hold 20 sekunder, slip 5 sekunder; venstre side"),
        # All of quick ones in a time.
        ("15 hurtige knib på 30 sek", "15 hurtige knib; hold 1 sekund, slip 1 sekund"),
        # Several exercises, and rounds of them.
        (
            "8 knib (6/6) + 5 hurtige knib (1/1), 30 s mellem øvelser",
            f"8 knib; {SIX}; derefter 5 hurtige knib; hold 1 sekund, slip 1 sekund; 30 sekunder mellem øvelser",
        ),
        (
            "10 knib 6/6 siddende, 10 knib 6/6 stående, 30 s mellem øvelser",
            f"10 knib; {SIX}; siddende; derefter 10 knib; {SIX}; stående; 30 sekunder mellem øvelser",
        ),
        (
            "2 x (8 knib 6/6 + 5 hurtige), 1 min mellem runder, 10 s mellem øvelser",
            (
                f"2 runder af (8 knib; {SIX}; derefter 5 hurtige knib; {ONE_ASSUMED}); 1 minut mellem runder; "
                "10 sekunder mellem øvelser"
            ),
        ),
        # What stands beside the dose is kept, and said back.
        ("10 knib 6/6, hold ikke vejret", f'10 knib; {SIX}; note: "hold ikke vejret"'),
        ("10 knib 6/6. Pres ikke nedad.", f'10 knib; {SIX}; note: "Pres ikke nedad"'),
        ("Oxford 3. 10 knib 6/6", f'10 knib; {SIX}; note: "Oxford 3"'),
        ("Tidligere 8 x 5 sek. Nu 10 knib 6/6", f'10 knib; {SIX}; note: "Tidligere 8 x 5 sek"'),
    ],
)
def test_a_prescription_is_understood_and_said_back(text: str, back: str) -> None:
    assert said(read(text)).replace("10 knib (antaget)", "10 knib").replace("8 knib (antaget)", "8 knib") == back


def asked(text: str) -> AmbiguousDoseError:
    """Read a prescription that leaves something open."""
    with pytest.raises(AmbiguousDoseError) as caught:
        read(text)
    return caught.value


@pytest.mark.parametrize(
    ("text", "choices"),
    [
        ("Knib 10 x 10", {"10 sæt à 10 knib 6/6 s, 1 minut mellem sæt", "10 knib 10/10 s"}),
        ("10 knib 6/6, 2 gange", {"2 sæt à 10 knib 6/6 s, 1 minut mellem sæt", "10 knib 6/6 s; 2 gange om dagen"}),
        ("10 knib, hold 8-10 s", {"10 knib 8/8 s", "10 knib 10/10 s"}),
        ("8-10 knib 6/6", {"8 knib 6/6 s", "10 knib 6/6 s"}),
        ("8 til 10 knib 6/6", {"8 knib 6/6 s", "10 knib 6/6 s"}),
        (
            "3 sæt af 8 lange og 5 hurtige knib",
            {
                "3 sæt à 8 lange knib 6/6 s, 1 minut mellem sæt, derefter 5 hurtige knib 1/1 s",
                "3 runder af (8 lange knib 6/6 s, derefter 5 hurtige knib 1/1 s)",
            },
        ),
        (
            "8 lange og 5 hurtige, 3 sæt",
            {
                "8 lange knib 6/6 s, derefter 3 sæt à 5 hurtige knib 1/1 s, 1 minut mellem sæt",
                "3 runder af (8 lange knib 6/6 s, derefter 5 hurtige knib 1/1 s)",
            },
        ),
        ("1000 knib", {"som skrevet"}),
        ("10 knib, hold 5 min", {"som skrevet"}),
        ("10 maksimale knib 10/3", {"som skrevet"}),
    ],
)
def test_what_can_be_read_in_several_ways_is_asked_with_exactly_these(text: str, choices: set[str]) -> None:
    assert {answer.label for answer in asked(text).answers} == choices


@pytest.mark.parametrize(
    "text", ["Knib 10 x 10", "10 knib, hold 8-10 s", "10 knib, hold 5 min", "8 lange og 5 hurtige, 3 sæt"]
)
def test_every_answer_is_a_dose_that_is_understood_as_it_stands(text: str) -> None:
    for answer in asked(text).answers:
        dose = read(answer.words)
        assert answer.label in {summary(dose), "som skrevet"}


def test_a_range_is_pointed_at_and_may_grow() -> None:
    question = asked("10 knib, hold 8-10 sek., slip 6 sek.")
    assert question.text[question.start : question.end].rstrip(".") == "8-10 sek"
    assert question.grows
    low, high = between("10 knib, hold 8-10 sek., slip 6 sek.")
    assert [low.exercises[0].hold, high.exercises[0].hold] == [8000, 10_000]


def test_a_question_survives_the_way_to_another_process() -> None:
    question = asked("Knib 10 x 10")
    again = pickle.loads(pickle.dumps(question))  # noqa: S301 -- made one line above
    assert (again.answers, again.problems, again.start, again.end) == (
        question.answers,
        question.problems,
        question.start,
        question.end,
    )


def refused(text: str) -> tuple[str, str, str]:
    """Return what is marked of a prescription that is not understood, what is wrong, and the cure."""
    with pytest.raises(SpecError) as caught:
        read(text)
    (problem,) = caught.value.problems
    line, carets = problem.excerpt.split("\n")
    return line[carets.index("^") : len(carets)], problem.message, problem.suggestion


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("10 knib, aldrig mere end 5 sek", "aldrig"),
        ("10 knib 6/6, ikke dagligt", "ikke"),
        ("mindst 8 knib 6/6", "mindst"),
        ("10 knib, 60 mellem sæt", "60"),
        ("10 knib > 5 sek", ">"),
        ("10 knib den 3/12", "3/12"),
    ],
)
def test_what_is_not_understood_is_pointed_at(text: str, marked: str) -> None:
    where, _, cure = refused(text)
    assert marked in where or where in text
    assert cure


@pytest.mark.parametrize(
    "text",
    [
        "10 knib 8 knib",
        "10 knib hold 6 s hold 8 s",
        "10 knib, 1 min mellem sæt",
        "10 knib, 5 s mellem sider",
        "10 stræk 20 s, 3 sider",
        "3 gange dagligt",
        "10 knib, hold 2 timer",
        "10 knib, hold 0,0001 s",
        "2,5 knib",
        "0 knib",
        "knib, hold 6 s",
        "knib 1/2 min x 10",
        "30 knib om dagen",
        "10 knib, ikke hvile imellem",
        "10 knib 6/6, eller 8 knib 8/8",
        "10 stræk i 5 min",
        "10 knib 8 s hvil 4 s pause",
        "3 sæt 10 knib 1 min pause",
        "10 lange, 10 hurtige, 10 middel",
        "10 knib, tre gange tre",
        "1 vejrtrækning, uden pause",
        "vejrtrækning 5/5 i 8 s",
    ],
)
def test_what_has_no_single_reading_never_makes_a_session(text: str) -> None:
    with pytest.raises(SpecError) as caught:
        read(text)
    assert all(problem.suggestion for problem in caught.value.problems)


@pytest.mark.parametrize(
    "text", ["10 knib 3/4 kraft i 5 min", "10 knib 6/6, ikke dagligt", "10 knib, aldrig over 5 sek"]
)
def test_a_deletion_is_never_the_cure(text: str) -> None:
    with pytest.raises(SpecError) as caught:
        read(text)
    assert "delete" not in str(caught.value)


def test_how_many_is_asked_where_no_number_stands() -> None:
    assert refused("knib, hold 6 s")[1:] == ("how many times?", "write the number, as in: 10 knib")


def test_a_line_break_parts_as_a_semicolon_does() -> None:
    assert said(read("10 knib 6/6\n  5 hurtige knib 1/1\n10 s mellem øvelser")) == said(
        read("10 knib 6/6; 5 hurtige knib 1/1; 10 s mellem øvelser")
    )


def test_letters_with_loose_accents_are_the_same_letters() -> None:
    assert said(read("3 sæt a\u0300 10 knib 6/6, 60 s mellem sæt")) == f"3 sæt à 10 knib; {SIX}; 1 minut mellem sæt"


def test_too_long_a_text_is_no_prescription() -> None:
    assert "are no prescription" in refused("10 knib 6/6. " + "Godt gået. " * 1000)[1]
