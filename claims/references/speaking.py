"""Who spoke last, where he or she speaks again: "Lenz said … He added …"."""

from __future__ import annotations

from itertools import islice, takewhile
from typing import TYPE_CHECKING

from claims.lexicon import words
from claims.references.discourse import Rank, clause_of, first_conjunct, is_speech
from claims.references.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claims.language import Token
    from claims.references.discourse import Discourse, Presence

_GOVERNED = frozenset({"dobj", "dative"})
_GENDERS = {"he": "masculine", "she": "feminine"}
_LONGEST_SPEECH = 4
_MARKS = 4
"""How many marks may stand between a quotation and its speaker."""


def speaker_again(pronoun: Token, before: Sequence[Sequence[Presence]]) -> Finding | None:
    """Who spoke last, where he speaks again: "'We won,' Lenz said. 'By a mile,' he added."."""
    if not (before and pronoun.dep_ == "nsubj" and _speaks(clause_of(pronoun))):
        return None
    speakers = [p for p in before[0] if p.rank is Rank.TOPIC and _has_spoken(p)]
    topics = {p.who for p in before[0] if p.rank is Rank.TOPIC}
    if len({p.who for p in speakers}) != 1 or not speakers[0].entities:
        return None
    if len(topics) != 1 and not _is_set_in(speakers[0]):
        return None
    said = clause_of(first_conjunct(speakers[0].token))
    if any(_is_told(p, said) for p in before[0] if p.who not in topics):
        return None
    return Finding(speakers[0].entities, rule="speaker again", why="who spoke before")


def utterer(
    pronoun: Token, before: Sequence[Sequence[Presence]], discourse: Discourse
) -> Finding | None:
    """Who utters a quotation, where "he said" stands behind it: whom the sentence before is about.

    Or whom it has asked, "Lenz asked Brandt … “No,” he said", or whom alone it names at all.
    """
    beside = stands_behind_quotation(pronoun, discourse) or _leads_in(pronoun, discourse)
    if not (before and (beside or told_before(pronoun, discourse))):
        return None
    nearest, older = before[0], [p for sentence in before[1:] for p in sentence]
    asked = [p for p in nearest if _is_asked(p)]
    if asked and not _asks(clause_of(pronoun)):
        best = asked[0]
        others = [p for p in nearest if p.rank is Rank.TOPIC and p.who != best.who and p.entities]
        if len({p.who for p in asked}) == 1 and all(_asks(clause_of(p.token)) for p in others):
            return _uttered_by(best, "who was asked before")
        return None
    root = discourse.root_of(nearest[0].token)
    best = max(nearest, key=lambda p: (p.rank, clause_of(p.token) == root, -p.token.i))
    spoken_of = _spoken_of(pronoun, discourse)
    rivals = [
        p
        for p in discourse.beside(best.token)
        if p.who != best.who and p.sort == "person" and _may_be(pronoun, p)
        if p.who not in spoken_of and not _is_set_beside(p, best)
    ]
    unsure = _fits_better(pronoun, rivals, best)
    if best.rank is Rank.TOPIC and not unsure and all(_stands_back(p, best) for p in rivals):
        return _uttered_by(best, "the subject of the sentence before")
    if rivals or any(p.rank >= Rank.SUBJECT and p.who != best.who for p in older):
        return None
    known = any(entity.gender or len(entity.words) > 1 for entity in best.entities)
    return _uttered_by(best, "the only one named before") if known else None


def _fits_better(pronoun: Token, rivals: Sequence[Presence], best: Presence) -> bool:
    """Whether a rival is a woman where the pronoun is "she" and nobody knows what the best is."""
    wanted = _GENDERS.get(pronoun.lower_)
    known = best.entities[0].gender if best.entities else best.gender
    fitting = (one.gender for p in rivals for one in p.entities)
    return not known and any(one and one == wanted for one in fitting)


def only_woman(pronoun: Token, found: Finding, discourse: Discourse) -> Finding | None:
    """The one woman among those "she" may be that utters a quotation, where nobody else whom the
    sentences before are about can be one: of "Anna Moreau met Lenz" Moreau.
    """
    women = [one for one in found.candidates if one.gender == "feminine"]
    if pronoun.lower_ != "she" or found.entities or len(women) != 1:
        return None
    if not (stands_behind_quotation(pronoun, discourse) or told_before(pronoun, discourse)):
        return None
    near = (p for sentence in discourse.earlier(pronoun, 3, told=True) for p in sentence)
    others = (p for p in near if set(p.entities) - set(women) or not p.entities)
    if any(_acts_alone(p) and _may_be(pronoun, p) for p in others):
        return None
    return Finding(tuple(women), rule="utterer", why="the only woman named before")


def _acts_alone(presence: Presence) -> bool:
    """Whether it is one person, named or not, whom the article itself tells of."""
    person = presence.sort == "person" and not (presence.plural or presence.quoted)
    return person and presence.rank >= Rank.SUBJECT and presence.token.pos_ != "PRON"


def _spoken_of(pronoun: Token, discourse: Discourse) -> set[object]:
    """Whom the quotation names, and who will hardly speak it: '"Lenz is wrong," he said'."""
    before = [discourse.here(pronoun)]
    before += discourse.earlier(pronoun, _LONGEST_SPEECH, paragraphs=0)
    named = (p for sentence in before for p in sentence if p.quoted and p.entities)
    return {p.who for p in named if p.rank > Rank.MODIFIER or p.token.dep_ == "poss"}


def _may_be(pronoun: Token, presence: Presence) -> bool:
    """Whether nothing tells that it is a woman where the pronoun is "he", or a man."""
    shown = presence.entities[0].gender if presence.entities else presence.gender
    return shown in {"", _GENDERS.get(pronoun.lower_, shown)}


def _is_set_beside(presence: Presence, topic: Presence) -> bool:
    """Whether it only tells who the other is: "Lenz, the front-runner,"."""
    return presence.token.dep_ == "appos" and presence.token.head == topic.token


def stands_behind_quotation(pronoun: Token, discourse: Discourse) -> bool:
    """Whether it and its verb follow at once on a quotation: '"We won," he said'."""
    verb = clause_of(pronoun)
    if pronoun.dep_ != "nsubj" or not is_speech(verb) or discourse.quoted[pronoun.i]:
        return False
    first = min(pronoun.i, verb.i)
    words_before = (word for word in reversed(pronoun.doc[max(0, first - _MARKS) : first]))
    last = next((word for word in words_before if word.text[0].isalnum()), None)
    return last is not None and discourse.quoted[last.i]


def told_before(pronoun: Token, discourse: Discourse) -> range:
    """The words in front of who says them: "Her sister, she said, left", '"It" rained, he said'.

    Not who the clause before them tells of: "Though Lenz waits, the sea, he says, is rising". Nor
    where nothing follows: "Lenz was glad to leave, he said" may be his own word.
    """
    verb = clause_of(pronoun)
    if pronoun.dep_ != "nsubj" or not is_speech(verb) or pronoun.i > verb.i:
        return range(0)
    clauses = (child for child in verb.children if child.dep_ == "ccomp" and child.i < pronoun.i)
    told = verb.head if _is_set_off(pronoun, verb) else next(clauses, None)
    if told is None:
        return range(0)
    sentence = discourse.parse.sentences[discourse.parse.sentence_of(verb)]
    after = verb.doc[verb.right_edge.i + 1 : sentence.end]
    if not any(word.is_alpha for word in after) and not stands_behind_quotation(pronoun, discourse):
        return range(0)
    first = told.left_edge.i
    ahead = [child.right_edge.i + 1 for child in told.lefts if child.dep_ == "advcl"]
    ahead += [word.i for word in verb.doc[first : pronoun.i] if word.text == ":"]
    return range(max((first, *ahead)), pronoun.i)


def _is_set_off(pronoun: Token, verb: Token) -> bool:
    """Whether they stand beside what is said, by themselves: "Her sister, she noted, left"."""
    around = [word.text for word in verb.doc[max(0, pronoun.i - 1) : verb.i + 2]]
    alone = len(around) == 4 and around[0] == around[-1] == ","
    return verb.dep_ == "parataxis" or (verb.dep_ == "relcl" and alone)


def _leads_in(pronoun: Token, discourse: Discourse) -> bool:
    """Whether it opens a sentence and leads in a quotation: 'He said: "We won."'."""
    verb = clause_of(pronoun)
    if pronoun.dep_ != "nsubj" or not is_speech(verb) or not pronoun.is_sent_start:
        return False
    after = verb.doc[verb.i + 1 : verb.i + 1 + _MARKS]
    marks = list(takewhile(lambda word: not word.text[0].isalnum(), after))
    return any(discourse.quoted[mark.i] for mark in marks)


def _uttered_by(presence: Presence, why: str) -> Finding | None:
    if not presence.entities or presence.plural:
        return None
    return Finding(presence.entities, rule="utterer", why=why)


def _asks(verb: Token) -> bool:
    return verb.lemma_ in words("request_words")


def _is_asked(presence: Presence) -> bool:
    """Whether it is who was asked: "Lenz asked Brandt"."""
    noun = first_conjunct(presence.token)
    return noun.dep_ in _GOVERNED and _asks(noun.head) and not presence.plural


def _stands_back(presence: Presence, topic: Presence) -> bool:
    """Whether somebody named beside the subject will hardly speak next: the owner of something,
    an object without a name, or who is named in a clause further in.
    """
    if presence.rank is Rank.MODIFIER:
        return True
    if presence.rank >= Rank.SUBJECT and not presence.entities:
        return _tells_where(clause_of(first_conjunct(presence.token)))
    acts = clause_of(first_conjunct(topic.token))
    inner = clause_of(first_conjunct(presence.token)) != acts
    return not _is_told(presence, acts) and (not presence.entities or inner)


def _tells_where(verb: Token) -> bool:
    """Whether the clause only says more of a place or thing: "a roof where a boy saw them"."""
    return verb.dep_ == "relcl" and all(child.dep_ != "ccomp" for child in verb.children)


def _speaks(verb: Token) -> bool:
    """Whether the verb tells what somebody says, thinks that is so, or says of another."""
    if _tells(verb):
        return True
    return verb.lemma_ in words("thought_verbs") and any(c.dep_ == "ccomp" for c in verb.children)


def _tells(verb: Token) -> bool:
    return is_speech(verb) or verb.lemma_ in words("topic_verbs")


def _has_spoken(presence: Presence) -> bool:
    """Whether its clause tells what it said: "Lenz said", "attacked her", "made the point"."""
    verb = clause_of(first_conjunct(presence.token))
    if _tells(verb):
        return True
    objects = (child for child in verb.children if child.dep_ == "dobj")
    carries = verb.lemma_ in words("light_verbs")
    return carries and any(noun.lemma_ in words("claim_nouns") for noun in objects)


def _is_set_in(presence: Presence) -> bool:
    """Whether it speaks within what it says of others: "Moreau, Lenz said, has won"."""
    return clause_of(presence.token).dep_ == "parataxis"


def _is_told(presence: Presence, said: Token) -> bool:
    """Whether somebody was spoken to, who may now answer: "Lenz asked Brandt … He said …".

    Not in what was ``said``: "Lenz said that nobody had told Brandt".
    """
    noun = first_conjunct(presence.token)
    if noun.dep_ == "pobj" and noun.head.lower_ in {"to", "with"}:
        noun = noun.head
    elif noun.dep_ not in _GOVERNED:
        return False
    verb = noun.head
    within = verb != said and any(above == said for above in islice(verb.ancestors, _MARKS))
    return is_speech(verb) and not (within and verb.dep_ != "conj")
