"""Files as they really come: every encoding, every wrong file, and what is said about them."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from verify import reading
from verify.errors import VerifyError

ARTICLE = "The café’s owner said “no” to the mayor.\nPrices rose 5% – or £2 – in May."
RUSSIAN = (
    "Президент заявил журналистам, что переговоры прошли успешно. Цены выросли на 5%, сообщило "
    "министерство, и в следующем году они, как ожидается, вырастут ещё на 3%. Мэр это отрицает."
)
FRENCH = "Le maire a déclaré que l’été était très chaud à Genève : les prix ont augmenté, dit-il."


def saved(folder: Path, data: bytes, name: str = "article.txt") -> str:
    path = folder / name
    path.write_bytes(data)
    return str(path)


def refusal(name: str) -> VerifyError:
    with pytest.raises(VerifyError) as caught:
        reading.read(name)
    assert "\n" not in str(caught.value)
    assert caught.value.hint
    return caught.value


@pytest.mark.parametrize("name", ["draft.pdf", "draft.DOCX"])
@pytest.mark.parametrize("data", [ARTICLE.encode(), b"<!doctype html><p>Prices rose.</p>"])
def test_a_file_that_is_not_what_it_is_called(tmp_path: Path, name: str, data: bytes) -> None:
    """Words in a file of that name are no document: it is damaged, or another was meant."""
    path = tmp_path / name
    path.write_bytes(data)
    assert "is no " in str(refusal(str(path)))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_a_declared_or_plain_encoding_is_read_without_a_word(tmp_path: Path, encoding: str) -> None:
    """UTF-8 and whatever has a byte order mark needs no assumption, and the mark is not text."""
    found = reading.read(saved(tmp_path, ARTICLE.encode(encoding)))
    assert found.text == ARTICLE
    assert found.assumed is None


@pytest.mark.parametrize(
    ("encoding", "text", "said"),
    [
        ("cp1252", ARTICLE, "Windows-1252"),
        ("cp1252", FRENCH, "Windows-1252"),
        ("cp1252", "He paid £5 for it.", "Windows-1252"),
        ("cp1252", "Zoé était là. L'été fut très long.", "Windows-1252"),
        ("latin-1", "João Simões disse que a inflação não subiu.", "Windows-1252"),
        ("latin-1", "Åsa Öberg säger att priserna på el har ökat i år.", "Windows-1252"),
        ("cp1250", "Předseda vlády řekl, že ceny letos klesly a že se situace zlepšila.", "cp1250"),
        ("mac-roman", ARTICLE, "mac-"),
        ("utf-16-le", ARTICLE, "UTF-16-LE"),
        ("utf-16-be", ARTICLE, "UTF-16-BE"),
        ("cp1251", RUSSIAN, "cp1251"),
        ("koi8-r", RUSSIAN, "koi8-r"),
    ],
)
def test_any_other_encoding_is_found_and_said(
    tmp_path: Path, encoding: str, text: str, said: str
) -> None:
    """What had to be assumed is said, with the file's name."""
    found = reading.read(saved(tmp_path, text.encode(encoding)))
    assert found.text == text
    assert found.assumed is not None
    assert said in found.assumed
    assert "article.txt" in found.assumed


def test_one_broken_byte_does_not_turn_utf8_into_something_else(tmp_path: Path) -> None:
    """A file that is UTF-8 but for a byte keeps its other letters, and the damage is said."""
    data = (ARTICLE * 4).encode()
    found = reading.read(saved(tmp_path, data[:20] + b"\xff" + data[20:]))
    assert found.text.count("’s owner said “no”") >= 3
    assert found.text.count("\ufffd") == 1
    assert "1 broken" in (found.assumed or "")


def test_line_ends_and_stray_nuls_stay_as_they_are(tmp_path: Path) -> None:
    """Spans count in the text as it was, so nothing in it is tidied."""
    text = "One.\r\nTwo.\rThree.\nFo\0ur."
    assert reading.read(saved(tmp_path, text.encode())).text == text


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "no words"),
        (b" \n\t\xef\xbb\xbf", "no words"),
        ("\u200b\u2014 \u2026".encode(), "no words"),
        (b"%PDF-1.7 words", "PDF"),
        (b"PK\x03\x04rest", "office document"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "PNG"),
        (bytes(range(256)) * 20, "not text"),
        (b"\0" * 5000, "not text"),
        (b"\0\1\2\3words" * 50, "not text"),
        (b"x" * (reading.MAX_BYTES + 1), "larger than 20 MB"),
    ],
)
def test_what_is_no_article_is_refused_with_the_way_out(
    tmp_path: Path, data: bytes, said: str
) -> None:
    """Empty, binary, an office file, far too large: one line, and what to do."""
    assert said in refusal(saved(tmp_path, data)).message


def test_the_wrong_name_is_refused_with_the_way_out(tmp_path: Path) -> None:
    """A missing file, a folder, an address and a name no file can have."""
    assert "No such file" in refusal(str(tmp_path / "none.txt")).message
    assert "directory" in refusal(str(tmp_path)).message
    assert "--url" in refusal("https://example.org/story").hint
    refusal("a\0b")


def test_standard_input_is_read_by_a_dash(monkeypatch: pytest.MonkeyPatch) -> None:
    """A dash is standard input, which has no name to make a title of."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(ARTICLE.encode())))
    assert reading.read("-") == reading.Reading(ARTICLE, None, None)


@given(data=st.binary(max_size=400) | st.text(max_size=200).map(lambda text: text.encode()))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200)
def test_any_bytes_are_read_or_refused(tmp_path: Path, data: bytes) -> None:
    """No file makes reading fail in any other way, and UTF-8 is always read as it is."""
    name = saved(tmp_path, data)
    try:
        found = reading.read(name)
    except VerifyError:
        return
    assert any(character.isalnum() for character in found.text)
    if found.assumed is None and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        assert found.text.encode() == data


@pytest.mark.parametrize(
    ("text", "origin", "title"),
    [
        ("Mayor quits\n\nThe mayor quit on Monday.", "a.txt", "Mayor quits"),
        ("The mayor quit on Monday.\nShe left.", "city/mayor.txt", "mayor"),
        ("No more lines here", "one-line.txt", "one-line"),
        ("x" * 200 + "\nThe mayor quit.", "long.txt", "long"),
        ("Mayor   quits\r\nThe mayor quit.", "a.txt", "Mayor quits"),
        ("The mayor quit on Monday.", None, "The mayor quit on Monday."),
        ("word " * 50, None, ("word " * 12).rstrip() + "…"),
    ],
)
def test_a_title_is_the_heading_or_the_file(text: str, origin: str | None, title: str) -> None:
    """A short first line without a full stop is a heading; else the file lends its name."""
    assert reading.title_of(text, origin) == title


@pytest.mark.parametrize(
    ("origin", "slug"),
    [
        ("seeds/venezuela-russia.txt", "venezuela-russia"),
        ("Été 2024 (final).txt", "ete-2024-final"),
        ("статья.txt", None),
        (None, None),
        ("a" * 90 + ".txt", "a" * 60),
    ],
)
def test_a_slug_is_made_of_the_files_name(origin: str | None, slug: str | None) -> None:
    """Something to type: lower case, ASCII, hyphens, not too long."""
    assert reading.slug_of(origin) == slug
