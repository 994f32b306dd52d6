"""Every operation of the API, in the order in which the documentation tells of them.

Routing, checking, the documentation and its OpenAPI form all read this.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from verify.web.api import articles, claims, desk, evidence, mending, reports, sources

if TYPE_CHECKING:
    from verify.web.api.operations import Operation

SECTIONS: dict[str, tuple[Operation, ...]] = {
    "Articles": articles.OPERATIONS,
    "Claims": claims.OPERATIONS,
    "Mending": mending.OPERATIONS,
    "Evidence": evidence.OPERATIONS,
    "Sources": sources.OPERATIONS,
    "Reports": reports.OPERATIONS,
    "Desk": desk.OPERATIONS,
}

OPERATIONS: tuple[Operation, ...] = tuple(
    operation for section in SECTIONS.values() for operation in section
)
