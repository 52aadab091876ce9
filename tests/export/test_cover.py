import io

import av
import numpy as np

from knib.export.cover import SIZE, cover


def test_the_cover_is_a_small_square_jpeg_that_old_players_know() -> None:
    assert cover()[:11] == bytes.fromhex(
        "ff d8"  # start of image
        "ff e0 00 10"  # APP0, 16 bytes
        "4a 46 49 46 00"  # "JFIF"
    )
    assert len(cover()) <= 100_000
    with av.open(io.BytesIO(cover()), "r") as file:
        (frame,) = file.decode(video=0)
    assert (frame.width, frame.height) == (SIZE, SIZE) == (800, 800)


def test_the_cover_is_light_above_and_calm_below() -> None:
    with av.open(io.BytesIO(cover()), "r") as file:
        (frame,) = file.decode(video=0)
    picture = frame.to_ndarray(format="gray").astype("float64")
    assert picture[:400].mean() > 200
    assert picture[700:].mean() < 130
    # No letters and no edges but the waves: neighbours in a row are nearly alike.
    assert np.abs(np.diff(picture, axis=1)).mean() < 1
