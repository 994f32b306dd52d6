"""spaCy's tokenizer, taught as it is loaded to part also what is glued together, and more titles.

A tokenizer learns its exceptions anew at every change, which takes as long as the parser takes to
load. So this one is changed before it has any, and the one that spaCy would make first is not made.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from claims.lexicon import entries

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.language import Language

__all__ = ["tokenizer"]

_NAME = "redpencil.cutting"

_GLUED_QUOTES = (r"(?<=\w)[,.!?](?=[\"“”]\w)", r"[\"“”](?=\w)")
"""A quotation mark with no space on either side is a token all the same: ``said,“Look``."""

_BAR = "―"
"""The horizontal bar that sets a speaker's name off, which spaCy leaves on its neighbour."""


_AFTER_FIRM = r"(?<=&[A-Z])\."
"""The stop behind "AT&T.", whose last letter is none of a person's initials."""


def tokenizer() -> dict[str, str]:
    """What a pipeline's configuration says to be given this tokenizer."""
    from spacy.util import registry

    if not registry.has("tokenizers", _NAME):
        registry.tokenizers(_NAME, func=_maker)
    return {"@tokenizers": _NAME}


def _maker() -> Callable[[Language], Any]:
    from spacy.attrs import ORTH
    from spacy.tokenizer import Tokenizer  # type: ignore[import-not-found]
    from spacy.util import (
        compile_infix_regex,
        compile_prefix_regex,
        compile_suffix_regex,
        from_bytes,
    )

    class Cutting(Tokenizer):  # type: ignore[misc]
        """Empty until it is loaded."""

        def __init__(self, nlp: Language) -> None:
            super().__init__(nlp.vocab)
            self._defaults = nlp.Defaults

        def from_bytes(self, bytes_data: bytes, *, exclude: Any = ()) -> Cutting:
            super().from_bytes(bytes_data, exclude=(*exclude, "exceptions"))
            own = self._defaults
            self.prefix_search = compile_prefix_regex([*(own.prefixes or ()), _BAR]).search
            suffixes = [*(own.suffixes or ()), _BAR, _AFTER_FIRM]
            self.suffix_search = compile_suffix_regex(suffixes).search
            infixes = [*(own.infixes or ()), *_GLUED_QUOTES]
            self.infix_finditer = compile_infix_regex(infixes).finditer
            kept: list[Any] = []
            from_bytes(bytes_data, {"exceptions": kept.append}, ())
            titles = {title: [{ORTH: title}] for title in entries("shortened_titles")}
            self.rules = {**kept[0], **titles}
            return self

    return Cutting
