"""A short name that two share: whose it is at each place, as far as the article's use tells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.lexicon import words
from claims.references.entities import Entity, gender_of_noun
from claims.references.names import ADDRESSES, Name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from claims.language import Parse
    from claims.references.occurrences import Occurrence


def settle(occurrences: Iterable[Occurrence], parse: Parse) -> Iterator[Occurrence]:
    """The same occurrences, those of shared names narrowed to one bearer where it is clear.

    The bare name is the first bearer's from the first use on, and stays so wherever no namesake
    has just been named; a title that fits one of them decides at once. Who is named only as
    somebody's kin ("his father, Ivo Brand") takes no bare name.
    """
    named: dict[int, int] = {}
    owners: dict[tuple[str, ...], Entity] = {}
    occurrences = _with_namesakes(occurrences)
    kin = {id(one.entities[0]) for one in occurrences if _is_first(one) and _is_kin(one)}
    for occurrence in occurrences:
        paragraph = parse.paragraph_of[parse.sentence_of(occurrence.head)]
        if len(occurrence.entities) == 1:
            if not (occurrence.short or _is_kin(occurrence)):
                named[id(occurrence.entities[0])] = paragraph
            yield occurrence
            continue
        form = tuple(t.text for t in occurrence.head.doc[occurrence.first : occurrence.last + 1])
        own = [one for one in occurrence.entities if id(one) not in kin] or occurrence.entities
        bearer = _bearer(occurrence, named, owners.get(form), paragraph, own)
        if bearer is None:
            yield occurrence
            continue
        if not occurrence.title:
            owners.setdefault(form, bearer)
        yield occurrence._replace(entities=(bearer,))


def _with_namesakes(occurrences: Iterable[Occurrence]) -> list[Occurrence]:
    """The occurrences, with a bearer of their own for the "Mr Brand" of an article that has named
    only Anna Brand in full. A bare "Brand" after him may mean either.
    """
    found: list[Occurrence] = []
    beside: dict[tuple[str, ...], Entity] = {}
    for occurrence in occurrences:
        entities = occurrence.entities
        form = tuple(t.text for t in occurrence.head.doc[occurrence.first : occurrence.last + 1])
        if occurrence.short and occurrence.title and _is_other(occurrence):
            if form not in beside:
                address = occurrence.title[-1].text
                name = Name(occurrence.first, occurrence.last, (address, *form), "PERSON")
                beside[form] = Entity("person", [name])
                beside[form].gender = gender_of_noun(address)
            entities = (beside[form],)
        elif form in beside and not occurrence.title:
            entities = (*entities, beside[form])
        found.append(occurrence._replace(entities=entities))
    return found


def _is_other(occurrence: Occurrence) -> bool:
    """Whether "Mr" or "Mrs" before a short name tells that it is no known bearer's."""
    addressed = occurrence.title[-1].lower_ in ADDRESSES
    return addressed and not any(_suits(entity, occurrence) for entity in occurrence.entities)


def _is_first(occurrence: Occurrence) -> bool:
    """Whether somebody is named here in full for the first time."""
    return len(occurrence.entities) == 1 and occurrence.first == occurrence.entities[0].first


def _is_kin(occurrence: Occurrence) -> bool:
    """Whether the name stands beside "his father", "Mr. Lee's wife" and the like."""
    head = occurrence.head
    beside = [head.head] if head.dep_ == "appos" else []
    beside += [child for child in head.children if child.dep_ == "appos"]
    return any(
        noun.lower_ in words("kin_nouns") and any(child.dep_ == "poss" for child in noun.children)
        for noun in (*beside, *occurrence.title)
    )


def _bearer(
    occurrence: Occurrence,
    named: dict[int, int],
    owner: Entity | None,
    paragraph: int,
    own: Sequence[Entity],
) -> Entity | None:
    """Whose name it is; before any was named in full, the first who is not only somebody's kin."""
    pool = [entity for entity in occurrence.entities if _suits(entity, occurrence)]
    if len(pool) == 1:
        return pool[0]
    introduced = [entity for entity in pool if id(entity) in named]
    if not introduced:
        pool = [entity for entity in pool if entity in own] or pool
        return min(pool, key=lambda entity: entity.first) if pool else None
    if len(introduced) == 1:
        return introduced[0]
    recent = [entity for entity in introduced if named[id(entity)] >= paragraph - 1]
    if owner is None:
        return recent[0] if len(recent) == 1 else None
    return owner if all(entity is owner for entity in recent) else None


def _suits(entity: Entity, occurrence: Occurrence) -> bool:
    """Whether the title before the name can be this bearer's."""
    title = {token.lower_ for token in occurrence.title}
    if title & words("feminine_nouns"):
        return entity.gender != "masculine"
    if title & words("masculine_nouns"):
        return entity.gender != "feminine"
    return True
