"""A desk that is served has the language model loaded before the first article comes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SERVED = """
import sys, time
from pathlib import Path
from starlette.testclient import TestClient
from claims import language
from verify.config import Config
from verify.web.app import application
from verify.web.place import Place

known = language.MODELS
if sys.argv[2] == "missing":
    known = language.MODELS = ("no_such_model",)
place = Place(Path(sys.argv[1]), Config(Path("none")), "ana")
with TestClient(application(place), base_url="http://127.0.0.1") as browser:
    print(browser.get("/").status_code)
    end = time.monotonic() + (60 if sys.argv[2] == "there" else 0)
    while not sys.modules.keys() & {*known} and time.monotonic() < end:
        time.sleep(0.05)
print(len(sys.modules.keys() & {*known}))
"""


@pytest.mark.parametrize(("model", "loaded"), [("there", "1"), ("missing", "0")])
def test_the_model_is_loaded_while_nobody_asks(worked: Path, model: str, loaded: str) -> None:
    """Pages are answered meanwhile; where there is no model, the desk opens and closes as well."""
    done = subprocess.run(
        [sys.executable, "-c", SERVED, str(worked), model],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["200", loaded]


TWICE = """
import threading
from claims import language
found = []
asking = [threading.Thread(target=lambda: found.append(language.model())) for _ in range(4)]
for one in asking: one.start()
for one in asking: one.join()
print(len({id(model) for model in found}), len(found))
"""


def test_who_asks_while_it_loads_waits() -> None:
    """The model is loaded once, however many ask for it at the same moment."""
    done = subprocess.run(
        [sys.executable, "-c", TWICE],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == ["1", "4"]
