"""What a mention is: some words of an article, and whom or what they mean."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from claims.language import Token
    from claims.models import Reason, SourceKind


class Mention(NamedTuple):
    """Words that stand for somebody or something, and who that is as far as the text tells.

    ``tokens`` are the words meant: of a name the name itself, without title, determiner or
    possessive ending ("Maduro" in "President Maduro's"); of a description the noun phrase
    ("the Russian leader"); of a pronoun the pronoun. ``names`` holds the fullest name the
    article gives, or several for a group ("both nations": Russia, Venezuela). It is empty when
    the text does not tell, and then ``candidates`` are the names still possible, ``perhaps``
    further ones that were spoken of and that no rule chose.
    ``description`` is what stands beside a name here ("Kremlin Spokesman"), else empty.
    """

    tokens: tuple[Token, ...]
    names: tuple[str, ...] = ()
    candidates: tuple[str, ...] = ()
    kind: SourceKind = "unknown"
    because: tuple[Reason, ...] = ()
    description: str = ""
    perhaps: tuple[str, ...] = ()
