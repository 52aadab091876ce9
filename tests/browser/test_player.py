"""The player of the page, in a real Chromium, against the plan."""

from pathlib import Path

import pytest
from selenium.webdriver.common.keys import Keys

from browser.window import Window
from knib.plan.timeline import Timeline
from share.page.leaves import TEXT, leaf, spoken

SESSION = spoken()
PLAN = SESSION.timeline


@pytest.fixture(scope="module")
def file(shelf: Path) -> Path:
    path = shelf / "one.html"
    path.write_text(leaf(SESSION), encoding="utf-8")
    return path


@pytest.fixture
def player(window: Window, file: Path) -> Window:
    window.open(file)
    return window


def wanted(plan: Timeline, moment: int) -> tuple[str, str]:
    """Give the word and the seconds that the plan has at a moment, in ms."""
    for span in plan.spans:
        if span.start <= moment < span.end:
            return span.label.rstrip("."), str(-((moment - span.end) // 1000))
    following = [span.start for span in plan.spans if span.start > moment]
    return "Lyt", str(-((moment - min([*following, plan.length])) // 1000))


def test_at_twenty_moments_it_shows_the_word_and_the_seconds_of_the_plan(player: Window) -> None:
    moments = [(2 * number + 1) * PLAN.length // 40 for number in range(20)]
    seen = []
    for moment in moments:
        player.seek(moment / 1000)
        seen.append((player.text("word"), player.text("seconds")))
    assert seen == [wanted(PLAN, moment) for moment in moments]
    assert len({word for word, _ in seen}) == 6


def test_each_word_comes_on_its_millisecond(player: Window) -> None:
    moments = [at for span in PLAN.spans[1:9] for at in (span.start - 1, span.start + 1)]
    seen = []
    for moment in moments:
        player.seek(moment / 1000)
        seen.append((player.text("word"), player.text("seconds")))
    assert seen == [wanted(PLAN, moment) for moment in moments]


def test_it_counts_repetitions_and_sets_and_tells_what_comes(player: Window) -> None:
    player.seek(23)  # the second squeeze of the second set, from 22.02 to 25.02 s
    assert (player.text("reps"), player.text("sets"), player.text("next")) == ("2 af 2", "Sæt 2 af 2", "Næste: Slip")
    assert [dot.get_attribute("class") for dot in player.elements("#dots i")] == ["done", "now"]


def test_it_begins_ready_and_says_how_long_it_is(player: Window) -> None:
    assert (player.text("word"), player.text("seconds")) == ("Klar", "0:39")


def test_start_plays_and_pause_pauses(player: Window) -> None:
    player.click("#play")
    player.until("document.getElementById('sound').currentTime > 0.3")
    assert player.element("#play").accessible_name == "Hold pause"
    player.click("#play")
    player.until("document.getElementById('sound').paused")
    assert player.element("#play").accessible_name == "Start"


def test_what_is_heard_is_the_whole_session(player: Window) -> None:
    player.seek(1)
    assert player.run("return Math.round(document.getElementById('sound').duration * 1000)") == PLAN.length


def test_a_chapter_leads_to_its_first_instant(player: Window) -> None:
    chapters = player.elements("#chapters button")
    assert [chapter.text.split("\n")[0] for chapter in chapters] == [chapter.title for chapter in PLAN.chapters]
    for button, chapter in zip(chapters, PLAN.chapters, strict=True):
        button.click()
        assert player.now == pytest.approx(chapter.start / 1000, abs=0.001)
        assert button.get_attribute("aria-current") == "step"


def test_forward_and_back_go_from_chapter_to_chapter(player: Window) -> None:
    starts = [chapter.start / 1000 for chapter in PLAN.chapters]
    player.seek(starts[1] + 4)
    player.click("#back")
    assert player.now == pytest.approx(starts[1], abs=0.001)
    player.click("#back")
    assert player.now == starts[0] == 0
    player.click("#on")
    assert player.now == pytest.approx(starts[1], abs=0.001)


def test_it_plays_on_while_nobody_looks(player: Window) -> None:
    player.click("#play")
    player.until("document.getElementById('sound').currentTime > 0")
    player.run("addEventListener('visibilitychange', () => (window.left ??= [document.hidden, sound.currentTime]))")
    player.chrome.switch_to.new_window("tab")
    try:
        other = player.chrome.current_window_handle
        player.chrome.switch_to.window(player.first)
        player.until("window.left && sound.currentTime > window.left[1] + 0.5")
        assert player.run("return window.left[0]") is True
        player.chrome.switch_to.window(other)
        player.chrome.close()
    finally:
        player.chrome.switch_to.window(player.first)
    assert player.run("return sound.paused") is False


def test_the_keyboard_alone_is_enough(player: Window) -> None:
    reached = []
    for _ in range(30):
        player.press("TAB")
        reached.append(player.run("return document.activeElement.id || document.activeElement.tagName.toLowerCase()"))
        if reached[-1] == "play":
            player.press("ENTER")
            player.until("!document.getElementById('sound').paused")
            player.press("SPACE")
            player.until("document.getElementById('sound').paused")
        if reached[-1] == "at":
            before = player.run("return Number(document.getElementById('at').value)")
            player.press("ARROW_RIGHT")
            assert player.run("return Number(document.getElementById('at').value)") == before + 1
        if reached[-1] == "clear":
            break
    assert [name for name in reached if name not in {"button", "summary"}] == [
        "back", "play", "on", "at", "announce", "save", "clear",
    ]  # fmt: skip


def test_space_and_arrows_work_wherever_nothing_else_wants_them(player: Window) -> None:
    body = player.element("body")
    player.seek(10)
    body.send_keys(Keys.ARROW_RIGHT)
    assert player.now == pytest.approx(15, abs=0.001)
    body.send_keys(Keys.ARROW_LEFT, Keys.ARROW_LEFT)
    assert player.now == pytest.approx(5, abs=0.001)
    body.send_keys(Keys.SPACE)
    player.until("!document.getElementById('sound').paused")


def test_its_speed_cannot_be_changed(player: Window) -> None:
    player.run("document.getElementById('sound').playbackRate = 2")
    player.until("document.getElementById('sound').playbackRate === 1")


def test_at_its_end_it_says_so_and_offers_the_diary(player: Window) -> None:
    player.seek(PLAN.length / 1000 - 0.3)
    player.click("#play")
    player.until("document.getElementById('sound').ended")
    player.until("document.getElementById('word').textContent === 'Færdig'")
    player.click("#tick")
    assert player.element("#today button").get_attribute("aria-pressed") == "true"
    player.click("#play")
    player.until("document.getElementById('sound').currentTime < 5 && !document.getElementById('sound').paused")


def test_the_lock_screen_is_told_nothing_that_others_may_not_see(player: Window) -> None:
    assert player.run("return navigator.mediaSession.metadata.title") == "Træning, 39 s"
    assert player.run("return navigator.mediaSession.metadata.artist") == "Fysioterapi"
    assert player.chrome.title == "Træning, 39 s"


def test_the_screen_is_kept_awake_only_while_it_plays(window: Window, file: Path) -> None:
    window.run_first(
        "window.asked = []; window.fake = () => Object.assign(new EventTarget(), {release() { asked.push('let go');"
        " this.dispatchEvent(new Event('release')); }});"
        "navigator.wakeLock.request = (what) => { asked.push(what);"
        " return new Promise((give) => requestAnimationFrame(() => give(fake()))); };"
    )
    window.open(file)
    # Looked at once more while the device still thinks about it: nobody asks twice.
    window.run("sound.addEventListener('play', () => document.dispatchEvent(new Event('visibilitychange')))")
    window.click("#play")
    window.until("window.asked.length === 1")
    window.click("#play")
    window.until("window.asked.length === 2")
    window.click("#play")
    window.until("window.asked.length === 3")
    assert window.run("return asked") == ["screen", "let go", "screen"]


def test_when_the_device_let_go_of_the_screen_it_is_asked_again_as_soon_as_the_page_is_seen(
    window: Window, file: Path
) -> None:
    window.run_first(
        "window.given = []; navigator.wakeLock.request = async () => {"
        " const lock = new EventTarget(); lock.release = () => {}; given.push(lock); return lock; };"
    )
    window.open(file)
    window.click("#play")
    window.until("window.given.length === 1 && sound.currentTime > 0")
    window.run("given[0].dispatchEvent(new Event('release'))")
    window.run("document.dispatchEvent(new Event('visibilitychange'))")
    window.until("window.given.length === 2")


def test_the_lock_screens_keys_do_what_they_say_and_it_is_told_where_the_sound_is(window: Window, file: Path) -> None:
    window.run_first(
        "window.keys = {}; window.told = [];"
        "navigator.mediaSession.setActionHandler = (name, does) => (keys[name] = does);"
        "navigator.mediaSession.setPositionState = (state) => told.push(state);"
    )
    window.open(file)
    starts = [chapter.start / 1000 for chapter in PLAN.chapters]

    def pressed(key: str, **given: float) -> float:
        window.run("keys[arguments[0]](arguments[1])", key, given)
        window.until("!sound.seeking")
        return window.now

    window.seek(starts[1] + 4)
    assert pressed("nexttrack") == pytest.approx(starts[2], abs=0.001)
    assert pressed("previoustrack") == pytest.approx(starts[1], abs=0.001)
    assert pressed("seekto", seekTime=20) == pytest.approx(20, abs=0.001)
    assert pressed("seekforward", seekOffset=10) == pytest.approx(30, abs=0.001)
    assert pressed("seekbackward") == pytest.approx(25, abs=0.001)
    window.until("window.told.at(-1)?.position === 25")
    assert window.run("return told.at(-1)")["duration"] == pytest.approx(PLAN.length / 1000, abs=0.001)
    window.run("keys.play()")
    window.until("!sound.paused && navigator.mediaSession.playbackState === 'playing'")
    window.run("keys.pause()")
    window.until("sound.paused && navigator.mediaSession.playbackState === 'paused'")


def test_with_reduced_motion_the_disc_lies_still_and_a_bar_fills_by_the_second(window: Window, file: Path) -> None:
    window.looks(calm=True)
    window.open(file)
    parts = []
    for seconds in (3.1, 3.9, 4.1, 5.9):  # a squeeze of three seconds, from 3.02 s
        window.seek(seconds)
        assert window.run("return getComputedStyle(document.getElementById('disc')).transform") == "none"
        parts.append(window.run("return document.querySelector('#bar i').style.getPropertyValue('--part')"))
    assert parts == ["0", "0", "0.5", "1"]


def test_the_disc_gathers_in_a_squeeze_and_opens_when_let_go(player: Window) -> None:
    sizes = []
    for seconds in (5, 7.9):
        player.seek(seconds)
        sizes.append(player.run("return document.getElementById('disc').getBoundingClientRect().width"))
    squeezed, open_again = sizes
    assert squeezed < 0.9 * open_again


def test_a_long_word_is_written_smaller_and_never_wider_than_the_disc(window: Window, shelf: Path) -> None:
    page = shelf / "long.html"
    long = spoken(TEXT.replace("{rest: Slip.,", "{rest: Bækkenbundsmusklernes.,"))
    page.write_text(leaf(long), encoding="utf-8")
    window.size(320, 640)
    window.open(page)
    sizes = {}
    for span in long.timeline.spans[:2]:
        window.seek(span.start / 1000 + 0.5)
        size, beyond = window.run(
            "const [word, ring] = ['#word', '.ring'].map((name) => document.querySelector(name));"
            "const [one, other] = [word, ring].map((part) => part.getBoundingClientRect());"
            "return [getComputedStyle(word).fontSize, Math.max(other.left - one.left, one.right - other.right)]"
        )
        assert beyond <= 0
        sizes[span.label] = size
    assert sizes == {"Knib.": "44px", "Bækkenbundsmusklernes.": "32px"}


def test_steps_are_told_to_a_screen_reader_only_when_asked_for(player: Window) -> None:
    player.seek(4)
    assert player.text("told") == ""
    player.click("#announce")
    player.seek(7)
    assert player.text("told") == "Slip, 2 s"


def test_frames_do_not_pile_up_when_the_page_is_hidden_and_shown(player: Window) -> None:
    player.click("#play")
    player.until("document.getElementById('sound').currentTime > 0")
    player.run("for (let times = 0; times < 50; times += 1) document.dispatchEvent(new Event('visibilitychange'))")
    asked = player.chrome.execute_async_script(
        "const done = arguments[0]; const ask = requestAnimationFrame; let asked = 0;"
        "window.requestAnimationFrame = (draw) => { asked += 1; return ask(draw); };"
        "ask(() => ask(() => done(asked)));"
    )
    assert 1 <= asked <= 5
