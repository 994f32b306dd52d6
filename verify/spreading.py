"""Work on many things, here or in many processes, with results in the order of the things.

In order, so that an archive gives the same database however many processes read it. Only so many
things are under way at a time, and as many bytes: memory does not grow with their number. Dask
gives a thing that was in a worker that died to another one.
"""

from __future__ import annotations

from collections import deque
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from verify.errors import VerifyError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

Thing = TypeVar("Thing")
Result = TypeVar("Result")

UNDER_WAY = 16
"""Things for each worker that are given out before their results are asked for: a long one holds
up what comes after it, but not the other workers."""

_MOST_BYTES = 64_000_000
_PATIENCE = 60
"""Seconds to wait for the first worker of a cluster."""


class Lost(NamedTuple):
    """In the place of a result: the workers that were given the thing have died of it."""

    reason: str


class Spread:
    """Work in this process, one thing after the other."""

    def over(
        self,
        work: Callable[[Thing], Result],
        things: Iterable[Thing],
        weight: Callable[[Thing], int],  # noqa: ARG002 - asked for by those that run ahead
    ) -> Iterator[tuple[Thing, Result | Lost]]:
        """Each thing with what the work makes of it. ``weight`` is its size in bytes."""
        for thing in things:
            yield thing, work(thing)


class _Dask(Spread):
    """Work in the processes of a cluster."""

    def __init__(self, client: Any) -> None:
        self._client = client

    def over(
        self,
        work: Callable[[Thing], Result],
        things: Iterable[Thing],
        weight: Callable[[Thing], int],
    ) -> Iterator[tuple[Thing, Result | Lost]]:
        waiting: deque[tuple[Thing, Any]] = deque()

        def first() -> tuple[Thing, Result | Lost]:
            thing, future = waiting.popleft()
            found = _result(future)
            if isinstance(found, Lost):
                # It may only have been in the hands of one that died of another thing.
                found = _result(self._client.submit(work, thing, pure=False))
            return thing, found

        most = UNDER_WAY * max(1, sum(self._client.nthreads().values()))
        heavy = 0
        for thing in things:
            # Not pure: else Dask takes the digest of every document, to find what it did before.
            waiting.append((thing, self._client.submit(work, thing, pure=False)))
            heavy += weight(thing)
            while len(waiting) >= most or (heavy > _MOST_BYTES and waiting):
                done = first()
                heavy -= weight(done[0])
                yield done
        while waiting:
            yield first()


def _result(future: Any) -> Any:
    from distributed import CancelledError, KilledWorker
    from distributed.comm.core import CommClosedError

    try:
        return future.result()
    except KilledWorker:
        return Lost("The processes that read it died, one after the other")
    except ModuleNotFoundError as error:
        raise VerifyError(
            f"The workers lack the module {error.name}",
            "install this release of redpencil[cluster] where they run, and start them again",
        ) from error
    except (CancelledError, CommClosedError, TimeoutError) as error:
        raise VerifyError(
            "The cluster does not answer any more",
            "see to its scheduler, then run the command again: it goes on where it was",
        ) from error


@contextmanager
def spread(workers: int = 0, scheduler: str | None = None) -> Iterator[Spread]:
    """Here, in so many processes of this computer, or in those of the cluster at an address.

    Raises VerifyError when Dask is not installed or the cluster does not answer.
    """
    if not workers and scheduler is None:
        yield Spread()
        return
    try:
        import distributed
    except ModuleNotFoundError as error:
        raise VerifyError(
            "Spreading the work needs Dask", "install it with pip install 'redpencil[cluster]'"
        ) from error
    import logging
    import warnings

    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    with warnings.catch_warnings():
        # Of large documents, which are given to one worker each; of ports that are taken.
        warnings.simplefilter("ignore")
        with (
            _local(distributed, workers) if scheduler is None else _at(distributed, scheduler) as it
        ):
            yield _Dask(it)


@contextmanager
def _local(distributed: Any, workers: int) -> Iterator[Any]:
    import dask

    with ExitStack() as opened:
        # What killed two workers is tried once more, and then no longer.
        opened.enter_context(dask.config.set({"distributed.scheduler.allowed-failures": 1}))
        try:
            cluster = distributed.LocalCluster(
                n_workers=workers,
                threads_per_worker=1,
                processes=True,
                dashboard_address=None,
                silence_logs=50,
            )
            client = distributed.Client(opened.enter_context(cluster))
            opened.enter_context(client).wait_for_workers(1, timeout=_PATIENCE)
        except (OSError, RuntimeError, TimeoutError) as error:
            raise VerifyError(
                f"The {workers} processes to work in did not start",
                "run the command again, with fewer --workers or without",
            ) from error
        client.register_plugin(_deaf(distributed))
        yield client


def _deaf(distributed: Any) -> Any:
    """Makes workers deaf to Ctrl-C, which a terminal sends to all: who began them ends them."""

    class Deaf(distributed.WorkerPlugin):  # type: ignore[misc]
        def setup(self, worker: Any) -> None:  # noqa: ARG002 - Dask's signature
            import signal

            signal.signal(signal.SIGINT, signal.SIG_IGN)

    return Deaf()


@contextmanager
def _at(distributed: Any, scheduler: str) -> Iterator[Any]:
    try:
        client = distributed.Client(scheduler, timeout=_PATIENCE)
        client.wait_for_workers(1, timeout=_PATIENCE)
    except (OSError, ValueError, TimeoutError) as error:
        raise VerifyError(
            f"No cluster with workers answers at {scheduler}",
            "start one with dask scheduler and dask worker --nthreads 1, or use --workers N",
        ) from error
    with client:
        yield client
