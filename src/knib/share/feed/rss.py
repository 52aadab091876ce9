"""A feed as RSS 2.0 (rssboard.org, "RSS 2.0 Specification"), with the tags of Apple and of Podcasting 2.0.

By hand: the libraries that write feeds lack the tags of Podcasting 2.0. Apple: "A Podcaster's Guide to RSS".
Podcasting 2.0: the namespace of podcastindex.org. It asks every directory to leave it out, and tells nothing about
whoever it is for.
"""

from email.utils import format_datetime
from typing import Final
from uuid import UUID, uuid5
from xml.etree import ElementTree as ET

from knib.export.description import ARTIST
from knib.share.feed.address import FEED
from knib.share.feed.model import Episode, Feed
from knib.share.sheet.model import AGREED
from knib.units import SECOND

ITUNES: Final = "http://www.itunes.com/dtds/podcast-1.0.dtd"
PODCAST: Final = "https://podcastindex.org/namespace/1.0"
ATOM: Final = "http://www.w3.org/2005/Atom"

CATEGORY: Final = "Health & Fitness"
"""One of Apple's list; some apps refuse a feed without one."""

SILENCE: Final = (
    "Slå »spring stilhed over« (Smart Speed, Trim Silence) fra for denne podcast, og spil i normal hastighed: "
    "pauserne er en del af træningen."
)

_FEEDS: Final = UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6")
"""The name space of podcast:guid, made from the feed's address without its scheme."""


def rss(feed: Feed) -> bytes:
    """Write a feed. The same feed always gives the same bytes."""
    for prefix, space in (("itunes", ITUNES), ("podcast", PODCAST), ("atom", ATOM)):
        ET.register_namespace(prefix, space)
    root = ET.Element("rss", {"version": "2.0"})
    channel = ET.SubElement(root, "channel")
    _channel(channel, feed)
    for episode in feed.episodes:
        _episode(ET.SubElement(channel, "item"), feed, episode)
    ET.indent(root)
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"


def _channel(channel: ET.Element, feed: Feed) -> None:
    address = f"{feed.base}/{FEED}"
    _add(channel, "title", feed.title)
    _add(channel, "link", f"{feed.base}/")
    _add(channel, "description", f"{SILENCE} {AGREED}")
    _add(channel, "language", "da")
    _add(channel, "lastBuildDate", format_datetime(max(episode.published for episode in feed.episodes)))
    _add(channel, f"{{{ATOM}}}link", href=address, rel="self", type="application/rss+xml")
    for name, text in (("author", ARTIST), ("type", "serial"), ("explicit", "false"), ("block", "Yes")):
        _add(channel, f"{{{ITUNES}}}{name}", text)
    _add(channel, f"{{{ITUNES}}}image", href=f"{feed.base}/{feed.image}")
    _add(channel, f"{{{ITUNES}}}category", text=CATEGORY)
    _add(channel, f"{{{PODCAST}}}guid", str(uuid5(_FEEDS, address.partition("://")[2])))
    _add(channel, f"{{{PODCAST}}}locked", "yes")
    _add(channel, f"{{{PODCAST}}}block", "yes")


def _episode(item: ET.Element, feed: Feed, episode: Episode) -> None:
    _add(item, "title", episode.title)
    _add(item, "description", _description(episode))
    _add(item, "guid", episode.mark, isPermaLink="false")
    _add(item, "pubDate", format_datetime(episode.published))
    _add(item, "enclosure", url=f"{feed.base}/{episode.file}", length=str(episode.size), type="audio/mpeg")
    seconds = (episode.length + SECOND // 2) // SECOND
    for name, text in (("duration", f"{seconds}"), ("episode", f"{episode.number}"), ("episodeType", "full")):
        _add(item, f"{{{ITUNES}}}{name}", text)
    _add(item, f"{{{ITUNES}}}explicit", "false")
    if episode.transcript:
        place = f"{feed.base}/{episode.transcript}"
        _add(item, f"{{{PODCAST}}}transcript", url=place, type="text/vtt", language="da")
    _add(item, f"{{{PODCAST}}}chapters", url=f"{feed.base}/{episode.chapters}", type="application/json+chapters")


def _description(episode: Episode) -> str:
    """Say when an episode is heard, and how."""
    often = f"{episode.often[0].upper()}{episode.often[1:]}." if episode.often else ""
    return " ".join(filter(None, (f"Uge {episode.weeks}." if episode.weeks else "", often, SILENCE)))


def _add(parent: ET.Element, tag: str, words: str = "", /, **attributes: str) -> None:
    ET.SubElement(parent, tag, attributes).text = words or None
