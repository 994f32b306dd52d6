"""The same fact said twice in an article is one claim, to be asked about once."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from claims.extraction.syntax import AUXILIARIES, in_order
from claims.lexicon import words as listed
from claims.models import Repetition

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from claims.extraction.syntax import Word
    from claims.language import Parse
    from claims.models import Claim, Span
    from claims.references import References


class Told(NamedTuple):
    """A claim and what it says, whoever words it: equal for two claims that say the same."""

    claim: Claim
    says: tuple[str, ...]


def told(claim: Claim, words: Iterable[Word], references: References, parse: Parse) -> Told:
    """The claim with what it says: names in full, every other word in its base form.

    "President Maduro arrived in Moscow" and "Nicolás Maduro has arrived in Moscow" say the same;
    "Lee beat Hill" and "Hill beat Lee" do not, so the order counts. Of the numbers in its figures
    and dates it is compared what they are worth; others are names ("Boeing 747") and are kept.
    """
    valued = [one.span for one in claim.quantities] + [one.span for one in claim.dates]
    kept = [word for word in words if not (word.pos == "NUM" and _stands_in(word, valued, parse))]
    said: list[str] = []
    for part in _parts(kept, references):
        if said[-1:] != [part]:
            said.append(part)
    return Told(claim, tuple(said))


def _stands_in(word: Word, spans: Iterable[Span], parse: Parse) -> bool:
    own = parse.span(word.token, word.token)
    return any(start <= own.start and own.end <= end for start, end in spans)


def _parts(words: Iterable[Word], references: References) -> Iterator[str]:
    kept = listed("scope_quantifiers") | listed("negations")
    for word in in_order(words):
        mention = references.of(word.token)
        if mention is not None and mention.names:
            yield " & ".join(mention.names)
        elif word.inked and (word.lower in kept or not _is_filler(word)):
            yield word.lower if word.tag in ("MD", "RP") else word.lemma


def _is_filler(word: Word) -> bool:
    """Whether the word only carries grammar: an article, "has" of "has arrived"."""
    return word.pos == "DET" or (word.dep in AUXILIARIES and word.tag != "MD")


def merged(found: Iterable[Told]) -> tuple[Claim, ...]:
    """Each fact once, where it is first told, with the places where it is told again."""
    kept: dict[object, Claim] = {}
    for claim, says in found:
        same = (says, _worth(claim), claim.sources, claim.polarity, claim.modality)
        first = kept.get(same)
        if first is None:
            kept[same] = claim
        elif first.spans != claim.spans:
            again = Repetition(sentence=claim.sentence, spans=claim.spans)
            kept[same] = first.model_copy(update={"repeated": (*first.repeated, again)})
    return tuple(kept.values())


def _worth(claim: Claim) -> object:
    """What its figures and dates are worth: "on Friday" may be another Friday."""
    return (
        tuple((one.value, one.high, one.unit, one.comparator) for one in claim.quantities),
        tuple((one.start, one.end) for one in claim.dates),
    )
