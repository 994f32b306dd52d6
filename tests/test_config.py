"""Settings: read, refused with file and key, and where things are."""

from __future__ import annotations

from pathlib import Path

import platformdirs
import pytest

from verify import config
from verify.config import STATUSES, Status
from verify.errors import VerifyError

DESK = """
[[status]]
name = "to-do"

[[status]]
name = "wrong"
label = "Wrong"
sign = "W"
colour = "bright_red"
correction = true
done = true
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "config.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_without_a_file_the_usual_statuses_hold(tmp_path: Path) -> None:
    """No settings file is no error."""
    assert config.load(tmp_path / "none.toml").statuses == STATUSES


def test_the_usual_statuses_are_told_apart_without_colour() -> None:
    """Each status has a sign of its own, and the first is open."""
    assert len({status.sign for status in STATUSES}) == len(STATUSES)
    assert not STATUSES[0].done


def test_a_file_replaces_the_set(tmp_path: Path) -> None:
    """The desk's statuses are used as they are written, with plain defaults."""
    found = config.load(written(tmp_path, DESK))
    assert found.statuses == (
        Status("to-do", "to do"),
        Status("wrong", "Wrong", "W", "bright_red", correction=True, done=True),
    )


def test_a_status_the_set_no_longer_has_is_still_shown(tmp_path: Path) -> None:
    """Old verdicts keep their name when a desk changes its statuses."""
    found = config.load(written(tmp_path, DESK))
    assert found.status("not-checkable") == Status("not-checkable", "not checkable", "·")


def test_an_empty_file_changes_nothing(tmp_path: Path) -> None:
    """A file without statuses keeps the usual ones."""
    assert config.load(written(tmp_path, "")).statuses == STATUSES


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("[[status]\n", "not valid TOML"),
        ("colour = 'red'", "colour"),
        ("status = 3", "status"),
        ("status = []", "status"),
        ("[[status]]\nlabel = 'x'", "status[1].name"),
        ("[[status]]\nname = 'To Do'", "status[1].name"),
        ("[[status]]\nname = 3", "status[1].name"),
        ("[[status]]\nname = 'a'\n[[status]]\nname = 'a'", "status[2].name"),
        ("[[status]]\nname = 'a'\ncolour = 'mauve'", "status[1].colour"),
        ("[[status]]\nname = 'a'\nsign = '!!'", "status[1].sign"),
        ("[[status]]\nname = 'a'\nsign = '\\u001b'", "status[1].sign"),
        ("[[status]]\nname = 'a'\ndone = 'yes'", "status[1].done"),
        ("[[status]]\nname = 'a'\ndone = true", "status[1].done"),
        ("[[status]]\nname = 'a'\nsize = 3", "status[1].size"),
    ],
)
def test_what_is_wrong_is_named_with_file_and_key(tmp_path: Path, text: str, key: str) -> None:
    """A person can go to the file and mend the key."""
    path = written(tmp_path, text)
    with pytest.raises(VerifyError) as caught:
        config.load(path)
    assert str(path) in caught.value.message
    assert key in caught.value.message


@pytest.mark.parametrize("data", [b"\xff\xfe\xff", None])
def test_an_unreadable_file_is_named(tmp_path: Path, data: bytes | None) -> None:
    """Not UTF-8, or a folder: refused, not skipped."""
    path = tmp_path / "config.toml"
    if data is None:
        path.mkdir()
    else:
        path.write_bytes(data)
    with pytest.raises(VerifyError, match="cannot be read"):
        config.load(path)


def test_the_environment_says_where_things_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """$VERIFY_CONFIG and $VERIFY_DB win over the platform's folders."""
    monkeypatch.setenv("VERIFY_CONFIG", str(tmp_path / "c.toml"))
    monkeypatch.setenv("VERIFY_DB", str(tmp_path / "d.db"))
    assert config.config_path() == tmp_path / "c.toml"
    assert config.database_path() == tmp_path / "d.db"


def test_else_the_platform_says_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Data in the data folder, settings in the settings folder, under the product's name."""
    monkeypatch.delenv("VERIFY_CONFIG", raising=False)
    monkeypatch.delenv("VERIFY_DB", raising=False)
    assert config.config_path().parts[-2:] == ("redpencil", "config.toml")
    assert config.database_path().parts[-2:] == ("redpencil", "verify.db")


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"XDG_CONFIG_HOME": "/srv/settings", "XDG_DATA_HOME": "/srv/data"},
        {"XDG_CONFIG_HOME": "", "XDG_DATA_HOME": "relative"},
        {"HOME": "/srv/ana"},
        {"HOME": "relative"},
    ],
)
def test_platformdirs_says_the_same(monkeypatch: pytest.MonkeyPatch, given: dict[str, str]) -> None:
    """Where the rules are short enough to be read here, they are the library's."""
    for name in ("VERIFY_CONFIG", "VERIFY_DB", "XDG_CONFIG_HOME", "XDG_DATA_HOME"):
        monkeypatch.delenv(name, raising=False)
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    settings = platformdirs.user_config_path("redpencil", appauthor=False)
    data = platformdirs.user_data_path("redpencil", appauthor=False)
    assert config.config_path() == settings / "config.toml"
    assert config.database_path() == data / "verify.db"
