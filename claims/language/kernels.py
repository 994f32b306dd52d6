"""How spaCy's networks multiply their matrices: with numpy, on one core."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from spacy.language import Language
    from threadpoolctl import ThreadpoolController

__all__ = ["on_one_core", "prefer_numpy"]


def prefer_numpy(nlp: Language) -> None:
    """Multiply matrices with numpy rather than BLIS, where thinc still offers the choice.

    On recent AMD processors the BLIS that thinc brings falls back to its slowest kernel;
    numpy's own is 1.4 times as fast for the whole pipeline and gives the same parses.
    """
    for _, component in nlp.pipeline:
        network = getattr(component, "model", None)
        for node in network.walk() if network is not None else ():
            if hasattr(node.ops, "use_blis"):
                node.ops.use_blis = False


def on_one_core() -> AbstractContextManager[object]:
    """Keep numpy from sharing a product between cores, for as long as the context lasts.

    An article's matrices are too small for it. Where another program wants a core, each product
    waits for its slower half: a parse took twice to four times as long, and twice the work.
    """
    return _pools().limit(limits=1, user_api="blas")  # type: ignore[no-any-return]


@cache
def _pools() -> ThreadpoolController:
    """The libraries for matrices that are loaded: to be asked once numpy is there."""
    from threadpoolctl import ThreadpoolController

    return ThreadpoolController()
