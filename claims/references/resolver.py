"""One pass through an article, in reading order: each mention settles who the next can mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.language import LONGEST_SENTENCE
from claims.lexicon import words
from claims.models import Reason
from claims.references.descriptions import COMPANY, resolve_description, spoken_of
from claims.references.discourse import Discourse, first_conjunct
from claims.references.entities import Entity, demonym_at, find_entities, gender_of_noun
from claims.references.events import Events
from claims.references.findings import Finding
from claims.references.groups import (
    ONE_OF_TWO,
    Pairs,
    resolve_group,
    resolve_one_of_two,
    says_two,
    sort_of_members,
)
from claims.references.mentions import Mention
from claims.references.names import find_names, is_heading, is_role
from claims.references.occurrences import Aliases, Occurrence, find_occurrences
from claims.references.profiles import looks_like_person, noun_of, profile, set_beside
from claims.references.pronouns import PERSONAL, PLURAL, RELATIVE, gender_of, resolve_pronoun
from claims.references.surnames import settle

if TYPE_CHECKING:
    from claims.language import Parse, Token
    from claims.models import SourceKind

_CLAUSES_UP = 4
_MARKS = 4
_DESCRIBED = ("role_nouns", "organisation_nouns", "media_descriptions")
_REFERRING = frozenset({"det", "poss", "nummod", "amod"})
"""A noun without any of these, as in "served as director", stands for nobody new."""
_STANDING = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "agent"})
"""Where "the former" stands for somebody, and does not describe a noun."""
_NONE = frozenset({"no", "any", "each", "every"})
_CHOOSING = frozenset("choose elect nominate pick select".split())


class Resolver:
    """Reads one article and keeps its mentions by the tokens that head them."""

    def __init__(self, parse: Parse) -> None:
        self.parse = parse
        self.discourse = Discourse(parse)
        headings = [is_heading(sentence) for sentence in parse.sentences]
        names = find_names(parse, headings)
        self.entities = find_entities(names, parse.doc)
        self.aliases = Aliases(self.entities)
        self.occurrences = list(settle(find_occurrences(parse, self.aliases), parse))
        named = {id(entity): entity for one in self.occurrences for entity in one.entities}
        self.entities += [
            one for known, one in named.items() if known not in map(id, self.entities)
        ]
        self.profiles = profile(self.occurrences)
        self.countries = {e.country: e for e in self.entities if e.country}
        self.pairs = Pairs(self.discourse)
        self.events = Events()
        self.mentions: dict[int, Mention] = {}
        self._unread = [
            heading or len(sentence) > LONGEST_SENTENCE
            for sentence, heading in zip(parse.sentences, headings, strict=True)
        ]
        self._starts = {o.first: o.entities[0] for o in self.occurrences if len(o.entities) == 1}
        self._by_head = {o.head.i: o for o in self.occurrences}
        self.discourse.ahead = {
            o.head.i: o.entities[0] for o in self.occurrences if len(o.entities) == 1
        }
        self._inside = {i for o in self.occurrences for i in range(o.first, o.last + 1)}
        self._titles = {token.i for o in self.occurrences for token in o.title}

    def read(self) -> None:
        """Resolve every mention in reading order."""
        for token in self.parse.doc:
            if token.is_space:
                continue
            if token.i in self._by_head:
                self._name(self._by_head[token.i])
            elif token.i not in self._inside and not self._unread[self.parse.sentence_of(token)]:
                self._other(token)

    def _other(self, token: Token) -> None:
        country = demonym_at(token)
        if country:
            self._nationality(token, self.countries[country])
        elif token.lower_ in PERSONAL and not _is_spelt_out(token):
            self._pronoun(token)
        elif token.lower_ in RELATIVE and token.pos_ == "PRON":
            self._relative(token)
        elif token.lower_ == "both" and token.dep_ in {"nsubj", "nsubjpass"}:
            self._group(token)
        elif token.lower_ in ONE_OF_TWO and token.dep_ in _STANDING and _is_definite(token):
            self._keep(token, _phrase(token), resolve_one_of_two(token, self.discourse), "unknown")
        elif token.i not in self._titles and token.pos_ in {"NOUN", "PROPN"}:
            self._noun(token)

    def _name(self, occurrence: Occurrence) -> None:
        tokens = tuple(self.parse.doc[occurrence.first : occurrence.last + 1])
        entities = occurrence.entities
        single = len(entities) == 1
        text = self._quote(tokens)
        if single and text == entities[0].name:
            reason = self._reason("name", f"'{text}' is named here in full", tokens)
        elif single:
            paragraph = self.discourse.paragraph(self.parse.doc[entities[0].first]) + 1
            detail = f"'{text}' is {entities[0].name}, named in full in paragraph {paragraph}"
            reason = self._reason("short name", detail, tokens)
        else:
            detail = f"'{text}' could be {_either(entities)}"
            reason = self._reason("shared name", detail, tokens)
        title = occurrence.title
        mention = Mention(
            tokens,
            (entities[0].name,) if single else (),
            () if single else tuple(entity.name for entity in entities),
            entities[0].kind,
            (reason,),
            self.parse.doc[title[0].i : title[-1].i + 1].text if title else "",
        )
        for token in (*tokens, *(t for t in title if is_role(t))):
            self.mentions[token.i] = mention
        if not self._signs(occurrence):
            self._present(occurrence.head, entities)

    def _signs(self, occurrence: Occurrence) -> bool:
        """Whether the name stands alone, as below a letter: of its bearer nothing is told."""
        sentence = self.parse.sentences[self.parse.sentence_of(occurrence.head)]
        inside = range(occurrence.first, occurrence.last + 1)
        whole = len(sentence) <= len(inside) + _MARKS
        return whole and all(token.i in inside for token in sentence if token.is_alpha)

    def _present(self, token: Token, entities: tuple[Entity, ...]) -> None:
        """Remember the mention, the pair it completes, and all that "and" joins it to."""
        if len(entities) > 1:
            genders = {entity.gender for entity in entities}
            gender = genders.pop() if len(genders) == 1 else ""
            self.discourse.add(token, sort=entities[0].sort, gender=gender)
            return
        presence = self.discourse.add(token, entities)
        self.pairs.see(presence)
        if token.dep_ == "conj" and not any(child.dep_ == "conj" for child in token.children):
            first = first_conjunct(token)
            joined = [
                p
                for p in self.discourse.here(token)
                if first_conjunct(p.token) == first and not p.plural
            ]
            everyone = {id(e): e for p in (*joined, presence) for e in p.entities}
            if len(everyone) > 1 and all(p.entities for p in (*joined, presence)):
                self.discourse.add(token, everyone.values(), plural=True)

    def _nationality(self, token: Token, country: Entity) -> None:
        if token.tag_ in {"NNS", "NNPS"}:
            self._keep(token, (token,), Finding(), "group")
            self.discourse.add(token, (country,), plural=True)
        else:
            self._present(token, (country,))

    def _pronoun(self, token: Token) -> None:
        finding = self._bracketed(token) or resolve_pronoun(token, self.discourse)
        entities = finding.entities
        if len(entities) == 1 and finding.sure and not entities[0].gender:
            entities[0].gender = gender_of(token)
        self._keep(token, (token,), finding, "unknown")
        gender, sort = gender_of(token), "person" if gender_of(token) else ""
        if entities or len(finding.candidates) != 1:
            plural = token.lower_ in PLURAL
            self.discourse.add(token, entities, sort=sort, plural=plural, gender=gender)

    def _bracketed(self, token: Token) -> Finding | None:
        """What an editor has put in brackets after a pronoun: "They [the leaders]"."""
        after = self.parse.doc[token.i + 1 : token.i + 8]
        if not after or after[0].text not in {"[", "("}:
            return None
        closing = next((t for t in after if t.text in {"]", ")"}), None)
        words_inside = self.parse.doc[token.i + 2 : closing.i] if closing is not None else ()
        if after[0].text == "(" and not all(inner.i in self._inside for inner in words_inside):
            return None
        for inner in words_inside:
            named = self._by_head.get(inner.i)
            entities = named.entities if named is not None else ()
            if sort_of_members(inner):
                entities = self._two(inner).entities
            if len(entities) == 1 or (entities and named is None):
                return Finding(entities, rule="bracket", why="as the brackets after it say")
        return None

    def _relative(self, token: Token) -> None:
        head = token.head
        for _ in range(_CLAUSES_UP):
            if head.dep_ == "relcl" or head.head == head:
                break
            head = head.head
        noun = head.head
        antecedent = self.mentions.get(noun.i) if head.dep_ == "relcl" else None
        joined = noun.dep_ == "conj" or any(child.dep_ == "conj" for child in noun.children)
        if antecedent is None or joined or noun.i > token.i:
            return
        if (antecedent.kind == "person") <= (token.lower_ != "which"):
            detail = f"'{token.text}' is '{self._quote(antecedent.tokens)}' directly before it"
            reason = self._reason("relative clause", detail, (token,))
            self.mentions[token.i] = antecedent._replace(
                tokens=(token,), because=(reason, *antecedent.because), description=""
            )

    def _noun(self, token: Token) -> None:
        noun = noun_of(token)
        sort = sort_of_members(token)
        if sort and says_two(token):
            self._group(token)
        elif token.tag_ in {"NNS", "NNPS"}:
            if sort and _is_definite(token):
                self._group(token)
            elif sort in {"person", "body"} or _may_be_person(token):
                self._unnamed(token, plural=True)
            else:
                self._event(token)
        elif any(noun in words(name) for name in _DESCRIBED):
            self._single(token)
        elif noun in words("document_nouns"):
            self._keep(token, _phrase(token), Finding(), "document")
            self.discourse.add(token, sort="document")
        elif _may_be_person(token):
            self.discourse.add(token, sort="person")
        else:
            self._event(token)

    def _event(self, token: Token) -> None:
        tokens = _phrase(token)
        if told := self.events.meant(token):
            detail = f"'{self._quote(tokens)}' is '{told}', the only one told of before"
            reason = self._reason("event", detail, tokens)
            self.mentions[token.i] = Mention(tokens, (told,), because=(reason,))

    def _single(self, token: Token) -> None:
        beside = self._beside(token)
        person = noun_of(token) in words("role_nouns")
        if beside is not None:
            finding = Finding((beside,), rule="apposition", why="named beside it")
            self._keep(token, _phrase(token), finding, "unknown")
        elif token.dep_ == "attr" and person and _is_said_to_be_there(token):
            self.discourse.add(token, sort="person", gender=gender_of_noun(noun_of(token)))
        elif token.dep_ in {"attr", "compound", "amod", "nmod"} or self._goes_on(token):
            return
        elif _is_yet_to_be(token):
            self._keep(token, _phrase(token), Finding(), "anonymous")
        elif _is_definite(token):
            finding = resolve_description(token, self.discourse, self.profiles)
            sort, gender = "person" if person else "body", gender_of_noun(noun_of(token))
            known = finding.entities or finding.candidates
            if not known and (person or noun_of(token) in COMPANY):
                finding = finding._replace(perhaps=spoken_of(token, sort, self.discourse))
            self._keep(token, _phrase(token), finding, "person" if person else "organisation")
            self.discourse.add(token, finding.entities, sort=sort, gender=gender)
        else:
            self._unnamed(token, plural=False)

    def _goes_on(self, token: Token) -> bool:
        """Whether the noun adds to a description: "the attorney and treasurer"."""
        if token.dep_ != "conj" or any(child.dep_ in {"det", "poss"} for child in token.children):
            return False
        return token.head.tag_ == "NN" or first_conjunct(token).dep_ == "appos"

    def _beside(self, token: Token) -> Entity | None:
        """The one named in apposition to the noun, unless both may be items of a list."""
        start = token.left_edge.i
        follows = self._starts.get(token.i + 2)
        if follows is not None and token.nbor().text == "," and _is_definite(token):
            return follows if (follows.sort == "person") == is_role(token) else None
        if any(child.lower_ in _NONE for child in token.children):
            return None
        if token.dep_ != "appos" and start and self.parse.doc[start - 1].text == ",":
            return None
        for other in set_beside(token):
            occurrence = self._by_head.get(other.i)
            if token.dep_ == "appos" and token not in set_beside(other):
                continue
            if occurrence is not None and len(occurrence.entities) == 1:
                entity = occurrence.entities[0]
                if entity.sort == ("person" if is_role(token) else "body") and (
                    entity.sort == "person" or _is_indefinite(token)
                ):
                    return entity
        return None

    def _unnamed(self, token: Token, *, plural: bool) -> None:
        person = noun_of(token) in words("role_nouns")
        kind: SourceKind = "anonymous" if person else "organisation"
        if plural:
            kind = "anonymous" if token.lower_ in words("anonymous_sources") else "group"
        self._keep(token, _phrase(token), Finding(), kind)
        if plural or any(child.dep_ in _REFERRING for child in token.children):
            sort, gender = "person" if person else "body", gender_of_noun(noun_of(token))
            self.discourse.add(token, sort=sort, plural=plural, gender=gender)

    def _two(self, token: Token) -> Finding:
        return resolve_group(token, self.discourse, self.profiles, self.pairs)

    def _group(self, token: Token) -> None:
        finding = self._two(token)
        anonymous = not finding.entities and token.lower_ in words("anonymous_sources")
        self._keep(token, _phrase(token), finding, "anonymous" if anonymous else "group")
        sort = sort_of_members(token)
        self.discourse.add(token, finding.entities, sort=sort, plural=True)

    def _keep(
        self, head: Token, tokens: tuple[Token, ...], finding: Finding, kind: SourceKind
    ) -> None:
        names = tuple(entity.name for entity in finding.entities)
        candidates = tuple(entity.name for entity in finding.candidates)
        text = self._quote(tokens)
        because: tuple[Reason, ...] = ()
        if names:
            detail = f"'{text}' is {' and '.join(names)}, {finding.why}"
            because = (self._reason(finding.rule, detail, tokens),)
        elif candidates:
            detail = f"'{text}' could be {_either(finding.candidates)}"
            because = (self._reason("ambiguous", detail, tokens),)
        if len(finding.entities) == 1:
            kind = finding.entities[0].kind
        elif names:
            kind = "group"
        perhaps = () if names else tuple(entity.name for entity in finding.perhaps)
        candidates = () if names else candidates
        self.mentions[head.i] = Mention(tokens, names, candidates, kind, because, "", perhaps)

    def _quote(self, tokens: tuple[Token, ...]) -> str:
        end = tokens[-1].idx + len(tokens[-1].text)
        return self.parse.document.clean[tokens[0].idx : end]

    def _reason(self, rule: str, detail: str, tokens: tuple[Token, ...]) -> Reason:
        return Reason(rule=rule, detail=detail, span=self.parse.span(tokens[0], tokens[-1]))


def _may_be_person(noun: Token) -> bool:
    """Whether an unlisted noun looks like a person's: "staffer" where it acts, "detainees"."""
    may = noun.tag_ == "NNS" or noun.dep_ in {"nsubj", "nsubjpass"}
    return may and looks_like_person(noun)


def _is_spelt_out(pronoun: Token) -> bool:
    """Whether a hyphen makes it part of another word: "he-he", "a she-wolf"."""
    beside = pronoun.doc[max(0, pronoun.i - 1) : pronoun.i + 2]
    return any(one.text == "-" and not one.whitespace_ for one in beside)


def _is_said_to_be_there(noun: Token) -> bool:
    """Whether the sentence brings somebody in: "there is only one candidate, and he …"."""
    return any(child.dep_ == "expl" and child.lower_ == "there" for child in noun.head.children)


def _is_yet_to_be(noun: Token) -> bool:
    """Whether it is whoever will be chosen: "the nominee would be picked in June"."""
    chosen = noun.dep_ in {"nsubjpass", "dobj"} and noun.head.lemma_ in _CHOOSING
    return (
        chosen
        and noun.head.tag_ in {"VB", "VBN"}
        and any(child.tag_ in {"MD", "TO"} for child in noun.head.children)
    )


def _is_definite(noun: Token) -> bool:
    return any(t.lower_ in {"the", "both"} for t in noun.children if t.i < noun.i)


def _is_indefinite(noun: Token) -> bool:
    return any(t.lower_ in {"a", "an"} for t in noun.children if t.i < noun.i)


def _phrase(noun: Token) -> tuple[Token, ...]:
    """The noun with its article and the words before it."""
    return tuple(noun.doc[noun.left_edge.i : noun.i + 1])


def _either(entities: tuple[Entity, ...]) -> str:
    return " or ".join(entity.name for entity in entities)
