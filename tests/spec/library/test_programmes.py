"""The ready programmes: what each says of itself, and that its doses are those of its source."""

import re
from functools import cache
from importlib.resources import files

import pytest

from knib.spec import library
from knib.spec.library import programmes
from knib.spec.model import Kind
from knib.spec.programme import Assignment, Programme
from knib.spec.programme_reader import read_programme
from timed import WORKING, dose, timeline

each = pytest.mark.parametrize("name", programmes.ids())

SHAPES = {
    "artiklens-plan": (6, {3}),
    "staerkere-paa-tolv-uger": (12, {3}),
    "efter-foedsel-tolv-uger": (12, {3}),
    "efter-prostataoperation": (12, {2}),
    "nedsynkning-16-uger": (16, {3}),
    "overaktiv-baekkenbund": (6, {2}),
    "to-minutter-om-dagen": (12, {1}),
}
"""Weeks, and times a day. A figure changes here only with its source."""


@cache
def ready(name: str) -> Programme:
    return read_programme(programmes.load(name), name)


def settings(session: Assignment) -> list[tuple[str, str]]:
    return sorted(session.settings.items())


def longest_hold(session: Assignment) -> int:
    """Give the length of the longest work or hold of a session, in s."""
    spans = timeline(session.routine, *settings(session)).spans
    return max((span.end - span.start) // 1000 for span in spans if span.kind in WORKING)


def test_there_is_one_file_for_each_id_and_no_routine_has_the_same() -> None:
    names = {path.name for path in files(programmes).iterdir() if path.name.endswith(".yaml")}
    assert names == {f"{name}.yaml" for name in programmes.ids()}
    assert set(programmes.ids()).isdisjoint(library.ids())
    assert set(SHAPES) == set(programmes.ids())


@pytest.mark.parametrize("name", ["artiklens", "", "artiklens-plan.yaml", "../hosteknib", "hosteknib"])
def test_an_unknown_id_is_a_key_error(name: str) -> None:
    with pytest.raises(KeyError):
        programmes.load(name)


@each
def test_it_has_the_weeks_and_the_times_a_day_of_its_source(name: str) -> None:
    weeks = ready(name).weeks
    assert (len(weeks), {week.times.high for week in weeks}) == SHAPES[name]


@each
def test_it_says_for_whom_it_is_where_it_comes_from_and_when_to_stop(name: str) -> None:
    it = ready(name)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name)
    assert it.for_whom.startswith("Dig, der ")
    assert re.search(r"vores eg(ne|et)\b", it.source.lower())
    assert all([it.about, it.ask_first, it.safety])
    assert any("svimmel" in line or "gør ondt" in line for line in it.safety)


@each
def test_every_week_has_a_goal_in_plain_words_to_the_patient(name: str) -> None:
    for week in ready(name).weeks:
        assert week.goal.startswith("Du ")
        assert len(week.goal.split()) <= 14
        assert not re.search(r"fantastisk|flot|super|dygtig|perfekt|!", week.goal)


@each
def test_every_session_can_be_placed_with_its_settings(name: str) -> None:
    assert all(timeline(session.routine, *settings(session)).spans for session in ready(name).distinct())


def test_the_articles_plan_grows_from_short_squeezes_with_10_to_15_repetitions() -> None:
    weeks = ready("artiklens-plan").weeks
    holds = [longest_hold(week.sessions[0]) for week in weeks[1:]]
    assert holds == [3, 4, 5, 6, 8]
    for week in weeks:
        exercises = dose(week.sessions[0].routine, *settings(week.sessions[0]))
        assert 10 <= sum(kind == "work" for spans in exercises.values() for kind, _ in spans) <= 15


def test_stronger_in_twelve_weeks_grows_from_3_to_10_seconds_and_stays() -> None:
    holds = [longest_hold(week.sessions[0]) for week in ready("staerkere-paa-tolv-uger").weeks]
    assert holds == [3, 4, 5, 6, 7, 7, 8, 9, 10, 10, 10, 10]


def test_with_a_prolapse_the_quick_squeezes_grow_to_50() -> None:
    quick = [int(week.sessions[0].settings["quick"]) for week in ready("nedsynkning-16-uger").weeks]
    assert (quick[0], quick[-1], quick == sorted(quick)) == (10, 50, True)


def test_who_cannot_let_go_never_squeezes() -> None:
    kinds = {
        span.kind
        for session in ready("overaktiv-baekkenbund").distinct()
        for span in timeline(session.routine, *settings(session)).spans
    }
    assert kinds == {Kind.INHALE, Kind.EXHALE, Kind.MOVE}


@pytest.mark.parametrize("name", ["efter-foedsel-tolv-uger", "efter-prostataoperation"])
def test_where_a_catheter_is_likely_it_is_spoken_of(name: str) -> None:
    it = ready(name)
    assert "Træn ikke bækkenbunden, mens du har kateter." in it.safety
    assert "kateter" in it.for_whom


def test_a_man_reads_nothing_that_he_has_not() -> None:
    it = ready("efter-prostataoperation")
    told = " ".join([it.title, it.about, it.for_whom, *it.ask_first, *it.safety])
    assert not re.search(r"skede|livmoder|fødsel|født|gravid", told, re.IGNORECASE)
