"""A bundle's list: whose it is, without a name, and nothing but its own files."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knib.export.manifest import NAME, Owner, digest_of, manifest, read_manifest

FILES = {"01-traening-2min.mp3": digest_of(b"a"), "index.html": digest_of(b"b")}
ANNA = Owner(person="Anna Holm", sources=("file /a/p1.yaml",))


def test_a_list_is_read_as_it_was_written() -> None:
    listed = manifest(ANNA, FILES)
    assert read_manifest(listed.as_bytes()) == listed
    assert manifest(ANNA, FILES).as_bytes() == listed.as_bytes()


def test_no_name_and_no_source_stands_in_it() -> None:
    text = manifest(ANNA, FILES).as_bytes().decode().lower()
    assert not [word for word in ("anna", "holm", "p1", "yaml", "/a", "knib") if word in text]


def test_the_same_person_has_other_digests_in_another_bundle() -> None:
    assert manifest(ANNA, FILES).person != manifest(ANNA, {"a.mp3": digest_of(b"c")}).person


@pytest.mark.parametrize(
    ("owner", "belongs"),
    [
        (Owner(person=" anna  HOLM", sources=("file /b/other.yaml",)), True),
        (Owner(person="Anna Høm", sources=ANNA.sources), False),
        (Owner(sources=ANNA.sources), False),
    ],
)
def test_a_bundle_for_a_person_belongs_to_nobody_else(owner: Owner, belongs: bool) -> None:  # noqa: FBT001
    assert manifest(ANNA, FILES).belongs_to(owner) is belongs


@pytest.mark.parametrize(
    ("sources", "belongs"),
    [("a", True), ("ba", True), ("abc", True), ("c", False), ("ac", False)],
)
def test_without_a_name_a_bundle_is_known_by_its_sources(sources: str, belongs: bool) -> None:  # noqa: FBT001
    assert manifest(Owner(sources=("a", "b")), FILES).belongs_to(Owner(sources=tuple(sources))) is belongs


@given(st.binary(max_size=50) | st.text(max_size=50).map(lambda text: json.dumps({"files": text}).encode()))
def test_what_is_no_list_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 -- of whatever kind
        read_manifest(data)


@pytest.mark.parametrize("name", ["", ".", "..", "../a.mp3", "/etc/passwd", "a\\b", "C:x", NAME, "a\0"])
def test_a_list_that_names_files_elsewhere_is_refused(name: str) -> None:
    data = json.loads(manifest(ANNA, FILES).as_bytes())
    data["files"][name] = "0"
    with pytest.raises(ValueError, match="no list"):
        read_manifest(json.dumps(data).encode())
