"""Files, folders and archives → their documents, one after the other.

Everything streams: a document is read when it is asked for, and no archive is held in memory or
unpacked onto the disk. What cannot be read is told as Broken, and the walk goes on. A file is read
as what its name's ending says; ``.gz`` may follow any of them.

    .jsonl .ndjson   JSON Lines, an object a line     .warc   pages that a crawler kept
    .csv .tsv        a table, a document a row        .zip    members of any of these
    anything else    one document

Fields of JSON Lines and columns of tables may have the names in ``FIELDS``.
"""

from __future__ import annotations

from verify.archives.documents import Broken, Document, Meter, Walked, Whole
from verify.archives.fields import FIELDS
from verify.archives.walking import size, walk

__all__ = ["FIELDS", "Broken", "Document", "Meter", "Walked", "Whole", "size", "walk"]
