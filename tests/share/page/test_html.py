import re
from base64 import b64decode, b64encode
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knib.errors import ShareError
from knib.share.page.choices import Language
from knib.share.page.model import PageFacts
from knib.share.schedule import Choices
from knib.share.sheet.model import AGREED
from knib.spec.how_often import Range
from share.page.leaves import FACTS, TEXT, Seen, leaf, silent
from share.page.programmes import weeks

GOLDEN = Path(__file__).parents[1] / "golden" / "page.html"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(8)
MP3 = bytes(range(256))


def drawn() -> str:
    """Give a page with all that can stand on one, without its style and its script, which have files of their own."""
    sessions = [silent(number=1, sound=MP3), silent(number=2, sound="02 træning.mp3")]
    facts = {"name": "Åse", "clinic": "Klinik & Co", "telephone": "+45 12 34 56 78", "logo": PNG, "title": "Seks uger"}
    text = leaf(*sessions, **facts, weeks=[replace(week, sessions=(1, 0)) for week in weeks(date(2026, 12, 28))])
    return re.sub(r"(?s)(?<=<style>).*(?=</style>)|(?<=<script>).*(?=</script>)", "", text)


def looked_at() -> str:
    """Give it as it is kept: the hashes of style and script are held by a test of their own."""
    return re.sub(r"sha256-[^']*", "sha256", drawn())


def refresh() -> None:
    GOLDEN.write_text(looked_at(), encoding="utf-8")


def policy(text: str) -> str:
    (found,) = re.findall(r'Content-Security-Policy" content="([^"]*)"', text)
    return str(found)


def inside(text: str, tag: str) -> str:
    found = re.search(rf"(?s)<{tag}>(.*)</{tag}>", text)
    assert found
    return found[1]


def test_the_page_is_the_one_that_was_looked_at() -> None:
    assert looked_at() == GOLDEN.read_text(encoding="utf-8")


def test_its_policy_allows_its_own_style_script_and_sound_and_nothing_else() -> None:
    text = leaf(silent())
    style, script = (b64encode(sha256(inside(text, tag).encode()).digest()).decode() for tag in ("style", "script"))
    assert policy(text) == (
        f"default-src 'none'; media-src blob: data:; img-src data:; script-src 'sha256-{script}'; "
        f"style-src 'sha256-{style}'; base-uri 'none'; form-action 'none'"
    )
    assert all(" style=" not in text and f" {event}=" not in text for event in ("onclick", "onerror", "onload"))


def test_a_sound_beside_it_is_allowed_from_the_pages_own_place_and_no_other() -> None:
    assert "media-src blob: data: 'self' file:;" in policy(leaf(silent(sound="01-traening-1min.mp3")))


def test_the_sound_is_in_it_once() -> None:
    text = leaf(silent(sound=MP3))
    assert text.count(b64encode(MP3).decode()) == 1
    (audio,) = [given for tag, given in Seen(text).elements if tag == "audio" and "src" in given]
    assert b64decode(str(audio["src"]).removeprefix("data:audio/mpeg;base64,")) == MP3
    assert audio["preload"] == "none"


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("01 træning.mp3", "./01%20tr%C3%A6ning.mp3"),
        ("lyd/1.mp3", "./lyd/1.mp3"),
        ("//example.dk/x.mp3", ".///example.dk/x.mp3"),
        ("https://example.dk/x.mp3", "./https%3A//example.dk/x.mp3"),
        ('x" onerror="y', "./x%22%20onerror%3D%22y"),
    ],
)
def test_a_sound_beside_it_is_a_file_in_its_own_folder(name: str, source: str) -> None:
    assert [given["src"] for tag, given in Seen(leaf(silent(sound=name))).elements if "src" in given] == [source]


def test_ten_minutes_make_a_page_under_seven_megabytes() -> None:
    assert len(leaf(silent(sound=bytes(10 * 60 * 8000))).encode()) < 7_000_000  # 64 kbit/s are 8000 bytes a second


def test_the_same_values_give_the_same_bytes() -> None:
    assert leaf(silent()) == leaf(silent())


def test_the_tab_is_neutral_unless_asked() -> None:
    titles = [
        inside(leaf(silent()), "title"),
        inside(leaf(silent(), discreet=False), "title"),
        inside(leaf(silent(), silent(number=2)), "title"),
        inside(leaf(silent(), language=Language.ENGLISH), "title"),
    ]
    assert titles == ["Træning, 39 s", "Knib &amp; &lt;ro&gt;", "Træning", "Training, 39 s"]


def test_a_name_stands_on_it_only_when_given() -> None:
    assert "Til <bdi>Åse</bdi>" in leaf(silent(), name="Åse")
    assert leaf(silent(), name="Åse").count("Åse") == 1
    assert "Til " not in "".join(Seen(leaf(silent(TEXT.replace("for_whom: Dig, der lige er begyndt.", "")))).words)


def test_it_says_what_must_stand_on_every_page() -> None:
    words = " ".join(Seen(leaf(silent())).words)
    assert AGREED in words
    assert "gynobs-fysioterapeut skal godkende" in words
    assert "Stop, hvis det gør ondt." in words
    assert "Kateter i blæren." in words
    assert "To gange om dagen" not in words
    assert "2 gange om dagen, ca. 39 s" in words


def test_what_several_routines_say_of_safety_stands_on_it_once() -> None:
    other = silent(TEXT.replace("Kateter i blæren.", "Feber."), number=2)
    words = Seen(leaf(silent(), other, safety=["Bliv siddende lidt."])).words
    assert words.count("Stop, hvis det gør ondt.") == 1
    assert {"Kateter i blæren.", "Feber.", "Bliv siddende lidt."} <= set(words)


def test_in_a_programme_each_session_has_its_weeks_with_its_title() -> None:
    sessions = [silent(number=number) for number in (1, 2, 3)]  # alike but for their doses
    for language, first, third in (
        (Language.DANISH, "Uge 1–2 og 5–6", "Uge 5–6"),
        (Language.ENGLISH, "Week 1–2 and 5–6", "Week 5–6"),
    ):
        text = leaf(*sessions, weeks=weeks(), language=language)
        title = '<span lang="da" dir="auto">Knib &amp; &lt;ro&gt;</span>'
        for place, told in ((0, first), (2, third)):
            assert f'<a href="#s{place}">{title} <span class="when">{told}</span>' in text
            assert f'id="s{place}">\n<h2>{title} <span class="when">{told}</span></h2>' in text


def test_each_week_has_its_dose_in_words_and_its_goal_only_where_it_is_reached() -> None:
    holds = (3, 4, 5)
    sessions = [silent(TEXT.replace("for: 3 s", f"for: {hold} s", 1), number=hold - 2) for hold in holds]
    goals = ("Hold i 4 sekunder.", "Hold i 4 sekunder.", "Hold i 5 sekunder.")
    grown = [replace(week, sessions=(at,), goal=goals[at]) for at, week in enumerate(weeks()[:3])]
    text = leaf(*sessions, weeks=grown)
    first, second, third = text.partition('<section id="weeks">')[2].split("<li>")[1:]
    for hold, week in zip(holds, (first, second, third), strict=True):
        assert f'<p class="dose" lang="da" dir="auto">Knib: 2 sæt à 2 knib · hold {hold} sekunder, slip' in week
    assert ["Ugens mål" in week for week in (first, second, third)] == [False, True, True]
    assert "Hold i 5 sekunder." in third


def test_in_english_the_pages_own_words_are_english_and_the_routines_are_marked_as_danish() -> None:
    text = leaf(silent(), language=Language.ENGLISH)
    assert '<html lang="en">' in text
    assert '<h1 lang="da" dir="auto">Knib &amp; &lt;ro&gt;</h1>' in text
    words = Seen(text).words
    assert {"Take care of yourself", "1 December 2026", "2 times a day, about 39 s"} <= set(words)


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=60))
def test_no_text_can_become_markup(text: str) -> None:
    plain = Seen(leaf(silent(), name="x", clinic="x", title="x", about="x"))
    strange = Seen(leaf(silent(), name=f"x{text}", clinic=f"x{text}", title=f"x{text}", about=f"x{text}"))
    assert strange.open == plain.open == []
    assert strange.tags == plain.tags


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        ({"logo": b"GIF89a"}, "neither PNG nor JPEG"),
        ({"logo": PNG + bytes(600_000)}, "the logo has 600 kB"),
        ({"choices": Choices(count=13)}, "13 marks a day"),
        ({"choices": Choices(count=0)}, "0 marks a day"),
        ({"weeks": [replace(weeks()[0], sessions=(1,))]}, "week 1 names session 1, and there are 1"),
        ({"weeks": [replace(weeks()[0], sessions=())]}, "week 1 has no session"),
        ({"weeks": [replace(weeks()[0], times=Range(9, 13))]}, "9-13 marks a day"),
    ],
)
def test_what_cannot_stand_on_a_page_is_refused(facts: dict[str, object], told: str) -> None:
    with pytest.raises(ShareError, match=told) as caught:
        leaf(silent(), **facts)
    assert caught.value.cure


def test_a_page_without_a_session_or_without_its_sound_is_refused() -> None:
    from knib.share.page.html import page

    with pytest.raises(ShareError, match="needs a session"):
        page(PageFacts(date=FACTS.date), [])
    with pytest.raises(ShareError, match="session 2 has no sound"):
        leaf(silent(), silent(number=2, sound=b""))
