"""Who a mention means, inside one article.

Right before rich: a mention that could mean two is left open, with both as candidates.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.references.mentions import Mention
from claims.references.resolver import Resolver

if TYPE_CHECKING:
    from claims.language import Parse, Token
    from claims.models import SourceKind
    from claims.references.entities import Gender

__all__ = ["Mention", "References", "resolve"]


class References:
    """An article's mentions, found by their head words."""

    def __init__(self, resolver: Resolver) -> None:
        self._of = resolver.mentions
        self._entities = {entity.name: entity for entity in reversed(resolver.entities)}
        self._aliases = resolver.aliases
        self._profiles = resolver.profiles
        self._quoted = resolver.discourse.quoted

    @property
    def mentions(self) -> tuple[Mention, ...]:
        """All mentions in reading order, each once."""
        found = {id(mention): mention for mention in self._of.values()}
        return tuple(sorted(found.values(), key=lambda mention: mention.tokens[0].i))

    def of(self, head: Token) -> Mention | None:
        """The mention whose head word this is: a name, a description, a pronoun or a group."""
        return self._of.get(head.i)

    def is_quoted(self, token: Token) -> bool:
        """Whether the token stands in quotation marks, be they opened sentences before it."""
        return self._quoted[token.i]

    def name_of(self, text: str) -> str | None:
        """The fullest name the article gives for a name as somebody else wrote it.

        None when the article does not know the name, or two share it.
        """
        bearers = self._aliases.bearers(text)
        return bearers[0].name if len(bearers) == 1 else None

    def kind_of(self, name: str) -> SourceKind:
        """What a resolved name is the name of: a person, an organisation, a medium …"""
        entity = self._entities.get(name)
        return entity.kind if entity is not None else "unknown"

    def gender_of(self, name: str) -> Gender:
        """The gender that a resolved name's bearer shows: by a given name, a title, a pronoun."""
        entity = self._entities.get(name)
        return entity.gender if entity is not None else ""

    def description_of(self, name: str) -> str:
        """What the article first says a resolved name's bearer is ("Kremlin Spokesman")."""
        entity = self._entities.get(name)
        said = self._profiles.of(entity) if entity is not None else []
        return said[0].text if said else ""


def resolve(parse: Parse) -> References:
    """Find an article's mentions and tell whom each means."""
    resolver = Resolver(parse)
    resolver.read()
    return References(resolver)
