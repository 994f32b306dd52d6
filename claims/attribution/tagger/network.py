"""The network and its weights: words → how likely each is of a source, a cue or a content.

A five-layer encoder, taught on news in which people marked who says what (``weights/README.md``
says what it learned from and how well). Eight-bit weights, run by ONNX Runtime, loaded on the first
article. A batch would let one passage's numbers colour another's, so each is read alone, two of
them at once.
"""

from __future__ import annotations

import json
import os
from concurrent.futures import ThreadPoolExecutor
from functools import cache, lru_cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from claims.attribution.tagger.features import Labels, passages

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from importlib.resources.abc import Traversable

    from numpy import float32
    from numpy.typing import NDArray

    from claims.attribution.page import Page
    from claims.attribution.tagger.features import Passage

    Scores = NDArray[float32]

TAGS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
"""Columns of the scores: outside, and the beginning or inside of each role."""

_SLOWER = ("SkipLayerNormFusion",)
"""What ONNX Runtime would join although it runs sooner apart: a sum and a layer's norm."""

_START, _END, _UNKNOWN = 101, 102, 100
_LONGEST_WORD = 6
_AT_ONCE = 2


class Network(NamedTuple):
    """The session that runs the weights, with what it needs to read words."""

    session: Any
    tokenizer: Any
    labels: Labels

    def scores(self, page: Page) -> Iterator[tuple[Passage, Scores]]:
        """For each passage the log-probabilities of ``TAGS``, a row a word.

        The reading begins with the first passage, in threads of its own.
        """
        readers = ThreadPoolExecutor(_at_once())
        begun = [
            (passage, readers.submit(self._scores, page, passage))
            for passage in passages(page, self.labels, self.pieces)
        ]
        readers.shutdown(wait=False)
        return ((passage, scores.result()) for passage, scores in begun)

    def pieces(self, word: str) -> Sequence[int]:
        """The word's pieces, as numbers; of a very long word only the first."""
        return _pieces(self.tokenizer, word)

    def _scores(self, page: Page, passage: Passage) -> Scores:
        import numpy as np

        words = [page.doc[position].text for position in passage.words]
        ids, rows, first = encode(words, passage, self.pieces)
        [found] = self.session.run(
            None, {"ids": np.array([ids], "int64"), "rows": np.array([rows], "int64")}
        )
        scores = found[0][first]
        top = scores - scores.max(-1, keepdims=True)
        return top - np.log(np.exp(top).sum(-1, keepdims=True))  # type: ignore[no-any-return]


def encode(
    words: Sequence[str], passage: Passage, pieces: Any
) -> tuple[list[int], list[tuple[int, ...]], list[int]]:
    """The passage as the network reads it: piece numbers, a row for each, and where words begin."""
    frame = (0, 0, 0, 0, passage.place, 0)
    ids: list[int] = [_START]
    rows: list[tuple[int, ...]] = [frame]
    first: list[int] = []
    for word, row in zip(words, passage.rows, strict=True):
        found = pieces(word)
        first.append(len(ids))
        ids.extend(found)
        rows.extend([row] * len(found))
    return [*ids, _END], [*rows, frame], first


def _at_once() -> int:
    """Passages that are read at a time: one where the process is told to keep to one core.

    That is told by OpenMP's variable, which Dask sets for each of its workers.
    """
    told = os.environ.get("OMP_NUM_THREADS", "")
    return 1 if told == "1" else _AT_ONCE


@lru_cache(maxsize=50_000)
def _pieces(tokenizer: Any, word: str) -> tuple[int, ...]:
    return tuple(tokenizer.encode(word, add_special_tokens=False).ids[:_LONGEST_WORD]) or (
        _UNKNOWN,
    )


def _sums_wide() -> bool:
    """Whether the processor is known to add up eight-bit products without overflow (VNNI).

    Where it does not, or nobody can tell, ONNX Runtime is asked for exact sums, at half the speed.
    """
    try:
        return "vnni" in Path("/proc/cpuinfo").read_text(encoding="utf-8")
    except OSError:
        return False


def reader(vocabulary: Traversable) -> Any:
    """What cuts words into pieces as BERT does (Devlin et al. 2019), by a list of the pieces."""
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

    with as_file(vocabulary) as path:
        tokenizer = Tokenizer(models.WordPiece.from_file(str(path), unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    return tokenizer


def opened(weights: Path, options: Any) -> Any:
    """The session that runs the weights, their steps joined where that runs sooner."""
    import onnxruntime

    # All but what is for pictures, which would be looked for as long.
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_EXTENDED
    return onnxruntime.InferenceSession(
        weights,
        options,
        providers=["CPUExecutionProvider"],
        disabled_optimizers=[*_SLOWER],
    )


@cache
def load() -> Network | None:
    """The network, loaded once; None where its weights or what runs them are not installed."""
    try:
        import onnxruntime
        import tokenizers  # noqa: F401 - what ``reader`` needs
    except ImportError:
        return None
    folder = files("claims.attribution.tagger") / "weights"
    if not (folder / "tagger.onnx").is_file():
        return None
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    if not _sums_wide():
        options.add_session_config_entry("session.x64quantprecision", "1")
    with as_file(folder / "tagger.onnx") as weights:
        session = opened(weights, options)
    labels = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
    return Network(session, reader(folder / "vocab.txt"), Labels(**labels))
