"""All the files of a feed by their names."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256
from typing import Final

from knib.export.captions import chapters_json, one_line
from knib.export.cover import cover
from knib.export.description import ALBUM, gathered, neutral
from knib.plan.timeline import Timeline
from knib.share.feed.address import FEED
from knib.share.feed.model import Episode, Feed
from knib.share.feed.rss import rss
from knib.share.parcel.model import Handed
from knib.share.schedule import said_by, settled
from knib.units import listed

IMAGE: Final = "cover.jpg"


def feed_files(base: str, made: date, sessions: Sequence[Handed], *, discreet: bool) -> Mapping[str, bytes]:
    """Make every file of a feed that lies at `base`, the feed itself last. The same values always give the same bytes.

    Episodes are dated minute after minute up to noon of the day before `made`: rising, and nowhere still to come.
    """
    last = datetime.combine(made - timedelta(days=1), time(12), UTC)
    files: dict[str, bytes] = {}
    episodes = []
    for session in sessions:
        published = last - timedelta(minutes=len(sessions) - session.number)
        told = neutral(session.timeline, session.number) if discreet else session.timeline
        made_of = dict(_beside(session, told, discreet=discreet))
        files |= made_of
        episodes.append(_episode(session, told, made_of, published, base))
    feed = Feed(base=base, title=ALBUM, image=IMAGE, episodes=tuple(episodes))
    return {**files, IMAGE: cover(), FEED: rss(feed)}


def _beside(session: Handed, told: Timeline, *, discreet: bool) -> Iterator[tuple[str, bytes]]:
    """Give a session's files: its sound, its chapters, and its words if they are known."""
    yield session.name("mp3", discreet=discreet), session.whole()
    yield session.name("json", discreet=discreet), chapters_json(gathered(told.chapters), told.title).encode()
    if session.captions:
        yield session.name("vtt", discreet=discreet), session.captions.encode()


def _often(session: Handed) -> str:
    """Say how often a routine itself is done."""
    return settled(said_by(session.routine)).in_danish if session.routine and not session.weeks else ""


def _episode(session: Handed, told: Timeline, files: Mapping[str, bytes], published: datetime, base: str) -> Episode:
    names = {name.rpartition(".")[2]: name for name in files}
    sound = files[names["mp3"]]
    return Episode(
        number=session.number,
        title=one_line(told.title),
        length=told.length,
        size=len(sound),
        published=published,
        mark=sha256(f"{base} {session.number} ".encode() + sound).hexdigest()[:32],
        file=names["mp3"],
        chapters=names["json"],
        transcript=names.get("vtt", ""),
        weeks=listed(session.weeks) if session.weeks else "",
        often=session.often or _often(session),
    )
