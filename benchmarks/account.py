"""Give account of how fast the tool is and of what it withstands: everything in one command.

    python benchmarks/account.py [--archive FILE] [--into FOLDER] [NAME ...]

Runs the benchmarks one after the other, on a machine that should be idle, and prints what they
print under one description of it. ``performance.md`` and ``trust.md`` in FOLDER are what the
README's sections of these names are filled with (``benchmarks/readme.py``). The archive of a
million claims is made once and kept when ``--archive`` names a file. Ends with 1 where a limit is
missed; the rest is run all the same. An hour or so in all; NAMEs run only these.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from machine import machine

HERE = Path(__file__).parent


class Part(NamedTuple):
    """A benchmark with its options; ``{archive}`` in them stands for the million claims."""

    name: str
    section: str
    title: str
    words: tuple[str, ...]


PARTS = (
    Part("instant", "performance", "A million claims", ("instant.py", "--archive", "{archive}")),
    Part("speed", "performance", "Texts and versions", ("speed.py",)),
    Part("desk", "performance", "The desk", ("desk.py", "--pages")),
    Part("million", "performance", "The same elsewhere", ("million.py", "{archive}")),
    Part("archives", "performance", "Archives", ("archives.py",)),
    Part("crowd", "trust", "Ten people at one desk", ("desk.py", "--crowd")),
    Part("faults", "trust", "Killed at any moment", ("faults.py",)),
)


def run(part: Part, archive: Path) -> tuple[str, bool]:
    """What a benchmark prints, and whether it kept its limits; shown as it comes."""
    words = [one.format(archive=archive) for one in part.words]
    with subprocess.Popen(
        [sys.executable, HERE / words[0], *words[1:]], stdout=subprocess.PIPE, text=True
    ) as running:
        assert running.stdout is not None
        told = "".join(_shown(running.stdout))
    return told.strip(), running.returncode == 0


def _shown(lines: Iterator[str]) -> Iterator[str]:
    for line in lines:
        print(line, end="", flush=True)
        yield line


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--archive", type=Path)
    parser.add_argument("--into", type=Path, default=Path("build"))
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(p.name for p in PARTS))
    given = parser.parse_args()
    told: dict[str, list[str]] = {}
    missed = []
    with tempfile.TemporaryDirectory() as folder:
        archive = given.archive or Path(folder) / "archive.db"
        for part in PARTS:
            if given.names and part.name not in given.names:
                continue
            print(f"\n**{part.title}**\n", flush=True)
            section = told.setdefault(part.section, [f"On {machine()}."])
            printed, kept = run(part, archive)
            section.append(f"**{part.title}**\n\n{printed}")
            if not kept:
                missed.append(part.name)
    given.into.mkdir(parents=True, exist_ok=True)
    for name, parts in told.items():
        (given.into / f"{name}.md").write_text("\n\n".join(parts) + "\n", encoding="utf-8")
    print(f"\n{'missed a limit: ' + ', '.join(missed) if missed else 'every limit was kept'}")
    sys.exit(bool(missed))


if __name__ == "__main__":
    main()
