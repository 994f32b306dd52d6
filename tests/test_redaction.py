"""What must not leave the desk is in no form of a redacted report, and the rest is."""

from __future__ import annotations

import io
import json
from datetime import date
from zipfile import ZipFile

import pypdfium2
import pytest
from dossiers import CONFIG, NOW, TEXT, attribution, claim, detail, dossier, event, sank
from hypothesis import given
from hypothesis import strategies as st

from verify.records import (
    Dossier,
    Evidence,
    FieldChange,
    Finding,
    Independence,
    Note,
    Origin,
    SourceRow,
    Support,
)
from verify.report import FORMS, Form, render
from verify.report.redaction import LEFT_OUT, redacted, without_contacts

SECRETS = (
    *("Zebulon", "quayside", "dossier-77", "ledger", "deadbeef", "moonlit"),
    *("harbour.master", "mole@", "7946", "0171", "555-0199", "deepthroat", "Quillfeather"),
)


def secret() -> Dossier:
    """Secrets wherever the desk can have written them."""
    hidden = detail(
        1,
        claim("Nobody knows why."),
        attribution(speaker=None, source_kind="anonymous", via=[]),
        sources=("Mortimer Quillfeather",),
        status="confirmed",
        verdict_by="ana@desk.example",
        notes=(Note(NOW, "ana@desk.example", "met Zebulon on the quayside"),),
        evidence=(
            Evidence(
                *(1, 1, "dossier-77.pdf", "ledger of May", NOW, "ana", "primary", "supports"),
                quote="moonlit",
                consulted="2026-03-02",
                origin="/desk/dossier-77.pdf",
                sha256="deadbeef" * 8,
                title="The ledger",
            ),
        ),
        history=(
            event(1, "ana@desk.example", "marked")._replace(note="met Zebulon on the quayside"),
            event(2, "ana", "attached", FieldChange("evidence", None, "dossier-77.pdf")),
            event(3, "ana", "attributed",
                  FieldChange("attributed", None, '[["Mortimer Quillfeather"], []]')),
        ),
    )  # fmt: skip
    named = sank()._replace(
        notes=(Note(NOW, "ana", "rang 0171 555 0199, wrote to harbour.master@port.example"),),
        evidence=(
            Evidence(2, 2, "call +44 (0)20 7946 0958", "Signal: @deepthroat", NOW, "ana",
                     origin="/in/mole@port.example.eml", quote="ask for 555-0199, tel 555-0199"),
        ),
        history=(event(4, "ana", "noted")._replace(note="mole@port.example says so"),),
    )  # fmt: skip
    return dossier(
        named._replace(row=named.row._replace(recheck="mole@port.example wrote again")),
        hidden,
        sources=(SourceRow(1, "Mortimer Quillfeather", "anonymous", ("Old Quillfeather",), 1, {}),),
        checkers=("ana@desk.example", "ana"),
        independence=(
            Independence(
                1,
                (
                    Origin("Mortimer Quillfeather", "anonymous",
                           (Support("dossier-77.pdf", ("Zebulon",), "ledger", evidence_id=1),)),
                ),
                1,
                0,
                "",
            ),
        ),
        findings=(Finding("unread", 1, "nobody has opened dossier-77.pdf"),),
    )  # fmt: skip


def words(form: Form, written: str | bytes) -> str:
    """All that a reader, or somebody who unpacks the file, finds in it."""
    if isinstance(written, str):
        return written
    if form == "docx":
        with ZipFile(io.BytesIO(written)) as parts:
            return "\n".join(
                parts.read(name).decode("utf-8", "replace") for name in parts.namelist()
            )
    document = pypdfium2.PdfDocument(written)
    text = "".join(page.get_textpage().get_text_bounded() for page in document)
    text += str(document.get_metadata_dict())
    document.close()
    return text


@pytest.mark.parametrize("form", FORMS)
def test_no_form_tells_a_secret(form: Form) -> None:
    """Every form is searched for every secret; the report that is not redacted tells some."""
    told = words(form, render(secret(), CONFIG, form, redact=True)).casefold()
    assert [one for one in SECRETS if one.casefold() in told] == []
    if form in ("html", "md", "csv", "json"):
        assert "[left out]" in told.replace("\\", "")
        plain = words(form, render(secret(), CONFIG, form)).casefold()
        assert "zebulon" in plain
        assert "0171" in plain


def test_the_rest_stays() -> None:
    """The article, its claims, verdicts, kinds of evidence and who checked are as they were."""
    before, after = secret(), redacted(secret())
    assert [one.text for one in after.versions] == [one.text for one in before.versions]
    assert [one.now.claim for one in after.claims] == [one.now.claim for one in before.claims]
    hidden = after.claims[1]
    assert hidden.notes[0].text == LEFT_OUT
    assert (hidden.evidence[0].kind, hidden.evidence[0].stance) == ("primary", "supports")
    assert hidden.row.verdict_by == "ana"
    assert after.checkers == ("ana",)
    assert after.claims[0].row.sources == ("Ann Lee", "Reuters")


def test_somebody_whom_the_article_does_not_name_is_unnamed() -> None:
    """Also where nothing else is known of who it is."""
    note = Note(NOW, "ana", "met Zebulon")
    nobody = attribution(speaker=None, source_kind="unknown")
    found = dossier(detail(1, claim("Nobody knows why."), nobody, notes=(note,)))
    assert redacted(found).claims[0].notes[0].text == LEFT_OUT


def test_a_name_that_the_article_prints_is_no_secret() -> None:
    """Only the desk's own knowledge of who it is is left out."""
    found = dossier(
        detail(1, claim("Nobody knows why."), attribution(), sources=("Ann Lee",)),
        sources=(SourceRow(1, "Ann Lee", "anonymous", (), 1, {}),),
    )
    assert "Ann Lee" in TEXT
    assert redacted(found).sources[0].name == "Ann Lee"


def test_a_redacted_report_says_so() -> None:
    """Nobody takes it for the whole."""
    assert "private contacts" in render(secret(), CONFIG, "md", redact=True)
    assert json.loads(render(secret(), CONFIG, "json", redact=True))["summary"]["redacted"] is True


@pytest.mark.parametrize(
    "text",
    [
        "called 2025-05-09, again on 2025-06-01",
        "350,000 of 1 234 567 in 2025; 200.000.000",
        "table 12, p. 4, 00:12:31",
        "https://example.org/2025/05/09/story",
        "rose from 64.5% to 70%, 12 of 40",
    ],
)
def test_days_and_figures_are_no_telephones(text: str) -> None:
    """A report without its figures would be none."""
    assert without_contacts(text) == text


@given(
    st.sampled_from(["+49 30 1234567", "(020) 7946 0958", "0171/555 0199", "212-555-0199",
                     "ann.lee@port.example", "ann [at] port [dot] example", "ann%40port.example",
                     "Änne@häfen.example"]),
    st.text("abc .,;:\n", max_size=12),
    st.text(" .,;:\n", max_size=6),
)  # fmt: skip
def test_contacts_are_found_between_any_words(contact: str, before: str, after: str) -> None:
    """Numbers and addresses as people write them, wherever they stand."""
    text = without_contacts(f"{before} {contact} {after}")
    assert not any(part in text for part in ("1234567", "7946", "0199", "port", "häfen"))


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_no_day_is_left_out(day: date) -> None:
    """Also after a word that a number often follows."""
    assert without_contacts(f"called {day.isoformat()} again") == f"called {day.isoformat()} again"


def test_a_long_word_is_read_over_once() -> None:
    """Of data in base64, say; a number without gaps is a telephone's, too."""
    assert without_contacts("a" * 200_000) == "a" * 200_000
    assert "603123456" not in without_contacts("her number: 603123456")
