"""A database as large as an archive: generated claims, written by the store as an article's are.

    python benchmarks/archive.py FILE [--claims N]

No text is parsed: what extraction would find is made here, so that a million claims take minutes.
The same number of claims gives the same words, figures, sources and marks each time.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator
from pathlib import Path

from verify.records import Json, Metadata, Occurrence
from verify.store import adding, log
from verify.workbench import Workbench

CLAIMS = 1_000_000
IN_ARTICLE = 800
MARKED = 20
"""One claim in so many has been looked at."""
SOURCES = 400
REPEATED = 50
"""One claim in so many is made by several articles."""
RARE = 997
"""One claim in so many holds the word that a search looks for."""
THINGS = "harbour tunnel bridge school hospital railway museum airport library market".split()
DEEDS = "opened closed rebuilt sold bought leased painted heated flooded insured".split()
OFFICES = "minister mayor spokesman director chairman senator".split()
PLACES = "Almora Brevik Cardona Dunmore Elsinore Farsund Gorizia Halmstad Imatra Joensuu".split()


def archive(path: Path, claims: int = CLAIMS) -> Path:
    """The database of so many claims at this path; made when it is not there yet."""
    if path.exists():
        return path
    unfinished = path.with_name(f"{path.name}.unfinished")
    unfinished.unlink(missing_ok=True)
    with Workbench(unfinished, actor="archive") as desk:
        for number in range(-(-claims // IN_ARTICLE)):
            add_article(desk, number, min(IN_ARTICLE, claims - number * IN_ARTICLE))
        for first in range(1, claims + 1, MARKED * IN_ARTICLE):
            ids = range(first, min(first + MARKED * IN_ARTICLE, claims + 1), MARKED)
            desk.mark(list(ids), random.Random(first).choice(("checking", "confirmed", "disputed")))
        desk.opened().execute("ANALYZE")
        desk.opened().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return unfinished.rename(path)


def add_article(desk: Workbench, number: int, claims: int) -> None:
    """Add the article of this number, with so many claims."""
    chance = random.Random(number)
    text, found = "", []
    for position in range(claims):
        one = _occurrence(chance, number * IN_ARTICLE + position, position, len(text))
        found.append(one)
        text += f"{one.text}\n"
    metadata = Metadata(slug=f"article-{number}", publisher=f"Paper {number % 20}")
    with desk.writing(create=True) as db:
        article = adding.add_article(db, metadata.slug or "", metadata, "en", "archive")
        place = adding.add_version(db, article, text, None, "archive")
        ids = adding.add_claims(db, article, claims, "unchecked")
        adding.add_occurrences(db, place, zip(ids, found, strict=True))
        log.record(db, "archive", list(_events(place, ids)))


def _events(place: adding.Place, ids: list[int]) -> Iterator[log.Entry]:
    yield log.Entry("added", article_id=place.article_id, version_id=place.version_id)
    for claim_id in ids:
        changes = {"status": (None, "unchecked")}
        yield log.Entry("found", claim_id, changes, version_id=place.version_id)


def _occurrence(chance: random.Random, number: int, position: int, start: int) -> Occurrence:
    """A claim that is the whole sentence at ``start``; some are said by several articles."""
    known = number % REPEATED == 0
    district = chance.randrange(2000) if known else number
    source = f"{chance.choice(OFFICES)} {chance.randrange(SOURCES)}" if position % 3 else None
    rare = " zeppelin" if number % RARE == 0 else ""
    told = (
        f"The{rare} {THINGS[district % 10]} of {PLACES[district // 7 % 10]} district {district} was"
        f" {DEEDS[district // 10 % 10]} for {district % 900 + 3} million dollars"
    )
    end = start + len(told)
    return Occurrence(
        version=0,
        position=position,
        text=f"{told}.",
        quote=told,
        sentence=(start, end + 1),
        claim=_claim(told, start, source, district % 900 + 3, position),
        attribution=None if source is None else _attribution(source, start, end),
        fact=f"{district:016x}",
    )


def _claim(told: str, start: int, source: str | None, millions: int, position: int) -> Json:
    figure = f"{millions} million dollars"
    at = start + told.index(figure)
    quantity = {
        "text": figure,
        "span": [at, at + len(figure)],
        "value": millions * 1e6,
        "high": None,
        "unit": "USD",
        "comparator": "=",
    }
    single = {"rule": "single source", "detail": f"rests on {source} alone", "span": None}
    return {
        "text": f"{told}.",
        "spans": [[start, start + len(told)]],
        "sentence": position,
        "attribution": None if source is None else position,
        "substitutions": [],
        "sources": [source] if source else [],
        "source_kinds": ["person"] if source else [],
        "relays": 0,
        "kind": "fact",
        "quantities": [quantity],
        "dates": [],
        "flags": [],
        "polarity": "affirmed",
        "modality": "asserted",
        "repeated": [],
        "check_worthiness": millions % 100 / 100,
        "worth": [single] if source else [],
        "because": [{"rule": "main clause", "detail": "what is said", "span": [start, start + 3]}],
    }


def _attribution(source: str, start: int, end: int) -> Json:
    return {
        "source": [],
        "cue": [],
        "content": [[start, end]],
        "kind": "indirect",
        "act": "said",
        "speaker": source,
        "speakers": [source],
        "candidates": [],
        "via": [],
        "source_kind": "person",
        "confidence": 0.9,
        "because": [],
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--claims", type=int, default=CLAIMS)
    args = parser.parse_args()
    archive(args.file, args.claims)


if __name__ == "__main__":
    main()
