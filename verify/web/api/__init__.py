"""The API: everything that the pages do, as JSON.

bodies      what a request may say
answers     what is told beside the workbench's records
refusing    how a request is refused
given       what a body brings: a text, a file, a page
operations  what an operation is
schemas     records as JSON schemas
asking      a request's query and body, checked
articles, claims, evidence, sources, reports, desk   the operations
table       all of them; what follows is made from it
routing     from an address to the answer
document    the OpenAPI document
manual      the page that tells of it
"""

from __future__ import annotations

from verify.web.api import manual, routing

__all__ = ["ROUTES"]

ROUTES = [*manual.ROUTES, *routing.ROUTES]
