"""Attributions laid over the words: what is said by whom, and which words only say so.

"Putin noted that the trend is positive" is one claim, Putin's. Its words are those of the
content; source and cue are the frame around it and belong to no claim of their own.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from claims.extraction.syntax import ancestors, finite, subject_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from claims.extraction.syntax import Word
    from claims.language import Parse
    from claims.models import Attribution, Span
    from claims.references import References

_COMPLEMENTS = frozenset({"ROOT", "ccomp", "xcomp", "parataxis", "conj", "dep", "acl", "pcomp"})


class Reporting:
    """Which words are reported, in which attributions, and what becomes of their frames.

    ``reported`` are the positions of words that begin a reported clause, ``silent`` of verbs
    that only report, ``cuts`` of words where a frame hangs inside the reported clause.
    """

    def __init__(
        self,
        parse: Parse,
        words: Sequence[Word],
        attributions: Sequence[Attribution],
        references: References,
    ) -> None:
        self.attributions = attributions
        self._within: list[tuple[int, ...]] = [()] * len(words)
        self._names: list[tuple[str, ...]] = [()] * len(attributions)
        self.reported: set[int] = set()
        self.silent: set[int] = set()
        self.cuts: set[int] = set()
        place = _Places(parse, words)
        sizes = [sum(end - start for start, end in one.content) for one in attributions]
        for number in sorted(range(len(attributions)), key=lambda n: -sizes[n]):
            one = attributions[number]
            content = place.words(one.content)
            for word in content:
                self._within[word.i] += (number,)
            source = place.words(one.source)
            self._names[number] = _speakers(one, source, references)
            if one.source or not one.cue:
                self._frame(content, source, place.words(one.cue))

    def _frame(self, content: list[Word], source: list[Word], cue: list[Word]) -> None:
        inside = {word.i for word in content}
        roots = [
            word
            for word in content
            if word.verbal
            and word.dep in _COMPLEMENTS
            and (word.head.i not in inside or word.head is word)
            and finite(word) is not None
            and (subject_of(word) is not None or word.dep == "ROOT")
        ]
        if not roots:
            return
        self.reported |= {word.i for word in roots}
        for word in cue:
            if word.verbal and any(_frames(word, root) for root in roots):
                self.silent.add(word.i)
        for word in source + cue:
            if word.i not in inside and word.head.i in inside:
                self.cuts.add(word.i)

    def around(self, word: Word) -> tuple[int, ...]:
        """The attributions whose content holds the word, the innermost last."""
        return self._within[word.i]

    def chain(self, word: Word) -> tuple[tuple[str, ...], int]:
        """The names behind the word, origin first, then the relays, and how many are relays.

        What Peskov told TASS is Peskov's, relayed by TASS; what Interfax says that Putin said is
        Putin's, relayed by Interfax.
        """
        names: dict[str, None] = {}
        origins = 0
        for depth, number in enumerate(reversed(self.around(word))):
            names |= dict.fromkeys(self._names[number])
            if depth == 0:
                origins = len(names)
            names |= dict.fromkeys(self.attributions[number].via)
        return tuple(names), len(names) - origins

    def frame(self, words: Iterable[Word]) -> set[Word]:
        """Those of the words that only report the others."""
        return {
            word
            for word in words
            if word.i in self.cuts or any(above.i in self.cuts for above in ancestors(word))
        }

    def said(self, word: Word) -> bool:
        """Whether those who speak these words, if any, assert something by them."""
        return all(self.attributions[n].act not in ("asked", "declined") for n in self.around(word))


def _speakers(
    one: Attribution, source: list[Word], references: References
) -> tuple[str, ...]:
    """The speaker, or all names of a group that speaks with one voice: "both nations"."""
    inside = set(source)
    heads = [word for word in source if word.head not in inside or word.head is word]
    mention = references.of(heads[0].token) if heads else None
    if mention is not None and len(mention.names) > 1:
        return mention.names
    return (one.speaker,) if one.speaker else ()


def _frames(cue: Word, root: Word) -> bool:
    """Whether the verb does nothing but report the clause."""
    return root.head is cue or root.dep == "ROOT" or root in ancestors(cue) or _apart(cue, root)


def _apart(cue: Word, root: Word) -> bool:
    return cue.sentence != root.sentence or finite(cue) is None


class _Places:
    """Original offsets → words."""

    def __init__(self, parse: Parse, words: Sequence[Word]) -> None:
        self._words = [word for word in words if word.inked]
        original = parse.document.original
        self._starts = [original(word.token.idx, word.token.idx + 1).start for word in self._words]

    def words(self, spans: Iterable[Span]) -> list[Word]:
        return [
            word
            for start, end in spans
            for word in self._words[
                bisect_left(self._starts, start) : bisect_left(self._starts, end)
            ]
        ]
