"""spaCy's recognizer of entities, with the scores of all words worked out together.

The stock recognizer goes from word to word and asks of each which of its seventy moves is allowed
and likeliest (Lample et al. 2016); a move is scored by the word and by the entity that is open, if
one is. Outside of entities the scores of a word thus depend on no move before it, and nearly all
words stand outside: theirs are one product of matrices. Only within an entity there is a step a
word, with two moves to choose from. The weights are the model's own, and so is what is found.

What a state is read from depends on the words alone: it is worked out beside the parser, which
tells where sentences end.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy import bool_, float32
    from numpy.typing import NDArray
    from spacy.pipeline import EntityRecognizer
    from spacy.tokens import Doc

    Rows = NDArray[float32]
    Flags = NDArray[bool_]

__all__ = ["Recognizer", "understood"]

_FEATURES = 3
"""What a state is read from: the word, the entity's first word, and the word before."""

_READING = "entities are being read"
"""Under which key a document's user data hold what is worked out ahead."""

_OUTSIDE, _BLOCKS = "O", "U-"
_BEGINS, _GOES_ON, _ENDS, _ALONE = _MOVES = ("B-", "I-", "L-", "U-")


def understood(stock: EntityRecognizer) -> bool:
    """Whether the stock recognizer is of the kind whose moves are known here."""
    lower = stock.model.maybe_get_ref("lower")
    upper = stock.model.maybe_get_ref("upper")
    names = _names(stock)
    return (
        lower is not None
        and upper is not None
        and (lower.name, upper.name) == ("precomputable_affine", "linear")
        and lower.get_dim("nF") == _FEATURES
        and stock.cfg.get("beam_width") == 1
        and not stock.model.attrs.get("unseen_classes")
        and names.count(_OUTSIDE) == 1
        and all(name == _OUTSIDE or name.startswith(_MOVES) for name in names)
        and len({frozenset(_numbers(names, move)) for move in _MOVES}) == 1
    )


def _names(stock: EntityRecognizer) -> list[str]:
    """The name of each move, in the order of their scores."""
    moves: Any = stock.moves
    return [moves.get_class_name(number) for number in range(moves.n_moves)]


def _numbers(names: Sequence[str], move: str) -> dict[str, int]:
    """For each label the number of this move."""
    return {
        name.removeprefix(move): number
        for number, name in enumerate(names)
        if name.startswith(move) and name != _BLOCKS
    }


class _Edges(NamedTuple):
    """For each word whether it is white space, and whether its sentence ends with it."""

    space: Flags
    end: Flags


def _edges(doc: Doc) -> _Edges:
    from numpy import ones
    from spacy.attrs import IS_SPACE, SENT_START

    values = doc.to_array([IS_SPACE, SENT_START])
    end = ones(len(doc), dtype=bool)
    end[:-1] = values[1:, 1] == 1
    return _Edges(values[:, 0] == 1, end)


class Recognizer:
    """Finds in a parsed document the entities the ``stock`` recognizer would, sooner."""

    def __init__(self, stock: EntityRecognizer) -> None:
        self._stock = stock
        self._names = _names(stock)
        self._outside = self._names.index(_OUTSIDE)
        self._begins = [*_numbers(self._names, _BEGINS).values()]
        self._alone = [*_numbers(self._names, _ALONE).values()]
        self._goes_on = _numbers(self._names, _GOES_ON)
        self._ends = _numbers(self._names, _ENDS)
        self._reads: Any = stock.model.get_ref("tok2vec")
        self._states: Any = stock.model.get_ref("lower")
        self._scores: Any = stock.model.get_ref("upper")

    def begin(self, doc: Doc) -> Doc:
        """Begin to read a document's words, in a thread of its own."""
        reader = ThreadPoolExecutor(1)
        doc.user_data[_READING] = reader.submit(self._features, doc)
        reader.shutdown(wait=False)
        return doc

    def _features(self, doc: Doc) -> Rows:
        """What each word adds to the states it is read in; the first row is of no word."""
        return self._states.predict(self._reads.predict([doc]))  # type: ignore[no-any-return]

    def __call__(self, doc: Doc) -> Doc:
        from spacy.attrs import ENT_IOB
        from spacy.tokens import Span

        begun = doc.user_data.pop(_READING, None)
        if not len(doc) or doc.to_array([ENT_IOB]).any():
            return self._stock(doc)  # type: ignore[no-any-return]
        features = begun.result() if begun else self._features(doc)
        found = [Span(doc, *entity) for entity in self._entities(doc, features)]
        doc.set_ents(found, default="outside")
        return doc

    def _entities(self, doc: Doc, features: Rows) -> Iterator[tuple[int, int, str]]:
        """First word, end and label of each entity."""
        from numpy import flatnonzero

        nothing, words = features[0], features[1:]
        edges = _edges(doc)
        best = self._begun(self._scored(words[:, 0] + nothing[1] + nothing[2]), edges)
        end = 0
        for start in flatnonzero(best != self._outside).tolist():
            if start >= end:
                move, label = self._names[best[start]].split("-", 1)
                last = self._last(words, edges, start, label) if move == "B" else start
                end = last + 1
                yield start, end, label

    def _begun(self, scores: Rows, edges: _Edges) -> NDArray[Any]:
        """The likeliest allowed move of each word, were no entity open before it."""
        from numpy import ones_like

        barred = ones_like(scores, dtype=bool)
        barred[:, self._outside] = False
        barred[:, self._begins] = (edges.space | edges.end)[:, None]
        barred[:, self._alone] = edges.space[:, None]
        scores[barred] = float("-inf")
        return scores.argmax(axis=1)  # type: ignore[no-any-return]

    def _last(self, words: Rows, edges: _Edges, start: int, label: str) -> int:
        """The last word of the entity that begins here: its sentence's last at the latest."""
        goes_on, ends = self._goes_on[label], self._ends[label]
        at = start + 1
        while not edges.end[at]:
            [scores] = self._scored((words[at, 0] + words[start, 1] + words[at - 1, 2])[None])
            if scores[ends] > scores[goes_on]:
                break
            at += 1
        return at

    def _scored(self, sums: Rows) -> Rows:
        """The score of every move from the summed features of each state, a row a state."""
        hidden = (sums + self._states.get_param("b")).max(axis=-1)
        return self._scores.predict(hidden)  # type: ignore[no-any-return]
