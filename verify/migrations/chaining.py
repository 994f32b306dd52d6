"""The log's hashes for events that earlier releases wrote.

The recipe is that of ``verify.store.log``, as it was when this step was released: a copy, so that
the step does what it did whatever becomes of the recipe.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

_BATCH = 10_000


def chain(db: Database) -> None:
    """Write every event's hash, a batch at a time, and the head."""
    head, last, events = "0" * 64, None, 0
    while True:
        rows = db.execute(
            "SELECT id, at, actor, action, article_id, version_id, claim_id, source_id, note,"
            " changes, command, undoes FROM events WHERE ?1 IS NULL OR id > ?1"
            " ORDER BY id LIMIT ?2",
            (last, _BATCH),
        ).fetchall()
        if not rows:
            break
        hashes = []
        for row in rows:
            told = json.dumps(row, ensure_ascii=False, separators=(",", ":"))
            head = hashlib.sha256(f"{head}\n{told}".encode()).hexdigest()
            hashes.append((head, row[0]))
        db.conn.executemany("UPDATE events SET hash = ? WHERE id = ?", hashes)
        last, events = rows[-1][0], events + len(rows)
    db.execute("INSERT INTO chain (id, events, head) VALUES (1, ?, ?)", (events, head))
