"""Write into the README, and the card of the weights, what the program really prints.

    python benchmarks/readme.py [NAME=FILE ...]

Between ``<!-- NAME -->`` and ``<!-- /NAME -->`` goes the output of the command below, or FILE's
content, for the tables that need corpora or an idle machine (attribution, changes, quality,
performance, trust).
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
CARD = ROOT / "claims" / "attribution" / "tagger" / "weights" / "README.md"
LONGEST_RUN = 14
"""Lines of one command's output that the README shows; what is left out is said."""


def printed(*words: str) -> str:
    env = {**os.environ, "NO_COLOR": "1", "COLUMNS": "100", "TZ": "UTC"}
    done = subprocess.run(words, capture_output=True, text=True, check=True, env=env)
    return done.stdout


def demo() -> str:
    """The demo's transcript, each command's output cut to its first lines."""
    bin_folder = str(Path(sys.executable).parent)
    os.environ["PATH"] = bin_folder + os.pathsep + os.environ["PATH"]
    shown = []
    for part in re.split(r"\n(?=\$ )", printed("sh", "seeds/demo.sh")):
        lines = part.strip("\n").split("\n")
        if len(lines) > LONGEST_RUN:
            left_out = len(lines) - LONGEST_RUN
            lines = [*lines[:LONGEST_RUN], f"… {left_out} more lines"]
        shown.append("\n".join(lines))
    return "```\n" + "\n\n".join(shown).strip() + "\n```"


def fill(text: str, name: str, content: str) -> str:
    start, end = f"<!-- {name} -->", f"<!-- /{name} -->"
    before, _, rest = text.partition(start)
    _, found, after = rest.partition(end)
    if not found:
        sys.exit(f"README.md has no place for {name}: put {start} and {end} into it.")
    return f"{before}{start}\n{content.strip()}\n{end}{after}"


def main() -> None:
    text = README.read_text(encoding="utf-8")
    text = fill(text, "demo", demo())
    text = fill(text, "commands", printed(sys.executable, "-m", "verify.cli.reference"))
    for given in sys.argv[1:]:
        name, _, file = given.partition("=")
        table = Path(file).read_text(encoding="utf-8")
        text = fill(text, name, table)
        if name == "attribution":
            CARD.write_text(fill(CARD.read_text("utf-8"), name, table), encoding="utf-8")
    README.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
