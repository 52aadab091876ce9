from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from knib.share.programme.picture import svg
from programmes import programme, six_weeks
from share.programme.weeks import seen

GOLDEN = Path(__file__).parents[1] / "golden" / "programme.svg"
SVG = "{http://www.w3.org/2000/svg}"


def drawn() -> str:
    return svg(seen())


def words(picture: str) -> list[str]:
    return [text.text or "" for text in ET.fromstring(picture).iter(f"{SVG}text")]


def test_the_picture_is_the_one_that_was_looked_at() -> None:
    assert drawn() == GOLDEN.read_text(encoding="utf-8")


def test_it_shows_the_minutes_of_each_week_and_each_dose_once() -> None:
    shown = words(drawn())
    assert [word for word in shown if word.isdecimal()] == ["30", "63", "1", "2", "3", "4"]
    doses = [word for word in shown if word.endswith(" s")]
    assert doses == ["5 × 2 s", "3 × 5 s", "10 × 4 s", "10 × 6 s", "5 × 4 s"]


def test_a_bar_is_as_long_as_its_week() -> None:
    bars = [
        int(rect.attrib["height"])
        for rect in ET.fromstring(drawn()).iter(f"{SVG}rect")
        if rect.get("class") == "k-dose" and "fill-opacity" not in rect.attrib
    ]
    assert bars == [57, 57, 120, 120]  # 30 of 63 minutes: 120 * 30 // 63


@pytest.mark.parametrize("weeks", [1, 2, 12, 27, 52])
def test_nothing_leaves_the_picture_however_many_weeks_there_are(weeks: int) -> None:
    span = "1" if weeks == 1 else f"1-{weeks}"
    hold = "3 s" if weeks == 1 else "3 s .. 10 s"
    text = f"programme: P\nstages: [{{weeks: {span}, sessions: {{routine: blid-start, set: {{hold: {hold}}}}}}}]"
    tree = ET.fromstring(svg(seen(programme(text))))
    for shape in tree.iter(f"{SVG}rect"):
        left, width = int(shape.get("x", "0")), int(shape.attrib["width"])
        assert left >= 0
        assert width > 0
        assert left + width <= 1000


def test_it_has_colours_for_light_and_for_dark() -> None:
    picture = drawn()
    assert "prefers-color-scheme: dark" in picture
    assert 'fill="#' not in picture


def test_the_same_session_twice_a_time_is_drawn_as_one_dose() -> None:
    shown = words(svg(seen(six_weeks("[hosteknib, hosteknib]"))))
    assert shown.count("5 × 4 s") == 1
