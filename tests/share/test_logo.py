import zlib
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from knib.errors import ShareError
from knib.share.logo import LARGEST, logo_of
from share.pictures import chunk, drawn, png


def pixels(data: bytes) -> bytes:
    with Image.open(BytesIO(data)) as picture:
        return picture.tobytes()


@pytest.mark.parametrize(
    ("data", "mime", "size"),
    [
        (png(4, 2), "image/png", (4, 2)),
        (drawn("PNG", mode="RGBA"), "image/png", (60, 20)),
        (drawn("PNG", mode="P"), "image/png", (60, 20)),
        (drawn("JPEG"), "image/jpeg", (60, 20)),
        (drawn("JPEG", mode="L"), "image/jpeg", (60, 20)),
        (drawn("JPEG", progressive=True), "image/jpeg", (60, 20)),
        (drawn("JPEG", (600, 400), restart_marker_blocks=1), "image/jpeg", (600, 400)),
    ],
)
def test_a_picture_is_known_by_its_bytes_and_stays_the_same_picture(
    data: bytes, mime: str, size: tuple[int, int]
) -> None:
    logo = logo_of(data)
    assert (logo.mime, (logo.width, logo.height)) == (mime, size)
    assert pixels(logo.data) == pixels(data)


def test_what_a_picture_tells_beside_itself_is_left_out() -> None:
    exif = Image.Exif()
    exif[0x013B] = "Drawn by Åse"
    for data in (
        drawn("JPEG", exif=exif, comment=b"Drawn by Ase"),
        png(more=chunk(b"tEXt", b"Author\0Drawn by Ase")),
        png() + b"Drawn by Ase",
        drawn("JPEG") + b"Drawn by Ase",
    ):
        assert b"Drawn" in data
        assert b"Drawn" not in logo_of(data).data


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"GIF89a" + bytes(20), "neither PNG nor JPEG"),
        (b"<svg onload='alert(1)'/>", "neither PNG nor JPEG"),
        (b"", "neither PNG nor JPEG"),
        (b"\x89PNG\r\n\x1a\n", "cut off or damaged"),
        (png()[:-13], "cut off or damaged"),
        (png().replace(b"IDAT", b"IDAX"), "cut off or damaged"),
        (png(rows=bytes(9)), "cut off or damaged"),  # 2 rows of 4 pixels are 10 bytes
        (png(rows=bytes(11)), "cut off or damaged"),
        (png(3001, 1), "3001 x 1 pixels"),
        (png(0, 1, rows=b""), "0 x 1 pixels"),
        (drawn("JPEG")[:-2], "cut off or damaged"),
        (drawn("JPEG")[:40], "cut off or damaged"),
        (drawn("JPEG", mode="CMYK"), "the colours of a printing press"),
        (b"\xff\xd8\xff\xd9", "of a kind that browsers do not show"),
        (bytes(LARGEST + 1), "may have 500,000"),
    ],
)
def test_what_is_no_logo_is_refused_with_a_cure(data: bytes, says: str) -> None:
    with pytest.raises(ShareError, match=says) as told:
        logo_of(data)
    assert told.value.cure


def test_a_small_file_that_unpacks_to_gigabytes_is_not_unpacked() -> None:
    bomb = png(3000, 3000, rows=bytes(200_000_000))
    assert len(bomb) < LARGEST
    with pytest.raises(ShareError, match="damaged"):
        logo_of(bomb)


@given(st.binary(max_size=60), st.sampled_from([png(), drawn("JPEG"), b"\xff\xd8\xff"]), st.integers(0, 700))
def test_any_bytes_give_a_logo_or_are_refused(noise: bytes, data: bytes, at: int) -> None:
    try:
        logo = logo_of(data[:at] + noise + data[at + len(noise) :])
    except ShareError:
        return
    assert 0 < logo.width <= 3000


def test_an_interlaced_picture_is_measured_pass_by_pass() -> None:
    # 4 x 2 pixels in 7 passes; each row has a byte more, for its filter.
    sizes = [(1, 1), (0, 1), (1, 0), (1, 1), (2, 0), (2, 1), (4, 1)]
    rows = bytes(sum(high * (wide + 1) for wide, high in sizes if wide and high))
    head = bytes([0, 0, 0, 4, 0, 0, 0, 2, 8, 0, 0, 0, 1])
    data = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    assert logo_of(data).width == 4
    assert len(pixels(data)) == 8
