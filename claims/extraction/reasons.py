"""Why a claim was found, in words for those who check it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.extraction.clause import (
    APPOSITION,
    JOINED,
    MAIN,
    PARTICIPLE,
    RELATIVE,
    REPORTED,
    SHARED,
    SUBORDINATE,
    TITLE,
    WHOLE,
)
from claims.extraction.syntax import in_order
from claims.models import Reason

if TYPE_CHECKING:
    from claims.extraction.propositions import Proposition
    from claims.language import Parse

_SAYS = {
    MAIN: "what the sentence says about “{subject}”",
    REPORTED: "what is reported, without the words that report it",
    JOINED: "stands beside “{host}” with a subject of its own",
    SHARED: "shares the subject “{subject}” with “{host}”",
    RELATIVE: "told of “{noun}”, for which “{pronoun}” stands",
    PARTICIPLE: "“{head}” takes the subject “{subject}”",
    SUBORDINATE: "holds by itself beside “{host}”",
    APPOSITION: "“{head}” says what “{noun}” is",
    TITLE: "“{noun}” says who or what “{head}” is",
    WHOLE: "no clause was found in it that could be told apart",
}


def because(one: Proposition, parse: Parse) -> tuple[Reason, ...]:
    """The rule behind a claim, and the modifier it was told with, if any."""
    clause = one.clause
    detail = _SAYS[clause.rule].format(
        head=clause.head.text,
        subject=clause.subject.text if clause.subject else "…",
        host=clause.host.head.text if clause.host else "the main clause",
        noun=clause.noun.text if clause.noun else "…",
        pronoun=clause.pronoun.text if clause.pronoun else "…",
    )
    span = parse.span(clause.head.token, clause.head.token)
    rule = Reason(rule=clause.rule, detail=detail, span=span)
    if not one.added:
        return (rule,)
    added = " ".join(word.text for word in in_order(one.added) if word.inked)
    return rule, Reason(rule="modifier", detail=f"told with “{added}” and no other detail")
