"""The list that a bundle keeps of its own files, so that a new one replaces it whole and touches nothing else.

It tells whose the bundle is without a name in it: as digests, salted with the files' own and slow to guess.

    {"schema": "traening.bundle/1", "salt": hex, "person": hex or "", "sources": [hex, ...], "files": {name: SHA-256}}
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import pbkdf2_hmac, sha256
from typing import Final
from unicodedata import normalize

NAME: Final = ".traening.json"
"""What the list is called. It begins with a dot, so that no patient is shown it."""

SCHEMA: Final = "traening.bundle/1"

LARGEST: Final = 1_000_000
"""Bytes of the largest list that is read: one of ten thousand files."""

_ROUNDS: Final = 20_000
"""Rounds of PBKDF2 (RFC 8018): some 10 ms for each guess at a name."""


@dataclass(frozen=True, kw_only=True)
class Owner:
    """Whose a bundle is: the person it is for, if a name was given, and what it was made of."""

    person: str = ""
    sources: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """The files of a bundle by their names, each with its SHA-256, and whose it is, in digests."""

    salt: str
    person: str
    sources: frozenset[str]
    files: Mapping[str, str]

    def belongs_to(self, owner: Owner) -> bool:
        """Return whether a bundle for this owner may take the place of the one listed.

        The same person may have another dose. Where nobody is named it goes by what the bundles are made of: all that
        the one has, the other one must have, too.
        """
        if self.person or owner.person:
            return self.person == digest_of_name(owner.person, self.salt)
        sources = _sources(owner, self.salt)
        return sources <= self.sources or self.sources <= sources

    def as_bytes(self) -> bytes:
        """Write the list; the same one always has the same bytes."""
        data = {
            "schema": SCHEMA,
            "salt": self.salt,
            "person": self.person,
            "sources": sorted(self.sources),
            "files": dict(sorted(self.files.items())),
        }
        return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def manifest(owner: Owner, files: Mapping[str, str]) -> Manifest:
    """List files by their names, each with the digest that `digest_of` returns."""
    salt = sha256("\0".join(f"{name} {digest}" for name, digest in sorted(files.items())).encode()).hexdigest()[:32]
    person, sources = digest_of_name(owner.person, salt), _sources(owner, salt)
    return Manifest(salt=salt, person=person, sources=sources, files=dict(files))


def digest_of(data: bytes) -> str:
    """Return the digest by which a file is known to be as it was written."""
    return sha256(data).hexdigest()


def read_manifest(data: bytes) -> Manifest:
    """Read what `as_bytes` wrote.

    Raises:
        ValueError: it is no list of a bundle, or names files elsewhere.
    """
    try:
        whole = json.loads(data)
        found = Manifest(
            salt=str(whole["salt"]),
            person=str(whole["person"]),
            sources=frozenset(map(str, whole["sources"])),
            files={str(name): str(digest) for name, digest in whole["files"].items()},
        )
        schema = whole["schema"]
    except (KeyError, TypeError, AttributeError, RecursionError) as err:
        raise ValueError("no list of a bundle") from err
    if schema != SCHEMA or not all(map(_is_name, found.files)):
        raise ValueError("no list of a bundle")
    return found


def _is_name(name: str) -> bool:
    """Return whether a name is that of a file in the folder itself, so that no other one is ever taken away."""
    return bool(name) and name not in {".", "..", NAME} and not set(name) & set("/\\:\0")


def digest_of_name(person: str, salt: str) -> str:
    """Return the digest of a name, however it is written; empty without a name."""
    name = " ".join(normalize("NFKC", person).casefold().split())
    return slow_digest(f"person {name}", salt) if name else ""


def _sources(owner: Owner, salt: str) -> frozenset[str]:
    return frozenset(slow_digest(f"source {source}", salt) for source in owner.sources)


def slow_digest(text: str, salt: str) -> str:
    """Return a digest of 32 hexadecimal digits that is slow to guess."""
    return pbkdf2_hmac("sha256", text.encode(errors="surrogatepass"), salt.encode(), _ROUNDS)[:16].hex()
