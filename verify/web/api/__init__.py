"""The API: everything that the pages do, as JSON.

    fields      kinds of fields, and how much each may hold
    bodies      what the bodies of requests say
    queries     what stands after an address's question mark
    answers     what is told beside the workbench's records
    refusing    how a request is refused
    given       what a body brings: a text, a file, a page
    operations  what an operation is
    schemas     records as JSON schemas
    asking      a request's query and body, checked
    articles, claims, mending, evidence, sources, reports, desk    the operations
    table       all of them
    routing     from an address to the answer
    telling     the guards' refusals, as the API tells its own
    document    the OpenAPI document
    manual      the page that tells of it

Addresses, checks and documentation are all made from the table.
"""

from __future__ import annotations

from verify.web.api import manual, routing

__all__ = ["ROUTES"]

ROUTES = [*manual.ROUTES, *routing.ROUTES]
