"""An article in one file that proves itself: a ZIP with texts, claims, log, evidence and report.

``manifest.json`` names every other member with its SHA-256. Reading one believes nothing: sizes
are looked at before anything is unpacked, no member is ever written under its own name, and every
hash must fit.
"""

from __future__ import annotations

import io
import json
import zipfile
from typing import TYPE_CHECKING, NamedTuple

from verify.errors import VerifyError
from verify.records import Json
from verify.store import adding, articles, bundling, chain, log
from verify.store.connection import LAYOUT
from verify.store.locker import digest

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping

    from verify.store.locker import Locker

FORMAT = "redpencil bundle"
_MANIFEST = "manifest.json"
_ROWS = "rows.jsonl"
_LARGEST = 500_000_000
"""Bytes a bundle may hold, unpacked."""


class Bundle(NamedTuple):
    """A bundle whose hashes fit: its manifest and its members by name."""

    manifest: Json
    members: dict[str, bytes]

    @property
    def slug(self) -> str:
        return str(self.manifest["article"])


def bundled(
    db: sqlite3.Connection, locker: Locker, slug: str, actor: str, reports: Mapping[str, str]
) -> bytes:
    """An article as a bundle; ``reports`` are put in under their names."""
    article = articles.named(db, slug)
    rows = list(bundling.rows_of(db, article.id))
    lines = (json.dumps(row, ensure_ascii=False) for row in rows)
    members = {_ROWS: "".join(f"{line}\n" for line in lines).encode()}
    for version in articles.versions_of(db, article.id):
        members[f"versions/{version.number}.txt"] = version.text.encode()
    for sha256 in (row["row"]["sha256"] for row in rows if row["table"] == "documents"):
        members[f"evidence/{sha256}"] = locker.get(sha256)
    members |= {name: text.encode("utf-8", "replace") for name, text in reports.items()}
    manifest = {
        "format": FORMAT,
        "layout": LAYOUT,
        "article": article.slug,
        "title": article.title,
        "made_at": log.now(),
        "made_by": actor,
        "log": bundling.head_of([row["row"] for row in rows if row["table"] == "events"])._asdict(),
        "database_log": chain.head(db)._asdict(),
        "files": {name: digest(data) for name, data in sorted(members.items())},
    }
    members[_MANIFEST] = json.dumps(manifest, ensure_ascii=False, indent=2).encode()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in sorted(members.items()):
            # A fixed date: the same article makes the same members.
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def opened(data: bytes) -> Bundle:
    """A bundle from its bytes. Raises VerifyError when it is none, or not what was packed."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = _unpacked(archive)
        manifest = json.loads(members.pop(_MANIFEST))
        told, layout = manifest["files"], manifest["layout"]
        known = manifest["format"] == FORMAT and isinstance(manifest["article"], str)
    except VerifyError:
        raise
    except Exception as error:  # whatever a damaged archive makes its readers raise
        raise bundling.no_bundle("it is no bundle, or damaged") from error
    if not known or not isinstance(told, dict) or _ROWS not in members:
        raise bundling.no_bundle("it is no bundle")
    if layout != LAYOUT:
        raise VerifyError(
            f"The bundle comes from another release (layout {layout}; this one reads {LAYOUT})",
            "upgrade with pip install --upgrade redpencil, or ask for it to be made anew",
        )
    if odd := sorted(told.keys() ^ members.keys()):
        raise bundling.no_bundle(f"{odd[0]} is not both in it and in its manifest")
    for name, sha256 in told.items():
        if digest(members[name]) != sha256:
            raise bundling.no_bundle(f"{name} was changed: its SHA-256 is another")
    return Bundle(manifest, members)


def _unpacked(archive: zipfile.ZipFile) -> dict[str, bytes]:
    """Every member, none larger than it says: a bomb is refused unread."""
    infos = archive.infolist()
    if sum(info.file_size for info in infos) > _LARGEST or len(infos) > 10_000:
        raise bundling.no_bundle(f"it would take more than {_LARGEST // 1_000_000} MB")
    if len({info.filename for info in infos}) < len(infos):
        raise bundling.no_bundle("it has two members of one name")
    return {info.filename: archive.read(info) for info in infos}


def unbundled(db: sqlite3.Connection, locker: Locker, bundle: Bundle, actor: str, name: str) -> str:
    """Write a bundle's article into the database under this slug, which it returns."""
    rows = bundling.read_rows(db, bundle.members[_ROWS].decode("utf-8", "replace").split("\n"))
    if adding.is_taken(db, name):
        raise VerifyError(
            f"An article called {name} is already there", "give it another name with --slug"
        )
    for version in rows.tables["versions"]:
        told = bundle.members.get(f"versions/{version['number']}.txt")
        if told is None or told.decode("utf-8", "replace") != version["text"]:
            raise bundling.no_bundle(
                f"version {version['number']} is not the text that stands beside it"
            )
    for document in rows.tables["documents"]:
        data = bundle.members.get(f"evidence/{document['sha256']}")
        if data is None or digest(data) != document["sha256"]:
            raise bundling.no_bundle("evidence is missing, or is not what its SHA-256 says")
        locker.put(data)
    if bundling.head_of(rows.tables["events"])._asdict() != bundle.manifest.get("log"):
        raise bundling.no_bundle("its log is not the one that its manifest tells of")
    with bundling.fitting():
        article_id = bundling.add_rows(db, rows, name)
        bundling.merge(db, actor, bundling.merges(rows))
    log.record(db, actor, [log.Entry("imported", article_id=article_id)])
    return name
