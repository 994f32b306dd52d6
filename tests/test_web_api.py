"""The API over HTTP, against a real server and a real database."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from base64 import b64encode
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from conftest import Done
from drafts import DRAFT, REVISED, revise, shelve
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from listening import desk
from openapi_spec_validator import validate
from web_calls import CALLS, FILES, STORY

from verify.cli import run
from verify.config import Config
from verify.records import Filter, Proof
from verify.report import packed
from verify.web import reading_alone as waiting
from verify.web.api.document import document
from verify.web.api.operations import ROOT, Operation
from verify.web.api.table import OPERATIONS
from verify.workbench import Workbench, bundling
from verify.workbench.evidence import File

PORT = """\
Exports rose 54% last year.
Maria Lopez: “The port will close in June.”
The mayor: Good.
"""
NAMED = {one.name: one for one in OPERATIONS}
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def fill(folder: Path) -> Path:
    """A database on which people have worked, and the files that commands read."""
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    path = folder / "verify.db"
    shelve(path, DRAFT, "harbour")
    with Workbench(path, actor="ana") as ana, Workbench(path, actor="ben") as ben:
        ana.mark([1, 2], "confirmed", evidence=["p. 4"])
        ana.attach_file([4], File(FILES["minutes.txt"].encode(), "minutes.txt"), Proof("p. 2"))
        revise(path, REVISED, "harbour")
        shelve(path, PORT, "port")
        ana.drop([6])
        ben.mark([5], "confirmed")
        ana.note([4], "call again")
        config = Config(folder / "config.toml")
        data = ana.bundle("harbour", packed(ana.dossier("harbour"), config))
        (folder / "harbour.zip").write_bytes(data)
    return path


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """The database in a folder of its own."""
    folder = tmp_path / "shelf"
    folder.mkdir()
    return fill(folder)


@pytest.fixture
def ana(shelf: Path) -> Iterator[httpx.Client]:
    """Ana, who has the desk open."""
    with desk(shelf) as client:
        yield client


@pytest.fixture
def command(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., Any]:
    """What a command prints as JSON, on a database."""

    def printed(path: Path, *words: str) -> Any:
        monkeypatch.chdir(path.parent)
        monkeypatch.setenv("VERIFY_DB", str(path))
        monkeypatch.setenv("VERIFY_CONFIG", str(path.with_name("config.toml")))
        monkeypatch.setenv("VERIFY_USER", "ana")
        capsys.readouterr()
        return Done(run([*words, "--json"]), *capsys.readouterr()).json

    return printed


def asked(client: httpx.Client, name: str, shelf: Path) -> httpx.Response:
    """The answer to the request that stands for an operation."""
    call, method = CALLS[name], NAMED[name].method
    body = call.body
    if name == "take_in_bundle":
        data = b64encode(shelf.with_name("harbour.zip").read_bytes()).decode()
        body = {**(body or {}), "file": {"name": "harbour.zip", "data": data}}
    return client.request(method, ROOT + call.path, json=body)


def everything(path: Path) -> list[str]:
    """All that is in a database."""
    with Workbench(path, actor="ana") as bench:
        assert bench.check() == []
        return [json.dumps(row) for row in bench.export() if row.get("table") != "header"]


def timeless(value: Any) -> Any:
    """A value with every time made the same."""
    return json.loads(TIME.sub("T", json.dumps(value)))


def closed(schema: Any) -> Any:
    """A schema by which an object has no field that is not told of."""
    if isinstance(schema, list):
        return [closed(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    told = {name: closed(one) for name, one in schema.items()}
    if isinstance(told.get("properties"), dict) and told.get("type") == "object":
        told["additionalProperties"] = False
    return told


def assert_fits(answer: Any, schema: Any) -> None:
    """An answer is what the documentation says, and nothing more."""
    whole = closed({**schema, "components": document()["components"]})
    Draft202012Validator(whole).validate(answer)


# What is told


def test_the_document_is_openapi(ana: httpx.Client) -> None:
    """What the desk serves is a valid OpenAPI document with every operation, each named once."""
    told = ana.get("/api/openapi.json").json()
    validate(told)
    names = [one["operationId"] for path in told["paths"].values() for one in path.values()]
    assert sorted(names) == sorted(NAMED)
    assert len(names) == len(OPERATIONS)


def test_the_page_tells_of_every_operation(ana: httpx.Client) -> None:
    """Each has its place on the page, an example with a token, and links that lead somewhere."""
    html = ana.get("/api").text
    ids = set(re.findall(' id="([^"]+)"', html))
    assert set(NAMED) <= ids
    assert set(re.findall('href="#([^"]+)"', html)) <= ids
    assert html.count("Authorization: Bearer $TOKEN") >= len(OPERATIONS)
    assert "\n  -F file=@harbour.zip" in html


@pytest.mark.parametrize("name", NAMED)
def test_an_operation_answers_as_told(
    name: str, ana: httpx.Client, shelf: Path, command: Callable[..., Any]
) -> None:
    """Its answer fits the schema, and is what the command prints that does the same."""
    other = shelf.parent.with_name("other")
    shutil.copytree(shelf.parent, other)
    call, operation = CALLS[name], NAMED[name]
    got = asked(ana, name, shelf)
    assert got.status_code == operation.status, got.text
    found = document()["paths"][ROOT + operation.path][operation.method.lower()]
    content = found["responses"][str(operation.status)]["content"]
    assert got.headers["content-type"] in content
    if not operation.media:
        assert_fits(got.json(), content["application/json"]["schema"])
    if call.command:
        printed = command(other / "verify.db", *call.command)
        assert timeless(call.told(got.json())) == timeless(printed)
    assert everything(shelf)


def test_files_are_what_was_kept_and_packed(ana: httpx.Client) -> None:
    """Evidence comes as its very bytes, to be saved; a bundle is one."""
    kept = ana.get(f"{ROOT}/evidence/3/bytes")
    assert kept.content == FILES["minutes.txt"].encode()
    assert 'filename="minutes.txt"' in kept.headers["content-disposition"]
    assert bundling.opened(ana.get(f"{ROOT}/articles/harbour/bundle").content).slug == "harbour"


@pytest.mark.parametrize("form", ["html", "md", "docx", "csv", "claimreview", "annotations"])
def test_reports_come_in_every_form(form: str, ana: httpx.Client) -> None:
    """Each form has a type that the documentation names, and something in it."""
    got = ana.get(f"{ROOT}/articles/harbour/report", params={"form": form, "redact": "true"})
    assert got.status_code == 200
    assert got.headers["content-type"] in NAMED["write_report"].media
    assert len(got.content) > 100


def test_pages_of_lists_have_every_row_once(ana: httpx.Client) -> None:
    """Asking for the next page until there is none brings what one page would."""
    for path in ("articles", "claims", "history", "evidence", "sources"):
        found: list[Any] = []
        after: int | None = None
        while True:
            asks = {"limit": 1} | ({} if after is None else {"after": after})
            page = ana.get(f"{ROOT}/{path}", params=asks).json()
            found += page["rows"]
            after = page["after"]
            if after is None:
                break
        assert found == ana.get(f"{ROOT}/{path}", params={"limit": 1000}).json()["rows"]
        assert len(found) > 1


def test_every_filter_of_claims_can_be_asked_for(ana: httpx.Client) -> None:
    """What the workbench filters by, the API does; a search is q."""
    names = {"search": "q", "stale_on": "stale"}
    query = NAMED["count_claims"].query
    assert query is not None
    assert {names.get(name, name) for name in Filter._fields} == set(query.model_fields)
    assert ana.get(f"{ROOT}/claims/count", params={"q": "resigned"}).json() == {"claims": 1}
    assert ana.get(f"{ROOT}/claims/count", params={"dropped": "true"}).json() == {"claims": 1}


def test_a_form_brings_a_file_as_it_is(ana: httpx.Client) -> None:
    """A part of a form is the file, and another says the rest."""
    data = bytes(range(256)) * 100
    about = json.dumps({"ids": [2], "note": "a recording"})
    got = ana.post(f"{ROOT}/evidence", data={"about": about}, files={"file": ("../é.bin", data)})
    assert got.status_code == 201, got.text
    [one] = got.json()["evidence"]
    assert (one["origin"], one["note"]) == ("é.bin", "a recording")
    kept = ana.get(f"{ROOT}/evidence/{one['id']}/bytes")
    assert kept.content == data
    named = kept.headers["content-disposition"]
    assert named == "attachment; filename=\"_.bin\"; filename*=UTF-8''%C3%A9.bin"


def test_a_new_desk_is_empty_and_takes_its_first_article(tmp_path: Path) -> None:
    """Where nothing is, lists are empty and names lead nowhere; the first article ends that."""
    with desk(tmp_path / "new.db") as client:
        assert client.get(f"{ROOT}/articles").json() == {"rows": [], "after": None}
        assert client.get(f"{ROOT}/claims").json() == {"rows": [], "after": None}
        assert client.get(f"{ROOT}/articles/harbour").status_code == 404
        assert client.post(f"{ROOT}/articles", json={"text": STORY}).status_code == 201
        assert client.get(f"{ROOT}/claims").json()["rows"]


# What is refused


@pytest.mark.parametrize(
    ("name", "body", "status", "said"),
    [
        ("mark_claims", {"ids": [1]}, 400, "status: it is needed"),
        ("mark_claims", {"ids": ["x"], "status": "confirmed"}, 400, "ids.0: "),
        ("mark_claims", {"ids": [], "status": "confirmed"}, 400, "ids: "),
        ("mark_claims", {"ids": [2**64], "status": "confirmed"}, 400, "ids.0: "),
        ("mark_claims", {"ids": [1], "status": "confirmed", "x": 1}, 400, "x: there is no such"),
        ("mark_claims", {"ids": [1, 999], "status": "confirmed"}, 422, "no claim 999"),
        ("mark_claims", {"ids": [1], "status": "holy"}, 422, "no status 'holy'"),
        ("mark_claims", [], 400, "the body: "),
        ("note_claims", {"ids": [1], "text": " "}, 422, "The note is empty"),
        ("attribute_claims", {"ids": [1], "sources": ["A"], "kind": "god"}, 400, "kind: choose"),
        ("attribute_claims", {"ids": [1], "via": ["A"]}, 400, "via and kind go with sources"),
        ("add_article", {}, 400, "one of the three"),
        ("add_article", {"text": "x", "address": "y"}, 400, "one of the three"),
        ("add_article", {"address": "file:///etc/passwd"}, 422, "no address of a page"),
        ("add_article", {"address": "http://127.0.0.1:1/"}, 422, "127.0.0.1"),
        ("add_article", {"file": {"name": "a", "data": "%"}}, 400, "file.data: it is no base64"),
        ("add_evidence", {"ids": [1], "place": "x", "stance": "odd"}, 400, "stance: choose from"),
        ("add_evidence", {"ids": [99], "address": "https://example.org/"}, 422, "no claim 99"),
        ("take_in_bundle", {"file": {"name": "a", "data": "UEsD"}}, 422, "bundle cannot be read"),
        ("reword_claim", {"spans": [[900, 950]]}, 400, "spans with version"),
        ("reword_claim", {"spans": [[900, 950]], "version": 1}, 422, "900 to 950"),
        ("reword_claim", {"spans": [[0, 9]], "version": 2}, 422, "Version 2 of port is not"),
        ("split_claim", {"parts": [{"words": "Exports"}]}, 400, "parts: "),
        ("extract", {"text": "x", "published": "soon"}, 400, "published: "),
    ],
)
def test_a_wrong_body_is_told_in_a_line_and_changes_nothing(
    name: str, body: Any, status: int, said: str, ana: httpx.Client, shelf: Path
) -> None:
    """The line names what is wrong; the database is as it was, and checks clean."""
    before = everything(shelf)
    got = ana.post(ROOT + CALLS[name].path, json=body)
    assert got.status_code == status
    told = got.json()
    assert_fits(told, {"$ref": "#/components/schemas/Refusal"})
    assert said in told["error"]
    assert "\n" not in told["error"] + told["hint"]
    assert everything(shelf) == before


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/claims/99", 404),
        ("GET", f"/claims/{2**64}", 404),
        ("GET", "/claims/one", 404),
        ("GET", "/articles/nowhere/text", 404),
        ("GET", "/articles/harbour/text?version=9", 422),
        ("GET", "/evidence/99/bytes", 404),
        ("GET", "/evidence/1/bytes", 422),
        ("GET", "/nothing", 404),
        ("GET", "/claims?limit=1001", 400),
        ("GET", "/claims?limit=1&limit=2", 400),
        ("GET", "/claims?colour=red", 400),
        ("GET", "/news", 400),
        ("GET", "/lately?since=2025-05-08T00:00:00", 400),
        ("DELETE", "/claims/1", 405),
        ("BREW", "/claims/1", 405),
        ("GET", "/claims/mark", 405),
    ],
)
def test_what_is_not_there_is_told_as_json(
    method: str, path: str, status: int, ana: httpx.Client
) -> None:
    """Whatever an address lacks, the answer has the one shape of refusals."""
    got = ana.request(method, ROOT + path)
    assert got.status_code == status, got.text
    assert_fits(got.json(), {"$ref": "#/components/schemas/Refusal"})


def test_what_is_sent_must_be_json(ana: httpx.Client) -> None:
    """Another type is refused by its name, and JSON that is none with the place."""
    url, headers = f"{ROOT}/claims/mark", {"content-type": "application/json"}
    assert ana.post(url, data={"ids": "1"}).status_code == 415
    assert ana.post(url, files={"file": b"x"}).status_code == 415
    for content in (b'{"ids":', b"\xff", b'{"ids":[1],"status":"\\ud800"}', b"[" * 100_000):
        assert ana.post(url, content=content, headers=headers).status_code == 400
    about = {"about": '{"ids":[1],"note":"\\ud800"}'}
    assert ana.post(f"{ROOT}/evidence", data=about, files={"file": b"x"}).status_code == 400


def test_a_body_that_is_too_large_is_refused(ana: httpx.Client) -> None:
    """Whether it says its length or not."""
    headers = {"content-type": "application/json"}
    for content in (b" " * 26_000_000, iter([b" " * 1_000_000] * 26)):
        got = ana.post(f"{ROOT}/extract", content=content, headers=headers)
        assert got.status_code == 413
        assert_fits(got.json(), {"$ref": "#/components/schemas/Refusal"})


def test_a_stale_write_is_refused_with_what_was_done(ana: httpx.Client, shelf: Path) -> None:
    """Who has not seen the last verdict gets the claim as it stands, and what came since."""
    seen = ana.get(f"{ROOT}/claims/4").json()["history"][-1]["id"]
    with Workbench(shelf, actor="ben") as ben:
        ben.mark([4], "confirmed")
    before = everything(shelf)
    body = {"ids": [4], "status": "checking", "seen": {"4": seen}}
    got = ana.post(f"{ROOT}/claims/mark", json=body)
    assert got.status_code == 409
    assert_fits(got.json(), {"$ref": "#/components/schemas/Conflict"})
    assert got.json()["claim"]["status"] == "confirmed"
    [event] = got.json()["events"]
    assert (event["actor"], event["action"]) == ("ben", "marked")
    assert everything(shelf) == before
    body["seen"] = {"4": event["id"]}
    assert ana.post(f"{ROOT}/claims/mark", json=body).status_code == 200


def test_who_waits_too_long_is_told_to_come_again(
    ana: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While a long text is read, another waits for a while and no longer."""
    monkeypatch.setattr(waiting, "PATIENCE", 0.2)
    with waiting.READING:
        got = ana.post(f"{ROOT}/extract", json={"text": STORY})
    assert got.status_code == 429
    assert "retry-after" in got.headers
    assert ana.post(f"{ROOT}/extract", json={"text": STORY}).status_code == 200


# Who may


def test_a_token_acts_as_its_person_and_no_more(shelf: Path) -> None:
    """With sign-in nobody looks without a token; a role does what it may, signed by its name."""
    tokens = {}
    with Workbench(shelf, actor="ana") as bench:
        for role in ("reader", "checker", "editor"):
            bench.add_person(role, None, role)
            tokens[role] = bench.new_token(role, "test")
    with desk(shelf, auth=True) as client:
        client.headers.pop("x-csrf-token")
        client.cookies.clear()
        assert client.get(f"{ROOT}/claims").status_code == 401
        wrong = client.get(f"{ROOT}/claims", headers={"authorization": "Bearer rp_x"})
        assert (wrong.status_code, wrong.headers["www-authenticate"]) == (401, "Bearer")
        assert_fits(wrong.json(), {"$ref": "#/components/schemas/Refusal"})
        can = {"reader": 0, "checker": 1, "editor": 3}
        for role, token in tokens.items():
            headers = {"authorization": f"Bearer {token}"}
            assert client.get(f"{ROOT}/claims", headers=headers).status_code == 200
            done = [
                client.post(ROOT + CALLS[name].path, json=CALLS[name].body, headers=headers)
                for name in ("note_claims", "add_version", "merge_sources")
            ]
            assert [one.is_success for one in done] == [n < can[role] for n in range(3)]
            assert {one.status_code for one in done if not one.is_success} <= {403}
        assert (
            client.get(f"{ROOT}/claims/2/history", headers=headers).json()[-1]["actor"] == "editor"
        )


def test_a_forged_request_is_told_as_json(ana: httpx.Client, shelf: Path) -> None:
    """Without the token of the page's forms nothing is written, on this computer either."""
    before = everything(shelf)
    got = ana.post(f"{ROOT}/undo", headers={"x-csrf-token": "wrong"})
    assert got.status_code == 403
    assert_fits(got.json(), {"$ref": "#/components/schemas/Refusal"})
    assert everything(shelf) == before


# Whatever is sent

ODD = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=20)
    | st.sampled_from([0, 1, 4, 2**63, "confirmed", "harbour", "2025-05-08", "9999-12-31", "\x00"]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=6,
)


@st.composite
def requests(draw: st.DrawFn) -> tuple[Operation, Any]:
    """An operation, and something like what it takes: its own example with odd fields in it."""
    one = draw(st.sampled_from([one for one in OPERATIONS if one.body or one.query]))
    model = one.body or one.query
    assert model is not None
    right = CALLS[one.name].body or {}
    odd = draw(st.dictionaries(st.sampled_from([*model.model_fields, "odd"]), ODD, max_size=3))
    return one, draw(st.just({**right, **odd}) | ODD)


@pytest.fixture(scope="module")
def sturdy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[httpx.Client, Path]]:
    """A desk that takes much."""
    path = fill(tmp_path_factory.mktemp("sturdy"))
    with desk(path) as client:
        yield client, path


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(request=requests())
def test_nothing_that_is_sent_breaks_the_desk(
    request: tuple[Operation, Any], sturdy: tuple[httpx.Client, Path]
) -> None:
    """Whatever the body or the query, the answer is done or refused, and never a failure."""
    client, _ = sturdy
    one, body = request
    path = ROOT + CALLS[one.name].path.partition("?")[0]
    if one.method == "GET":
        odd = body if isinstance(body, dict) else {"limit": str(body)}
        asks = {name: json.dumps(value) for name, value in odd.items() if name.isascii()}
        got = client.get(path, params=asks)
    else:
        headers = {"content-type": "application/json"}
        got = client.post(path, content=json.dumps(body).encode(), headers=headers)
    assert got.status_code < 500, got.text
    if got.status_code >= 400:
        assert set(got.json()) >= {"error", "hint"}


def test_the_desk_is_sound_after_that(sturdy: tuple[httpx.Client, Path]) -> None:
    """Whatever of it was done, the database checks clean."""
    client, path = sturdy
    assert client.get(f"{ROOT}/health").json()["version"]
    assert everything(path)


def test_the_document_is_told_by_a_server_that_did_nothing_yet() -> None:
    """What describes a record finds those in it, also where none of them was asked for before."""
    script = "from verify.web.api.document import document; print(len(document()['paths']))"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 30
