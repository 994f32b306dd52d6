"""Cues that are no verbs: "according to X", "X's claim that ...", "reportedly", "X: ..."."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.attribution.cues import VERBAL, lemma, listed
from claims.attribution.readings import Reading
from claims.attribution.sources import TURNS, Source, author_of, object_of, possessor_of, subject_of
from claims.attribution.spans import reach
from claims.lexicon import words

if TYPE_CHECKING:
    from claims.attribution.page import Page
    from claims.attribution.spans import Positions
    from claims.language import Token, Words

_PAGE_LABELS = frozenset(
    "breaking correction exclusive more note previously related update updated video watch".split()
)
_LONGEST_LABEL = 6
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
_HELPERS = frozenset({"aux", "auxpass", "neg", "advmod"})
_BOUNDS = frozenset({";", ":"})
_SIDES = frozenset({"aide", "aides", "camp", "campaign"})
_FINITE = frozenset({"MD", "VBD", "VBP", "VBZ"})
_BULLETS = frozenset("-–—•*·")


def read_phrase(page: Page, token: Token) -> Reading | None:
    """What the word attributes if it is the main word of such a cue."""
    return _according_to(token) or _claim_noun(token) or _hearsay(token) or _colon(page, token)


def _according_to(token: Token) -> Reading | None:
    """ "According to X, [taxes rose]", "[Taxes rose], according to X"."""
    if token.lower_ != "according" or token.i + 1 == len(token.doc):
        return None
    to = token.nbor()
    source = object_of(to) or object_of(token)
    if to.lower_ != "to" or source is None:
        return None
    source = _without_doers(token, source)
    phrase = range(token.i, max(source.words) + 1)
    return Reading("according to", _statement(token, phrase), source, (to,))


def _without_doers(token: Token, source: Source) -> Source:
    """Without those who do what the sentence tells, where the parser took them for further
    sources: "According to the report, [Lee and Hill] left".
    """
    verb, first = token.head, next((c for c in source.head.children if c.dep_ == "conj"), None)
    if first is None or verb.i <= first.i or any(c.dep_ in _SUBJECTS for c in verb.children):
        return source
    start = first.left_edge.i
    if verb.doc[start - 1].text != "," or first.right_edge.i + 1 != _first_of(verb):
        return source
    return source._replace(words=frozenset(i for i in source.words if i < start - 1))


def _first_of(verb: Token) -> int:
    """Where the verb begins with its own auxiliaries and adverbs: "had never left"."""
    start = verb.i
    while verb.doc[start - 1].head == verb and verb.doc[start - 1].dep_ in _HELPERS:
        start -= 1
    return start


def _statement(token: Token, phrase: range) -> Positions:
    """The sentence around a phrase, as far as the next colon or semicolon on either side."""
    start, end = token.sent.start, token.sent.end
    for other in token.sent:
        if other.text in _BOUNDS and other.i < phrase.start:
            start = other.i + 1
        elif other.text in _BOUNDS and other.i >= phrase.stop:
            end = other.i
            break
    return frozenset(range(start, end)) - frozenset(phrase)


def _claim_noun(token: Token) -> Reading | None:
    """ "X's claim [that taxes rose]", "X made the claim [that ...]", "X's point is [that ...]"."""
    if token.pos_ not in {"NOUN", "PROPN"} or not listed(token, "claim_nouns"):
        return None
    verb = token.head
    clauses = [c for c in token.children if c.dep_ in {"acl", "ccomp"} and c.tag_ != "VBG"]
    if not clauses and token.dep_ == "nsubj" and lemma(verb) == "be":
        clauses = [c for c in verb.children if c.dep_ == "ccomp"]
    if not clauses and token.dep_ == "dobj" and author_of(token) is not None:
        clauses = [c for c in verb.rights if c.dep_ == "ccomp"]  # "mocked a claim by Lee that"
    clauses = [c for c in clauses if any(t.dep_ == "mark" or t.tag_ == "TO" for t in c.children)]
    if not clauses:
        return None
    source = possessor_of(token)
    if source is None:
        source = author_of(token)
    if source is None and token.dep_ == "dobj" and listed(verb, "light_verbs"):
        source = subject_of(verb)
    return Reading("claim noun", frozenset(reach(clauses[0])), source)


def _hearsay(token: Token) -> Reading | None:
    """ "[The plant] reportedly [closed]": somebody said so, and the article does not say who."""
    if token.lower_ not in words("hearsay_adverbs") or token.dep_ != "advmod":
        return None
    governor = token.head.head if token.head.dep_ == "acomp" else token.head
    if governor.pos_ not in VERBAL:
        return None
    return Reading("hearsay", frozenset(reach(governor)) - {token.i})


def _colon(page: Page, token: Token) -> Reading | None:
    """ "Poll: [taxes too high]", "SMITH: [I never said so]" at a paragraph's beginning."""
    if token.text != ":":
        return None
    first, end = page.paragraph_bounds(token)
    start = first
    while start < token.i and page.doc[start].is_punct:
        start += 1  # "- SMITH:" in a list, "“SMITH:" in a transcript
    label = page.doc[start : token.i]
    if not 0 < len(label) <= _LONGEST_LABEL or token.i + 1 == end:
        return None
    loud = label.text.isupper() and len(label[-1]) > 1
    if any((word.pos_ in VERBAL and not loud) or word.is_punct for word in label):
        return None
    name = label[-1].pos_ == "PROPN" and len(label[-1]) > 1
    listing = page.doc[first].text in _BULLETS and all(word.is_title for word in label)
    speaks = loud or (name and (listing or page.quoted(token.nbor())))
    turn = label.text in TURNS
    shout = loud and _heads_article(page, first) and not _is_named_later(page, label[-1])
    if shout or label.text.lower() in _PAGE_LABELS:
        return None
    speaks |= turn or listed(label[-1], "survey_nouns") or _is_side(page, label)
    if not speaks:
        return None
    source = Source(frozenset(range(start, token.i)), label[-1])
    return Reading("colon", frozenset(range(token.i + 1, end)), source)


def _is_side(page: Page, label: Words) -> bool:
    """Whether it is the camp of somebody named: "Lee camp: The bridge is safe"."""
    last = label[-1]
    behind = label.doc[last.i + 2 : page.sentence_of(last).end]
    tells = any(word.tag_ in _FINITE for word in behind)
    named = len(label) > 1 and all(word.text[0].isupper() for word in label[:-1])
    return named and last.lower_ in _SIDES and tells


def _heads_article(page: Page, first: int) -> bool:
    """Whether a label stands in the headline of an article, and not in a transcript."""
    start, *others = (begin for begin, _ in page.paragraphs)
    labelled = (page.doc[begin : begin + _LONGEST_LABEL + 1] for begin in others)
    turns = any(any(word.text == ":" for word in words) for words in labelled)
    return first == start and bool(others) and not turns


def _is_named_later(page: Page, word: Token) -> bool:
    """Whether a headline's label is a name, which the article goes on to use: not "WOW: …"."""
    return any(
        other.lower_ == word.lower_ and other.text[0].isupper() for other in page.doc[word.i + 1 :]
    )
