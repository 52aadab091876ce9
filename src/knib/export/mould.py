"""A mould: a finished file folded into what is distinct in it, from which the same file is cast again.

A spliced session is the same silence and the same stretches of sound again and again, so its mould is small: an hour
of 29 MB folds into a third of one. Casting needs neither routine, plan nor voice, and takes a millisecond or two.

    4 bytes    length of the head, big-endian
    the head   JSON: "told", what the maker wanted to remember; "blocks", the length of each block as it stands here
    blocks     each packed by zlib (RFC 1950)
    the order  the number of each buffer's block, 4 bytes each, little-endian
"""

import json
import struct
import zlib
from collections.abc import Mapping, Sequence
from itertools import accumulate, pairwise
from typing import Any, Final

from knib.export.outbox import Buffer
from knib.values import dataclass

LARGEST: Final = 8_000_000
"""Distinct bytes of a file that is worth a mould; one with thousands of distinct cues, or with a bed, has none."""

_LENGTH: Final = struct.Struct(">I")
_NUMBER_BYTES: Final = 4

_LEVELS: Final = {True: 1, False: 0}
"""zlib's level, by whether a block is silence for the most part: that packs well at any, sound at none."""


@dataclass(frozen=True, slots=True)
class Cast:
    """A finished file in its buffers, and what was told about it: data of JSON."""

    buffers: Sequence[Buffer]
    told: Mapping[str, Any]


def mould(finished: Cast) -> bytes | None:
    """Fold a file, whose equal buffers should be one object. Give nothing when that would not make it small."""
    blocks = {id(buffer): buffer for buffer in finished.buffers}
    if sum(map(len, blocks.values())) > LARGEST:
        return None
    numbers = {block: number for number, block in enumerate(blocks)}
    packed = [zlib.compress(block, _LEVELS[2 * bytes(block).count(0) > len(block)]) for block in blocks.values()]
    head = json.dumps({"told": finished.told, "blocks": list(map(len, packed))}).encode()
    order = struct.pack(f"<{len(finished.buffers)}I", *(numbers[id(buffer)] for buffer in finished.buffers))
    return b"".join((_LENGTH.pack(len(head)), head, *packed, order))


def cast(data: bytes) -> Cast:
    """Cast the file that `mould` folded: the same bytes."""
    (length,) = _LENGTH.unpack_from(data)
    start = _LENGTH.size + length
    head = json.loads(data[_LENGTH.size : start])
    borders = list(accumulate(head["blocks"], initial=start))
    blocks = [zlib.decompress(data[first:last]) for first, last in pairwise(borders)]
    count = (len(data) - borders[-1]) // _NUMBER_BYTES
    order = struct.unpack_from(f"<{count}I", data, borders[-1])
    return Cast([blocks[number] for number in order], head["told"])
