"""Every place where an article's names stand, headings included, and whom each means there."""

from __future__ import annotations

from collections import defaultdict
from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

from claims.references.entities import Entity, Form, core
from claims.references.names import (
    DETERMINERS,
    SUFFIXES,
    is_capital,
    is_given_name,
    is_particle,
    is_role,
    spelt,
    title_before,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from claims.language import Doc, Parse, Token


class Occurrence(NamedTuple):
    """A name where it stands, tokens ``first`` to ``last``, and whom it can mean: one or more.

    ``head`` is its head word; ``short`` says that it is a part of the full name; ``title`` is
    what stands before it.
    """

    first: int
    last: int
    head: Token
    entities: tuple[Entity, ...]
    short: bool
    title: tuple[Token, ...] = ()


class Aliases:
    """Forms of names → entities, the longest form first."""

    def __init__(self, entities: Iterable[Entity]) -> None:
        self._by_first: dict[str, dict[Form, list[Entity]]] = defaultdict(dict)
        entities = list(entities)
        for entity in entities:
            for form in entity.forms:
                self._add(form, entity)
        persons = [entity for entity in entities if entity.sort == "person"]
        for person in persons:
            for stem in {core(form) for form in person.forms}:
                suffix = tuple(word for word in person.words if word in SUFFIXES)
                self._add(stem[-1:] + suffix, person)
                self._add(stem[-1:], person)
                if particles := tuple(takewhile(is_particle, stem[-2:0:-1]))[::-1]:
                    self._add((particles[0].capitalize(), *particles[1:], stem[-1]), person)
        surnames = {word for word, table in self._by_first.items() if (word,) in table}
        for person in persons:
            for word in {word for form in person.forms for word in core(form)[:-1]} - surnames:
                self._add((word,), person)

    def _add(self, form: Form, entity: Entity) -> None:
        sharing = self._by_first[form[0]].setdefault(form, [])
        if entity not in sharing:
            sharing.append(entity)

    def bearers(self, text: str) -> tuple[Entity, ...]:
        """Whose name a text is, without regard to "the" before it."""
        form = tuple(text.split())
        form = form[1:] if form and form[0].lower() in DETERMINERS else form
        return tuple(self._by_first.get(form[0], {}).get(form, ())) if form else ()

    def at(self, token: Token) -> tuple[Form, tuple[Entity, ...]] | None:
        """The longest form that begins at the token, and whose it is."""
        loud = token.text.isupper() and len(token) > 2
        for plain in (str, str.capitalize) if loud else (str,):
            table = self._by_first.get(plain(spelt(token)))
            if not table:
                continue
            longest = max(map(len, table))
            here = tuple(plain(spelt(t)) for t in token.doc[token.i : token.i + longest])
            for length in range(len(here), 0, -1):
                if here[:length] in table:
                    return here[:length], tuple(table[here[:length]])
        return None


def find_occurrences(parse: Parse, aliases: Aliases) -> list[Occurrence]:
    """Where the names stand, in order and apart; short forms may still mean several."""
    found: list[Occurrence] = []
    after = 0
    for token in parse.doc:
        if token.i < after or not is_capital(token):
            continue
        match = aliases.at(token)
        if match is None or not _is_whole(parse.doc, token.i, len(match[0]), match[1]):
            continue
        form, sharing = match
        after = token.i + len(form)
        title = title_before(token) if sharing[0].sort == "person" else ()
        short = len(core(form)) < min(len(core(entity.words)) for entity in sharing)
        head = _head(parse.doc, token.i, after - 1)
        found.append(Occurrence(token.i, after - 1, head, sharing, short, title))
    return found


def _is_whole(doc: Doc, first: int, length: int, sharing: tuple[Entity, ...]) -> bool:
    """Whether the words stand as a name, and not inside a longer one that is another's."""
    if length > 1:
        return True
    token = doc[first]
    if token.pos_ not in {"PROPN", "NOUN", "ADJ"} and not token.ent_type_:
        return False
    if sharing[0].sort != "person" or first == 0:
        return True
    before = doc[first - 1]
    return not (
        before.whitespace_
        and is_capital(before)
        and before.pos_ == "PROPN"
        and before.head == token
        and not is_role(before)
        and (is_given_name(before.text) or before.ent_type_ == "PERSON" == token.ent_type_)
    )


def _head(doc: Doc, first: int, last: int) -> Token:
    """The word of the name that the sentence hangs it up by: its last, where the parse is odd."""
    outside = [token for token in doc[first : last + 1] if not first <= token.head.i <= last]
    roots = outside or [token for token in doc[first : last + 1] if token.head == token]
    return roots[-1] if roots else doc[last]
