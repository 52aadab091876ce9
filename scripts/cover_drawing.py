"""The cover, as numbers: a low sun over still water in four quiet bands. Run by `scripts/cover`."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Final, cast

import av
import numpy as np
from av.video.codeccontext import VideoCodecContext
from numpy.typing import NDArray

Image = NDArray[np.float64]
"""Rows, columns, and red, green and blue from 0 to 1."""

SIZE: Final = 800
"""Pixels each way: what cars and lock screens take without scaling it up."""

FINE: Final = 2
"""Drawn so many times larger each way, so that edges come out smooth."""

SKY: Final = ("#dfe9ec", "#f6ead9")
SUN: Final = ("#fdf6e8", "#f4cf9f")
SUN_AT: Final = (0.5, 0.43)
SUN_RADIUS: Final = 0.185
GLOW: Final = 0.30


@dataclass(frozen=True, kw_only=True, slots=True)
class Band:
    """One band of water or hill: its height (0 is the top), its waves, and its colours above and below."""

    top: float
    swell: float
    waves: float
    shift: float
    colours: tuple[str, str]


BANDS: Final = (
    Band(top=0.545, swell=0.022, waves=0.9, shift=0.35, colours=("#b9cfd3", "#cfdcda")),
    Band(top=0.635, swell=0.020, waves=1.1, shift=2.60, colours=("#8fb3ba", "#a9c5c7")),
    Band(top=0.735, swell=0.018, waves=0.8, shift=4.30, colours=("#61919c", "#7fa9b0")),
    Band(top=0.845, swell=0.015, waves=1.0, shift=0.90, colours=("#386a78", "#4d7f8b")),
)


def colour(text: str) -> Image:
    """Read `#rrggbb`."""
    return np.asarray([int(text[at : at + 2], 16) / 255 for at in (1, 3, 5)], np.float64)


def blend(ends: tuple[str, str], share: Image) -> Image:
    """Go from the first colour to the second as `share` goes from 0 to 1."""
    along = np.clip(share, 0, 1)[..., None]
    return np.asarray(colour(ends[0]) * (1 - along) + colour(ends[1]) * along)


def painted(size: int) -> Image:
    """Paint the picture, `size` pixels each way."""
    y, x = (np.mgrid[0:size, 0:size] + 0.5) / size
    picture = blend(SKY, y / 0.55)
    far = np.hypot(x - SUN_AT[0], y - SUN_AT[1])
    glow = np.clip(1 - (far - SUN_RADIUS) / GLOW, 0, 1) ** 2.2 * 0.55
    picture = picture * (1 - glow[..., None]) + colour("#fbe3c0") * glow[..., None]
    disc = np.clip((SUN_RADIUS - far) * size / FINE + 0.5, 0, 1)[..., None]
    picture = picture * (1 - disc) + blend(SUN, (y - SUN_AT[1]) / SUN_RADIUS / 2 + 0.5) * disc
    for cover, paint in bands(x, y, size):
        picture = picture * (1 - cover) + paint * cover
    return np.asarray(picture)


def bands(x: Image, y: Image, size: int) -> Iterator[tuple[Image, Image]]:
    """Give each band as what it covers (0 to 1) and its paint; the sun's light lies on it."""
    for band in BANDS:
        edge = band.top + band.swell * np.sin(2 * np.pi * band.waves * x + band.shift)
        edge = edge + 0.35 * band.swell * np.sin(2 * np.pi * 2.3 * band.waves * x + 2 * band.shift)
        cover = np.clip((y - edge) * size / FINE + 0.5, 0, 1)[..., None]
        paint = blend(band.colours, (y - edge) / 0.16)
        light = np.exp(-(((x - SUN_AT[0]) / 0.20) ** 2)) * np.exp(-np.clip(y - edge, 0, 1) / 0.05) * 0.38
        yield cover, paint * (1 - light[..., None]) + colour("#fdeccf") * light[..., None]


def shrunk(picture: Image) -> NDArray[np.uint8]:
    """Bring it to its size, and scatter the rounding: still gradients show bands otherwise."""
    small = picture.reshape(SIZE, FINE, SIZE, FINE, 3).mean(axis=(1, 3)) * 255
    grain = np.random.default_rng(1).uniform(-0.5, 0.5, small.shape)
    return np.asarray(np.clip(np.rint(small + grain), 0, 255).astype(np.uint8))


def encoded(pixels: NDArray[np.uint8], codec: str, pixel_format: str) -> bytes:
    """Encode a still picture."""
    encoder = cast("VideoCodecContext", av.CodecContext.create(codec, "w"))
    encoder.width = encoder.height = SIZE
    encoder.pix_fmt = pixel_format
    encoder.sample_aspect_ratio = Fraction(1)  # and with it the JFIF header, which old car players look for
    encoder.time_base = Fraction(1)
    encoder.options = {"qmin": "2", "qmax": "2", "flags": "+bitexact", "strict": "unofficial"}
    frame = av.VideoFrame.from_ndarray(pixels, format="rgb24").reformat(format=pixel_format)
    frame.pts = 0
    return b"".join(bytes(packet) for packet in [*encoder.encode(frame), *encoder.encode(None)])


def main() -> None:
    """Write the JPEG, and the PNG if one is named."""
    pixels = shrunk(painted(SIZE * FINE))
    Path(sys.argv[1]).write_bytes(encoded(pixels, "mjpeg", "yuvj420p"))
    for name in sys.argv[2:]:
        Path(name).write_bytes(encoded(pixels, "png", "rgb24"))
    print(f"{sys.argv[1]}: {Path(sys.argv[1]).stat().st_size} bytes")


if __name__ == "__main__":
    main()
