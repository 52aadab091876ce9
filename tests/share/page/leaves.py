"""Pages for tests, of routines whose voice takes 50 ms a letter."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from typing import Final

from fakes import FakeEngine
from knib.audio.store import Memory
from knib.share.page.html import page
from knib.share.page.model import PageFacts, PageSession
from knib.spec.reader import read
from knib.studio import Finish, finish, record
from knib.voice.booth import Booth
from knib.voice.shelf import Shelf, default_folder
from routines import planned, understood

FACTS: Final = PageFacts(date=date(2026, 12, 1))

TEXT: Final = """\
routine: Knib & <ro>
about: Kort og let. To gange om dagen.
for_whom: Dig, der lige er begyndt.
source: En vejledning, 2024.
ask_first: [Kateter i blæren.]
safety: ["Stop, hvis det gør ondt."]
intro: [{say: Velkommen.}]
exercises:
  - name: Knib
    say: Sæt dig godt.
    position: siddende
    sets: 2
    reps: 2
    phases: [{work: Knib., for: 3 s}, {rest: Slip., for: 2 s, keep: true}]
    between_sets: {rest: Pause., for: 4 s}
  - {name: "Ro & <fred>", reps: 2, phases: [{inhale: Ind., for: 2 s}, {exhale: Ud., for: 3 s}]}
outro: [{say: Godt.}]
"""
"""Two sets of two squeezes and two breaths: 34 s, and some words."""


def silent(text: str = TEXT, *, number: int = 1, sound: bytes | str = b"\xff\xf3 no sound") -> PageSession:
    """Give a session whose sound nobody listens to."""
    return PageSession(routine=understood(text), timeline=planned(text), sound=sound, number=number)


def spoken(text: str = TEXT, *, number: int = 1) -> PageSession:
    """Give a session with its MP3."""
    session = record(read(text.encode(), "side.yaml"), Booth(FakeEngine(), Shelf(default_folder())))
    buffers, _ = finish(session, Memory(), Finish())
    return PageSession(
        routine=session.routine, timeline=session.timeline, sound=b"".join(map(bytes, buffers)), number=number
    )


def leaf(*sessions: PageSession, **facts: object) -> str:
    """Make a page; `facts` stand in place of the usual ones."""
    return page(replace(FACTS, **facts), sessions or [silent()])  # type: ignore[arg-type]


class Seen(HTMLParser):
    """What a browser sees of a page: its elements with their attributes, and words. Fails where it is ill nested."""

    VOID: Final = frozenset({"meta", "path", "circle", "input", "img", "link"})

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(text)
        self.close()

    @property
    def tags(self) -> Sequence[str]:
        return [tag for tag, _ in self.elements]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open[-1:] not in (["script"], ["style"]):
            self.words.append(data)
