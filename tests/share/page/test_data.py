import json
from dataclasses import asdict, replace
from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from knib.share.page.choices import Language
from knib.share.page.data import ICONS, as_json, key
from knib.share.page.model import PageFacts, PageWeek
from knib.share.page.steps import POSES
from knib.share.page.words import DANISH, DAYS, ENGLISH, WORDS, written_date, written_days
from knib.spec.model import Kind
from share.page.leaves import FACTS, TEXT, silent
from share.page.programmes import weeks


def told(facts: PageFacts = FACTS, text: str = TEXT) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(as_json(facts, [silent(text)]))
    return found


def test_the_script_gets_every_step_with_its_counts() -> None:
    steps = told()["sessions"][0]["steps"]
    assert steps[1][2:] == ["work", "Knib", "", 1, 2, 1, 2]
    assert steps[0][:4] == [0, steps[1][0], "", ""]


def test_it_gets_the_words_that_are_spoken_and_not_the_numbers() -> None:
    lines = told(text=TEXT.replace("for: 3 s}", "for: 3 s, count: up}"))["sessions"][0]["lines"]
    assert [line[2] for line in lines][:4] == ["Velkommen.", "Sæt dig godt.", "Knib.", "Slip."]


def test_no_sign_in_it_can_end_its_element() -> None:
    week = PageWeek(number=1, sessions=(0,), goal="\u2028\u2029")
    text = as_json(replace(FACTS, weeks=[week]), [silent(TEXT.replace("Knib & <ro>", "</script><!-- &"))])
    assert not set(text) & set("<>&\u2028\u2029")


@settings(max_examples=50, deadline=None)
@given(st.text(st.characters(codec="utf-8"), max_size=60))
def test_whatever_a_goal_is_it_comes_back_as_it_was(text: str) -> None:
    facts = replace(FACTS, weeks=[PageWeek(number=1, sessions=(0,), goal=text)])
    assert told(facts)["weeks"][0]["goal"] == text


def test_a_week_has_its_first_and_last_day() -> None:
    facts = replace(FACTS, weeks=[week for week in weeks(date(2026, 12, 28)) if week.sessions == (0,)])
    first, second = told(facts)["weeks"]
    assert (first["first"], first["last"], first["dates"]) == ("2026-12-28", "2027-01-03", "28. december – 3. januar")
    assert (second["dates"], second["often"], first["rest"]) == ("4.–10. januar", "1 gang om dagen", [5, 6])


def test_a_diarys_name_tells_nothing_and_hangs_on_person_and_title_alone() -> None:
    one = key(FACTS, [silent()])
    assert one.startswith("knib-")
    assert len(one) == 21
    assert key(FACTS, [silent(TEXT.replace("for: 3 s", "for: 9 s"))]) == one
    assert key(replace(FACTS, name="Åse"), [silent()]) != one
    assert key(FACTS, [silent(TEXT.replace("Knib & <ro>", "Ro"))]) != one


def test_every_kind_has_a_sign_and_a_pose() -> None:
    assert set(ICONS) == set(POSES) == {None, *Kind}
    assert len(set(ICONS.values())) == len(ICONS)


def test_every_word_is_said_in_each_language() -> None:
    danish, english = asdict(DANISH), asdict(ENGLISH)
    assert [name for name in danish if danish[name] == english[name]] == ["play"]
    assert {name: text.count("{}") for name, text in danish.items()} == {
        name: text.count("{}") for name, text in english.items()
    }
    assert set(WORDS) == set(DAYS) == set(Language)


def test_dates_are_written_as_each_language_does() -> None:
    day, later = date(2026, 12, 14), date(2026, 12, 20)
    assert [written_date(day, language) for language in Language] == ["14. december 2026", "14 December 2026"]
    assert [written_days(day, later, language) for language in Language] == ["14.–20. december", "14–20 December"]
