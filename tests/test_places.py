"""The plain case is told as platformdirs tells it."""

from pathlib import Path

import platformdirs
import pytest

from knib.places import Sort, own_folder

SORTS: tuple[Sort, ...] = ("config", "cache", "data")
HOMES = [{"HOME": "/home/anna"}, {"HOME": "/"}, {"HOME": "/root/"}, {"HOME": "her"}, {"HOME": ""}, {}]


def found(sort: Sort) -> Path:
    """Give what platformdirs says."""
    find = {
        "config": platformdirs.user_config_path,
        "cache": platformdirs.user_cache_path,
        "data": platformdirs.user_data_path,
    }
    return find[sort]("knib", appauthor=False)


@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("chosen", [None, "", " ", "/elsewhere", "elsewhere"])
@pytest.mark.parametrize("home", HOMES, ids=str)
def test_every_folder_is_where_platformdirs_has_it(
    sort: Sort, chosen: str | None, home: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("HOME", raising=False)
    for name, value in home.items():
        monkeypatch.setenv(name, value)
    variable = f"XDG_{sort.upper()}_HOME"
    monkeypatch.delenv(variable, raising=False)
    if chosen is not None:
        monkeypatch.setenv(variable, chosen)
    assert own_folder(sort) == found(sort)
