"""A dossier without what must not leave the desk, for every form of the report alike.

Left out are the notes and the evidence of claims that rest on an unnamed source, the name of such
a source where the article does not print it, and e-mail addresses and telephone numbers wherever
people wrote them, be it to word a claim. The article's own text, and the claims in it, are
published and stay whole.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from verify.records import Evidence
from verify.report import sourcing
from verify.report.deeds import DEEDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verify.records import (
        ChangeRow,
        ClaimDetail,
        Dossier,
        Event,
        FieldChange,
        Finding,
        Independence,
        Json,
        Occurrence,
        Support,
    )

LEFT_OUT = "[left out]"
_TOLD_OF_PROOF = frozenset(
    {"evidence", "evidence_id", "quote", "origin", "document", "consulted", "attributed"}
)
"""Fields of the log that tell what the desk has from an unnamed source, or who that is."""

_MAIL = re.compile(
    r"""(?:mailto:\s*)?(?<![\w.+'’-])[\w.+'’-]{1,64}
    \s?(?:@|＠|%40|[(\[{]\s*at\s*[)\]}])\s?
    [\w-]+(?:\s?(?:\.|[(\[{]\s*dot\s*[)\]}])\s?[\w-]+)*""",
    re.VERBOSE | re.IGNORECASE,
)

# A number is a telephone's when it is written as one, or when a word before it says so. Days and
# figures with separators are none. What is left out by mistake is a smaller loss than what is not.
_GAP = r"[\s.\-–/()\u00a0\u2009\u2011]{0,3}"
_PHONE = re.compile(
    rf"""(?<![\w.])(?:
    (?:tel:)?(?:\+|00)\d(?:{_GAP}\d){{6,14}}       # international
    | \(?0\d(?:{_GAP}\d){{6,12}}                   # national, with its zero
    | \(\d{{2,5}}\)(?:{_GAP}\d){{5,10}}            # an area in brackets
    | \d{{3}}[\s.\-–]\d{{3}}[\s.\-–]\d{{4}}        # North America
    | (?<!p\.\s)(?<!p\.)\d{{3}}-\d{{4}}            # the same without its area; no pages
    | \d{{9,15}}                                   # nothing but digits
    )(?!\w)""",
    re.VERBOSE,
)
_CALLED = re.compile(
    r"""(?P<word>\b(?:tele)?(?:phone|tel|fax|mobile|cell|call|called|dial|ring|rang|text|texted
    |whats?app|signal|telegram|threema|viber|skype)\b[^\w@+]{0,3}(?:\w+[^\w@+]{1,3}){0,3}?)
    (?P<contact>@\w{2,}|\+?\d[\d\s.\-–/()]{4,}\d)""",
    re.VERBOSE | re.IGNORECASE,
)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}").fullmatch

Some = TypeVar("Some", str, "str | None")


def _is_worded(claim: Json) -> bool:
    """Whether a claim is in a person's own words."""
    return any(why["rule"] == "worded" for why in claim.get("because", ()))


class _Secrets(NamedTuple):
    """What is looked for beside contacts: names, and the claims of which all is left out."""

    names: tuple[str, ...]
    claims: frozenset[int]


def redacted(dossier: Dossier) -> Dossier:
    """The dossier with ``LEFT_OUT`` in the place of each thing that is left out."""
    kinds = {row.name: row.kind for row in dossier.sources}
    details = (*dossier.claims, *dossier.removed)
    secrets = _Secrets(
        tuple(_unprinted(dossier)),
        frozenset(detail.row.id for detail in details if _rests_on_unnamed(detail, kinds)),
    )
    told = frozenset(
        words for detail in details if detail.row.id in secrets.claims for words in _told(detail)
    )
    clean = _Cleaner(secrets, told)
    return dossier._replace(
        article=dossier.article._replace(added_by=clean.actor(dossier.article.added_by)),
        versions=tuple(
            one._replace(origin=clean.whole(one.origin), added_by=clean.actor(one.added_by))
            for one in dossier.versions
        ),
        claims=tuple(map(clean.detail, dossier.claims)),
        removed=tuple(map(clean.detail, dossier.removed)),
        sources=tuple(
            row._replace(name=clean.named(row.name), aliases=tuple(map(clean.named, row.aliases)))
            for row in dossier.sources
        ),
        changes=tuple(map(clean.change, dossier.changes)),
        checkers=tuple(dict.fromkeys(map(clean.actor, dossier.checkers))),
        independence=tuple(map(clean.independence, dossier.independence)),
        findings=tuple(map(clean.finding, dossier.findings)),
    )


def without_contacts(text: str) -> str:
    """The text without e-mail addresses and telephone numbers.

    >>> without_contacts("call Ann on 0171 555 0199 or ann@example.org by 2025-05-09")
    'call Ann on [left out] or [left out] by 2025-05-09'
    """
    text = _MAIL.sub(LEFT_OUT, text)
    text = _PHONE.sub(LEFT_OUT, text)
    return _CALLED.sub(_called, text)


def _called(match: re.Match[str]) -> str:
    contact = match["contact"]
    return match[0] if _DAY(contact.strip()) else match["word"] + LEFT_OUT


def _unprinted(dossier: Dossier) -> Iterator[str]:
    """Names of unnamed sources, longest first, that no version of the article prints."""
    printed = " ".join(version.text for version in dossier.versions).casefold()
    names = {
        name
        for row in dossier.sources
        if row.kind == "anonymous"
        for name in (row.name, *row.aliases)
    }
    names |= {
        name
        for detail in (*dossier.claims, *dossier.removed)
        if (detail.now.attribution or {}).get("source_kind") == "anonymous"
        for name in detail.row.sources[: len(detail.row.sources) - detail.row.relays]
    }
    yield from sorted(
        (name for name in names if name.casefold() not in printed), key=len, reverse=True
    )


def _rests_on_unnamed(detail: ClaimDetail, kinds: dict[str, str]) -> bool:
    row, attribution, claim = detail.row, detail.now.attribution, detail.now.claim
    if any(kinds.get(name) == "anonymous" for name in row.sources):
        return True
    unnamed = attribution is not None and attribution["source_kind"] == "anonymous"
    unnamed = unnamed or sourcing.rests_on(detail, kinds) == sourcing.UNNAMED
    return unnamed or "anonymous" in claim.get("source_kinds", ())


def _told(detail: ClaimDetail) -> Iterator[str]:
    """Words that are left out with a claim, so that they are found where others repeat them."""
    yield from (note.text for note in detail.notes)
    for proof in detail.evidence:
        found = (proof.locator, proof.note, proof.quote, proof.origin, proof.title, proof.sha256)
        yield from filter(None, found)


class _Cleaner:
    """Cleans records of one dossier."""

    def __init__(self, secrets: _Secrets, told: frozenset[str]) -> None:
        self._names = secrets.names
        self._claims = secrets.claims
        self._told = sorted((one for one in told if len(one) > 2), key=len, reverse=True)

    def actor(self, name: Some) -> Some:
        """Somebody of the desk: of an address only what stands before the @."""
        if name is None or not _MAIL.search(name):
            return name
        return _MAIL.sub(lambda match: re.split("[@＠]", match[0])[0], name)

    def named(self, name: str) -> str:
        return without_contacts(self._without(name, self._names))

    def words(self, text: Some) -> Some:
        """Somebody's words without contacts and hidden names."""
        return text and self.named(text)

    def whole(self, name: Some) -> Some:
        """A file or address, left out as a whole where a contact is part of it."""
        return LEFT_OUT if name is not None and self.words(name) != name else name

    def repeating(self, text: str) -> str:
        """Words of a program, which may repeat what was left out."""
        return self.named(self._without(text, self._told))

    def _without(self, text: str, hidden: tuple[str, ...] | list[str]) -> str:
        for one in hidden:
            text = re.sub(re.escape(one), lambda _: LEFT_OUT, text, flags=re.IGNORECASE)
        return text

    def detail(self, detail: ClaimDetail) -> ClaimDetail:
        row = detail.row
        hide = row.id in self._claims
        mended = any(event.action in DEEDS for event in detail.history)
        return detail._replace(
            row=row._replace(
                text=self.named(row.text) if _is_worded(detail.now.claim) else row.text,
                recheck=self.words(row.recheck),
                correction=self.words(row.correction),
                sources=tuple(map(self.named, row.sources)),
                candidates=tuple(map(self.named, row.candidates)),
                assignee=self.actor(row.assignee),
                verdict_by=self.actor(row.verdict_by),
                signed_off_by=self.actor(row.signed_off_by),
            ),
            now=self._occurrence(detail.now),
            occurrences=tuple(map(self._occurrence, detail.occurrences)),
            notes=tuple(
                note._replace(
                    text=LEFT_OUT if hide else self.words(note.text), actor=self.actor(note.actor)
                )
                for note in detail.notes
            ),
            evidence=tuple(self._proof(proof, hide) for proof in detail.evidence),
            history=tuple(self._event(event, hide, mended) for event in detail.history),
        )

    def _occurrence(self, one: Occurrence) -> Occurrence:
        text = self.named(one.text) if _is_worded(one.claim) else one.text
        return one._replace(text=text, claim=self._claim(one.claim))

    def _claim(self, claim: Json) -> Json:
        """A claim with a person's words cleaned, and the person's name."""
        if not any(why["rule"] == "person" for why in claim.get("because", ())):
            return claim
        because = [
            {**why, "detail": self.actor(why["detail"])} if why["rule"] == "person" else why
            for why in claim["because"]
        ]
        text = self.named(claim["text"]) if _is_worded(claim) else claim["text"]
        return {**claim, "text": text, "because": because}

    def change(self, change: ChangeRow) -> ChangeRow:
        before, after = (
            self._claim(one) if isinstance(one, dict) else one
            for one in (change.before, change.after)
        )
        return change._replace(before=before, after=after, recheck=self.words(change.recheck))

    def _proof(self, proof: Evidence, hide: bool) -> Evidence:
        if hide:
            return Evidence(
                *(proof.id, proof.claim_id, LEFT_OUT, None, proof.at, self.actor(proof.actor)),
                kind=proof.kind,
                stance=proof.stance,
            )
        return proof._replace(
            locator=self.words(proof.locator),
            note=self.words(proof.note),
            quote=self.words(proof.quote),
            title=self.words(proof.title),
            publisher=self.words(proof.publisher),
            origin=self.whole(proof.origin),
            actor=self.actor(proof.actor),
        )

    def _event(self, event: Event, hide: bool, mended: bool) -> Event:
        note = event.note and (LEFT_OUT if hide else self.words(event.note))
        return event._replace(
            note=note,
            actor=self.actor(event.actor),
            source=self.words(event.source),
            changes=tuple(
                self._change(change, hide, mended)
                for change in event.changes
                if change.field != "worded"
            ),
        )

    def _change(self, change: FieldChange, hide: bool, mended: bool) -> FieldChange:
        hide = hide and change.field in _TOLD_OF_PROOF
        sides = (change.before, change.after)
        if change.field in ("assignee", "verdict_by", "signed_off_by"):
            before, after = map(self.actor, sides)
        elif change.field == "text" and not mended:
            before, after = sides
        else:
            before, after = (one and (LEFT_OUT if hide else self.words(one)) for one in sides)
        return change._replace(before=before, after=after)

    def independence(self, found: Independence) -> Independence:
        hide = found.claim_id in self._claims
        return found._replace(
            lacks=self.named(found.lacks),
            origins=tuple(
                origin._replace(
                    name=self.repeating(origin.name),
                    supports=tuple(self._support(one, hide) for one in origin.supports),
                )
                for origin in found.origins
            ),
        )

    def _support(self, support: Support, hide: bool) -> Support:
        if hide and support.evidence_id is not None:
            return support._replace(outlet=LEFT_OUT, chain=(LEFT_OUT,), why=LEFT_OUT)
        return support._replace(
            outlet=self.named(support.outlet),
            chain=tuple(map(self.named, support.chain)),
            why=self.named(support.why),
        )

    def finding(self, found: Finding) -> Finding:
        return found._replace(message=self.repeating(found.message))
