"""What takes long and is the same for all is made once, also for those who ask at the same time."""

from __future__ import annotations

import threading
from functools import lru_cache, wraps
from typing import TYPE_CHECKING, ParamSpec, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

P = ParamSpec("P")
T = TypeVar("T")


def once(kept: int) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Keep so many answers of a function; whoever asks for one that is being made waits for it."""

    def decorated(function: Callable[P, T]) -> Callable[P, T]:
        cached = lru_cache(kept)(function)
        held = threading.Lock()
        asked: dict[Hashable, tuple[threading.Lock, int]] = {}

        @wraps(function)
        def answer(*args: P.args, **named: P.kwargs) -> T:
            key = (args, tuple(sorted(named.items())))
            with held:
                lock, many = asked.get(key, (threading.Lock(), 0))
                asked[key] = (lock, many + 1)
            try:
                with lock:
                    return cached(*args, **named)  # type: ignore[arg-type]
            finally:
                with held:
                    lock, many = asked[key]
                    asked[key] = (lock, many - 1)
                    if many == 1:
                        del asked[key]

        return answer

    return decorated
