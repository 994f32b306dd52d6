"""Examples of a kind, told one by one in its place: "films such as Heat" → "Heat"."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from claims.extraction.phrases import members, whole
from claims.extraction.syntax import TIMES, Word, Words, ancestors, subtree
from claims.lexicon import words as listed

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

_PLACES = frozenset({"dobj", "pobj"})
_BOUNDING = (
    "scope_quantifiers", "limiting_adverbs", "negations", "scope_prepositions",
    "conditional_marks",
)  # fmt: skip


_OTHERS = frozenset("others more".split())
_MOSTLY = frozenset("mostly mainly largely chiefly primarily".split())
_MASSES = frozenset("people food equipment music work material staff media".split())


class Examples(NamedTuple):
    """A ``kind``, the noun that names it, and what is named of it: each an example's words."""

    kind: Word
    named: tuple[Words, ...]

    def in_place(self, words: Words, cuts: AbstractSet[int]) -> list[Words]:
        """The words with each example in place of the kind."""
        rest = words - whole(self.kind, cuts)
        return [rest | one for one in self.named]


def examples(word: Word, cuts: AbstractSet[int]) -> Examples | None:
    """What an "including" or a "such as" names, where each may stand for the whole.

    Not where the sentence counts or bounds: of "five deals with states such as Chad" Chad may
    have one, and "most" or "no" is not said of each.
    """
    kind, object_ = _kind(word), word.child("pobj")
    if kind is None or object_ is None or not _may_be_several(kind):
        return None
    verb = next((above for above in ancestors(kind) if above.verbal), None)
    if verb is None or kind.dep not in _PLACES or not _close(kind, word):
        return None
    inside = set(subtree(kind))
    around = [one for one in subtree(verb) if one not in inside]
    counted = any(
        one.dep in ("nummod", "quantmod") and one.label not in TIMES and one.head.label not in TIMES
        for one in around
    )
    bounding = frozenset[str]().union(*map(listed, _BOUNDING))
    if counted or any(one.lower in bounding or one.dep == "neg" for one in (*around, *kind.kids)):
        return None
    if (kind.label in TIMES and kind.has("nummod")) or _is_joint(kind):
        return None
    named = members(object_, cuts)
    if not all(one.pos in ("NOUN", "PROPN") and one.lemma != "one" for one in named):
        return None
    others = cuts | {one.i for one in named}
    told = (one for one in named if one.lower not in _OTHERS)
    return Examples(kind, tuple(_alone(one, others) for one in told))


def _is_joint(kind: Word) -> bool:
    """Whether many do together what none does alone: "led by strong gains of firms such as"."""
    above = list(ancestors(kind))
    agent = next((one for one in above if one.dep == "agent"), None)
    joint = agent is not None and agent.head.lemma in listed("joint_acts")
    return joint or any(one.lower in _MOSTLY for up in (kind, *above) for one in up.kids)


def _may_be_several(kind: Word) -> bool:
    """Whether there can be examples of it: "arrests", "a number", not "his acquittal"."""
    return kind.tag == "NNS" or kind.lemma in _sizes() | listed("group_nouns") | _MASSES


def _close(kind: Word, word: Word) -> bool:
    """Whether nothing but an "of" stands between the kind and what is named of it."""
    between = [one for one in subtree(kind) if kind.i < one.i < word.first]
    opened = kind.head.lower == "to" and any(kid.lower == "from" for kid in kind.head.head.kids)
    return not opened and not any(
        (one.dep == "prep" and one.lower != "of") or one.dep in ("nummod", "relcl", "acl")
        for one in between
    )


def _alone(word: Word, cuts: AbstractSet[int]) -> Words:
    """One member of a list, without the words that join it to the next."""
    joints = {kid.i for kid in word.kids if kid.dep in ("cc", "punct")}
    return frozenset({word}).union(
        *(whole(kid, cuts) for kid in word.kids if kid.i not in cuts and kid.i not in joints)
    )


def _kind(word: Word) -> Word | None:
    """The noun whose examples a preposition opens, the whole of "a number of films"."""
    such = word.lower == "as" and any(kid.lower == "such" for kid in word.kids)
    if word.dep != "prep" or not (such or word.lower == "including"):
        return None
    kind = word.head
    if kind.verbal:  # the parser hung it on the verb
        before = [kid for kid in subtree(kind) if kid.i < word.first and kid.inked]
        kind = max(before, key=lambda kid: kid.i, default=word)
    while kind.dep == "pobj" and kind.head.lower == "of" and kind.head.head.lemma in _sizes():
        kind = kind.head.head
    return kind if kind.pos == "NOUN" and kind.i < word.i else None


def _sizes() -> frozenset[str]:
    return listed("portions") | listed("collections")
