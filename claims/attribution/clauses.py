"""Verbs that attribute, and what they govern: "said that ...", "wants to ...", "is known as ...".

Each rule is a function of the verb that returns what it read or nothing; the first that reads
the verb wins.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.attribution.cues import VERBAL, is_passive, lemma, listed, relays, reports
from claims.attribution.readings import Reading
from claims.attribution.sources import Source, agent_of, object_of, subject_of
from claims.attribution.spans import NOWHERE, governed, reach, reach_of
from claims.lexicon import words

if TYPE_CHECKING:
    from collections.abc import Callable

    from claims.language import Token

_WITH_OBJECT = frozenset("as of for over on with against about to".split())
_WITH_INFINITIVE = frozenset({"on", "for", "with"})
_COMPLEMENTS = ("dobj", "xcomp", "attr", "oprd")
_COMMAS = frozenset({",", "-", "–", "—", "--", "(", ")"})
_TIMES = frozenset({"DATE", "TIME"})


def read_verb(verb: Token) -> Reading | None:
    """What the verb attributes by its grammar, or None when it is no cue."""
    if verb.pos_ not in VERBAL:
        return None
    rules = _PASSIVE if is_passive(verb) else _ACTIVE
    return next((reading for rule in rules if (reading := rule(verb)) is not None), None)


def _clause(verb: Token) -> Reading | None:
    """ "X said [that taxes rose]": a finite clause under a verb of saying or thinking."""
    if not listed(verb, "speech_verbs") and not listed(verb, "thought_verbs"):
        return None
    clauses = [
        c
        for c in _children(verb, "ccomp")
        if (c.pos_ in VERBAL and _stands_after(c, verb)) or _stands_before(c, verb)
    ] or _strayed(verb)
    if not clauses:
        return None
    widest = max(clauses, key=lambda clause: len(reach(clause)))
    content = governed(widest) - {verb.i}
    citing = _citing(verb, widest)
    if citing is not None and citing != verb:
        content -= frozenset(range(citing.i, citing.right_edge.i + 1))
    cited = object_of(citing) if citing is not None else None
    return Reading("reported clause", content, subject_of(verb), cited=cited)


def cited_beside(verb: Token) -> Source | None:
    """Whom a verb next to a quotation has it from: '"...," Reuters reported, quoting an aide'."""
    citing = _citing(verb, verb)
    return object_of(citing) if citing not in {None, verb} else None


def _citing(verb: Token, clause: Token) -> Token | None:
    """The "citing" of "Reuters reported, citing two officials, that ...", wherever it hangs.

    It may be "quoting", but not where what the quoted say follows it: "quoting Lee as saying".
    """
    if lemma(verb) == "cite":
        return verb
    hung = [*_children(verb, "advcl"), *_children(clause, "advcl")]
    return next((c for c in hung if c.tag_ == "VBG" and _cites(c)), None)


def _cites(verb: Token) -> bool:
    onward = any(child.lower_ == "as" for child in _children(verb, "prep"))
    return lemma(verb) == "cite" or (lemma(verb) == "quote" and not onward)


def _stands_after(clause: Token, verb: Token) -> bool:
    """Whether the clause follows, with no second verb between that it might belong to."""
    return clause.i > verb.i and all(c.i > clause.i for c in _children(verb, "conj"))


def _stands_before(clause: Token, verb: Token) -> bool:
    """Whether the clause is speech in front of its verb: 'Taxes rose, X said'."""
    comma = any(t.text == "," or t.is_quote for t in verb.doc[clause.i + 1 : verb.i])
    return comma and not any(c.i > verb.i for c in _children(verb, *_COMPLEMENTS))


def _strayed(verb: Token) -> list[Token]:
    """A that-clause which the parser hung on a noun in between: "said at the debate that he won".

    "That" is no part of it, as it would be of a relative clause.
    """
    return [
        clause
        for place in _children(verb, "prep")
        for noun in place.children
        for clause in noun.children
        if place.i > verb.i
        and clause.dep_ in {"relcl", "acl"}
        and clause.left_edge.lower_ == "that"
        and clause.left_edge.dep_ in {"mark", "det"}
    ]


def _comma_pair(verb: Token) -> Reading | None:
    """ "[The tax,] X said, [would rise]" and "As X said, [the tax rose]".

    The verb governs nothing and hangs on the clause that it attributes.
    """
    if not reports(verb) or verb.dep_ not in {"parataxis", "ccomp", "advcl"}:
        return None
    own = reach(verb)
    source = subject_of(verb)
    comparing = any(c.dep_ == "mark" and c.lower_ == "as" for c in verb.children)
    if source is None or not source.words <= frozenset(own):
        return None
    governs = any(c.lower_ != "it" for c in _children(verb, *_COMPLEMENTS))
    if governs or (verb.dep_ == "advcl" and not comparing):
        return None
    if not _set_off(verb, own):
        return None
    return Reading("comma pair", governed(verb.head) - frozenset(own), source)


def _set_off(verb: Token, own: range) -> bool:
    """Whether commas, dashes or the sentence's ends stand on both sides."""
    if {verb.doc[own.start].text, verb.doc[own.stop - 1].text} & _COMMAS:
        return True
    before = own.start <= verb.sent.start or verb.doc[own.start - 1].text in _COMMAS
    after = own.stop >= verb.sent.end or verb.doc[own.stop].text in _COMMAS | {"."}
    return before and after


def _quoting(verb: Token) -> Reading | None:
    """ "X quoted Y as saying [that taxes rose]": Y's word, which X passes on."""
    spoken = [
        saying
        for link in _children(verb, "prep")
        if link.lower_ == "as"
        for saying in _children(link, "pcomp")
        if reports(saying)
    ]
    quoted = object_of(verb)
    if not relays(verb) or not spoken or quoted is None:
        return None
    content = reach_of(_children(spoken[0], "ccomp", "dobj"))
    source = Source(quoted.words - reach_of([spoken[0].head]), quoted.head)
    beside = (spoken[0].head, spoken[0])
    return Reading("quoting", content, source, beside, subject_of(verb)) if content else None


def _infinitive(verb: Token) -> Reading | None:
    """ "X wants [to leave]", "X urged [them to leave]"."""
    if not listed(verb, "wish_verbs"):
        return None
    wished = [c for c in _children(verb, "xcomp", "ccomp") if _has_to(c)]
    if not wished:
        return None
    content = reach_of(wished)
    for child in verb.children:
        if child.i < wished[0].i and child.dep_ in {"dobj", "dative"} and child.i > verb.i:
            content |= frozenset(reach(child))
        elif child.i < wished[0].i and child.dep_ == "prep" and child.lower_ in _WITH_INFINITIVE:
            content |= frozenset(reach(child)) - {child.i}
    return Reading("infinitive", content, subject_of(verb))


def _object(verb: Token) -> Reading | None:
    """ "X criticised [the plan]", "X called [him a liar]", "X criticised [Y for it]"."""
    if not listed(verb, "topic_verbs"):
        return None
    objects = [c for c in _children(verb, "dobj") if c.ent_type_ not in _TIMES]
    clauses = [c for c in _children(verb, "ccomp", "xcomp") if _stands_after(c, verb)]
    named = _children(verb, "oprd") + [
        c for c in clauses if c.dep_ == "ccomp" and c.pos_ != "VERB" and not _children(c, "mark")
    ]
    if not (objects or named) or any(map(_says_so, objects)):
        return None
    start = min(token.i for token in objects + named)
    preps = [c for c in _children(verb, "prep") if c.lower_ in _WITH_OBJECT]
    added = [c for c in preps + clauses if c.i > start]
    return Reading("object", reach_of(objects + named + added), subject_of(verb))


def _says_so(text: Token) -> bool:
    """Whether a text goes on to say its content: "issued a statement saying ..."."""
    return any(c.dep_ == "acl" and c.tag_ == "VBG" and reports(c) for c in text.children)


def _preposition(verb: Token) -> Reading | None:
    """ "X called for [his release]", "X talked about [it]"."""
    for child in _children(verb, "prep"):
        if f"{lemma(verb)} {child.lower_}" in words("phrasal_cues"):
            content = frozenset(reach(child)) - {child.i}
            return Reading("preposition", content, subject_of(verb), (child,))
    return None


def _adjective(verb: Token) -> Reading | None:
    """ "X is critical of [the plan]", "X is hopeful [that it works]"."""
    for quality in _children(verb, "acomp"):
        if quality.lower_ not in words("attitude_adjectives"):
            continue
        for child in quality.rights:
            if child.dep_ in {"ccomp", "xcomp"}:
                content = frozenset(reach(child))
                return Reading("adjective", content, subject_of(verb), (quality,))
            if child.dep_ == "prep":
                content = frozenset(reach(child)) - {child.i}
                return Reading("adjective", content, subject_of(verb), (quality, child))
    return None


def _seeming(verb: Token) -> Reading | None:
    """ "[X] seems [to be winning]": a judgement without a judge."""
    if not listed(verb, "seeming_verbs"):
        return None
    subject = subject_of(verb)
    judged = _children(verb, "xcomp", "oprd", "acomp", "ccomp")
    if subject is None or not judged:
        return None
    expletive = subject.head.lower_ in {"it", "there"}
    about = NOWHERE if expletive else subject.words
    return Reading("seeming", about | reach_of(judged))


def _passive_clause(verb: Token) -> Reading | None:
    """ "It was reported [that taxes rose]", "asked [whether it rose]"."""
    if not listed(verb, "speech_verbs") and not listed(verb, "thought_verbs"):
        return None
    clauses = [c for c in _children(verb, "ccomp") if c.i > verb.i and not _has_to(c)]
    return Reading("passive clause", reach_of(clauses), agent_of(verb)) if clauses else None


def _passive_cue(verb: Token) -> Reading | None:
    """ "[X] is expected [to win]", "[X] was accused of [fraud]", "asked about [the fraud]"."""
    about = reach_of(_children(verb, "nsubjpass"))
    for child in verb.rights:
        if child.dep_ in {"xcomp", "ccomp"} and _has_to(child):
            if f"{lemma(verb)} to" in words("passive_cues"):
                return Reading("passive", about | frozenset(reach(child)), agent_of(verb))
        elif child.dep_ == "prep" and f"{lemma(verb)} {child.lower_}" in words("passive_cues"):
            content = frozenset(reach(child)) - {child.i}
            if not listed(verb, "request_words"):
                content |= about
            return Reading("passive", content, agent_of(verb), (child,))
    return None


def _passive_object(verb: Token) -> Reading | None:
    """ "[The plan] was criticised by X", "[X] is called [a liar]"."""
    about = reach_of(_children(verb, "nsubjpass"))
    named = _children(verb, "oprd")
    agent = agent_of(verb)
    if not listed(verb, "topic_verbs") or not about or not (named or agent):
        return None
    if relays(verb) and any(c.lower_ == "as" for c in _children(verb, "prep")):
        return None
    return Reading("passive", about | reach_of(named), agent)


_ACTIVE: tuple[Callable[[Token], Reading | None], ...] = (
    _clause,
    _quoting,
    _comma_pair,
    _infinitive,
    _object,
    _preposition,
    _adjective,
    _seeming,
)
_PASSIVE: tuple[Callable[[Token], Reading | None], ...] = (
    _passive_clause,
    _passive_cue,
    _passive_object,
)


def _children(verb: Token, *kinds: str) -> list[Token]:
    return [child for child in verb.children if child.dep_ in kinds]


def _has_to(verb: Token) -> bool:
    return any(child.tag_ == "TO" for child in verb.children)
