"""Markdown: marked-up text → its words, and what its front matter says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from verify.reading.blocks import Reading, day_of, joined, language_of, line_of, row_of
from verify.reading.plain import in_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from markdown_it.token import Token

_FIELD = re.compile(r"^([A-Za-z][\w-]*)[ \t]*:(.*)$", re.MULTILINE)
_TAG = re.compile(
    r"<!--.*?(?:-->|\Z)|<(script|style)\b.*?(?:</\1\s*>|\Z)|<[^<>]*>", re.DOTALL | re.IGNORECASE
)
"""As browsers do, a comment or script that is never closed takes all that follows."""
_BREAKS = {"softbreak": " ", "hardbreak": "\n"}


def in_markdown(data: bytes, name: str, charset: str | None = None) -> Reading:
    """The words of a Markdown text (markdown-it-py): a block a paragraph.

    Raises VerifyError for what is no text.
    """
    # Costs as much to import as a listing takes, so only here.
    from markdown_it import MarkdownIt
    from mdit_py_plugins.footnote import footnote_plugin
    from mdit_py_plugins.front_matter import front_matter_plugin

    source = in_text(data, name, charset)
    reader = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    reader.use(front_matter_plugin).use(footnote_plugin)
    tokens = reader.parse(source.text)
    front = tokens[0].content if tokens and tokens[0].type == "front_matter" else ""
    about = {match[1].lower(): _unquoted(match[2].strip()) for match in _FIELD.finditer(front)}
    title = line_of(about.get("title"))
    blocks = list(_blocks(tokens))
    heading = next(_headings(tokens), None)
    if title and not (blocks and line_of(blocks[0]) == title):
        blocks = [title, *blocks]
    return Reading(
        joined(line for block in blocks for line in block.split("\n")),
        name,
        source.assumed,
        title=title or heading,
        byline=_first(about, "author", "authors", "byline", "by"),
        publisher=_first(about, "publisher", "publication", "site", "source"),
        published=day_of(_first(about, "published", "date", "pubdate")),
        language=language_of(_first(about, "lang", "language")),
        url=_first(about, "url", "link", "canonical"),
        kind="markdown",
    )


def _unquoted(words: str) -> str:
    """A value of front matter without its quotes, a list of names with commas."""
    if words[:1] == "[" and words[-1:] == "]":
        return ", ".join(_unquoted(part.strip()) for part in words[1:-1].split(","))
    return words[1:-1] if len(words) > 1 and words[0] == words[-1] and words[0] in "\"'" else words


def _first(about: Mapping[str, str], *names: str) -> str | None:
    return next(filter(None, (line_of(about.get(name)) for name in names)), None)


def _headings(tokens: Sequence[Token]) -> Iterator[str]:
    for place, token in enumerate(tokens):
        if token.type == "heading_open" and (words := line_of(_words(tokens[place + 1]))):
            yield words


def _blocks(tokens: Sequence[Token]) -> Iterator[str]:
    """The words of each block; a table's row is one."""
    row: list[str] | None = None
    for token in tokens:
        if token.type == "tr_open":
            row = []
        elif token.type == "tr_close" and row is not None:
            yield row_of(row)
            row = None
        elif token.type == "inline":
            if row is None:
                yield _words(token)
            else:
                row.append(_words(token))
        elif token.type in ("fence", "code_block"):
            yield token.content
        elif token.type == "html_block":
            yield _TAG.sub("\n", token.content)


def _words(token: Token) -> str:
    """The words of a block as they are read: no signs for emphasis, no addresses of links.

    What is struck through is left out, for the article no longer says it.
    """
    told = []
    struck = 0
    for part in token.children or ():
        struck += {"s_open": 1, "s_close": -1}.get(part.type, 0)
        if struck:
            continue
        if part.type in ("text", "code_inline"):
            told.append(part.content)
        elif part.type == "image":
            # What a picture shows is a caption, no part of the sentence.
            told.append(f"\n{part.content}\n")
        elif part.type == "html_inline" and part.content.lower().startswith("<br"):
            told.append("\n")
        else:
            told.append(_BREAKS.get(part.type, ""))
    return "".join(told)
