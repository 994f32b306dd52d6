"""The noun phrase behind a cue: whose words they are, in the article's own words."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

from claims.attribution.cues import VERBAL, is_unnamed, lemma, listed
from claims.attribution.spans import is_dash, main_word, reach
from claims.lexicon import words as lexicon

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claims.attribution.page import Page
    from claims.attribution.spans import Positions
    from claims.language import Token

TURNS = frozenset("QA")
"""Labels of an interview's turns, which name nobody."""

_CLIMB = 8
_RELATIVE = frozenset({"WP", "WDT"})
_NOUNS = frozenset({"NOUN", "PROPN", "PRON"})
_WITHIN = frozenset({"pobj", "prep", "amod", "compound", "nmod", "poss", "acl"})
_NEAR = 8
_INNER = frozenset({"compound", "poss", "nmod", "amod", "npadvmod"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_TIMES = frozenset({"DATE", "TIME"})
_NOMINAL = _NOUNS | {"DET", "ADJ", "NUM"}


class Source(NamedTuple):
    """The words of a source where it stands, and the noun that says who it is.

    For "who said" the words are "who" and the noun is the one that "who" stands for.
    """

    words: Positions
    head: Token


def subject_of(verb: Token) -> Source | None:
    """Who does what the verb says.

    A verb without a subject of its own has that of the verb it hangs on: "Ann rose and said",
    "Ann left, saying", "Ann went on to say", "Ann began by saying". A participle after a noun
    has the noun: "a man claiming".
    """
    owner = verb
    if (seen := _seen_saying(verb)) is not None:
        return seen
    for _ in range(_CLIMB):
        subjects = [child for child in owner.children if child.dep_ in _SUBJECTS]
        if subjects:
            return _subject(subjects, verb, owner)
        if owner.dep_ == "acl":
            return _speaks_through(owner.head) or _phrase(owner.head, verb, owner)
        above = owner.head.head if owner.dep_ == "pcomp" else owner.head
        if owner.dep_ not in {"conj", "advcl", "xcomp", "pcomp"} or above.pos_ not in VERBAL:
            return None
        owner = above
    return None


def _seen_saying(verb: Token) -> Source | None:
    """Lee in "it reminds me of Lee saying that …", "a tape of Lee saying that …"."""
    name = verb.doc[verb.i - 1] if verb.i else verb
    of = name.dep_ == "pobj" and name.head.lower_ == "of" and name.ent_type_ == "PERSON"
    return noun_phrase(name) if of and verb.tag_ == "VBG" else None


def _is_cut_off(own: Token, last: Token) -> bool:
    """Whether a second subject is whom the first belongs to: "An aide to Gov. Ann Lee said"."""
    end = own.doc[own.right_edge.i]
    bare = end.dep_ == "prep" and not any(True for _ in end.children)
    return bare and last is not own and last.left_edge.i == end.i + 1


def _subject(subjects: Sequence[Token], verb: Token, owner: Token) -> Source | None:
    """The owner's subject; the parser may have taken "candidates" and "Ann Lee" for two."""
    own, last = subjects[0], subjects[-1]
    if is_dash(last.doc[last.left_edge.i - 1]):
        own = last  # "BONN, May 7 — Officials said"
    source = _phrase(own, verb, owner)
    if last.pos_ == "PROPN" and last.left_edge.i == own.i + 1:
        named = _phrase(last, verb, owner)
        return named._replace(words=source.words | named.words)
    if source is not None and _is_cut_off(own, last):
        return source._replace(words=source.words | _phrase(last, verb, owner).words)
    return None if _is_expletive(own, owner) else source


def speaker_of(page: Page, verb: Token) -> Source | None:
    """Who utters a quotation: the verb's subject, or the noun phrase that stands beside it.

    The parser often takes the speaker after "said" for an object when a quotation comes first.
    """
    subject = subject_of(verb)
    if subject is not None and subject.head.dep_ == "nsubjpass" and _is_told(verb):
        return agent_of(verb)  # "voters were told, “…”"
    if subject is not None and not page.quoted(subject.head):
        return subject
    for child in verb.rights:
        if child.pos_ in _NOUNS and child.left_edge.i <= verb.i + 2 and not page.quoted(child):
            return noun_phrase(child)
    return _beside(page, verb)


def _is_told(verb: Token) -> bool:
    """Whether the passive tells to whom something was said."""
    return listed(verb, "telling_verbs") and any(c.dep_ == "auxpass" for c in verb.children)


def agent_of(verb: Token) -> Source | None:
    """Who does what a passive verb says: "quoted by TASS"."""
    by = next((c for c in verb.children if c.dep_ == "agent"), None)
    return object_of(by) if by is not None else None


def object_of(word: Token) -> Source | None:
    """The noun phrase that a preposition or verb governs."""
    noun = next((c for c in word.children if c.dep_ in {"pobj", "dobj"}), None)
    return noun_phrase(noun) if noun is not None else None


def possessor_of(noun: Token) -> Source | None:
    """Whose it is: "Putin" in "Putin's claim", "their" in "their claim"."""
    owner = next((c for c in noun.children if c.dep_ == "poss"), None)
    if owner is None:
        return None
    marks = {c.i for c in owner.children if c.dep_ == "case"}
    return Source(frozenset(reach(owner)) - marks, owner)


def author_of(noun: Token) -> Source | None:
    """Who made it: "Lee" in "a claim by Lee that …"."""
    after = noun.doc[noun.i + 1 : noun.i + 2]
    return object_of(after[0]) if after and after[0].lower_ == "by" else None


def counted_of(portion: Token) -> Token | None:
    """The people that a word counts off: "voters" in "a majority of voters"."""
    if not listed(portion, "portions"):
        return None
    of = next((child for child in portion.rights if child.lower_ == "of"), None)
    people = object_of(of) if of is not None else None
    many = people is not None and people.head.tag_ in {"NNS", "NNPS", "DT"}
    return people.head if people is not None and many else None


def noun_phrase(noun: Token) -> Source:
    """Everything that belongs to the noun, with titles and appositions."""
    return Source(_without_asides(noun, frozenset(reach(noun))), noun)


def source_among(page: Page, words: Positions, cue: Token) -> Source | None:
    """The source that these words make up, with the noun that says who it is.

    Who was told, asked or accused has said nothing: whom such a passive is about is no source.
    """
    words = _without_times(page, words)
    if not words:
        return None
    noun = _main_noun(page, words)
    if _suffers(noun, cue, words):
        return None
    if noun.tag_ in _RELATIVE:
        head = _antecedent(cue) or noun
        noun = _person_above(head) if noun.lower_ == "who" else head
    return Source(words, noun)


def _without_times(page: Page, words: Positions) -> Positions:
    """Less the marks and times at its ends: "Lee this week", "ten years ago, a Times article"."""
    kept = sorted(words)
    while kept and _is_time(page.doc[kept[-1]]):
        kept.pop()
    dated = next((i for i in kept if not _is_time(page.doc[i])), 0)
    after_comma = dated and page.doc[dated - 1].text == ","
    return frozenset(i for i in kept if i >= dated or not after_comma)


def _is_time(word: Token) -> bool:
    return word.ent_type_ in _TIMES or not word.text[0].isalnum()


def _suffers(noun: Token, cue: Token, words: Positions) -> bool:
    """Whether the cue tells what is done to the noun, or to another before whom it stands.

    "Lee was told", "a project confirmed in May", "with Lee expected to come", "when asked, Lee",
    "Lee left the meeting he was called to".
    """
    kinds = {child.dep_: child for child in cue.children}
    if "nsubjpass" in kinds and noun.i < cue.i and kinds["nsubjpass"].i not in words:
        agent = agent_of(cue)
        return agent is None or not agent.words & words
    own = noun.head.i == cue.i
    passive = own and noun.dep_ == "nsubjpass"
    after = cue.dep_ == "acl" and cue.tag_ == "VBN" and cue.head.i == noun.i
    beside = own and "mark" in kinds and kinds["mark"].lower_ == "with"
    bare = cue.dep_ == "advcl" and cue.tag_ == "VBN" and not kinds.keys() & {"nsubj", "aux"}
    return (passive or after or beside or bare) and _is_done_to(cue)


def _is_done_to(verb: Token) -> bool:
    """Whether the passive tells what others say, ask or expect: not "quoted as", "convinced"."""
    if f"{lemma(verb)} to" in lexicon("passive_cues"):
        return True
    speaks = any(listed(verb, name) for name in ("speech_verbs", "topic_verbs", "request_words"))
    return speaks and not listed(verb, "feeling_words") and not listed(verb, "relaying_verbs")


def _main_noun(page: Page, words: Positions) -> Token:
    """The first noun that is no part of another's name, else whatever governs the others."""
    for position in sorted(words):
        word = page.doc[position]
        owner = position + 1 in words and page.doc[position + 1].tag_ == "POS"
        inner = (word.dep_ in _INNER and word.head.i in words and word.head.i > word.i) or owner
        if word.pos_ in _NOUNS and not inner:
            return _portion_above(word, words) or word
    main = main_word(page.doc, words)
    return page.doc[max(words)] if main.dep_ == "det" else main  # "the editorial", no noun


def _portion_above(noun: Token, words: Positions) -> Token | None:
    """The numeral that takes a part of the noun: "one" of "one of the doctors"."""
    of = noun.head
    part = of.head
    taken = noun.dep_ == "pobj" and of.lower_ == "of" and listed(part, "portions")
    return part if taken and part.i in words else None


def _phrase(noun: Token, verb: Token, owner: Token) -> Source:
    if noun.tag_ in _RELATIVE:
        head = _antecedent(owner) or noun
        return Source(frozenset({noun.i}), _person_above(head) if noun.lower_ == "who" else head)
    words = reach(noun)
    if verb.i in words:
        words = range(words.start, max(noun.i + 1, min(owner.left_edge.i, verb.left_edge.i)))
    return Source(_without_asides(noun, frozenset(words)) - {verb.i}, noun)


def _without_asides(noun: Token, words: Positions) -> Positions:
    """Without a participle that only tells what goes on beside: "Ann, speaking to reporters"."""
    for child in noun.rights:
        comma = noun.doc[child.left_edge.i - 1].text == ","
        if child.dep_ == "acl" and child.tag_ == "VBG" and comma:
            return frozenset(i for i in words if i < child.left_edge.i)
    return words


def _beside(page: Page, verb: Token) -> Source | None:
    """The unbroken noun phrase right after or before the verb, whatever the parser made of it."""
    after = page.doc[verb.i + 1 : verb.i + 1 + _NEAR]
    before = page.doc[max(0, verb.i - _NEAR) : verb.i]
    for neighbours in (after, reversed(before)):
        words = list(takewhile(lambda word: word.pos_ in _NOMINAL, neighbours))
        nouns = [w for w in words if w.pos_ in _NOUNS and w.ent_type_ not in _TIMES]
        if nouns and not page.quoted(nouns[0]):
            return Source(frozenset(word.i for word in words), max(nouns, key=lambda n: n.i))
    return None


def _is_expletive(subject: Token, verb: Token) -> bool:
    """Whether it is the "it" of "it is worth noting", which stands for nobody."""
    return subject.lower_ == "it" and any(c.dep_ in {"acomp", "attr"} for c in verb.children)


def _speaks_through(text: Token) -> Source | None:
    """Who speaks through a text: the one who "released a statement saying ..."."""
    if text.dep_ != "dobj" or not listed(text, "occasion_nouns"):
        return None
    return subject_of(text.head) if listed(text.head, "light_verbs") else None


def _antecedent(verb: Token) -> Token | None:
    for _ in range(_CLIMB):
        if verb.dep_ == "relcl":
            return verb.head
        if verb.dep_ not in {"conj", "ccomp", "xcomp"}:
            return None
        verb = verb.head
    return None


def _person_above(noun: Token) -> Token:
    """Whom "who" stands for, when the parser hung it on a thing: "people in the room, who"."""
    above = noun
    for _ in range(_CLIMB):
        if _is_person(above):
            return above
        if above.dep_ not in _WITHIN:
            break
        above = above.head
    return noun


def _is_person(noun: Token) -> bool:
    if noun.pos_ not in _NOUNS:
        return False
    named = noun.pos_ == "PROPN" and noun.ent_type_ not in {"GPE", "LOC", "FAC"}
    return named or listed(noun, "role_nouns") or is_unnamed(noun)
