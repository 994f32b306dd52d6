"""Other words for the same, where rules about single words do not decide.

First hard facts (``firm.py``): where one differs, the claim has changed. Only then a logistic
regression over named signs of the difference (``signs.py``) says whether what is left is a
paraphrase. Its weights were fitted to pairs of sentences that people labelled (``README.md``);
in doubt the claim has changed.
"""

from __future__ import annotations

from claims.difference.paraphrase.firm import FACTS, firm
from claims.difference.paraphrase.leftovers import Leftovers, left_over
from claims.difference.paraphrase.scoring import Trust, said_otherwise
from claims.difference.paraphrase.signs import SIGNS, measure

__all__ = ["FACTS", "SIGNS", "Leftovers", "Trust", "firm", "left_over", "measure", "said_otherwise"]
