"""Pages: HTML → the article in it without menus, and what the page says about it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from verify.errors import VerifyError
from verify.reading.blocks import Reading, day_of, joined, language_of, line_of, row_of
from verify.reading.plain import as_told, decode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement  # type: ignore[import-untyped]
    from trafilatura.settings import Document

_CHARSET = re.compile(rb"""<meta[^<>]*charset\s*=\s*["']?([\w-]+)""", re.IGNORECASE).search
_HEAD = 4096
_CAPTIONS = (
    "//figcaption | //*[self::div or self::p or self::span]"
    "[contains(concat(' ', normalize-space(translate(@class, '-_', '  ')), ' '), ' caption ')]"
)
_CREDITS = ".//*[contains(@class, 'redit') or contains(@class, 'opyright')]"
_LISTS = "//*[self::ul or self::ol][not(ancestor::nav or ancestor::footer or ancestor::header)]"
_LINKED = 0.5
"""The part of a list's words from which on it is one of links, which belongs to no article."""


def in_html(data: bytes, name: str, charset: str | None = None) -> Reading:
    """The article in a page (trafilatura, Barbaresi 2021): a block a paragraph.

    Raises VerifyError when there is none in it.
    """
    # Costs half a second to import, so only here.
    from trafilatura import bare_extraction
    from trafilatura.settings import Document
    from trafilatura.utils import load_html

    told = _CHARSET(data[:_HEAD])
    meta = told[1].decode("ascii", "replace") if told else None
    text, assumed = as_told(data, charset) or as_told(data, meta) or decode(data, name)
    url = name if re.match(r"https?://", name, re.IGNORECASE) else None
    none = VerifyError(f"There is no article in {name}", "open it, and give its text in a file")
    tree = load_html(text)
    if tree is None:
        raise none
    language = language_of(tree.get("lang"))
    _keep_apart(tree)
    found = bare_extraction(
        tree, url=url, with_metadata=True, include_comments=False, include_formatting=True
    )
    if not isinstance(found, Document) or found.body is None:
        raise none
    blocks = [block for block in _blocks(found.body) if any(map(str.isalnum, block))]
    if not blocks:
        raise none
    return _told(found, blocks)._replace(
        origin=name, assumed=f"{name}: {assumed}" if assumed else None, language=language
    )


def _told(found: Document, blocks: list[str]) -> Reading:
    """The article with its title above it, and what the page says of it."""
    title = line_of(found.title)
    if title and not blocks[0].startswith(title):
        blocks = [title, *blocks]
    return Reading(
        joined(blocks),
        None,
        None,
        title=title,
        byline=", ".join(filter(None, map(line_of, (found.author or "").split(";")))) or None,
        publisher=line_of(found.sitename),
        published=day_of(found.date),
        url=line_of(found.url),
        kind="html",
    )


def _keep_apart(tree: HtmlElement) -> None:
    """Make paragraphs of captions and of lists among paragraphs, which are lost otherwise."""
    from lxml.html import Element

    for caption in tree.xpath(_CAPTIONS):
        figure = next(caption.iterancestors("figure"), caption)
        if figure.getparent() is None:
            continue
        # Each is put right behind the picture: the caption comes last, and so stands first.
        for words in (*caption.xpath(_CREDITS), caption):
            paragraph = Element("p")
            paragraph.text = " ".join(words.text_content().split())
            figure.addnext(paragraph)
            words.drop_tree()
    for items in tree.xpath(_LISTS):
        beside = (items.getprevious(), items.getnext())
        if not any(one is not None and one.tag == "p" for one in beside) or _links(items):
            continue
        for item in items.findall("li"):
            item.tag = "p"
        items.drop_tag()


def _links(items: HtmlElement) -> bool:
    linked = sum(len(link.text_content().split()) for link in items.iter("a"))
    return linked > _LINKED * len(items.text_content().split())


def _blocks(body: HtmlElement) -> Iterator[str]:
    """The words of each block, in order. A block within another is one of its own."""
    for element in body:
        if element.tag == "row":
            yield row_of("".join(cell.itertext()) for cell in element)
        elif element.tag in ("list", "table", "quote", "div", "item") and len(element):
            yield element.text or ""
            yield from _blocks(element)
        else:
            yield from _lines(element)
        yield element.tail or ""


def _lines(element: HtmlElement) -> Iterator[str]:
    """A block's lines: two of them are two blocks."""
    for broken in element.iter("lb"):
        broken.tail = f"\n{broken.tail or ''}"
    yield from "".join(element.itertext()).split("\n")
