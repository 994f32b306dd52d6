"""he, she, they, it → the nearest person, group or body that the sentence is about.

Centering (Grosz, Joshi and Weinstein 1995) in its plainest form: the subject of the clause or
sentence before is meant, if nothing else that agrees stands as near. Where two fit, none is taken.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.references.binding import acting_on, excluded, is_anybodys, named_after
from claims.references.discourse import (
    Presence,
    Rank,
    clause_of,
    is_speech,
    subject_clause,
    subjects_of,
)
from claims.references.findings import Finding
from claims.references.speaking import only_woman, speaker_again, told_before, utterer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from claims.language import Token
    from claims.references.discourse import Discourse
    from claims.references.entities import Entity, Gender

MASCULINE = frozenset("he him his himself".split())
FEMININE = frozenset("she her hers herself".split())
PLURAL = frozenset("they them their theirs themselves".split())
NEUTER = frozenset("it its itself".split())
RELATIVE = frozenset("who which whom whose that".split())
_COUNTING = frozenset({"det", "nummod", "amod"})
PERSONAL = MASCULINE | FEMININE | PLURAL | NEUTER
_SENTENCES_BACK = 3
_OF_LISTS = frozenset({"include", "range"})
"""What a list of things does, and nobody: "They include trade and defence"."""
_NAMES_LIKE_VERBS = frozenset({"Will", "May"})


def gender_of(pronoun: Token) -> Gender:
    """The gender a pronoun shows."""
    if pronoun.lower_ in MASCULINE:
        return "masculine"
    return "feminine" if pronoun.lower_ in FEMININE else ""


def resolve_pronoun(pronoun: Token, discourse: Discourse) -> Finding:
    """Whom a personal pronoun of the third person means."""
    if pronoun.lower_ in PLURAL:
        return _they(pronoun, discourse)
    if pronoun.lower_ in NEUTER:
        return _it(pronoun, discourse)
    return _he_or_she(pronoun, discourse)


def _spoken_of_most(pronoun: Token, finding: Finding, discourse: Discourse) -> Finding:
    """The finding with whom a reader would think of as well, where nobody was found: those the
    article names most, be it some sentences back.
    """
    if finding.entities:
        return finding
    apart = {frozenset({id(entity)}) for entity in finding.candidates}
    apart |= named_after(pronoun, discourse)
    apart |= {
        frozenset(map(id, p.entities)) for p in discourse.here(pronoun) if excluded(pronoun, p)
    }
    most = discourse.named_most()
    known = [one for one in (*finding.candidates, *most) if one.gender == gender_of(pronoun)]
    fitting = known or [one for one in most if not one.gender]
    perhaps = (one for one in most if one in fitting and frozenset({id(one)}) not in apart)
    return finding._replace(perhaps=tuple(perhaps))


def _he_or_she(pronoun: Token, discourse: Discourse) -> Finding:
    if is_anybodys(pronoun) or _hides_a_name(pronoun):
        return Finding()
    found = _of_person(pronoun, discourse)
    return only_woman(pronoun, found, discourse) or _spoken_of_most(pronoun, found, discourse)


def _hides_a_name(pronoun: Token) -> bool:
    """Whether a name before it in its sentence was taken for no name: "Then Will asked if he"."""
    before = pronoun.doc[pronoun.sent.start + 1 : pronoun.i]
    return any(token.text in _NAMES_LIKE_VERBS and token.dep_ == "aux" for token in before)


def _of_person(pronoun: Token, discourse: Discourse) -> Finding:
    gender = gender_of(pronoun)
    apart = named_after(pronoun, discourse)

    def agrees(presence: Presence) -> bool:
        many = presence.plural or _names_many(presence)
        if many or presence.sort != "person" or presence.who in apart:
            return False
        shown = presence.entities[0].gender if presence.entities else presence.gender
        return shown in {"", gender}

    if discourse.quoted[pronoun.i]:
        return _in_quotation(pronoun, discourse, agrees)
    told = told_before(pronoun, discourse)
    here = [
        p
        for p in discourse.here(pronoun)
        if agrees(p)
        and not p.quoted
        and (p.token.i not in told or (p.entities and p.token.pos_ == "PRON"))
    ]
    if (own := _its_own(pronoun, here)) is not None:
        return own
    others = {p.who for p in here if excluded(pronoun, p)}
    local = [p for p in here if p.who not in others and not _belongs_to_noun(p)]
    before = _nearest(pronoun, discourse, lambda p: agrees(p) and p.who not in others)
    if local:
        return _local(local, before)
    speaker = speaker_again(pronoun, before) or utterer(pronoun, before, discourse)
    if speaker is not None:
        return speaker
    if _about_another(pronoun, discourse, agrees):
        return Finding(candidates=_entities(before))
    acts = pronoun.dep_ in {"nsubj", "nsubjpass", "poss"}
    does = acts and clause_of(pronoun).lemma_ != "be"
    finding = _unless_ahead(pronoun, _previous(before, acts, does=does), discourse)
    beside = (p for p in here if p.who not in others)
    return _unless_beside(pronoun, finding, beside)


def _its_own(pronoun: Token, here: Iterable[Presence]) -> Finding | None:
    """Who acts in the clause that tells what is "his own": "Lenz praised Roe in his own speech"."""
    if not (pronoun.dep_ == "poss" and any(kid.lower_ == "own" for kid in pronoun.head.children)):
        return None
    acting = acting_on(pronoun)
    meant = [p for p in here if p.token in acting and p.entities]
    if len(meant) != 1:
        return None
    return Finding(meant[0].entities, rule="own", why="whose own it must be", sure=True)


def _names_many(presence: Presence) -> bool:
    """Whether a plural word was taken for a person's name: "55 million Latinos", "the Latinos"."""
    word = presence.token
    return word.tag_ == "NNPS" and any(child.dep_ in _COUNTING for child in word.children)


def _belongs_to_noun(presence: Presence) -> bool:
    """Whether the name only tells one noun from others: "the Lenz papers". Behind an "if" the
    parser takes verbs for nouns: "if Lenz wins".
    """
    noun = presence.token.head
    clause = any(child.dep_ == "mark" for child in noun.children)
    return presence.token.dep_ == "compound" and not clause


def _nearest(
    pronoun: Token, discourse: Discourse, agrees: Callable[[Presence], bool]
) -> list[list[Presence]]:
    """The earlier sentences' mentions that agree, outside quotations; only where there are any.

    Where there are none, those before the quotation that ends here.
    """
    for told in (False, True):
        found = (
            [p for p in sentence if agrees(p) and not p.quoted]
            for sentence in discourse.earlier(pronoun, _SENTENCES_BACK, told=told)
        )
        if kept := [presences for presences in found if presences]:
            return kept
    return []


def _local(local: list[Presence], before: list[list[Presence]]) -> Finding:
    """The antecedent among the mentions that stand before the pronoun in its own sentence."""
    best = max(local, key=lambda p: (p.rank, -p.token.i))
    rivals = {p.who for p in local if p.who != best.who}
    strong = {
        p.who
        for p in local
        if p.who != best.who and (p.rank > Rank.MODIFIER or p.token.i > best.token.i)
    }
    topic = _topic(before[0]) if before else None
    if best.rank < Rank.SUBJECT and topic is not None and topic.who != best.who:
        return Finding(candidates=_entities([local, [topic]]))
    if not strong and best.entities and (not rivals or best.rank is Rank.TOPIC):
        why = "named before it in the same sentence"
        return Finding(best.entities, rule="same sentence", why=why, sure=not rivals)
    return Finding(candidates=_entities([local]))


def _previous(before: list[list[Presence]], acts: bool, *, does: bool) -> Finding:
    """The antecedent in the sentences before.

    A pronoun that ``acts`` goes on with the subject; one acted upon may mean any named there.
    Of one that ``does`` something, so it does past "the nominee" if the subject is known to be a
    man or a woman.
    """
    if not before:
        return Finding()
    nearest = before[0]
    best = max(nearest, key=lambda p: (p.rank, -p.token.i))
    rivals = [p for p in nearest if p.who != best.who]
    older = [p for sentence in before[1:] for p in sentence]
    alone = not rivals and (best.rank >= Rank.SUBJECT or {p.who for p in older} <= {best.who})
    does = does and bool(best.entities and best.entities[0].gender)
    behind = [p for p in rivals if p.rank is Rank.MODIFIER or (does and _only_described(p))]
    ahead = best.rank is Rank.TOPIC and behind == rivals
    chain = (
        best.rank is Rank.TOPIC
        and all(p.rank < Rank.TOPIC for p in rivals)
        and len(before) > 1
        and (topic := _topic(before[1])) is not None
        and topic.who == best.who
    )
    if best.entities and (alone or (acts and (ahead or chain))):
        why = "the subject of the sentence before" if best.rank >= Rank.SUBJECT else "named before"
        sure = not rivals and {p.who for p in older} <= {best.who}
        return Finding(best.entities, rule="sentence before", why=why, sure=sure)
    return Finding(candidates=_entities(before))


def _only_described(presence: Presence) -> bool:
    """Whether it is an object like "the nominee", of whom the article has said nothing so far."""
    definite = any(child.lower_ == "the" for child in presence.token.children)
    known = presence.entities or presence.gender
    return definite and presence.rank is Rank.OBJECT and not known


def _unless_beside(pronoun: Token, finding: Finding, beside: Iterable[Presence]) -> Finding:
    """The finding, unless another's name stands before the pronoun to tell a noun from others.

    "The Lenz supporters want to see him" may well be about Lenz.
    """
    named = [one for one in _entities([beside]) if one.gender == gender_of(pronoun)]
    if not finding.entities or not set(named) - set(finding.entities):
        return finding
    return Finding(candidates=tuple(dict.fromkeys((*finding.entities, *named))))


def _unless_ahead(pronoun: Token, finding: Finding, discourse: Discourse) -> Finding:
    """The finding, unless the sentence's own subject still to come may be meant instead.

    "In the last days of his trip, Francis …", "When he arrived, Trump …".
    """
    subjects = subjects_of(discourse.root_of(pronoun))
    later = discourse.ahead.get(subjects[0].i) if len(subjects) == 1 else None
    if later is None or subjects[0].i < pronoun.i or later.sort != "person":
        return finding
    if later.gender not in {"", gender_of(pronoun)} or finding.entities == (later,):
        return finding
    return Finding(candidates=tuple({id(e): e for e in (*finding.entities, later)}.values()))


def _about_another(
    pronoun: Token, discourse: Discourse, agrees: Callable[[Presence], bool]
) -> bool:
    """Whether the quotation just before was about another who fits, and now may go on about him.

    "'Francis is wise,' Mr. Vian said. He has …" leaves both; "He said …" goes on with the speaker.
    """
    if is_speech(clause_of(pronoun)) and pronoun.dep_ == "nsubj":
        return False
    quoted: list[Presence] = []
    for sentence in discourse.earlier(pronoun, _SENTENCES_BACK):
        quoted += [p for p in sentence if p.quoted and agrees(p) and not _belongs_to_noun(p)]
        speakers = {p.who for p in sentence if not p.quoted and p.rank is Rank.TOPIC}
        if speakers:
            return any(p.who not in speakers for p in quoted)
    return False


def _topic(presences: Iterable[Presence]) -> Presence | None:
    return next((p for p in presences if p.rank is Rank.TOPIC), None)


def _entities(sentences: Iterable[Iterable[Presence]]) -> tuple[Entity, ...]:
    found = {id(e): e for sentence in sentences for p in sentence for e in p.entities}
    return tuple(found.values())


def _in_quotation(
    pronoun: Token, discourse: Discourse, agrees: Callable[[Presence], bool]
) -> Finding:
    """Inside a quotation: whom the quotation itself names, and never who speaks it."""
    here = [p for p in discourse.here(pronoun) if agrees(p) and not excluded(pronoun, p)]
    earlier = [
        p for sentence in discourse.earlier(pronoun, 2, paragraphs=1) for p in sentence if agrees(p)
    ]
    quoted = [p for p in here if p.quoted]
    if not quoted:
        return _still_spoken_of(pronoun, discourse, agrees) or _spoken_of(here, earlier)
    others = {p.who for p in [*here, *earlier]}
    rivals = {p.who for p in earlier if p.quoted}
    if len({p.who for p in quoted}) == 1 and quoted[0].entities:
        best = quoted[0]
        clear = best.rank >= Rank.SUBJECT and rivals <= {best.who}
        if clear or others <= {best.who}:
            return Finding(best.entities, rule="same quotation", why="named in the same quotation")
    return Finding(candidates=_entities([here, earlier]))


def _still_spoken_of(
    pronoun: Token, discourse: Discourse, agrees: Callable[[Presence], bool]
) -> Finding | None:
    """Whom alone the quotation has spoken of so far: "'Lenz is wise. He waits,' Ms. Vian said"."""
    if any(not p.quoted and p.token.i < pronoun.i for p in discourse.here(pronoun)):
        return None
    for sentence in discourse.earlier(pronoun, 2, paragraphs=0):
        quoted = [p for p in sentence if p.quoted and agrees(p)]
        if quoted:
            best = quoted[0]
            alone = best.entities and all(p.who == best.who for p in quoted)
            told = any(p.who == best.who for p in sentence if not p.quoted)
            if not alone or told or best.rank < Rank.OBJECT:
                return None
            why = "spoken of just before in the same quotation"
            return Finding(best.entities, rule="same quotation", why=why)
    return None


def _spoken_of(here: list[Presence], earlier: list[Presence]) -> Finding:
    """Whom the words before a quotation name beside its speaker: "Lenz on Moreau: 'She …'"."""
    acting = [p for p in here if p.rank is Rank.TOPIC]
    found = {p.who: p for p in [*here, *earlier] if p.who not in {q.who for q in acting}}
    if len(found) == 1 and here and here[-1].who in found and here[-1].entities:
        return Finding(here[-1].entities, rule="before the quotation", why="named just before it")
    return Finding(candidates=_entities([here, earlier]))


def _they(pronoun: Token, discourse: Discourse) -> Finding:
    """They: the group that is the subject before, when no other plural stands near."""

    def agrees(presence: Presence) -> bool:
        return presence.plural or presence.sort == "body"

    if discourse.quoted[pronoun.i] or pronoun.head.lemma_ in _OF_LISTS:
        return Finding()
    local = [p for p in discourse.here(pronoun) if agrees(p) and not p.quoted]
    before = _nearest(pronoun, discourse, agrees)
    nearest = local or (before[0] if before else [])
    if not local and _unnamed_many(pronoun, discourse):
        return Finding()
    groups = [p for p in nearest if p.plural]
    if len({p.who for p in groups}) == 1 and len(groups[0].entities) > 1:
        best = groups[0]
        others = [p for p in nearest if not p.plural and p.rank > Rank.MODIFIER]
        if best.rank >= Rank.SUBJECT and not others:
            return Finding(best.entities, rule="group before", why="the group named before it")
    return Finding(candidates=_entities([nearest]))


def _unnamed_many(pronoun: Token, discourse: Discourse) -> bool:
    """Whether the sentence before is about several without a name: "Ten states …"."""
    number = discourse.parse.sentence_of(pronoun) - 1
    if number < 0:
        return False
    subjects = subjects_of(discourse.parse.sentences[number].root)
    many = len(subjects) == 1 and subjects[0].tag_ in {"NNS", "NNPS"}
    here = [p for sentence in discourse.earlier(pronoun, 1) for p in sentence]
    return many and not any(p.token == subjects[0] and p.entities for p in here)


def _body_again(pronoun: Token, discourse: Discourse) -> Finding:
    """The body or country that the sentence before is about, where "it" goes on to speak."""
    if discourse.quoted[pronoun.i] or any(not p.quoted for p in discourse.here(pronoun)):
        return Finding()
    for sentence in discourse.earlier(pronoun, 2):
        topics = {
            p.who: p
            for p in sentence
            if p.rank is Rank.TOPIC and not p.quoted and p.sort != "person"
        }
        if topics:
            [(_, topic), *rest] = topics.items()
            named = len(topic.entities) == 1 and topic.sort in {"body", "country"}
            named = named and not topic.plural
            if rest or not named:
                return Finding(candidates=_entities([topics.values()]))
            return Finding(topic.entities, rule="speaker again", why="who spoke before")
    return Finding()


def _it(pronoun: Token, discourse: Discourse) -> Finding:
    """It: "its" of a body that is the subject of its own clause, and "it said" of who spoke."""
    if pronoun.dep_ == "nsubj" and is_speech(clause_of(pronoun)):
        return _body_again(pronoun, discourse)
    if pronoun.dep_ != "poss":
        return Finding()
    subjects = subjects_of(subject_clause(pronoun))
    if len(subjects) != 1 or any(t.dep_ == "conj" for t in subjects[0].children):
        return Finding()
    owner = next((p for p in discourse.here(pronoun) if p.token == subjects[0]), None)
    if owner is None or not owner.entities or owner.plural or owner.sort == "person":
        return Finding()
    return Finding(owner.entities, rule="same clause", why="the subject of the same clause")
