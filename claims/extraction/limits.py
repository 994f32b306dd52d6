"""What stands beside a verb of saying and limits what is said, or goes on with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.extraction.clause import REPORTED, SHARED
from claims.extraction.subordination import conditional
from claims.extraction.syntax import subject_of
from claims.lexicon import words as listed

if TYPE_CHECKING:
    from claims.extraction.clause import Clause
    from claims.extraction.syntax import Word


def limits_of(cue: Word, root: Word) -> tuple[Word, ...]:
    """What stands before a verb of saying and limits what is said: "In May, Lee argued, prices
    rose", "In Ohio, polls suggest that prices rose".

    Not how or where it was said: "In a letter", "In Oslo, officials said".
    """
    subject = subject_of(cue)
    if subject is None or cue.i > root.i or cue not in (root.head, *root.kids):
        return ()
    aside = cue.token.doc[cue.i + 1].text == ","
    written = subject.lemma in listed("document_nouns") | listed("survey_nouns")
    return tuple(
        kid
        for kid in cue.kids
        if kid.i < subject.first
        and (
            (kid.dep == "advcl" and conditional(kid))
            or (kid.dep == "prep" and (aside or (written and _where(kid))) and not _how_said(kid))
        )
    )


def word_said(clause: Clause) -> Word:
    """The word whose sources stand behind a clause: of "said it was “sad” and would help" that of
    what was said first.
    """
    host, head = clause.host, clause.head
    if clause.rule != SHARED or host is None or host.rule != REPORTED or head.head is not host.head:
        return head
    return host.head if any(kid.tag == "MD" for kid in head.kids) else head


def _where(phrase: Word) -> bool:
    """Whether a phrase tells where, or of whom: "in Ohio", "among farmers"."""
    place = phrase.child("pobj")
    return phrase.lower == "among" or (place is not None and place.label in ("GPE", "LOC"))


def _how_said(phrase: Word) -> bool:
    """Whether a phrase tells how or where something is said: "In a letter", "At a rally"."""
    noun = phrase.child("pobj")
    return noun is None or noun.lemma in listed("occasion_nouns") | listed("document_nouns")
