"""Kill each command that writes at random moments, and print what was found afterwards.

    python benchmarks/faults.py [--kills N] [--seed N] [NAME ...]

Real processes and real signals (SIGKILL, as a power cut would). After each kill `verify check` must
find nothing, a command that left with 0 must be there whole, and the same command run again must
succeed or say that it is done; the first that is not so ends the run with a traceback. 200 kills
unless told, spread evenly (about fifteen minutes); another seed kills at other moments.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from killing import started  # noqa: E402 - the tests' own folder must be known first
from kills import FAULTS, kill  # noqa: E402
from machine import machine  # noqa: E402


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=20250508)
    parser.add_argument("names", nargs="*", metavar="NAME")
    given = parser.parse_args()
    faults = [one for one in FAULTS if not given.names or one.name in given.names]
    shares = [
        given.kills * (n + 1) // len(faults) - given.kills * n // len(faults)
        for n in range(len(faults))
    ]
    print(f"{machine()}\n")
    print("| killed with -9 | times | nothing of it | all of it | ended too soon | outcome |")
    print("|---|---|---|---|---|---|")
    began, total = time.monotonic(), 0
    with tempfile.TemporaryDirectory() as folder, started(Path(folder)) as runner:
        for fault, times in zip(faults, shares, strict=True):
            place = Path(folder) / fault.name.replace(" ", "-")
            found = kill(fault, times, place, runner, given.seed)
            killed = found["before"] + found["whole"]
            total += killed
            row = (fault.name, killed, found["before"], found["whole"], found["done"])
            print(f"| {' | '.join(map(str, row))} | sound, nothing lost |", flush=True)
    print(f"\n{total} kills in {time.monotonic() - began:.0f} s")


if __name__ == "__main__":
    main()
