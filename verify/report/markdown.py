"""The report as Markdown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from verify.report import wording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verify.report.entries import Changed, Entry
    from verify.report.outline import Outline

# What Markdown or the HTML in it would take for its own; "$" because some show formulas.
_SPECIAL = re.compile(r"([\\`*_\[\]|~$])")
_OPENING = re.compile(r"(#+|[-+=]|\d+[.)])(?=\s|$)").match


def plain(text: object) -> str:
    """Somebody's words as one line of Markdown that shows them as they are.

    >>> plain("a *star* <script>")
    'a \\\\*star\\\\* &lt;script&gt;'
    """
    line = wording.inert(str(text)).strip()
    line = line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    line = _SPECIAL.sub(r"\\\1", line)
    return "\\" + line if _OPENING(line) and not line[0].isdigit() else line


def markdown(outline: Outline) -> str:
    """The report as Markdown, one blank line between blocks."""
    blocks = [
        *_heading(outline),
        *_summary(outline),
        *_sourcing(outline),
        *_claims(outline),
        *_changes(outline),
    ]
    return "\n\n".join(blocks) + "\n"


def _heading(outline: Outline) -> Iterator[str]:
    yield f"# {plain(outline.dossier.article.title)}"
    yield "\n".join(f"- {name}: {plain(value)}" for name, value in outline.facts())


def _summary(outline: Outline) -> Iterator[str]:
    yield f"## Summary: {outline.verdict}"
    rows = [
        f"| {plain(status.sign)} {plain(status.label)} | {count} |"
        for status, count in outline.counts
    ]
    if rows:
        yield "\n".join(["| Status | Claims |", "|---|---:|", *rows])
    yield "\n".join(f"- {count} {words}" for count, words in outline.sourcing.figures())
    if outline.wrong:
        yield "### To correct"
        yield "\n".join(map(_correction, outline.wrong))
    if outline.thin:
        yield "### Confirmed, but on too little"
        yield "\n".join(
            f"- {plain(lacks)}: {', '.join(map(str, ids))}"
            for lacks, ids in outline.thin_by_reason.items()
        )
    if outline.impossible:
        yield "### Not possible to check"
        yield "\n".join(_brief(entry, entry.impossible) for entry in outline.impossible)
    yield from _open_claims(outline)
    yield from _findings(outline)


def _correction(entry: Entry) -> str:
    words = plain(wording.clipped(entry.quote))
    due = f" – look again first: {plain(entry.recheck)}" if entry.recheck else ""
    right = f"**{plain(entry.correction)}**"
    return f"- Paragraph {entry.paragraph}, “{words}”: {right} ({entry.id}){due}"


def _brief(entry: Entry, why: str) -> str:
    text = plain(wording.clipped(entry.text))
    return f"- **{entry.id}** (¶ {entry.paragraph}) {text} – {plain(why)}"


def _findings(outline: Outline) -> Iterator[str]:
    lines = [f"- {plain(words)}" for words in outline.remarks]
    lines += [
        f"- {plain(rule)}: {', '.join(map(str, ids))}" for rule, ids in outline.findings.items()
    ]
    if lines:
        yield "### To look at in the sourcing"
        yield "\n".join(lines)


def _open_claims(outline: Outline) -> Iterator[str]:
    if outline.open:
        yield "### Open"
    if outline.listed:
        yield "\n".join(map(_open, outline.listed))
    if outline.counted:
        yield "\n".join(
            f"- {plain(status.label)}: {', '.join(str(one.id) for one in entries)}"
            for status, entries in outline.counted
        )


def _open(entry: Entry) -> str:
    due = f" (re-check: {plain(entry.recheck)})" if entry.recheck else ""
    label, text = plain(entry.status.label), plain(wording.clipped(entry.text))
    return f"- **{entry.id}** (¶ {entry.paragraph}) {label}: {text}{due}"


def _sourcing(outline: Outline) -> Iterator[str]:
    yield "## How the article is sourced"
    shares = [
        f"- {claims} ({share}%) {words}" for words, claims, share in outline.sourcing.shares()
    ]
    yield "\n".join(shares)
    rows = [
        f"| {plain(row.name)}{_aliases(row.aliases)} | {row.kind} | {row.claims} |"
        for row in outline.sourcing.rows
    ]
    if rows:
        yield "\n".join(["| Source | Kind | Claims |", "|---|---|---:|", *rows])


def _aliases(aliases: tuple[str, ...]) -> str:
    return f" (also {plain(', '.join(aliases))})" if aliases else ""


def _claims(outline: Outline) -> Iterator[str]:
    yield "## The claims, in the article’s order"
    for passage in outline.passages:
        if passage.entries:
            yield f"### Paragraph {passage.number}"
        yield from map(_claim, passage.entries)


def _claim(entry: Entry) -> str:
    label = f"{plain(entry.status.sign)} {plain(entry.verdict)}"
    lines = [f"**{entry.id}. {plain(entry.text)}**", "", f"- Verdict: {label}"]
    lines += [f"- {name}: {plain(value)}" for name, value in entry.particulars()]
    lines += [f"- *The machine suggests:* {plain(words)}" for words in entry.suggestions]
    return "\n".join(lines)


def _changes(outline: Outline) -> Iterator[str]:
    if outline.since is None:
        return
    yield f"## What changed since version {outline.since}"
    total = ", ".join(f"{number} {kind}" for kind, number in outline.change_counts.items())
    yield total or "Neither version makes a claim."
    if outline.changes:
        yield "\n".join(map(_change, outline.changes))


def _change(change: Changed) -> str:
    marks = {"same": "{}", "old": "~~{}~~", "new": "**{}**"}
    words = "".join(_edited(marks[edit.kind], edit.text) for edit in change.words)
    told = "".join(f" · {plain(one)}" for one in change.told())
    return f"- {plain(change.sign)} {change.kind}: {words}{told}"


def _edited(mark: str, text: str) -> str:
    """Marked words; Markdown wants the white space outside the marks."""
    words = plain(text)
    if not words:
        return " "
    before = " " * text[:1].isspace()
    after = " " * text[-1:].isspace()
    return before + mark.format(words) + after
