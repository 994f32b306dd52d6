"""The commands about evidence: evidence add, list, show, remove."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from verify import reading
from verify.cli import options, output
from verify.cli.desk import Desk, pass_desk
from verify.errors import VerifyError
from verify.records import EVIDENCE_KINDS, STANCES, Evidence, Proof
from verify.report import wording
from verify.terminal import Ink, inert, local

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from verify.records import Document
    from verify.workbench.evidence import File


LARGEST = 500_000_000
"""Bytes of one piece of evidence: recordings and scans are larger than articles."""


@click.group()
@options.everywhere
def evidence() -> None:
    """Keep what proves a claim: files and pages that cannot rot.

    \b
    verify evidence add 12 register.pdf --kind primary --locator "p. 4"
    verify evidence list 12
    """


@evidence.command()
@options.ids
@click.argument("where", metavar="FILE|URL")
@click.option("--kind", type=click.Choice(EVIDENCE_KINDS), help="First-hand, or another's telling.")
@click.option(
    "--stance", type=click.Choice(STANCES), default="supports", help="[default: supports]"
)
@click.option("--quote", type=options.Words(), help="Its own words.")
@click.option("--locator", metavar="PLACE", type=options.Words(), help='"p. 4", "00:12:31".')
@click.option(
    "--consulted",
    metavar="DATE",
    type=options.Day(),
    help="When it was looked at.  [default: today, for a URL]",
)
@click.option("--note", type=options.Words(), help="What it shows.")
@options.private
@options.listing
@options.everywhere
@pass_desk
def add(
    desk: Desk, /, ids: tuple[tuple[int, ...], ...], where: str, form: str | None, **given: Any
) -> None:
    """Keep a file or page, and attach it to claims.

    The bytes are kept beside the database under their SHA-256, the same file once; their words
    can be searched.

    \b
    verify evidence add 12 register.pdf --kind primary --locator "p. 4" --quote "350 signed"
    verify evidence add 12,14 https://example.org/t4 --kind secondary --stance refutes
    """
    today = date.today() if reading.is_address(where) else None
    file = _file(where, allow_private=given["allow_private"])
    proof = Proof(
        locator=given["locator"] or "",
        note=given["note"],
        kind=given["kind"],
        stance=given["stance"],
        quote=given["quote"],
        consulted=given["consulted"] or today,
    )
    with desk.workbench() as workbench:
        attached = workbench.attach_file(options.flat(ids), file, proof)
    output.put(form, Evidence, attached.evidence, _lines(desk, attached.evidence))
    if attached.wordless:
        desk.say(f"No words could be read in {file.origin}; it is kept as it is")
    if attached.unfound:
        desk.say(f"Its words do not have “{attached.unfound}”; look it up and quote it exactly")


def _file(where: str, *, allow_private: bool) -> File:
    """The bytes of a file or page."""
    from verify.workbench.evidence import File

    if not reading.is_address(where):
        if "://" in where:
            raise VerifyError(f"{where} is no address of a page", "give one such as https://…")
        name = where if where == reading.STDIN else Path(where).name
        return File(reading.bytes_of(where, LARGEST), name)
    from verify.pages import asking_once, fetched

    found = fetched(where, asking_once(allow_private=allow_private), "save it, and give the file")
    return File(found.body, found.url, found.media, found.charset)


@evidence.command("list")
@click.argument("ids", metavar="[IDS...]", nargs=-1, type=options.ClaimIds())
@click.option("--article", metavar="ARTICLE", type=options.ArticleName(), help="Of one article.")
@options.listing
@options.everywhere
@pass_desk
def list_(
    desk: Desk, ids: tuple[tuple[int, ...], ...], article: str | None, form: str | None
) -> None:
    """List evidence: of claims, of an article, or all.

    \b
    verify evidence list 12
    verify evidence list --article article --csv
    """
    if ids and article is not None:
        raise click.UsageError("Give IDS or --article.")
    with desk.workbench() as workbench:
        found = workbench.evidence(options.flat(ids), article=article)
    output.put(form, Evidence, found, _lines(desk, found))
    if not found and form is None:
        desk.say("No evidence yet; attach some with verify evidence add ID FILE")


@evidence.command()
@click.argument("number", metavar="EVIDENCE", type=click.IntRange(min=1))
@click.option("--text", is_flag=True, help="Print its words.")
@click.option(
    "-o",
    "--output",
    "target",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Write its bytes here, as they were kept.",
)
@options.json_only
@options.everywhere
@pass_desk
def show(desk: Desk, number: int, text: bool, target: Path | None, form: str | None) -> None:
    """Show one piece of evidence, its words or its very bytes.

    \b
    verify evidence show 3
    verify evidence show 3 --text
    verify evidence show 3 -o register.pdf
    """
    with desk.workbench() as workbench:
        found, document = workbench.one_evidence(number)
        data = None if target is None else workbench.evidence_bytes(number)
    if target is not None and data is not None:
        output.write_whole(target, data)
        desk.say(f"Wrote {target}")
    elif form == "json":
        output.put_json({**found._asdict(), "document": document})
    elif text:
        output.put_lines(map(inert, document.text.splitlines() if document else ()))
    else:
        output.put_lines(_lines(desk, [found]))
        output.put_lines(_about(document))


@evidence.command()
@click.argument("number", metavar="EVIDENCE", type=click.IntRange(min=1))
@click.option("--note", type=options.Words(), help="Why.")
@options.json_only
@options.everywhere
@pass_desk
def remove(desk: Desk, number: int, note: str | None, form: str | None) -> None:
    """Take evidence away from its claim. The history and the bytes stay.

    \b
    verify evidence remove 3 --note "another register"
    """
    with desk.workbench() as workbench:
        found = workbench.detach(number, note)
    if form == "json":
        output.put_json(found)
    else:
        click.echo(inert(f"Taken away from claim {found.claim_id}: {wording.proof(found)}"))


def _lines(desk: Desk, found: Iterable[Evidence]) -> Iterator[str]:
    found = tuple(found)
    wide = max((len(str(one.id)) for one in found), default=0)
    for one in found:
        lead = [Ink(f"{one.id:>{wide}}  ", "bold"), Ink(f"claim {one.claim_id}  ", "dim")]
        note = f": {one.note}" if one.note else ""
        by = Ink(f" ({one.actor}, {local(one.at)})", "dim")
        yield desk.screen.lines(lead, [Ink(wording.proof(one) + note), by])


def _about(document: Document | None) -> Iterator[str]:
    """What is known of its document."""
    if document is None:
        yield "Only the place is written down; no bytes are kept."
        return
    facts = {
        "title": document.title,
        "publisher": document.publisher,
        "published": document.published,
        "bytes": f"{document.size:,} ({document.media})",
        "words": f"{len(document.text.split()):,}" if document.text else "none could be read",
        "SHA-256": document.sha256,
    }
    for name, value in facts.items():
        if value:
            yield f"{name:<12}{inert(value)}"


COMMANDS = {"evidence": evidence}
