"""What the article itself prints, where a person drew a claim or worded it.

An edit is told by printed words alone: nobody edited an article because a person said of its
claim what "whose" stands for, or left half a sentence out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import claims
from claims.changes.comparing import compared
from claims.models import Change, Claim, Reason, Span
from claims.selection import PERSON, sentence_of, whole_words
from verify.workbench.standing import Answer, standing

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from verify.records import Occurrence

_HERE_TOO = Reason(rule="same words", detail="both versions have the words")


class Printed(NamedTuple):
    """What a version says of a claim, and the version's text."""

    text: str
    one: Occurrence

    @property
    def claim(self) -> Claim:
        """The claim in the article's words."""
        found = Claim.model_validate(self.one.claim)
        return drawn(self, found.spans) if is_persons(self.one) else found

    @property
    def around(self) -> Span:
        """From the first to the last word of its sentence, and of itself."""
        spans = [self.one.sentence, *self.one.claim["spans"]]
        return Span(min(start for start, _ in spans), max(end for _, end in spans))


def is_persons(one: Occurrence) -> bool:
    """Whether a person chose the words."""
    return any(reason["rule"] == PERSON for reason in one.claim["because"])


def drawn(said: Printed, spans: Sequence[Span]) -> Claim:
    """The claim, as if it were made of these printed words."""
    found = Claim.model_validate(said.one.claim)
    update = {
        "text": sentence_of(said.text, spans),
        "spans": tuple(spans),
        "substitutions": (),
        "quantities": tuple(one for one in found.quantities if _holds(spans, one.span)),
        "dates": tuple(one for one in found.dates if _holds(spans, one.span)),
    }
    return found.model_copy(update=update)


def _holds(spans: Sequence[Span], place: Span) -> bool:
    return any(start <= place.start and place.end <= end for start, end in spans)


def sides(before: Printed, after: Printed) -> tuple[Claim, Claim]:
    """A claim of two versions, to be compared: what a person drew is held against what the other
    version prints in its place, and not against what was drawn there.
    """
    pair = before.claim, after.claim
    if is_persons(before.one) and (there := _place(before, after)):
        pair = pair[0], drawn(after, there)
        if not is_persons(after.one) or pair[0].text != pair[1].text:
            return pair
    if is_persons(after.one) and (there := _place(after, before)):
        return drawn(before, there), after.claim
    return pair


def _place(said: Printed, other: Printed) -> tuple[Span, ...]:
    """Where the claim's words, edited perhaps, are in another version; nothing where nowhere."""
    answer = Answer(said.text, said.around, other.text, other.around)
    spans = said.one.claim["spans"]
    if answer.holds:
        moved = [answer.moved(span) for span in spans]
        found = answer.standing(spans)
        there = [one.new for one in found] if found else [one for one in moved if one]
    else:
        there = _anywhere(said, other.text)
    return whole_words(other.text, there)


def _anywhere(said: Printed, text: str) -> list[Span]:
    found = standing(said.text, said.one.claim["spans"], text, Span(0, len(text)))
    return [one.new for one in found or ()]


def side_by_side(
    befores: Sequence[Printed], afters: Sequence[Printed], known: Mapping[int, int] | None = None
) -> list[Change]:
    """What became of every claim between two versions, in printed words; see ``claims.diff``.

    What a person made of words that the old version had as well was not added by an edit.
    """
    ones, others = ([one.claim for one in side] for side in (befores, afters))
    return [_in_print(change, befores, afters) for change in claims.diff(ones, others, known=known)]


def _in_print(change: Change, befores: Sequence[Printed], afters: Sequence[Printed]) -> Change:
    i, j = change.before_index, change.after_index
    if i is not None and j is not None:
        if change.change != "changed" or not any(map(is_persons, (befores[i].one, afters[j].one))):
            return change
        found = compared(*sides(befores[i], afters[j]), "sure")
        return found.model_copy(update={"before_index": i, "after_index": j, "moved": change.moved})
    if change.change != "added" or j is None or not befores or not is_persons(afters[j].one):
        return change
    there = _anywhere(afters[j], befores[0].text)
    if not there:
        return change
    told = {"spans": tuple(there), "quantities": (), "dates": ()}
    old = afters[j].claim.model_copy(update=told)
    return change.model_copy(update={"change": "unchanged", "before": old, "because": (_HERE_TOO,)})
