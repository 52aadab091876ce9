"""Looks whether a feed keeps the rules of podcast apps and of this house, and whether all that it names is there.

Sources: those of `rss`. A feed that breaks one of these is refused by some app, or plays wrong in it, or can be found
by whoever was not given its address.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from email.utils import parsedate_to_datetime
from itertools import pairwise
from typing import Final
from urllib.parse import unquote
from xml.etree import ElementTree as ET

from knib.errors import KnibError, ShareError
from knib.export.carried import carried
from knib.export.imprint import Under
from knib.share.feed.address import checked_base, is_secret
from knib.share.feed.beside import chapter_faults, transcript_faults
from knib.share.feed.rss import ATOM, ITUNES, PODCAST
from knib.units import SECOND, Ms
from knib.values import dataclass

Fetch = Callable[[str], bytes | None]
"""Gives a file beside the feed by its name; None when there is none."""

Hear = Callable[[bytes], Ms]
"""Gives the length of a sound file in ms. Raises SoundError: it cannot be decoded."""

LARGEST: Final = 5_000_000
"""Bytes of a feed that is read."""

CHANNEL: Final[Mapping[str, str | None]] = {
    "title": None,
    "link": None,
    "description": None,
    "language": "da",
    f"{{{ITUNES}}}author": None,
    f"{{{ITUNES}}}type": "serial",
    f"{{{ITUNES}}}explicit": "false",
    f"{{{ITUNES}}}block": "Yes",
    f"{{{ITUNES}}}image": None,
    f"{{{ITUNES}}}category": None,
    f"{{{PODCAST}}}guid": None,
    f"{{{PODCAST}}}locked": "yes",
    f"{{{ATOM}}}link": None,
}
"""What a channel has once, and what it must say; None where that is its own affair."""

ITEM: Final[Mapping[str, str | None]] = {
    "title": None,
    "description": None,
    "guid": None,
    "pubDate": None,
    "enclosure": None,
    f"{{{ITUNES}}}duration": None,
    f"{{{ITUNES}}}episode": None,
    f"{{{ITUNES}}}episodeType": "full",
    f"{{{ITUNES}}}explicit": "false",
    f"{{{PODCAST}}}chapters": None,
}
"""The same for an episode."""

EMPTY: Final = frozenset({"enclosure", *(f"{{{ITUNES}}}{name}" for name in ("image", "category"))}) | {
    f"{{{PODCAST}}}chapters",
    f"{{{ATOM}}}link",
}
"""What says all it says in its attributes."""

SHORT: Final = {ITUNES: "itunes:", PODCAST: "podcast:", ATOM: "atom:"}


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the feed lies, and what is beside it."""

    base: str
    fetch: Fetch
    hear: Hear

    def read(self, address: str) -> tuple[str, bytes | None]:
        """Give the name of a file and its bytes; no bytes where it does not lie beside the feed."""
        before, _, name = address.rpartition("/")
        return unquote(name), self.fetch(unquote(name)) if before == self.base and name else None


def faults(feed: bytes, fetch: Fetch, hear: Hear) -> list[str]:
    """Read a feed and everything it names, and say all that is wrong with it. Nothing when all is well."""
    try:
        channel = _channel(feed)
    except ShareError as err:
        return [str(err)]
    link = channel.find(f"{{{ATOM}}}link")
    address = "" if link is None else link.get("href", "")
    place = _Place(address.rpartition("/")[0], fetch, hear)
    items = channel.findall("item")
    found = [*_address_faults(address), *_element_faults(channel, CHANNEL, "the feed"), *_image_faults(channel, place)]
    for number, item in enumerate(items, 1):
        found += [f"episode {number}: {fault}" for fault in _episode_faults(item, number, place)]
    return [*found, *_order_faults(items)]


def _channel(feed: bytes) -> ET.Element:
    """Read the one channel of a feed.

    Raises:
        ShareError: there is none.
    """
    if len(feed) > LARGEST or b"<!DOCTYPE" in feed or b"<!ENTITY" in feed:
        raise ShareError("it is too large, or declares a document type, which no feed needs")
    try:
        root = ET.fromstring(feed)  # noqa: S314 -- without a document type there are no entities to unfold
    except (ET.ParseError, ValueError, LookupError) as err:
        raise ShareError(f"it is no XML: {err}") from err
    channels = root.findall("channel")
    if root.tag != "rss" or root.get("version") != "2.0" or len(channels) != 1:
        raise ShareError("it is no RSS 2.0 with one channel")
    return channels[0]


def _address_faults(address: str) -> Iterator[str]:
    try:
        checked_base(address)
    except ShareError as err:
        yield f"the feed's own address: {err}"
        return
    if not is_secret(address):
        yield f"the feed's address can be guessed: {address}"


def _element_faults(parent: ET.Element, rules: Mapping[str, str | None], where: str) -> Iterator[str]:
    """Look that each element of a table is there once, and says what it must."""
    for tag, wanted in rules.items():
        found = parent.findall(tag)
        if len(found) != 1:
            yield f"{where} has {len(found)} of {_short(tag)}, and should have 1"
        elif wanted is not None and found[0].text != wanted:
            yield f"{where} says {found[0].text!r} in {_short(tag)}, and should say {wanted!r}"
        elif wanted is None and tag not in EMPTY and not (found[0].text or "").strip():
            yield f"{where} says nothing in {_short(tag)}"


def _short(tag: str) -> str:
    space, _, name = tag.removeprefix("{").rpartition("}")
    return SHORT.get(space, "") + name


def _image_faults(channel: ET.Element, place: _Place) -> Iterator[str]:
    for image in channel.findall(f"{{{ITUNES}}}image"):
        name, data = place.read(image.get("href", ""))
        if data is None:
            yield f"there is no picture {name!r} beside the feed"
        elif not data.startswith((b"\xff\xd8\xff", b"\x89PNG")):
            yield f"{name} is neither JPEG nor PNG"


def _episode_faults(item: ET.Element, number: int, place: _Place) -> Iterator[str]:
    yield from _element_faults(item, ITEM, "it")
    if item.findtext(f"{{{ITUNES}}}episode") != str(number):
        yield f"its number is {item.findtext(f'{{{ITUNES}}}episode')}, and it stands in place {number}"
    if any(guid.get("isPermaLink") != "false" for guid in item.findall("guid")):
        yield "its guid is said to be an address"
    length: Ms | None = None
    for enclosure in item.findall("enclosure"):
        name, data = place.read(enclosure.get("url", ""))
        if data is None:
            yield f"there is no sound {name!r} beside the feed"
            continue
        length, wrong = _heard(data, place)
        yield from (f"{name}: {fault}" for fault in [*_enclosure_faults(enclosure, data), *wrong])
        yield from _duration_faults(item, length)
    yield from _linked_faults(item, place, length)


def _enclosure_faults(enclosure: ET.Element, data: bytes) -> Iterator[str]:
    if enclosure.get("type") != "audio/mpeg":
        yield f"its type is {enclosure.get('type')!r}, and should be 'audio/mpeg'"
    if enclosure.get("length") != str(len(data)):
        yield f"the feed says {enclosure.get('length')} bytes, and it has {len(data)}"


def _heard(data: bytes, place: _Place) -> tuple[Ms | None, list[str]]:
    """Read a sound from its first byte to its last: is it whole, as long as its plan, and with a bed under it?"""
    try:
        found, length = carried(data), place.hear(data)
    except KnibError as err:
        return None, [str(err)]
    wrong = []
    if length != found.timeline.length:
        wrong.append(f"it lasts {length} ms, and its plan {found.timeline.length}")
    if found.under is Under.SILENCE:
        wrong.append("it has no bed, so podcast apps would skip its rests")
    return length, wrong


def _duration_faults(item: ET.Element, length: Ms | None) -> Iterator[str]:
    told = item.findtext(f"{{{ITUNES}}}duration") or ""
    if length is not None and not (told.isascii() and told.isdecimal() and abs(int(told) * SECOND - length) <= SECOND):
        yield f"its duration is {told!r}, and it lasts {length} ms"


def _linked_faults(item: ET.Element, place: _Place, length: Ms | None) -> Iterator[str]:
    """Look at transcript and chapters: there, readable, and none of it after the session's end."""
    for tag, kind, look in (
        ("transcript", "text/vtt", transcript_faults),
        ("chapters", "application/json+chapters", chapter_faults),
    ):
        for link in item.findall(f"{{{PODCAST}}}{tag}"):
            name, data = place.read(link.get("url", ""))
            if link.get("type") != kind:
                yield f"the type of its {tag} is {link.get('type')!r}, and should be {kind!r}"
            if data is None:
                yield f"there are no {name!r} beside the feed"
            else:
                yield from (f"{name}: {fault}" for fault in look(data, length))


def _order_faults(items: list[ET.Element]) -> Iterator[str]:
    """Look at what only all episodes together can have wrong."""
    if not items:
        yield "the feed has no episode"
    marks = [item.findtext("guid") for item in items]
    if len(set(marks)) < len(marks):
        yield "two episodes have one guid, so that an app takes them for one"
    dates = [_date(item.findtext("pubDate") or "") for item in items]
    if None in dates:
        yield "an episode has no date as mail has it (RFC 5322)"
    elif any(before >= after for before, after in pairwise(filter(None, dates))):
        yield "the dates of the episodes do not rise"


def _date(text: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(text)
    except ValueError:
        return None
    return found if found.tzinfo else None
