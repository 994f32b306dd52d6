"""Operations on sources."""

from __future__ import annotations

from verify.records import SourceRow
from verify.web.api.answers import SourcePage, cut
from verify.web.api.bodies import Classifying, Merging
from verify.web.api.operations import operation
from verify.web.api.queries import SourceList
from verify.workbench import Workbench


def list_sources(bench: Workbench, query: SourceList) -> SourcePage:
    """List the sources with their kinds, claims and other names."""
    found = bench.sources(query.article)
    return SourcePage(*cut(found, lambda one: one.id, query.limit, query.after))


def merge_sources(bench: Workbench, body: Merging) -> SourceRow:
    """Let several names stand for one source, here and in later articles."""
    return bench.merge_sources(body.names, body.into)


def classify_source(bench: Workbench, body: Classifying) -> SourceRow:
    """Say what kind of source it is, here and in later articles."""
    return bench.classify_source(body.name, body.kind)


OPERATIONS = (
    operation("GET", "/sources", list_sources),
    operation("POST", "/sources/merge", merge_sources, "sources"),
    operation("POST", "/sources/classify", classify_source, "sources"),
)
