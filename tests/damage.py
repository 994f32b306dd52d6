"""Damage to documents: bytes that are others, gone, put in, twice or elsewhere; values of JSON."""

from __future__ import annotations

import io
import os
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from hypothesis import HealthCheck, currently_in_test_context, event, settings
from hypothesis import strategies as st

from verify.errors import VerifyError

TIMES = int(os.environ.get("FUZZ", "1"))
"""How many times as many examples as ``make test`` tries; from two on, new ones each time."""


def tries(number: int) -> Callable[[Any], Any]:
    """So many examples, the same ones each time unless there are to be more."""
    return settings(
        max_examples=number * TIMES,
        derandomize=TIMES == 1,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )


SECONDS = 20
"""That no small document may take, on a machine with much else to do."""


@contextmanager
def refused_at_most(what: str) -> Iterator[None]:
    """What is done here ends, well or with a refusal, and both are counted."""
    began = time.process_time()
    try:
        yield
        outcome = "read"
    except VerifyError as error:
        outcome = "refused" if "\n" not in str(error) else "refused in more than a line"
    assert "line" not in outcome
    if currently_in_test_context():
        event(f"{what}: {outcome}")
    assert time.process_time() - began < SECONDS


class Blow(NamedTuple):
    """One change: of what kind, where (0 to 1), how long, and which bytes."""

    kind: str
    at: float
    to: float
    length: int
    bytes: bytes

    def on(self, data: bytes) -> bytes:
        """The data after it."""
        place, other = int(self.at * len(data)), int(self.to * len(data))
        end = place + self.length
        head, piece, tail = data[:place], data[place:end], data[end:]
        if self.kind == "move":
            rest = head + tail
            return rest[:other] + piece + rest[other:]
        return {
            "flip": head
            + bytes(one ^ 1 << self.length % 8 for one in piece[:1])
            + data[place + 1 :],
            "write": head + self.bytes + data[place + len(self.bytes) :],
            "insert": head + self.bytes * self.length + data[place:],
            "cut": head + tail,
            "end": head,
            "double": head + piece * 2 + tail,
        }[self.kind]


_ODD_BYTES = st.sampled_from(
    [
        b"<",
        b">",
        b"&#0;",
        b"&#xD800;",
        b"<!--",
        b"]]>",
        b"\0",
        b"\xff\xfe",
        b"\n",
        b" ",
        b'"',
        b"obj",
        b"stream",
    ]
) | st.binary(min_size=1, max_size=6)

blows = st.lists(
    st.builds(
        Blow,
        st.sampled_from("flip write insert cut end double move".split()),
        st.floats(0, 0.9999),
        st.floats(0, 0.9999),
        st.integers(1, 300),
        _ODD_BYTES,
    ),
    min_size=1,
    max_size=5,
)


def damaged(data: bytes, several: list[Blow]) -> bytes:
    """The data after all of them."""
    for one in several:
        data = one.on(data)
    return data


def unpacked(data: bytes) -> dict[str, bytes]:
    """The members of a ZIP archive."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(members: dict[str, bytes]) -> bytes:
    """A ZIP archive of these."""
    told = io.BytesIO()
    with zipfile.ZipFile(told, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return told.getvalue()


# Values of JSON

_ODD_TEXT = st.sampled_from(["", "\0", "\ud800", "é" * 300, "-1", "[", "../x", "\u2028", "null"])
_PLAIN = (
    st.none()
    | st.booleans()
    | st.sampled_from(
        [0, -1, 1, 2, 3, 2**31, 2**63, -(2**63), 2**70, 1e400, -1e400, float("nan"), 0.5]
    )
    | _ODD_TEXT
    | st.text(max_size=8)
)
_INNER = _PLAIN | st.lists(_PLAIN, max_size=3)
odd_values = st.one_of(
    _PLAIN, st.lists(_INNER, max_size=3), st.dictionaries(_ODD_TEXT, _INNER, max_size=2)
)


def places(value: Any) -> list[tuple[Any, Any]]:
    """Every container of a JSON value with a key or index of it."""
    keys = (
        list(value)
        if isinstance(value, dict)
        else range(len(value))
        if isinstance(value, list)
        else ()
    )
    return [(value, key) for key in keys] + [one for key in keys for one in places(value[key])]
