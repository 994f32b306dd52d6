"""Quotations → the verbs that report them.

A quotation belongs to the reporting verb right after it ('"We won," Ann said'), right before it
('Ann said: "We won"'), or else to the one before that it goes on from: in the same paragraph once
the reporting sentence has ended, and in a paragraph of its own after it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.attribution.cues import is_passive, reports

if TYPE_CHECKING:
    from claims.attribution.page import Page
    from claims.attribution.quotation import Quotation
    from claims.language import Token

_REACH = 40
"""How many words may stand between a quotation and its verb: a speaker with his apposition."""

_SPEECH_ENDS = frozenset(",?!…-–—")
_SENTENCE_ENDS = frozenset(".?!…\"”'’")
_LEADS_IN = frozenset({",", ":", "-", "–", "—", "--"})
_CLAUSE_ENDS = frozenset({".", ";", "?", "!"})
_SMALL = frozenset({"ADV", "AUX"})
_NAMING = frozenset({"PROPN", "NOUN", "DET", "ADJ"})
_ONE = frozenset({"NN", "NNP", "PRP"})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_BUSY = frozenset({"dobj", "attr", "acomp", "xcomp", "ccomp", "prep"})
_INNER_CLOSERS = frozenset("’'”\"")
_SHORTEST_UTTERANCE = 5


def tie(page: Page) -> dict[int, list[Quotation]]:
    """Which quotations each reporting verb has, by the verb's position."""
    tied: dict[int, list[Quotation]] = {}
    last: tuple[Token, Quotation] | None = None
    for quotation in page.quotations:
        verb = _verb_after(page, quotation) or _verb_before(page, quotation)
        if verb is None and last is not None and _goes_on(page, quotation, *last):
            verb = last[0]
        verb = verb or _sentence_before(page, quotation) or _paragraph_before(page, quotation)
        if verb is not None:
            tied.setdefault(verb.i, []).append(quotation)
            last = verb, quotation
    return tied


def _verb_after(page: Page, quotation: Quotation) -> Token | None:
    """The verb of '"...," Ann said' or '"...," said Ann'."""
    start = quotation.last + 1
    following = page.doc[start : start + _REACH]
    if not following or not _may_go_on(page, quotation):
        return None
    for token in following:
        ended = token.is_sent_start and token.i > start + 1
        if ended or page.quoted(token) or token.text in _CLAUSE_ENDS or token.text == ":":
            return None
        if _utters(token, quotation) and _follows(page, token, start):
            return token
    return None


def _may_go_on(page: Page, quotation: Quotation) -> bool:
    """Whether the sentence can go on after the quotation: it closes with a comma, not a stop."""
    closing, after = page.doc[quotation.last], page.doc[quotation.last + 1]
    if page.paragraph_of(after) != page.paragraph_of(closing):
        return False
    ending = page.doc[quotation.last - 1].text[-1]
    if ending in _INNER_CLOSERS and quotation.last - 2 > quotation.first:
        ending = page.doc[quotation.last - 2].text[-1]
    if ending in _SPEECH_ENDS or after.text == ",":
        return True
    return ending == "." and after.text[0].islower()


def _utters(verb: Token, quotation: Quotation) -> bool:
    """Whether the verb can report the quotation before it.

    Any verb can after a whole utterance, if it does nothing else: '"I will not stay here," he
    shrugged'.
    """
    if reports(verb):
        return verb.tag_ != "VBG"
    whole = quotation.last - quotation.first > _SHORTEST_UTTERANCE
    return whole and _is_act_of_someone(verb) and all(c.dep_ not in _BUSY for c in verb.rights)


def _is_act_of_someone(verb: Token) -> bool:
    """Whether the verb is finite and has a name or a pronoun for a subject."""
    acts = any(c.dep_ == "nsubj" and c.pos_ in {"PROPN", "PRON"} for c in verb.children)
    return acts and verb.tag_ in _FINITE


def _follows(page: Page, verb: Token, start: int) -> bool:
    """Whether only the speaker stands between the quotation and the verb."""
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    first = verb.i if subject is None else min(subject.left_edge.i, verb.i)
    allowed = _SMALL if subject is not None else _SMALL | _NAMING
    return all(
        token.is_punct or token.is_space or token.pos_ in allowed for token in page.doc[start:first]
    )


def _verb_before(page: Page, quotation: Quotation) -> Token | None:
    """The verb of 'Ann said: "..."', also at the end of the paragraph before."""
    before = page.doc[max(0, quotation.first - _REACH) : quotation.first]
    words = [token for token in before if not token.is_space]
    lead = words.pop() if words else None
    if lead is None or page.quoted(lead):
        return None
    paragraph = page.paragraph_of(lead)
    if paragraph != page.paragraph_of(page.doc[quotation.first]) and lead.text != ":":
        return None
    root = page.sentence_of(lead).root
    if page.unmarked(quotation) and _leads_in(root, lead):
        return root  # "Lee spoke of what she hoped to say:", and her words in a block
    if lead.text not in _LEADS_IN:
        speech = page.doc[quotation.first + 1].text[0].isupper()
        return lead if speech and reports(lead) else None
    for token in reversed(words):
        apart = page.paragraph_of(token) != paragraph
        if apart or token.text in _CLAUSE_ENDS or page.quoted(token):
            break
        if _leads_in(token, lead):
            return token
        if lead.text != ":" and token.pos_ == "VERB" and token.dep_ in {"ROOT", "conj", "ccomp"}:
            break
    return None


def _leads_in(verb: Token, lead: Token) -> bool:
    """Whether the verb reports what follows a comma or colon; before a colon any main verb can."""
    main = lead.text == ":" and verb.dep_ == "ROOT"
    return reports(verb) or (main and _is_act_of_someone(verb))


def _goes_on(page: Page, quotation: Quotation, verb: Token, before: Quotation) -> bool:
    """Whether nothing but the reporting sentence lies between the two quotations."""
    reporting = page.sentence_of(verb)
    between = page.doc[max(before.last, verb.i) + 1 : quotation.first]
    if len(between) > len(reporting) + _REACH:
        return False
    if any(t.text[0].isalnum() and not reporting.start <= t.i < reporting.end for t in between):
        return False
    opening, closing = page.doc[quotation.first], page.doc[before.last]
    if page.paragraph_of(opening) != page.paragraph_of(closing):
        return page.fills_paragraph(quotation)
    lead = next((t for t in reversed(between) if not t.is_space), closing)
    return lead.text[-1] in _SENTENCE_ENDS or lead.i <= before.last


def _sentence_before(page: Page, quotation: Quotation) -> Token | None:
    """The verb of 'Ann said she had won. "We worked for it."'"""
    number = page.parse.sentence_of(page.doc[quotation.first])
    paragraphs = page.parse.paragraph_of
    if number < 1 or paragraphs[number] != paragraphs[number - 1]:
        return None
    start = page.parse.sentences[number].start
    if any(token.text[0].isalnum() for token in page.doc[start : quotation.first]):
        return None
    return _telling(page, number - 1)


def _paragraph_before(page: Page, quotation: Quotation) -> Token | None:
    """The same where the quotation is a paragraph of its own, and one alone spoke before it."""
    number = page.parse.sentence_of(page.doc[quotation.first])
    if number < 1 or not page.fills_paragraph(quotation):
        return None
    verb = _telling(page, number - 1)
    subjects = [child for child in verb.children if child.dep_ == "nsubj"] if verb else []
    alone = len(subjects) == 1 and subjects[0].tag_ in _ONE
    return verb if alone and not any(c.dep_ == "conj" for c in subjects[0].children) else None


def _telling(page: Page, number: int) -> Token | None:
    """The main verb of a sentence that tells what somebody said."""
    root = page.parse.sentences[number].root
    if not reports(root) or page.quoted(root) or is_passive(root):
        return None
    return root if any(child.dep_ == "ccomp" for child in root.children) else None
