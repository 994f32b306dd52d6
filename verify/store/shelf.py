"""Claims in Parquet files, for archives that no single database should hold.

A folder of two tables in parts, ``documents`` and ``claims``, joined by ``record``; DuckDB and
pandas read each as one. A part of claims is written first and its documents after it, each beside
its place and then into it: claims without their documents are what a killed run left, and are
taken away by the next. ``ledger.sqlite`` knows what was read; it is made again from the documents
where it is behind them.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from verify.errors import VerifyError
from verify.records import Ingested
from verify.store import ingested

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from verify.records import Metadata, Occurrence

_LEDGER = (
    """CREATE TABLE IF NOT EXISTS ingested (
        record TEXT PRIMARY KEY,
        text TEXT,
        origin TEXT NOT NULL,
        outcome TEXT NOT NULL,
        reason TEXT,
        article_id INTEGER,
        at TEXT NOT NULL
    ) WITHOUT ROWID""",
    "CREATE INDEX IF NOT EXISTS ingested_text ON ingested(text) WHERE text IS NOT NULL",
    "CREATE INDEX IF NOT EXISTS ingested_failed ON ingested(origin) WHERE outcome = 'failed'",
    "CREATE TABLE IF NOT EXISTS parts (name TEXT PRIMARY KEY) WITHOUT ROWID",
)


class Shelved(NamedTuple):
    """A document to be written: ``record`` and ``sha256`` are of its bytes and of its text."""

    record: str
    sha256: str
    text: str
    language: str
    about: Metadata
    found: Sequence[Occurrence]


class Shelf:
    """A folder of Parquet files that one process at a time writes."""

    def __init__(self, folder: Path) -> None:
        try:
            import pyarrow  # noqa: F401 - missing is better told now than after an hour
        except ModuleNotFoundError as error:
            raise VerifyError(
                "Writing Parquet needs pyarrow", "install it with pip install 'redpencil[parquet]'"
            ) from error
        self.folder = folder
        try:
            for name in ("claims", "documents"):
                (folder / name).mkdir(parents=True, exist_ok=True)
        except OSError as error:
            hint = "name another folder with --parquet"
            raise VerifyError(f"{folder} cannot be made: {error.strerror}", hint) from error
        self.db = _ledger(folder)
        self._mend()

    def close(self) -> None:
        """Let others write there."""
        self.db.close()

    def has_text(self, sha256: str) -> bool:
        """Whether a document with this text was written."""
        row = self.db.execute("SELECT 1 FROM ingested WHERE text = ?", (sha256,)).fetchone()
        return row is not None

    def put(self, documents: Sequence[Shelved]) -> None:
        """Write a part; the caller notes its documents in the same transaction."""
        [number] = self.db.execute("SELECT count(*) + 1 FROM parts").fetchone()
        name = f"part-{number:08}.parquet"
        self._write("claims", name, _claims(documents), _claim_fields())
        self._write("documents", name, _documents(documents), _document_fields())
        self.db.execute("INSERT INTO parts VALUES (?)", (name,))

    def _write(self, table: str, name: str, rows: list[dict[str, Any]], fields: Any) -> None:
        import pyarrow as pa
        import pyarrow.parquet as pq

        place = self.folder / table / name
        draft = place.with_name(f".{name}.unfinished")
        pq.write_table(pa.Table.from_pylist(rows, schema=fields), draft, compression="zstd")
        with draft.open("rb") as handle:
            _to_disk(handle.fileno())
        draft.replace(place)

    def _mend(self) -> None:
        """Bring ledger and files in step after a run that was killed."""
        import pyarrow.parquet as pq

        for draft in self.folder.glob("*/.*.unfinished"):
            draft.unlink()
        there = {path.name for path in (self.folder / "documents").glob("*.parquet")}
        for path in (self.folder / "claims").glob("*.parquet"):
            if path.name not in there:
                path.unlink()
        known = {row[0] for row in self.db.execute("SELECT name FROM parts")}
        for name in sorted(there - known):
            with transaction(self.db):
                columns = ["record", "sha256", "origin"]
                rows = pq.read_table(self.folder / "documents" / name, columns=columns)
                for row in rows.to_pylist():
                    told = Ingested(row["record"], row["origin"], "added", None, "")
                    ingested.note(self.db, told, row["sha256"])
                self.db.execute("INSERT INTO parts VALUES (?)", (name,))


class transaction:  # noqa: N801 - reads as what it is
    """All of what is noted, or nothing."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def __enter__(self) -> None:
        self._db.execute("BEGIN")

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        self._db.execute("COMMIT" if kind is None else "ROLLBACK")


def _ledger(folder: Path) -> sqlite3.Connection:
    """The ledger, held alone until it is closed."""
    db = sqlite3.connect(folder / "ledger.sqlite", timeout=1, isolation_level=None)
    try:
        db.execute("PRAGMA locking_mode = EXCLUSIVE")
        db.execute("PRAGMA journal_mode = WAL")
        with transaction(db):
            for statement in _LEDGER:
                db.execute(statement)
            db.execute("DELETE FROM parts WHERE name = ''")  # takes the lock
    except sqlite3.Error as error:
        db.close()
        raise VerifyError(
            f"{folder} is being written by another run, or its ledger is damaged",
            "wait for that run; else remove ledger.sqlite, which is made again from the files",
        ) from error
    return db


def failed(folder: Path) -> list[Ingested]:
    """What was set aside on the way into this folder."""
    if not (folder / "ledger.sqlite").exists():
        raise VerifyError(f"{folder} holds no archive", "name the folder given to --parquet")
    db = _ledger(folder)
    try:
        return list(ingested.failed(db))
    finally:
        db.close()


def _to_disk(descriptor: int) -> None:
    import os

    os.fsync(descriptor)


def _documents(documents: Sequence[Shelved]) -> list[dict[str, Any]]:
    return [
        {
            "record": one.record,
            "sha256": one.sha256,
            "language": one.language,
            **one.about._asdict(),
            "text": one.text,
            "claims": len(one.found),
        }
        for one in documents
    ]


def _claims(documents: Sequence[Shelved]) -> list[dict[str, Any]]:
    return [_claim(document, one) for document in documents for one in document.found]


def _claim(document: Shelved, one: Occurrence) -> dict[str, Any]:
    claim, said = one.claim, one.attribution or {}
    return {
        "record": document.record,
        "article": document.about.slug,
        "position": one.position,
        "text": one.text,
        "quote": one.quote,
        "kind": claim["kind"],
        "fact": one.fact,
        "polarity": claim["polarity"],
        "modality": claim["modality"],
        "worth": claim["check_worthiness"],
        "flags": [_flag(it) for it in claim["flags"]],
        "sources": claim["sources"],
        "source_kinds": claim["source_kinds"],
        "relays": claim["relays"],
        "candidates": said.get("candidates", []),
        "quoted": said.get("kind") in ("direct", "mixed"),
        "sentence": {"start": one.sentence[0], "end": one.sentence[1]},
        "spans": [_span(span) for span in claim["spans"]],
        "figures": [{**it, "span": _span(it["span"])} for it in claim["quantities"]],
        "dates": [{**it, "span": _span(it["span"])} for it in claim["dates"]],
    }


def _span(span: Sequence[int]) -> dict[str, int]:
    return {"start": span[0], "end": span[1]}


def _flag(flag: dict[str, Any]) -> str:
    return str(flag["detail"] or flag["rule"])


def _document_fields() -> Any:
    import pyarrow as pa

    words = "record sha256 language slug title url publisher byline origin text".split()
    return pa.schema(
        [
            *((name, pa.string()) for name in words),
            ("published", pa.date32()),
            ("claims", pa.int32()),
        ]
    )


def _claim_fields() -> Any:
    import pyarrow as pa

    span = pa.struct([("start", pa.int32()), ("end", pa.int32())])
    words = "record article text quote kind fact polarity modality".split()
    several = "flags sources source_kinds candidates".split()
    figure = [
        *(("text", pa.string()), ("value", pa.float64()), ("high", pa.float64())),
        *(("unit", pa.string()), ("comparator", pa.string()), ("span", span)),
    ]
    day = [("text", pa.string()), ("start", pa.string()), ("end", pa.string()), ("span", span)]
    return pa.schema(
        [
            *((name, pa.string()) for name in words),
            *((name, pa.list_(pa.string())) for name in several),
            *(("position", pa.int32()), ("relays", pa.int32()), ("worth", pa.float64())),
            *(("quoted", pa.bool_()), ("sentence", span), ("spans", pa.list_(span))),
            ("figures", pa.list_(pa.struct(figure))),
            ("dates", pa.list_(pa.struct(day))),
        ]
    )


def read_back(folder: Path, table: str) -> Iterator[dict[str, Any]]:
    """Every row of a table, part after part."""
    import pyarrow.parquet as pq

    for path in sorted((folder / table).glob("*.parquet")):
        yield from pq.read_table(path).to_pylist()
