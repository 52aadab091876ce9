from hypothesis import example, given
from hypothesis import strategies as st

from knib.audio.crc import PERIOD, crc16, crc16_joined, crc16_repeated


def test_the_crc_has_its_published_check_value() -> None:
    assert crc16(b"123456789") == 0xBB3D  # CRC-16/ARC, in the catalogue of parametrised CRC algorithms


@given(st.binary(max_size=300), st.binary(max_size=300))
def test_crcs_join_as_their_bytes_do(first: bytes, second: bytes) -> None:
    assert crc16(second, crc16(first)) == crc16(first + second)
    assert crc16_joined(crc16(first), crc16(second), len(second)) == crc16(first + second)


@given(st.binary(max_size=40), st.integers(0, 60))
def test_repeated_bytes_have_the_crc_of_all_of_them(data: bytes, times: int) -> None:
    assert crc16_repeated(crc16(data), len(data), times) == crc16(data * times)


@given(st.binary(min_size=1, max_size=5000), st.integers(1, 30), st.integers(0, 0xFFFF))
@example(b"a", PERIOD, 0)
@example(b"a", PERIOD + 1, 0x1234)
@example(b"ab", PERIOD, 0xFFFF)
def test_long_bytes_have_the_same_crc_folded_as_one_by_one(data: bytes, times: int, before: int) -> None:
    whole, plain = data * times, before
    for at in range(0, len(whole), 1000):  # never long enough to be folded
        plain = crc16(whole[at : at + 1000], plain)
    assert crc16(whole, before) == plain
