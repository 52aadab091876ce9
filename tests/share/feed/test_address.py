import pytest

from knib.errors import ShareError
from knib.share.feed.address import checked_base, is_secret


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("https://example.dk", "https://example.dk"),
        ("https://example.dk/lyd/", "https://example.dk/lyd"),
        ("https://cloud.example.dk:8443/public.php/dav/files/x_Y-9", None),
        ("https://xn--klinik-4ua.dk/%C3%A6", None),
    ],
)
def test_an_address_of_a_folder_is_kept(written: str, kept: str | None) -> None:
    assert checked_base(written) == (kept or written)


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("http://example.dk/lyd", "read on the way"),
        ("https://navn:ord@example.dk/", "a name or a password"),
        ("https://example.dk/lyd?id=1", "not the address of a folder"),
        ("https://example.dk/lyd#a", "not the address of a folder"),
        ("https://example.dk/lyd?", "not the address of a folder"),
        ("https://example.dk//lyd", "not the address of a folder"),
        ('https://example.dk/"><x', "not the address of a folder"),
        ("https:///lyd", "no address on the web"),
        ("https://example.dk:0/", "no address on the web"),
        ("https://[::1/", "no address on the web"),
        ("https://økologi.dk/", "no address on the web"),
        ("file:///tmp", "no address on the web"),
        ("", "no address on the web"),
    ],
)
def test_what_is_none_is_refused_with_a_cure(written: str, says: str) -> None:
    with pytest.raises(ShareError, match=says) as told:
        checked_base(written)
    assert told.value.cure


@pytest.mark.parametrize(
    ("path", "secret"),
    [
        ("0123456789abcdef0123456789abcdef", True),
        ("lyd/0123456789ABCDEF0123456789ABCDEF/feed.xml", True),
        ("c0920436-f5fb-ef74-8906-ccb1359b7097", True),
        ("sQ7xZp20vKd_Lm9-TrB4wY", True),  # 22 signs of 64 kinds: 132 bits
        ("sQ7xZp20vKd_Lm9-TrB4w", False),
        ("0123456789abcdef0123456789abcde", False),
        ("traening-for-patienter-i-denmark", False),
        ("bekkenbund2026traening4hjemmet", False),
        ("", False),
    ],
)
def test_a_secret_path_is_known_by_its_signs(path: str, secret: bool) -> None:  # noqa: FBT001 -- what is expected
    assert is_secret(f"https://example.dk/{path}") is secret
