"""CRC-16/ARC (x^16 + x^15 + x^2 + 1, bits reflected, from 0), the checksum of LAME's extension of MP3.

It starts from 0, so it is linear: leading zeros do not count, CRCs of stretches join, and runs of one stretch repeat
by squaring. That is how twelve hours of silence get theirs without a look at each byte.
"""

from collections.abc import Iterable
from functools import cache
from typing import Final

PERIOD: Final = 32_767
"""x^32767 is 1 in the CRC's ring (the polynomial is (x + 1)(x^15 + x + 1)): bytes so far apart count alike."""


def _crc_of_byte(byte: int) -> int:
    for _ in range(8):
        byte = byte >> 1 ^ (0xA001 if byte & 1 else 0)
    return byte


_CRC_OF_BYTE: Final = tuple(map(_crc_of_byte, range(256)))


def crc16(data: bytes | bytearray | memoryview, crc: int = 0) -> int:
    """Compute the CRC of some bytes, going on from `crc`. Long ones are folded first: about 1 ms a megabyte."""
    if len(data) > PERIOD:
        return crc16_joined(crc, crc16(_folded(data)), len(data))
    for byte in data:
        crc = crc >> 8 ^ _CRC_OF_BYTE[(crc ^ byte) & 0xFF]
    return crc


def crc16_joined(first: int, second: int, length: int) -> int:
    """Give the CRC of two stretches of bytes from the CRC of each; the second is `length` bytes long."""
    lowest, low, high, highest = _moved(length)
    return highest[first >> 12] ^ high[first >> 8 & 15] ^ low[first >> 4 & 15] ^ lowest[first & 15] ^ second


@cache
def crc16_repeated(crc: int, length: int, times: int) -> int:
    """Give the CRC of so many equal stretches, each `length` bytes long, from the CRC of one."""
    if times < 2:
        return crc if times else 0
    half = crc16_repeated(crc, length, times // 2)
    even = crc16_joined(half, half, times // 2 * length)
    return crc16_joined(even, crc, length) if times % 2 else even


def _folded(data: bytes | bytearray | memoryview) -> bytes:
    """Give `PERIOD` bytes with the CRC of all: what lies a period apart, counted from the end, is added up (XOR)."""
    first = len(data) % PERIOD
    folded = int.from_bytes(data[:first])
    for at in range(first, len(data), PERIOD):
        folded ^= int.from_bytes(data[at : at + PERIOD])
    return folded.to_bytes(PERIOD)


@cache
def _moved(length: int) -> tuple[tuple[int, ...], ...]:
    """Give what `length` further bytes make of a CRC, by each of its four hexadecimal digits, the lowest first.

    It is linear, so the four are added up (XOR). To make these tables costs no more than to multiply once.
    """
    bits = [_power(length)]  # from the highest bit, which is one in the ring; each lower bit is x times as much
    while len(bits) < 16:
        bits.append(bits[-1] >> 1 ^ (0xA001 if bits[-1] & 1 else 0))
    bits.reverse()
    return tuple(_sums(bits[first : first + 4]) for first in range(0, 16, 4))


def _sums(bits: Iterable[int]) -> tuple[int, ...]:
    """Give the sum (XOR) of what each number of bits is made of, from the lowest bit to the highest."""
    sums = [0]
    for bit in bits:
        sums += [bit ^ before for before in sums]
    return tuple(sums)


@cache
def _power(length: int) -> int:
    """Give x^(8 x length) in the CRC's ring: what `length` further bytes do to what came before."""
    if length < 2:
        return 0x0080 if length else 0x8000  # x^8 and x^0, bits reflected
    half = _power(length // 2)
    return _times(_times(half, half), _power(length % 2))


def _times(left: int, right: int) -> int:
    """Multiply in the CRC's ring (polynomials over GF(2), bits reflected: 0x8000 is one)."""
    product = 0
    while left:
        if left & 0x8000:
            product ^= right
        left = left << 1 & 0xFFFF
        right = right >> 1 ^ (0xA001 if right & 1 else 0)
    return product
