"""The forms of a verb, by lemminflect's table, of which only what is asked for is read.

lemminflect reads all forty thousand lines before it gives the first form, which takes longer than
parsing an article.
"""

from __future__ import annotations

import gzip
from functools import cache
from typing import Any

Forms = dict[str, tuple[str, ...]]
"""By Penn tag."""


def forms_of(lemma: str, tag: str) -> tuple[str, ...]:
    """The spellings of a verb's form, by rule where the table has none.

    >>> forms_of("reach", "VBD"), forms_of("signal", "VBG"), forms_of("google", "VBD")
    (('reached',), ('signaling', 'signalling'), ('googled',))
    """
    found: tuple[str, ...] = _inflections().getInflection(lemma, tag)
    return found


class Table:
    """What lemminflect looks a lemma up in, in the place of its dictionary."""

    def __init__(self, lines: str, codec: Any) -> None:
        self._lines = f"\n{lines}"
        self._codec = codec
        self._auxiliaries: dict[str, Forms] = codec.updateForAuxMod({})

    def get(self, lemma: str, default: Forms) -> Forms:
        """A lemma's forms, whatever part of speech it is."""
        if lemma in self._auxiliaries:
            return self._auxiliaries[lemma]
        found = dict(default)
        start = self._lines.find(f"\n{lemma},")
        while start >= 0:
            end = self._lines.index("\n", start + 1)
            found.update(self._codec.fromString(self._lines[start + 1 : end])[2])
            start = self._lines.find(f"\n{lemma},", end)
        return found


@cache
def _inflections() -> Any:
    from lemminflect.codecs.InflectionLUCodec import InflectionLUCodec
    from lemminflect.core.Inflections import Inflections

    found = Inflections()
    with gzip.open(found.infl_lu_fn, "rt", encoding="utf-8") as lines:
        found.infl_dict = Table(lines.read(), InflectionLUCodec)
    return found
