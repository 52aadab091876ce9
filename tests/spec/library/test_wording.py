"""What the ready routines say, held against the clinic's wording and its anatomy."""

import re

import pytest

from knib.plan.cue import Cue
from knib.spec import library
from knib.spec.library import GROUPS
from knib.spec.model import Kind, Routine
from timed import WORKING, beats, routine, said, timeline, words

SQUEEZING = GROUPS["bækkenbund"]
GENERAL = GROUPS["almen"]
FOR_MEN = ("maend", "efter-prostata", "lette-knib")
FOR_ALL = ("find-musklen", "seks-sekunder", "to-minutter", "hosteknib", "tarm", "trang", "aandedraet")
"""Those that say 'Alle køn'."""

CATHETER = "Træn ikke bækkenbunden, mens du har kateter."
CLOSING = {"trang": ["Godt.", "Gå roligt på toilettet."]}
STOP = {"afspaending": "Bliver du svimmel, så stop.", "aandedraet": "Bliver du svimmel, så stop."}

RELEASES = {"Slip helt.", "Slip.", "Ned til anden."}
LETTING_GO = {Kind.REST, Kind.RELEASE}

ONLY_WOMEN = re.compile(r"skede|livmoder|fødsel|født|gravid", re.IGNORECASE)
ONLY_MEN = re.compile(r"penis|pung|testik|prostata", re.IGNORECASE)
PELVIC = re.compile(r"knib|bækken|endetarm|skede|tis", re.IGNORECASE)
LATIN = re.compile(r"quadriceps|perine|sphinct|supin|urethra|vagina|rectum", re.IGNORECASE)
PRAISE = re.compile(r"fantastisk|flot|super|dygtig|perfekt", re.IGNORECASE)

each = pytest.mark.parametrize("name", library.ids())
each_squeezing = pytest.mark.parametrize("name", SQUEEZING)


def printed(it: Routine) -> str:
    return " ".join([it.title, it.about, it.for_whom, *it.ask_first, *it.safety])


@each
def test_what_is_said_has_8_words_or_fewer(name: str) -> None:
    assert [text for text in said(name) if words(text) > 8] == []


@each
def test_what_is_said_during_work_has_6_words_or_fewer(name: str) -> None:
    at_work = [line.cue.text for beat in beats(name) if beat.kind in WORKING for line in beat.lines]
    assert [text for text in at_work if words(text) > 6] == []


@each
def test_what_is_said_is_calm_and_plain(name: str) -> None:
    assert not [text for text in said(name) if "!" in text or (text.isupper() and len(text) > 1)]
    assert not [text for text in said(name) if LATIN.search(text) or PRAISE.search(text)]


@each
def test_the_listener_is_called_du(name: str) -> None:
    assert not [text for text in said(name) if re.search(r"\b(man|jeg|vi|I|Deres|patienten)\b", text)]


@each
def test_the_session_says_when_to_stop(name: str) -> None:
    assert STOP.get(name, "Stop, hvis det gør ondt.") in said(name)


@each_squeezing
def test_nobody_is_told_to_train_while_urinating(name: str) -> None:
    about_urine = [text for text in said(name) if re.search(r"\btis|urin|stråle", text.lower())]
    assert about_urine == ["Lav ikke knib, mens du tisser."]


@pytest.mark.parametrize("name", [*FOR_MEN, "efter-foedsel", "blid-start"])
def test_where_a_catheter_is_likely_it_is_spoken_of(name: str) -> None:
    assert CATHETER in said(name)


@each_squeezing
def test_whoever_squeezes_reads_about_the_catheter(name: str) -> None:
    it = routine(name)
    assert CATHETER in it.safety
    assert "Kateter i blæren." in it.ask_first


@pytest.mark.parametrize("name", FOR_MEN)
def test_a_man_hears_and_reads_nothing_that_he_has_not(name: str) -> None:
    assert not ONLY_WOMEN.search(" ".join([printed(routine(name)), *said(name)]))


@pytest.mark.parametrize("name", sorted(set(SQUEEZING).difference(FOR_MEN)))
def test_men_alone_have_what_only_men_have(name: str) -> None:
    assert not ONLY_MEN.search(" ".join(said(name)))


@pytest.mark.parametrize("name", FOR_ALL)
def test_what_is_for_all_names_nothing_that_only_some_have(name: str) -> None:
    assert "Alle køn" in routine(name).for_whom
    spoken = " ".join(said(name))
    assert not ONLY_WOMEN.search(spoken)
    assert not ONLY_MEN.search(spoken)


@pytest.mark.parametrize("name", GENERAL)
def test_general_physiotherapy_has_no_word_of_the_pelvis(name: str) -> None:
    spoken = [*said(name), *routine(name).safety, *routine(name).ask_first]
    assert [text for text in spoken if PELVIC.search(text)] == []


@each
def test_the_session_ends_with_the_closing_words(name: str) -> None:
    spoken = [placed.sound.text for placed in timeline(name).placed if isinstance(placed.sound, Cue)]
    assert spoken[-2:] == CLOSING.get(name, ["Godt.", "Du er færdig for i dag."])


@each_squeezing
def test_every_squeeze_is_followed_by_a_spoken_release(name: str) -> None:
    """Between a squeeze and its release there may be a cough, a floor or a movement, but nothing that lets go."""
    spans = [span for span in timeline(name).spans if span.kind not in {Kind.INHALE, Kind.EXHALE}]
    squeezed = 0
    for span in spans:
        if span.kind in LETTING_GO and squeezed:
            assert span.label in RELEASES
            squeezed = 0
        squeezed += span.kind is Kind.WORK
    assert squeezed == 0
    assert len([span for span in spans if span.label in RELEASES]) >= sum(
        exercise.dose.reps * exercise.dose.sets for exercise in routine(name).exercises if exercise.name not in QUIET
    )


QUIET = {"Vent og træk vejret", "Gå roligt"}
"""Exercises of squeezing routines without a squeeze."""


def test_the_relaxing_routine_never_squeezes() -> None:
    assert {span.kind for span in timeline("afspaending").spans} == {Kind.INHALE, Kind.EXHALE, Kind.MOVE}
    assert not [text for text in said("afspaending") if "knib" in text.lower() and "ikke" not in text]
