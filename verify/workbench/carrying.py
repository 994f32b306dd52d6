"""What people mended, carried into an article's next version.

A sentence in which a claim was mended keeps the person's claims for as long as it keeps its words,
also when it goes and comes back. Where it was edited, those stay whose own words still stand; in
place of the others the machine's reading holds again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import claims
from claims.models import Span
from claims.selection import JOINED
from verify.store import articles, listing, mends
from verify.workbench.printing import is_persons
from verify.workbench.standing import Answer, Stood
from verify.workbench.surviving import Sentence, Shift, survivors

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from claims import Extraction
    from verify.records import Occurrence, Version

Words = tuple[str, ...]


class Carried(NamedTuple):
    """The claims of a new version, in order.

    ``known`` are those whose identity is sure, by their place in ``found``; ``dropped`` are those
    that people said are none, which a version holds out of sight. ``parts`` are claims that are
    part of another one again.
    """

    found: list[Occurrence]
    known: dict[int, int]
    dropped: list[tuple[int, Occurrence]]
    parts: dict[int, int]


class _Entry(NamedTuple):
    """A claim of the new version; whose it is, where that is sure; whether it is out of sight."""

    found: Occurrence
    claim_id: int | None = None
    dropped: bool = False


class _Block(NamedTuple):
    """Neighbouring sentences of a version, and what claims were made of them."""

    text: str
    number: int
    start: int
    end: int
    said: list[mends.Said]

    @property
    def words(self) -> Words:
        return tuple(self.text[self.start : self.end].split())


def carried(
    db: sqlite3.Connection, article_id: int, extraction: Extraction, found: Sequence[Occurrence]
) -> Carried:
    """What the machine found in a new version, with what people mended in those before."""
    mended = mends.of_article(db, article_id)
    if not mended:
        return Carried(list(found), {}, [], {})
    versions = articles.versions_of(db, article_id)
    blocks = [
        _blocks(version, listing.in_version(db, version.id, dropped=True)) for version in versions
    ]
    past = _Past(
        mended=mended,
        latest=dict(said for block in blocks[-1] for said in block.said),
        number=versions[-1].number,
        last=_last(blocks),
    )
    entries = [_Entry(one) for one in found]
    used: set[int] = set()
    parts: dict[int, int] = {}
    places = list(_places(extraction, _repaired(blocks, mended)))
    for block, place in places:
        joined = _joined(block, mended)
        kept = [said for said in block.said if said[0] not in joined]
        entries = _laid(entries, block._replace(said=kept), place, extraction, past, used)
        parts.update(joined)
    for block, answer in _answers(extraction, blocks[-1], places, mended):
        entries = _kept(entries, block, answer, extraction, past, used)
    return _parted(_still_dropped(entries, past, used), parts)


class _Past(NamedTuple):
    """What is known of an article's claims: of the ``latest`` version, dropped ones too, and as
    each was ``last`` worded.
    """

    mended: mends.Mends
    latest: dict[int, Occurrence]
    number: int
    last: dict[int, Occurrence]


def _last(blocks: Iterable[Sequence[_Block]]) -> dict[int, Occurrence]:
    return dict(said for version in blocks for block in version for said in block.said)


# Which sentences were repaired, and where they stand now


def _blocks(version: Version, said: Iterable[mends.Said]) -> list[_Block]:
    """The sentences that claims are made of; those that share a claim are one block."""
    found: list[_Block] = []
    for claim_id, one in sorted(said, key=lambda said: said[1].sentence):
        spans = [one.sentence, *one.claim["spans"]]
        start, end = min(first for first, _ in spans), max(last for _, last in spans)
        if found and start < found[-1].end:
            block = found[-1]
            found[-1] = block._replace(end=max(end, block.end))
            block.said.append((claim_id, one))
        else:
            found.append(_Block(version.text, version.number, start, end, [(claim_id, one)]))
    for block in found:
        block.said.sort(key=lambda said: said[1].position)
    return found


def _repaired(blocks: Sequence[Sequence[_Block]], mended: mends.Mends) -> dict[Words, list[_Block]]:
    """The blocks in which something was mended, as the last version that has them says."""
    known: dict[Words, list[_Block]] = {}
    for version in reversed(blocks):
        own: dict[Words, list[_Block]] = {}
        for block in version:
            own.setdefault(block.words, []).append(block)
        for words, several in own.items():
            known.setdefault(words, several)
    return {
        words: several
        for words, several in known.items()
        if any(
            _is_mended(claim_id, one, mended) for block in several for claim_id, one in block.said
        )
    }


def _joined(block: _Block, mended: mends.Mends) -> dict[int, int]:
    """Claims that became part of another one of the block, and have since been claims again."""
    whole = {
        claim_id: {at for start, end in one.claim["spans"] for at in range(start, end)}
        for claim_id, one in block.said
        if any(reason["rule"] == JOINED for reason in one.claim["because"])
    }
    return {
        claim_id: other
        for claim_id, one in block.said
        for other, places in whole.items()
        if claim_id != other
        and not _is_mended(claim_id, one, mended)
        and all(at in places for start, end in one.claim["spans"] for at in (start, end - 1))
    }


def _is_mended(claim_id: int, one: Occurrence, mended: mends.Mends) -> bool:
    return mends.is_dropped(mended, claim_id) or is_persons(one)


def _places(
    extraction: Extraction, repaired: Mapping[Words, list[_Block]]
) -> Iterator[tuple[_Block, Span]]:
    """Where repaired sentences stand in the new text: the newest first, each place once."""
    sentences = [one.span for one in extraction.sentences]
    words = [tuple(extraction.text[start:end].split()) for start, end in sentences]
    taken: list[Span] = []
    for wanted, blocks in sorted(repaired.items(), key=lambda item: -item[1][0].number):
        found = []
        for first in range(len(sentences)):
            last, left = first, wanted
            while last < len(sentences) and left[: len(words[last])] == words[last] and left:
                left = left[len(words[last]) :]
                last += 1
            if not left:
                found.append(Span(sentences[first].start, sentences[last - 1].end))
        for block, place in zip(blocks, found, strict=False):
            if not any(place.start < end and start < place.end for start, end in taken):
                taken.append(place)
                yield block, place


def _answers(
    extraction: Extraction,
    latest: Sequence[_Block],
    places: Sequence[tuple[_Block, Span]],
    mended: mends.Mends,
) -> Iterator[tuple[_Block, Answer]]:
    """The edited sentences that answer to mended ones of the latest version, each once."""
    same = {block.words for block in latest}
    taken = [place for _, place in places]
    sentences = [one.span for one in extraction.sentences]
    free = [tuple(extraction.text[start:end].split()) not in same for start, end in sentences]
    for block in latest:
        if any(block is one for one, _ in places) or not any(
            _is_mended(claim_id, one, mended) for claim_id, one in block.said
        ):
            continue
        several = 1 + len({one.sentence for _, one in block.said})
        runs = (
            Span(sentences[first].start, sentences[last - 1].end)
            for first in range(len(sentences))
            for last in range(first + 1, min(first + several, len(sentences)) + 1)
            if all(free[first:last])
        )
        answers = [
            Answer(block.text, Span(block.start, block.end), extraction.text, place)
            for place in runs
            if not any(_meets(place, one) for one in taken)
        ]
        best = max(answers, key=lambda one: one.likeness, default=None)
        if best is not None and best.holds:
            taken.append(best.place)
            yield block, best


# What stands there


def _laid(
    entries: Sequence[_Entry],
    block: _Block,
    place: Span,
    extraction: Extraction,
    past: _Past,
    used: set[int],
) -> list[_Entry]:
    """The claims with those of a repaired block in the place of what the machine found there."""
    inside = [one for one in entries if _meets(one.found.sentence, place)]
    before = [one for one in entries if one.found.sentence[1] <= place.start]
    after = [one for one in entries if one not in inside and one not in before]
    moved = Shift(block.text, extraction, [Stood(Span(block.start, block.end), Span(*place))])
    laid = []
    for claim_id, one in block.said:
        found = moved.found(one, [entry.found for entry in inside])
        entry = _owned(claim_id, found, block, past, used)
        if entry is not None:
            laid.append(entry)
    return [*before, *laid, *after]


def _kept(
    entries: Sequence[_Entry],
    block: _Block,
    answer: Answer,
    extraction: Extraction,
    past: _Past,
    used: set[int],
) -> list[_Entry]:
    """The claims with those that people mended in an edited sentence, where their words stand."""
    place = answer.place
    inside = [one for one in entries if _meets(one.found.sentence, place)]
    old = Sentence(block.text, Span(block.start, block.end), block.said)
    stand, rest = survivors(
        old, past.mended, answer, extraction, [one.found for one in inside if not one.claim_id]
    )
    laid = [one for one in inside if one.claim_id]
    for claim_id, found in stand.items():
        entry = None if claim_id in used else _owned(claim_id, found, block, past, used)
        laid += [entry] if entry is not None else []
    laid = sorted([*laid, *map(_Entry, rest)], key=lambda one: _begins(one.found))
    before = [one for one in entries if one.found.sentence[1] <= place.start]
    after = [one for one in entries if one not in inside and one not in before]
    return [*before, *laid, *after]


def _begins(one: Occurrence) -> int:
    return min(int(start) for start, _ in one.claim["spans"])


def _meets(sentence: tuple[int, int], place: Span) -> bool:
    return sentence[0] < place.end and place.start < sentence[1]


def _owned(
    claim_id: int, found: Occurrence, block: _Block, past: _Past, used: set[int]
) -> _Entry | None:
    """A claim of a repaired block with its identity, where that is still free.

    One that another version left behind comes back as it was, or is a new one; one that was
    dropped and has since become another claim is not there.
    """
    dropped = mends.is_dropped(past.mended, claim_id)
    free = claim_id not in used and (block.number == past.number or claim_id not in past.latest)
    if free and not dropped and claim_id not in past.latest:
        free = _said(past.last[claim_id]) == _said(found)
    if not free:
        return None if dropped else _Entry(found)
    used.add(claim_id)
    return _Entry(found, claim_id, dropped)


def _said(one: Occurrence) -> Words:
    return (one.text, *one.claim["sources"])


# What was dropped elsewhere


def _still_dropped(entries: Sequence[_Entry], past: _Past, used: set[int]) -> list[_Entry]:
    """What the machine finds again of what people dropped stays dropped; what had become part of
    another claim is a claim again, for the other has no longer its words.
    """
    known = {at: entry.claim_id for at, entry in enumerate(entries) if entry.claim_id is not None}
    gone = {
        _said(one): claim_id
        for claim_id, one in past.last.items()
        if mends.is_dropped(past.mended, claim_id) and claim_id not in used
    }
    again = _found_again(entries, known, past, set(gone.values()))
    found = []
    for at, entry in enumerate(entries):
        claim_id = again.get(at)
        if claim_id is None and entry.claim_id is None:
            claim_id = gone.get(_said(entry.found))
        if claim_id is None or claim_id in used:
            found.append(entry)
            continue
        used.add(claim_id)
        part = mends.part_of(past.mended[claim_id].dropped) is not None
        found.append(_Entry(entry.found, claim_id, dropped=not part))
    return found


def _found_again(
    entries: Sequence[_Entry], known: Mapping[int, int], past: _Past, gone: set[int]
) -> dict[int, int]:
    """Which of the claims only tell again, perhaps in other words, what was dropped for itself."""
    dropped = {
        claim_id
        for claim_id in gone & past.latest.keys()
        if mends.part_of(past.mended[claim_id].dropped) is None
    }
    if not dropped:
        return {}
    ids = [
        claim_id
        for claim_id in past.latest
        if claim_id in dropped or not mends.is_dropped(past.mended, claim_id)
    ]
    places = {claim_id: at for at, claim_id in enumerate(ids)}
    changes = claims.diff(
        [claims.Claim.model_validate(past.latest[claim_id].claim) for claim_id in ids],
        [claims.Claim.model_validate(entry.found.claim) for entry in entries],
        known={places[one]: at for at, one in known.items() if one in places},
    )
    return {
        change.after_index: ids[change.before_index]
        for change in changes
        if change.before_index is not None
        and change.after_index is not None
        and change.after_index not in known
        and ids[change.before_index] in dropped
        and change.change in ("unchanged", "reworded")
    }


def _parted(entries: Sequence[_Entry], parts: dict[int, int]) -> Carried:
    """The claims that are seen, and those out of sight, each with its position among all."""
    placed = [
        entry._replace(found=entry.found._replace(position=at)) for at, entry in enumerate(entries)
    ]
    seen = [entry for entry in placed if not entry.dropped]
    return Carried(
        [entry.found for entry in seen],
        {at: entry.claim_id for at, entry in enumerate(seen) if entry.claim_id is not None},
        [(entry.claim_id, entry.found) for entry in placed if entry.dropped and entry.claim_id],
        parts,
    )
