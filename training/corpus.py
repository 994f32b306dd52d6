"""PolNeAR → articles: parsed, with the attributions that people marked as sets of tokens.

The corpus (Newell, Margolin and Ruths 2018) stands in a folder with ``text/NAME.txt`` and
``attributions/NAME_ANNOTATOR.ann`` in brat's standoff format. Parsing a split takes minutes, so its
parses are kept in ``work``.
"""

from __future__ import annotations

import random
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import takewhile
from pathlib import Path

from spacy.tokens import DocBin

from claims import language, text
from claims.attribution.page import Page
from claims.attribution.tagger.decoding import ROLES

_BOUND = re.compile(r"(T\d+)\t(\S+) ([\d ;]+)\t")
_EVENT = re.compile(r"E\d+\t(.+)")

Gold = dict[str, list[tuple[int, int]]]
"""One attribution: for each role its spans, in code points."""


class Article:
    """One article: its name begins with the publisher's, ``gold`` is what people marked."""

    def __init__(self, name: str, page: Page, gold: list[Gold]) -> None:
        self.name, self.page, self.gold = name, page, gold
        original = page.parse.document.original
        self._tokens = [
            (token.i, *original(token.idx, token.idx + len(token.text)))
            for token in page.doc
            if not token.is_space
        ]
        self._ends = [end for _, _, end in self._tokens]

    def words(self, span: tuple[int, int]) -> list[int]:
        """Positions of the tokens that share a character with the span."""
        after = self._tokens[bisect_right(self._ends, span[0]) :]
        return [i for i, start, _ in takewhile(lambda token: token[1] < span[1], after)]


def read(split: Path, work: Path) -> list[Article]:
    """Every article of a split, in order of name, as its first annotator marked it."""
    return list(_articles(split, work))


def divided(articles: Sequence[Article]) -> tuple[list[Article], list[Article]]:
    """What is learned from, and the sixty that are kept out; the same ones every time."""
    shuffled = list(articles)
    random.Random(0).shuffle(shuffled)
    return shuffled[60:], shuffled[:60]


def _articles(split: Path, work: Path) -> Iterator[Article]:
    paths = sorted((split / "text").glob("*.txt"))
    documents = []
    for path in paths:
        with path.open(encoding="utf-8", newline="") as handle:
            documents.append(text.read(handle.read()))
    kept = work / f"{split.name}.parses"
    nlp = language.model()
    if not kept.is_file():
        parses = DocBin(docs=(nlp(document.clean) for document in documents))
        work.mkdir(parents=True, exist_ok=True)
        parses.to_disk(kept)
    docs = DocBin().from_disk(kept).get_docs(nlp.vocab)
    for path, document, doc in zip(paths, documents, docs, strict=True):
        annotated = sorted((split / "attributions").glob(f"{path.stem}_*.ann"))
        if annotated:
            page = Page(language.Parse(document, doc))
            yield Article(path.stem, page, _marked(annotated[0]))


def _marked(path: Path) -> list[Gold]:
    spans: dict[str, list[tuple[int, int]]] = {}
    events: list[list[str]] = []
    with path.open(encoding="utf-8", newline="") as handle:
        for line in handle.read().split("\n"):
            if bound := _BOUND.match(line):
                pieces = (piece.split() for piece in bound[3].split(";"))
                spans[bound[1]] = [(int(start), int(end)) for start, end in pieces]
            elif event := _EVENT.match(line.rstrip("\r")):
                events.append(event[1].split())
    found = []
    for event_items in events:
        gold: Gold = {role: [] for role in ROLES}
        for item in event_items:
            role, _, target = item.partition(":")
            name = role.rstrip("0123456789").lower()
            if name in gold:
                gold[name] += spans[target]
        found.append(gold)
    return found
