"""How much a claim is worth checking: named signs and words, weighed as fact-checkers would."""

from claims.extraction.worth.findings import Findings
from claims.extraction.worth.scoring import weigh

__all__ = ["Findings", "weigh"]
