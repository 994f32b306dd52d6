"""Whole archives: each document once, whatever is killed, and what is bad is set aside."""

from __future__ import annotations

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path

import psutil
import pytest
from archived import json_lines, shelf, story
from conftest import Done

from verify.archives import Document
from verify.errors import VerifyError
from verify.records import Haul
from verify.spreading import Lost, spread
from verify.store.shelf import read_back
from verify.workbench import Workbench
from verify.workbench.ingesting import Refused, outcome_of

HERE = Path(__file__).parent
STORIES = 60
FEW = 25
KILLS = 6

# Runs commands one after another, each in a process of its own with the parser loaded.
RUNNER = """
import json, os, sys
import claims, verify.cli.ingesting, verify.workbench.ingesting, pyarrow.parquet
from verify.cli import run
claims.extract("Ann Lee said 12 ships came.")
print("ready", flush=True)
for line in sys.stdin:
    child = os.fork()
    if not child:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        os._exit(run(json.loads(line)))
    print(child, flush=True)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""


def rows(path: Path) -> list[object]:
    """All that a sound database holds but times, and but where its documents came from."""
    with Workbench(path, actor="ben") as desk:
        found = [line for line in desk.export() if "table" in line and line["table"] != "ingested"]
        assert desk.check() == []
    return [
        (line["table"], {k: v for k, v in line["row"].items() if k not in _OTHER}) for line in found
    ]


_OTHER = ("at", "added_at", "origin", "hash", "previous")


def counted(path: Path) -> int:
    """How many documents a run has written so far."""
    with suppress(sqlite3.Error), closing(sqlite3.connect(path, timeout=5)) as db:
        return int(db.execute("SELECT count(*) FROM ingested").fetchone()[0])
    return 0


def environment() -> dict[str, str]:
    """For a process that tests start."""
    return {**os.environ, "PYTHONPATH": str(HERE.parent), "VERIFY_USER": "ana"}


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """JSON Lines with sixty stories."""
    path = tmp_path_factory.mktemp("archive") / "wire.jsonl"
    path.write_bytes(json_lines(range(STORIES)))
    return path


@pytest.fixture(scope="module")
def undisturbed(archive: Path) -> list[object]:
    """What comes of it when nothing is killed."""
    path = archive.with_name("undisturbed.db")
    run = [sys.executable, "-m", "verify", "ingest", str(archive), "--db", str(path), "--quiet"]
    subprocess.run(run, env=environment(), check=True, stdout=subprocess.DEVNULL)
    return rows(path)


@pytest.fixture
def began(tmp_path: Path) -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Starts a command in a process group of its own, as a terminal does."""
    processes: list[subprocess.Popen[str]] = []

    def begin(*words: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-m", "verify", *words],
            env=environment(),
            cwd=tmp_path,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        processes.append(process)
        return process

    yield begin
    for process in processes:
        process.kill()
        process.communicate()


def until(done: Callable[[], bool], seconds: float = 120) -> None:
    """Wait for something."""
    deadline = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_every_format_is_taken_in_as_verify_add_would(
    verify: Callable[..., Done], tmp_path: Path
) -> None:
    """Sixteen documents out of ten archives; a file gives the same rows as when it is added."""
    folder = shelf(tmp_path / "shelf")
    told = verify("ingest", str(folder), "--db", "all.db", "--json").json
    assert (told["added"], told["failed"], told["skipped"]) == (16, 0, 0)
    articles = {row["slug"]: row for row in verify("articles", "--db", "all.db", "--json").json}
    assert articles["story-4"]["published"] == "2025-05-08"
    assert articles["tale-8"]["publisher"] == "Daily Planet"
    assert articles["port-11-opens"]["url"] == "https://example.org/11"
    verify("ingest", str(folder / "a.txt"), str(folder / "b.html"), "--db", "one.db")
    verify("add", str(folder / "a.txt"), "--db", "two.db")
    verify("add", str(folder / "b.html"), "--db", "two.db")
    assert rows(tmp_path / "one.db") == rows(tmp_path / "two.db")


def test_each_document_is_taken_in_once(verify: Callable[..., Done], tmp_path: Path) -> None:
    """Again, under another name, in another archive, with more after it; also its text alone."""
    path = tmp_path / "a.jsonl"
    path.write_bytes(json_lines(range(2)))
    assert verify("ingest", "a.jsonl", "--json").json["added"] == 2
    assert verify("ingest", "a.jsonl", "--json").json["skipped"] == 2
    path.rename(tmp_path / "b.ndjson")
    (tmp_path / "b.ndjson").write_bytes(json_lines(range(3)))
    told = verify("ingest", "b.ndjson", "--json").json
    assert (told["added"], told["skipped"]) == (1, 2)
    (tmp_path / "c.txt").write_text(story(1), encoding="utf-8")
    told = verify("ingest", "c.txt", "--json").json
    assert (told["added"], told["same"]) == (0, 1)
    assert verify("ingest", "c.txt", "--json").json["skipped"] == 1


def test_a_slug_that_is_taken_gets_a_number(verify: Callable[..., Done], tmp_path: Path) -> None:
    """The first that is free, however many there are."""
    lines = [{"title": "Harbour", "text": f"The mayor hired {n} people."} for n in range(12)]
    data = "".join(f"{json.dumps(line)}\n" for line in lines)
    (tmp_path / "a.jsonl").write_text(data, encoding="utf-8")
    verify("ingest", "a.jsonl")
    found = {row["slug"] for row in verify("articles", "--json").json}
    assert {"harbour", *(f"harbour-{n}" for n in range(2, 14))} == found


def test_bad_documents_are_set_aside_and_can_be_retried(
    verify: Callable[..., Done], tmp_path: Path
) -> None:
    """They stop nothing, are not tried again unasked, and are listed with their reasons."""
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "a.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (folder / "b.jsonl").write_bytes(b"{\n" + json_lines(range(1)))
    (folder / "c.zip").write_bytes(b"PK no archive")
    (folder / "d.txt").write_text("ab.cd-ef/" * 11_111, encoding="utf-8")
    (folder / "e.txt").write_text("The mayor hired 12 people. " * 10_000, encoding="utf-8")
    began = time.process_time()
    done = verify("ingest", "folder", "--json")
    assert time.process_time() - began < 30
    assert (done.json["added"], done.json["failed"]) == (1, 5)
    assert "5 documents set aside: verify ingest --failed" in done.err
    told = {Path(row["origin"]).name: row for row in verify("ingest", "--failed", "--json").json}
    assert told.keys() == {"a.png", "b.jsonl:1", "c.zip", "d.txt", "e.txt"}
    assert "PNG image" in told["a.png"]["reason"]
    assert "without a space" in told["d.txt"]["reason"]
    assert "270,000 characters" in told["e.txt"]["reason"]
    assert verify("ingest", "folder", "--json").json["skipped"] == 6
    told = verify("ingest", "folder", "--retry-failed", "--json").json
    assert (told["skipped"], told["failed"]) == (1, 5)
    (folder / "c.zip").unlink()
    (folder / "b.jsonl").write_bytes(json_lines(range(1)))
    assert len(verify("ingest", "--failed").out.splitlines()) == 5
    assert verify("check").code == 0


def test_what_is_typed_wrong_is_refused(verify: Callable[..., Done]) -> None:
    """Before anything is read."""
    assert "missing" in verify("ingest", "missing").refusal
    assert verify("ingest").code == 2
    assert verify("ingest", "x", "--workers", "2", "--scheduler", "tcp://x:1").code == 2
    assert "holds no archive" in verify("ingest", "--failed", "--parquet", "none").refusal


def test_no_document_can_raise() -> None:
    """Whatever a library makes of it: the reason is told."""
    for data in (b"%PDF-1.7 broken", b"PK\x03\x04broken", b"<html><body>", bytes(999), b"\xff\xfe"):
        assert isinstance(outcome_of(Document("x", data)), Refused)


def test_parquet_is_read_by_duckdb(verify: Callable[..., Done], tmp_path: Path) -> None:
    """Claims with their figures, sources and spans, joined with the texts they quote."""
    duckdb = pytest.importorskip("duckdb")
    (tmp_path / "a.jsonl").write_bytes(json_lines(range(3)) + b"{\n")
    told = verify("ingest", "a.jsonl", "--parquet", "out", "--json").json
    assert (told["added"], told["failed"]) == (3, 1)
    assert verify("ingest", "a.jsonl", "--parquet", "out", "--json").json["skipped"] == 4
    (tmp_path / "b.txt").write_text(story(1), encoding="utf-8")
    assert verify("ingest", "b.txt", "--parquet", "out", "--json").json["same"] == 1
    assert "not JSON" in verify("ingest", "--failed", "--parquet", "out").out
    found = duckdb.sql(
        "SELECT c.article, c.sources, c.figures[1].value, d.published::VARCHAR,"
        " d.text[c.spans[1].start + 1 : c.spans[1].end]"
        f" FROM '{tmp_path}/out/claims/*.parquet' c"
        f" JOIN '{tmp_path}/out/documents/*.parquet' d USING (record)"
        " WHERE c.text LIKE '%cargo%' ORDER BY 1"
    ).fetchall()
    assert [row[:4] for row in found] == [
        (f"story-{n}", ["Ann Lee", "Reuters"], n + 10, "2025-05-08") for n in range(3)
    ]
    assert all(str(row[4]).startswith("The port of Elmsworth") for row in found)
    assert not list(tmp_path.glob("out/*/.*"))


def test_killed_at_any_moment_and_run_again_each_document_is_there_once(
    tmp_path: Path,
) -> None:
    """The database and the Parquet files are as if nothing had happened."""
    archive = tmp_path / "few.jsonl"
    archive.write_bytes(json_lines(range(FEW)))
    chance = random.Random(8)
    with subprocess.Popen(
        [sys.executable, "-c", RUNNER],
        env=environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as runner:
        assert runner.stdin is not None
        assert runner.stdout is not None
        assert runner.stdout.readline() == "ready\n"

        def run(*words: str, seconds: float | None = None) -> int:
            runner.stdin.write(f"{json.dumps(['ingest', str(archive), '-q', *words])}\n")
            runner.stdin.flush()
            child = int(runner.stdout.readline())
            if seconds is not None:
                time.sleep(seconds)
                with suppress(ProcessLookupError):
                    os.kill(child, signal.SIGKILL)
            return int(runner.stdout.readline())

        for where in (("--db", "all.db"), ("--parquet", "all")):
            target = (where[0], str(tmp_path / where[1]))
            began = time.monotonic()
            assert run(*target) == 0
            whole = time.monotonic() - began
            target = (where[0], str(tmp_path / where[1].replace("all", "killed")))
            killed = [run(*target, seconds=chance.random() * whole / 6) for _ in range(KILLS)]
            assert killed.count(-signal.SIGKILL) > 1
            assert run(*target) == 0
        runner.stdin.close()
    assert rows(tmp_path / "all.db") == rows(tmp_path / "killed.db")
    for table in ("documents", "claims"):
        whole_run, other = (list(read_back(tmp_path / name, table)) for name in ("all", "killed"))
        assert whole_run == other
        assert whole_run


def test_a_killed_worker_loses_and_doubles_nothing(
    began: Callable[..., subprocess.Popen[str]],
    archive: Path,
    undisturbed: list[object],
    tmp_path: Path,
) -> None:
    """Two processes give what one gives, in the same order, though both are killed on the way."""
    path = tmp_path / "spread.db"
    process = began("ingest", str(archive), "--workers", "2", "--db", str(path), "--json")
    main = psutil.Process(process.pid)
    for after in (1, 21):
        until(lambda n=after: counted(path) >= n)
        workers = [one for one in main.children() if "spawn_main" in " ".join(one.cmdline())]
        os.kill(random.Random(after).choice(workers).pid, signal.SIGKILL)
    out, err = process.communicate(timeout=240)
    assert process.returncode == 0, err
    assert json.loads(out)["added"] == STORIES
    assert "Traceback" not in err
    assert rows(path) == undisturbed


def test_interrupted_what_is_done_is_kept_and_nobody_stays(
    began: Callable[..., subprocess.Popen[str]],
    archive: Path,
    undisturbed: list[object],
    tmp_path: Path,
) -> None:
    """Ctrl-C goes to all processes, as from a terminal; the next run goes on where it was."""
    path = tmp_path / "stopped.db"
    process = began("ingest", str(archive), "--workers", "2", "--db", str(path))
    main = psutil.Process(process.pid)
    until(lambda: counted(path) > 0 or process.poll() is not None)
    assert process.returncode is None, process.communicate()
    children = main.children(recursive=True)
    os.killpg(process.pid, signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 1
    assert "stopped: what was found is kept" in err
    assert "Traceback" not in err
    _, alive = psutil.wait_procs(children, timeout=20)
    assert alive == []
    assert 0 < counted(path) < STORIES
    again = began("ingest", str(archive), "--db", str(path), "--json")
    told = json.loads(again.communicate(timeout=240)[0])
    assert told["added"] + told["skipped"] == STORIES
    assert rows(path) == undisturbed


def test_processes_that_do_not_start_are_told_in_one_line(
    began: Callable[..., subprocess.Popen[str]],
    archive: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """And nothing was read; without them the same archive is."""
    monkeypatch.setenv("DASK_DISTRIBUTED__WORKER__PRELOAD", "a_module_that_nobody_has")
    path = tmp_path / "none.db"
    process = began("ingest", str(archive), "--workers", "2", "--db", str(path))
    _, err = process.communicate(timeout=120)
    assert process.returncode == 1
    assert "The 2 processes to work in did not start; run the command again" in err
    assert "Traceback" not in err
    assert counted(path) == 0


def test_what_kills_every_worker_is_set_aside() -> None:
    """And no other thing with it: all come back, in their order."""

    def work(number: int) -> int:
        import os
        import signal

        if number == 5:
            os.kill(os.getpid(), signal.SIGKILL)
        return number * number

    with spread(workers=2) as spreading:
        found = list(spreading.over(work, range(12), lambda _: 1))
    assert [thing for thing, _ in found] == list(range(12))
    assert [thing for thing, result in found if isinstance(result, Lost)] == [5]
    assert [result for _, result in found if not isinstance(result, Lost)] == [
        n * n for n in range(12) if n != 5
    ]


def test_a_cluster_that_is_not_there_is_told() -> None:
    """With what to do."""
    with pytest.raises(VerifyError, match="dask scheduler"), spread(scheduler="nonsense://x"):
        pass


def test_counts_add_up() -> None:
    """All that was come upon."""
    assert Haul(added=1, same=2, failed=3, skipped=4, claims=99).documents == 10
