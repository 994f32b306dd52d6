"""The command ingest: whole archives."""

from __future__ import annotations

import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from verify.cli import options, output
from verify.cli.desk import Desk, pass_desk
from verify.records import Haul, Ingested
from verify.terminal import Ink, inert

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from verify.archives import Meter
    from verify.workbench.ingesting import Keeper

_EVERY = 20.0
"""Seconds between the lines that tell how far it is, where no bar moves."""


@click.command()
@click.argument("paths", metavar="[PATH...]", nargs=-1, type=click.Path(path_type=Path))
@click.option("--workers", metavar="N", type=click.IntRange(1), help="Read with N processes.")
@click.option(
    "--scheduler", metavar="ADDRESS", type=options.Words(), help="Read with a Dask cluster."
)
@click.option(
    "--parquet",
    metavar="DIR",
    type=click.Path(path_type=Path, file_okay=False),
    help="Write Parquet files there, and no database.",
)
@click.option("--failed", is_flag=True, help="List what was set aside, and end.")
@click.option("--retry-failed", is_flag=True, help="Read again what was set aside.")
@options.json_only
@options.everywhere
@pass_desk
def ingest(desk: Desk, /, paths: tuple[Path, ...], form: str | None, **given: Any) -> None:
    """Take in whole archives.

    PATH is a folder, JSON Lines, CSV, WARC, ZIP, or a document that verify add reads; .gz may
    follow. Each document is taken in once: run it again after an interruption, or when the archive
    has grown. What cannot be read is set aside with its reason.

    \b
    verify ingest archive/ wire.jsonl.gz --workers 4
    verify ingest crawl.warc.gz --scheduler tcp://10.0.0.5:8786 --parquet claims/
    verify ingest --failed
    """
    if given["failed"]:
        _list_failed(desk, given["parquet"], form)
        return
    if not paths:
        raise click.UsageError("Name at least one PATH, or --failed.")
    if given["workers"] and given["scheduler"]:
        raise click.UsageError("--workers starts processes here, --scheduler uses those there are.")
    haul, seconds = _ingested(desk, paths, given)
    if form == "json":
        output.put_json({**haul._asdict(), "seconds": round(seconds, 1)})
    else:
        output.put_lines(_told(haul))
    if haul.failed:
        where = f" --parquet {given['parquet']}" if given["parquet"] else ""
        desk.say(f"{_number(haul.failed)} set aside: verify ingest --failed{where} says why")


def _ingested(desk: Desk, paths: Sequence[Path], given: dict[str, Any]) -> tuple[Haul, float]:
    from verify import archives
    from verify.spreading import spread
    from verify.workbench.ingesting import ingest as take_in

    meter, began = archives.Meter(), time.monotonic()
    size = archives.size(paths)
    with (
        _keeper(desk, given["parquet"]) as keeper,
        spread(given["workers"] or 0, given["scheduler"]) as spreading,
        _progress(desk, meter, size) as tell,
    ):
        walked = archives.walk(paths, meter)
        haul = take_in(keeper, walked, spreading, tell, retry=given["retry_failed"])
    return haul, time.monotonic() - began


@contextmanager
def _keeper(desk: Desk, folder: Path | None) -> Iterator[Keeper]:
    from verify.workbench.ingesting import InDatabase, in_parquet

    if folder is not None:
        with in_parquet(folder) as keeper:
            yield keeper
    else:
        with desk.workbench() as workbench:
            yield InDatabase(workbench)


@contextmanager
def _progress(desk: Desk, meter: Meter, size: int) -> Iterator[Callable[[Haul], None]]:
    """Hears how far it is, and shows it on standard error: a bar, or a line now and then."""
    pace = _Pace(meter, size)
    if desk.quiet:
        yield lambda _: None
        return
    try:
        if not sys.stderr.isatty():
            yield lambda haul: desk.say(pace.told(haul)) if pace.is_time() else None
            return
        # Costs more to import than a listing takes, so only here.
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn

        columns = (BarColumn(), TextColumn("{task.description}"))
        with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
            task = bar.add_task("Starting", total=max(size, 1))

            def show(haul: Haul) -> None:
                bar.update(task, completed=meter.done, description=pace.told(haul))

            yield show
    except KeyboardInterrupt:
        desk.say(f"{pace.last}; stopped: what was found is kept")
        raise


class _Pace:
    """How fast it goes, and how long it will."""

    def __init__(self, meter: Meter, size: int) -> None:
        self._meter, self._size = meter, size
        self._began = self._said = time.monotonic()
        self.last = "Nothing was read"

    def is_time(self) -> bool:
        """Whether nothing was said for a while; then it counts as said."""
        now = time.monotonic()
        if now - self._said < _EVERY:
            return False
        self._said = now
        return True

    def told(self, haul: Haul) -> str:
        seconds = max(time.monotonic() - self._began, 0.001)
        read = haul.documents - haul.skipped
        part = min(self._meter.done / max(self._size, 1), 1.0)
        words = [f"{_number(haul.documents)}", f"{read / seconds:.1f} a second"]
        if haul.failed:
            words.append(f"{haul.failed:,} set aside")
        if 0 < part < 1 and haul.documents:
            words += [f"{part:.0%} read", f"about {_span(seconds * (1 - part) / part)} left"]
        self.last = ", ".join(words)
        return self.last


def _number(documents: int) -> str:
    return "1 document" if documents == 1 else f"{documents:,} documents"


def _span(seconds: float) -> str:
    for size, name in ((86_400, "days"), (3600, "h"), (60, "min")):
        if seconds >= 2 * size:
            return f"{seconds / size:.0f} {name}"
    return f"{seconds:.0f} s"


def _told(haul: Haul) -> Iterator[str]:
    parts = [f"{_number(haul.added)} taken in", f"{haul.claims:,} claims"]
    for number, what in (
        (haul.same, "with a text that was there"),
        (haul.failed, "set aside"),
        (haul.skipped, "read before"),
    ):
        if number:
            parts.append(f"{number:,} {what}")
    yield " · ".join(parts)


def _list_failed(desk: Desk, folder: Path | None, form: str | None) -> None:
    from verify.workbench.ingesting import set_aside

    with desk.workbench() as workbench:
        rows = set_aside(workbench, folder)
    lines = (
        desk.screen.lines([Ink(f"{inert(row.origin)}  ", "bold")], [Ink(row.reason or "")])
        for row in rows
    )
    output.put(form, Ingested, rows, lines)
    if not rows and form is None:
        desk.say("Nothing was set aside")


COMMANDS = {"ingest": ingest}
