"""A programme's sounds as a playlist: extended M3U in UTF-8, which players know by the ending `.m3u8`.

Format: https://en.wikipedia.org/wiki/M3U#Extended_M3U; `#EXTINF` as in RFC 8216, 4.3.2.1, its length in whole seconds.
"""

from collections.abc import Mapping

from knib.share.programme.names import slots
from knib.spec.programme import Assignment, Programme
from knib.units import SECOND, Ms


def playlist(programme: Programme, lengths: Mapping[Assignment, Ms], ending: str) -> str:
    """Write the playlist of a folder: one line for each file, week after week. Its titles tell nothing.

    Args:
        programme: Whose sounds they are.
        lengths: How long each distinct session is, in ms.
        ending: That of the files, without its dot: `mp3`.
    """
    lines = ["#EXTM3U", "#PLAYLIST:Træning"]
    for slot in slots(programme):
        seconds = (lengths[slot.session] + SECOND // 2) // SECOND
        lines += [f"#EXTINF:{seconds},{slot.label}", f"{slot.stem}.{ending}"]
    return "\n".join([*lines, ""])
