"""The command watch: pages looked at again and again, each version kept."""

from __future__ import annotations

import os
import re
import time
from datetime import datetime
from typing import TYPE_CHECKING, Any

import click

from verify.cli import options, output
from verify.cli.desk import Desk, pass_desk
from verify.errors import VerifyError
from verify.records import Watch
from verify.terminal import Ink, claim_list, local

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from verify.fetching import Fetcher
    from verify.records import Look
    from verify.terminal import Screen
    from verify.workbench.watching import Watches

_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}
_INTERVAL = re.compile(r"(\d{1,6})([smhd])").fullmatch
_SHORTEST = 60
_LONGEST_NAP = 30
_NEWEST = 20
"""Articles of a feed that are watched: older ones have mostly left it for good."""

_COLOURS = {"added": "green", "version": "yellow", "held": "bold magenta", "unchanged": "dim"}
_BAD = frozenset({"failed", "forbidden", "gone"})


class _Interval(options.Type):
    """How often: 15m, 2h, 1d."""

    name = "interval"

    def convert(
        self, value: Any, param: click.Parameter | None, context: click.Context | None
    ) -> int:
        if isinstance(value, int):
            return value
        match = _INTERVAL(str(value))
        if match is None:
            self.fail(f"{value!r} is no interval: write 15m, 2h or 1d.", param, context)
        seconds = int(match[1]) * _SECONDS[match[2]]
        if seconds < _SHORTEST:
            self.fail(
                f"{value!r} is too often: a site is asked once a minute at most.", param, context
            )
        return seconds


@click.command()
@click.argument("urls", metavar="[URL...]", nargs=-1)
@click.option("--every", default="15m", show_default=True, type=_Interval(), help="How often.")
@click.option("--once", is_flag=True, help="Look once at what is due, and end.")
@click.option(
    "--feed", "feeds", multiple=True, metavar="URL", help="Watch what an RSS or Atom feed names."
)
@click.option(
    "--contact", metavar="WHERE", help="How a site reaches you.  [default: $VERIFY_CONTACT]"
)
@options.private
@click.option("--list", "listed", is_flag=True, help="List the watched pages, and end.")
@click.option("--accept", metavar="URL", help="Take in the text that is held, and end.")
@options.listing
@options.everywhere
@pass_desk
def watch(desk: Desk, /, urls: tuple[str, ...], form: str | None, **given: Any) -> None:
    """Look at pages again and again, and keep each version.

    A page's article is added, and a version when its claims changed. A text that lost most of
    its words is held until you --accept it. Without URL, all watched pages; end with Ctrl-C.

    \b
    verify watch https://example.org/story.html --every 15m --contact desk@example.org
    verify watch --feed https://example.org/rss.xml --once
    verify watch --accept https://example.org/story.html
    """
    from verify.workbench.watching import Watches

    with desk.workbench() as workbench:
        watches = Watches(workbench)
        if given["listed"]:
            rows = watches.every()
            output.put(form, Watch, rows, _watch_lines(rows, desk.screen))
        elif given["accept"] is not None:
            output.put_lines(_look_lines(desk, watches.accept(given["accept"])))
        else:
            fetcher = _fetcher(given["contact"], allow_private=given["allow_private"])
            rounds = _Rounds(desk, watches, fetcher, given["every"])
            rounds.run(urls, given["feeds"], once=given["once"])


def _fetcher(contact: str | None, *, allow_private: bool) -> Fetcher:
    from verify.fetching import Fetcher

    known = (contact or os.environ.get("VERIFY_CONTACT") or "").strip()
    if not known:
        raise VerifyError(
            "Sites must be able to reach who asks them again and again",
            "give an address with --contact or $VERIFY_CONTACT",
        )
    return Fetcher(known, allow_private=allow_private)


class _Rounds:
    """Looking at the pages that are due, round after round."""

    def __init__(self, desk: Desk, watches: Watches, fetcher: Fetcher, every: int) -> None:
        self._desk = desk
        self._watches = watches
        self._fetcher = fetcher
        self._every = every

    def run(self, urls: Sequence[str], feeds: Sequence[str], *, once: bool) -> None:
        from verify.fetching import checked

        named = [checked(url) for url in urls]
        feeds = [checked(url) for url in feeds]
        only = set(named) if named and not feeds else None
        try:
            while True:
                if found := [*named, *self._in_feeds(feeds)]:
                    self._watches.begin(found)
                bad = self._round(only)
                if once:
                    break
                time.sleep(self._nap(only))
        except KeyboardInterrupt:
            self._desk.say("Stopped; verify watch goes on where it was")
            return
        if bad:
            raise VerifyError(f"{bad} of the pages could not be read", "see the lines above")

    def _in_feeds(self, feeds: Sequence[str]) -> Iterator[str]:
        from verify.pages import entries_of

        for feed in feeds:
            fetched = self._fetcher.fetch(feed)
            if fetched.outcome == "page":
                yield from (entry.url for entry in entries_of(fetched.body, feed)[:_NEWEST])
            else:
                self._desk.say(f"{feed}: {fetched.outcome}, {fetched.why}")

    def _round(self, only: set[str] | None) -> int:
        """Look at each page that is due; how many could not be read."""
        from verify.fetching import Known
        from verify.workbench.watching import is_due

        bad = 0
        for one in self._chosen(only):
            if not is_due(one):
                continue
            fetched = self._fetcher.fetch(one.url, Known(one.etag, one.modified))
            look = self._watches.look(one, fetched, self._every)
            bad += look.outcome in _BAD
            output.put_lines(_look_lines(self._desk, look))
        return bad

    def _chosen(self, only: set[str] | None) -> list[Watch]:
        return [
            one
            for one in self._watches.every()
            if only is None or not only.isdisjoint({one.url, one.first_url})
        ]

    def _nap(self, only: set[str] | None) -> float:
        """Seconds until the next page is due; short, for somebody may add one meanwhile."""
        due = min((one.next_at for one in self._chosen(only)), default=None)
        if due is None:
            raise VerifyError("No page is watched", "name one: verify watch URL")
        left = datetime.fromisoformat(due).timestamp() - time.time()
        return min(max(left, 1), _LONGEST_NAP)


def _look_lines(desk: Desk, look: Look) -> Iterator[str]:
    what = look.watch.article or look.watch.url
    words = [Ink(look.outcome, _COLOURS.get(look.outcome, "red")), Ink(f" · {what}")]
    if look.detail:
        words.append(Ink(f" · {look.detail}"))
    if look.outcome == "held":
        words.append(Ink(f"; verify watch --accept {look.watch.url} takes it in", "dim"))
    at = local(look.watch.looked_at, "%H:%M") if look.watch.looked_at else ""
    yield desk.screen.lines([Ink(f"{at}  ", "dim")], words)
    if look.summary is not None:
        rows = look.summary.recheck if look.summary.version > 1 else ()
        yield from claim_list(rows, desk.config, desk.screen)


def _watch_lines(rows: Sequence[Watch], screen: Screen) -> Iterator[str]:
    for row in rows:
        words = [Ink(row.url), Ink(f" · {row.said or 'not looked at yet'}", "dim")]
        if row.held is not None:
            words.append(Ink(" · a text is held", "bold magenta"))
        words.append(Ink(f" · next {local(row.next_at)}", "dim"))
        yield screen.lines([Ink(f"{row.article or '–'}  ", "bold")], words)


COMMANDS = {"watch": watch}
