"""Rules of sourcing, each with the reason why a desk has it.

A rule is a function from what is known of one claim to what is wrong with it, in words; its
docstring is its explanation. The findings ask a person to look: nothing is marked.
"""

from __future__ import annotations

from datetime import date
from functools import cached_property
from inspect import cleandoc
from typing import TYPE_CHECKING, NamedTuple

from verify.records import Finding
from verify.workbench.evidence import holds

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

    from claims.transcripts import Quoted, Transcript
    from verify.config import Status
    from verify.records import ClaimDetail, Dossier, Independence

_FEWEST_SOURCED = 3
"""So many claims must be somebody's word for an article to rest on one."""


class Seen(NamedTuple):
    """What the rules look at: a claim, where it comes from, and its article.

    ``quotes`` are its quotations, each with what it is in the documents attached to the claim,
    ``texts`` the words of kept documents by their SHA-256, ``worded_at`` when the version was
    added that worded it as it now stands.
    """

    detail: ClaimDetail
    origins: Independence
    outlet: str
    statuses: Mapping[str, Status]
    quotes: Mapping[str, Sequence[str]]
    texts: Mapping[str, str]
    worded_at: str

    @property
    def confirmed(self) -> bool:
        return bool((status := self.statuses.get(self.detail.row.status)) and status.confirms)

    @property
    def proofs(self) -> set[str]:
        """The evidence that bears on it: a file attached twice is one, and context is none."""
        return {
            one.sha256 or f"{one.origin} {one.locator}"
            for one in self.detail.evidence
            if one.stance != "context"
        }

    @property
    def flags(self) -> set[str]:
        """The rules of the machine's flags."""
        return {flag["rule"] for flag in self.detail.now.claim["flags"]}

    @property
    def unnamed(self) -> bool:
        """Whether only somebody without a name stands behind the claim."""
        row, attribution = self.detail.row, self.detail.now.attribution
        if row.attributed or attribution is None:
            return False
        return bool(attribution["source_kind"] == "anonymous")


def unattributed_figure(seen: Seen) -> Iterator[str]:
    """A figure needs a source: the reader must be able to see whose count it is."""
    if "unattributed figure" in seen.flags and not seen.detail.row.attributed:
        figures = ", ".join(one["text"] for one in seen.detail.now.claim["quantities"])
        yield f"no source is given for {figures}"


def anonymous_only(seen: Seen) -> Iterator[str]:
    """A claim that rests on unnamed sources alone needs something that bears it out: the reader
    cannot judge who says it.
    """
    if seen.unnamed and not seen.proofs:
        yield "only an unnamed source says it, and no evidence is attached"


def single_origin(seen: Seen) -> Iterator[str]:
    """What several articles say can still be one source's word: copies and quotations of one
    agency do not confirm each other.
    """
    places = [place for origin in seen.origins.origins for place in origin.supports]
    if len(places) > 1 and len(seen.origins.origins) == 1 and not seen.origins.primary:
        outlets = ", ".join(dict.fromkeys(place.outlet for place in places))
        yield f"{len(places)} places say it ({outlets}), all from {seen.origins.origins[0].name}"


def plural_sources(seen: Seen) -> Iterator[str]:
    """Sources in the plural are at least two: Reuters' handbook forbids the plural for one."""
    because = (seen.detail.now.attribution or {}).get("because", ())
    plural = any(one["rule"] == "unnamed" and "no number" in one["detail"] for one in because)
    if seen.unnamed and plural and len(seen.proofs) < 2:
        told = "one piece" if seen.proofs else "none"
        yield f"sources in the plural, without a number; of two pieces of evidence there is {told}"


def no_evidence(seen: Seen) -> Iterator[str]:
    """A verdict without its evidence is an opinion: the next checker must be able to repeat it."""
    if seen.confirmed and not seen.proofs:
        yield f"{seen.detail.row.status} without evidence"


def insufficient(seen: Seen) -> Iterator[str]:
    """A claim is confirmed by first-hand evidence, or by several independent others; how many of
    each the desk asks for stands in its settings.
    """
    if seen.confirmed and seen.proofs and seen.origins.lacks:
        primary, secondary = seen.origins.primary, seen.origins.secondary
        yield (
            f"{primary} primary and {secondary} independent secondary pieces of evidence; "
            f"{seen.origins.lacks}"
        )


def stale_verdict(seen: Seen) -> Iterator[str]:
    """A verdict holds for the words it was given on, and until the day it was given for."""
    row = seen.detail.row
    if row.verdict_by is None:
        return
    marked = [one.at for one in seen.detail.history if one.action == "marked" and not one.undone]
    if row.recheck is not None:
        yield f"the verdict is older than the text: {row.recheck}"
    elif row.valid_until is not None and row.valid_until < date.today().isoformat():
        yield f"the verdict held until {row.valid_until}"
    elif marked and marked[-1] < seen.worded_at:
        yield "the verdict is older than the words, which have been edited since"


def circular(seen: Seen) -> Iterator[str]:
    """An article is not borne out by itself: not by its own publisher, and not by who has it from
    there.
    """
    places = [place for origin in seen.origins.origins for place in origin.supports]
    own = next(
        one for one in places if one.evidence_id is None and one.claim_id == seen.detail.row.id
    )
    others = sorted((one for one in places if one is not own), key=lambda one: one.evidence_id or 0)
    for place in others:
        if place.evidence_id is not None and place.outlet == seen.outlet:
            yield f"evidence {place.evidence_id} is of {seen.outlet}, which publishes the article"
        elif place.evidence_id is not None and seen.outlet in place.chain[:-1]:
            yield f"evidence {place.evidence_id} ({place.outlet}) has it from {seen.outlet}"
        elif seen.outlet in place.chain[:-1] and place.outlet in own.chain[:-1]:
            yield f"{place.outlet} has it from {seen.outlet}, and {seen.outlet} from {place.outlet}"


def quote_not_found(seen: Seen) -> Iterator[str]:
    """Words in quotation marks are somebody's very words, and must stand in what was attached."""
    for words, outcomes in seen.quotes.items():
        if all(outcome == "missing" for outcome in outcomes):
            yield f"“{words}” is not in the attached words"
        elif "exact" not in outcomes:
            [how, *_] = [outcome for outcome in outcomes if outcome != "missing"]
            yield f"“{words}” is {how} there: verify quotes shows how"


def misquoted_evidence(seen: Seen) -> Iterator[str]:
    """What is quoted as proof must stand in the document that is kept: the next checker will look
    for it there.
    """
    for one in seen.detail.evidence:
        text = seen.texts.get(one.sha256 or "")
        if one.quote and text is not None and not holds(text, one.quote):
            yield f"evidence {one.id} does not have “{one.quote}” in its words"


def flag_unseen(seen: Seen) -> Iterator[str]:
    """What the machine flags (a sum that does not come out, a weekday that does not fit) somebody
    should look at, and say so.
    """
    row = seen.detail.row
    if row.flags and row.status == next(iter(seen.statuses)) and not seen.detail.notes:
        yield f"nobody looked at: {'; '.join(row.flags)}"


RULES: dict[str, Callable[[Seen], Iterator[str]]] = {
    "unattributed-figure": unattributed_figure,
    "anonymous-only": anonymous_only,
    "single-origin": single_origin,
    "plural-sources": plural_sources,
    "no-evidence": no_evidence,
    "insufficient": insufficient,
    "stale-verdict": stale_verdict,
    "circular": circular,
    "quote-not-found": quote_not_found,
    "misquoted-evidence": misquoted_evidence,
    "flag-unseen": flag_unseen,
}
"""Every rule by the name that the settings use."""


def explained(rule: str) -> str:
    """Why a desk has the rule."""
    return " ".join(cleandoc(RULES[rule].__doc__ or "").split())


def lint(
    dossier: Dossier,
    statuses: Sequence[Status],
    texts: Mapping[str, str],
    without: Collection[str] = (),
) -> list[Finding]:
    """What the rules find in an article's claims, in its order; ``without`` are left out.

    ``texts`` are the words of kept documents by their SHA-256.
    """
    on = {name: rule for name, rule in RULES.items() if name not in without}
    outlet = dossier.article.publisher or dossier.article.slug
    added = {version.number: version.added_at for version in dossier.versions}
    known = {status.name: status for status in statuses}
    looked_up = _Quotes(dossier.versions[-1].text, texts)
    found = []
    for detail, origins in zip(dossier.claims, dossier.independence, strict=True):
        quotes = looked_up.of(detail) if "quote-not-found" in on else {}
        seen = Seen(detail, origins, outlet, known, quotes, texts, _worded_at(detail, added))
        for name, rule in on.items():
            found += [Finding(name, detail.row.id, message) for message in rule(seen)]
    if "single-origin" in on:
        found += _one_origin(dossier)
    return found


class _Quotes:
    """The quotations of an article, looked up in documents; nothing is read before it is needed."""

    def __init__(self, text: str, texts: Mapping[str, str]) -> None:
        self._text = text
        self._texts = texts
        self._transcripts: dict[str, Transcript] = {}

    def of(self, detail: ClaimDetail) -> dict[str, list[str]]:
        """Each quotation that the claim's words are of, with its outcome in each document."""
        kept = [one.sha256 for one in detail.evidence if self._texts.get(one.sha256 or "")]
        if not kept or not detail.row.quoted:
            return {}
        spans = detail.now.claim["spans"]
        return {
            one.text: [self._outcome(sha256, one.text) for sha256 in kept if sha256]
            for one in self._quotations
            if any(start < one.span.end and one.span.start < end for start, end in spans)
        }

    @cached_property
    def _quotations(self) -> Sequence[Quoted]:
        from claims.transcripts import quotations

        return quotations(self._text)

    def _outcome(self, sha256: str, words: str) -> str:
        from claims.transcripts import Transcript, faithful

        if sha256 not in self._transcripts:
            self._transcripts[sha256] = Transcript(self._texts[sha256])
        found = self._transcripts[sha256].find(words)
        return "exact" if faithful(found) else found.outcome


def _worded_at(detail: ClaimDetail, added: Mapping[int, str]) -> str:
    """When the version was added that first had the claim's words of now."""
    first = detail.now
    for occurrence in reversed(detail.occurrences):
        if occurrence.text != detail.now.text:
            break
        first = occurrence
    return added[first.version]


def _one_origin(dossier: Dossier) -> Iterator[Finding]:
    """Of the whole article: all that is somebody's word is one's word."""
    sourced = [detail.row for detail in dossier.claims if detail.row.sources]
    origins = {row.sources[: len(row.sources) - row.relays] for row in sourced}
    if len(sourced) >= _FEWEST_SOURCED and len(origins) == 1:
        [names] = origins
        message = (
            f"all {len(sourced)} claims that are somebody’s word are that of {', '.join(names)}"
        )
        yield Finding("single-origin", None, message)
