"""Readable names: who a source is, what kind of source, and which media relayed the words."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

from claims.attribution.again import goes_on_speaking, is_somebody, may_mean
from claims.attribution.cues import is_unnamed, listed
from claims.attribution.fuller import Nouns, same_text, text_of
from claims.attribution.joining import goes_on, joined
from claims.attribution.relaying import passed_on_by, relaying
from claims.attribution.sources import TURNS, Source, counted_of, subject_of
from claims.attribution.spans import NOWHERE, is_dash
from claims.models import Reason

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

    from claims.attribution.findings import Finding
    from claims.attribution.page import Page
    from claims.attribution.spans import Positions
    from claims.language import Token
    from claims.models import SourceKind
    from claims.references import Mention, References

_ARTICLES = frozenset({"the", "a", "an"})
_PERSONAL = frozenset({"PRP", "PRP$", "WP", "WP$", "WDT"})
_BARE = frozenset({"person", "people", "someone", "somebody", "those"})
"""Nouns that say nobody without the clause behind them: "a person who attended"."""

_POINTING = frozenset({"this", "that", "it", "there", "what"})
_SHORTEST_SHOUT = 4
_LONGEST_NAME = 4
_OTHERS = frozenset("of for to with and from by".split())
_DESCRIBING = frozenset({"NOUN", "PROPN", "ADJ", "DET"})
_ENDINGS = ("'s", "’s")
_PERCENT = frozenset({"percent", "%"})
_OF = frozenset({"of", "among"})
_APART = frozenset({"ORDINAL", "ORG"})
_MANY = frozenset({"NNS", "NNPS"})
_LONGEST_WHOLE = 12


class Speakers(NamedTuple):
    """Who stands behind some words. ``names`` is empty where the text does not tell."""

    names: tuple[str, ...] = ()
    candidates: tuple[str, ...] = ()
    kind: SourceKind = "unknown"
    because: tuple[Reason, ...] = ()

    @property
    def joined(self) -> str | None:
        """All names in one: "Russia and Venezuela"."""
        return listing(self.names) if self.names else None


def listing(names: Sequence[str]) -> str:
    """Names as in a sentence.

    >>> listing(["Russia", "Venezuela"]), listing(["A", "B", "C"])
    ('Russia and Venezuela', 'A, B and C')
    """
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last


class Namer:
    """Names the sources of one article."""

    def __init__(self, page: Page, references: References) -> None:
        self._page = page
        self._references = references
        self._unnamed: tuple[Token, Speakers] | None = None
        self._nouns = Nouns(page)
        self._text: tuple[Token, Speakers] | None = None

    def settled(self, found: Sequence[Finding]) -> Iterator[Finding]:
        """The findings, where a medium cites somebody with that somebody as the source.

        "Reuters reported, citing two officials, that ..." is the officials' word. The medium
        keeps its place as a relay, and "citing two officials" is no finding of its own.
        """
        quoting = [
            (finding.head.i, finding.cited.head.head.i)
            for finding in found
            if finding.cited and finding.source and self.medium(finding.source.head)
        ]
        passed_on, citing = {head for head, _ in quoting}, {verb for _, verb in quoting}
        for finding in found:
            if finding.head.i in passed_on:
                yield finding._replace(source=finding.cited, cited=finding.source)
            elif finding.head.i not in citing:
                yield finding if finding.rule == "quoting" else finding._replace(cited=None)

    def speakers(self, source: Source | None) -> Speakers:
        """Who a source is: the names the article gives, else the source's own words."""
        if source is None:
            return Speakers()
        found = [self._one(head, source.words) for head in self._heads(source)]
        if len(found) == 1:
            return self._again(source.head, found[0])
        if any(not one.names for one in found):
            first = next(one for one in found if not one.names)
            return first._replace(candidates=tuple(c for one in found for c in one.candidates))
        names = tuple(dict.fromkeys(name for one in found for name in one.names))
        return Speakers(names, (), "group", tuple(r for one in found for r in one.because))

    def remember(self, finding: Finding, speakers: Speakers) -> None:
        """Keep in mind whose the text is that the words stood in: "Brandt said in a statement"."""
        text = text_of(finding.head)
        if text is not None:
            named = bool(speakers.names) and all(name[0].isupper() for name in speakers.names)
            self._text = (text, speakers) if named else None

    def named(self, words: Positions) -> Iterator[str]:
        """Whom the words tell of, who will hardly speak them: "the senator said Lee had lied"."""
        for position in sorted(words):
            mention = self._references.of(self._page.doc[position])
            yield from mention.names if mention is not None else ()

    def relays(self, finding: Finding, own: Collection[str]) -> tuple[str, ...]:
        """The media between the speaker, known by ``own`` names, and this text, outermost last."""
        nouns = [*relaying(finding), *([finding.cited.head] if finding.cited else [])]
        names = (self._station(token) for token in nouns if token.i not in finding.content)
        return tuple(dict.fromkeys(name for name in names if name and name not in own))

    def _station(self, token: Token) -> str | None:
        """The medium, or whose programme it is: "on CNBC's Squawk Box"."""
        owners = (child for child in token.children if child.dep_ == "poss")
        return next((name for one in (token, *owners) if (name := self.medium(one))), None)

    def medium(self, token: Token) -> str | None:
        """The name of a medium, if the word names one."""
        mention = self._references.of(token)
        if mention is None or mention.kind != "media":
            unnamed = token.pos_ == "NOUN" and listed(token, "media_descriptions")
            return self._words(token) if unnamed else None
        return mention.names[0] if mention.names else self._words(token)

    def _again(self, head: Token, found: Speakers) -> Speakers:
        """Who spoke last without a name, where the pronoun can mean nobody else.

        "A spokesman said … He added …", "the ministry said … it added …".
        """
        if head.tag_ not in _PERSONAL and head.lower_ != "it":
            self._unnamed = (head, found) if found.names else None
        elif not found.names and (known := self._before(head)):
            before, last = known
            if self._near(head, before) and may_mean(head, before, last, found.candidates):
                detail = f"'{head.text}' is the {last.names[0]} who spoke just before"
                return Speakers(last.names, (), last.kind, (Reason(rule="again", detail=detail),))
        return found

    def _near(self, head: Token, before: Token) -> bool:
        """Whether the one follows at once on the other; "he added" may open a paragraph."""
        sentences = self._page.parse.sentence_of(head) - self._page.parse.sentence_of(before)
        same = self._page.paragraph_of(head) == self._page.paragraph_of(before)
        return sentences <= 1 and (same or goes_on_speaking(head))

    def _before(self, head: Token) -> tuple[Token, Speakers] | None:
        """Who spoke last, or acts in the sentence before: "The mayor laughed. … she said"."""
        number = self._page.parse.sentence_of(head) - 1
        subject = subject_of(self._page.parse.sentences[number].root) if number >= 0 else None
        wanted = "NNS" if head.lower_ == "they" else "NN"
        if subject is None or subject.head.tag_ != wanted or not is_somebody(subject.head):
            return self._unnamed
        return subject.head, self._one(subject.head, subject.words)

    def _heads(self, source: Source) -> list[Token]:
        """Everybody in the source: two in "candidates Ann Lee and Ivo Brand"."""
        found: dict[Token, None] = {}
        for head in joined(source.head, source.words):
            bearer = self._bearer(head, source)
            mention = self._person(bearer)
            found |= dict.fromkeys(joined(bearer, source.words))
            for token in mention.tokens if mention is not None else ():
                found |= dict.fromkeys(joined(token, source.words)[1:])
        return list(found)

    def _bearer(self, head: Token, source: Source) -> Token:
        """Who is named beside a description, where the parser took that for the speaker.

        James Hill in "NYPD Commissioner James Hill" and "the engineer who built it, James Hill".
        """
        if self._person(head) is not None:
            return head
        for word in head.doc[head.i + 1 : max(source.words) + 1]:
            if word.i not in source.words or word.lower_ in _OTHERS:
                return self._named_last(head, source) or head
            named = self._person(word)
            if named is not None:
                return word if _is_set_beside(named.tokens[0], head) else head
        return head

    def _named_last(self, head: Token, source: Source) -> Token | None:
        """Ann Lee in "an attorney for Mr Brand, Ann Lee", set beside the one who comes first."""
        last = head.doc[max(source.words)]
        mention = self._person(last)
        if mention is None or head.tag_ != "NN" or not listed(head, "role_nouns"):
            return None
        before = head.doc[min(token.i for token in mention.tokens) - 1]
        return last if before.text == "," and before.i > head.i else None

    def _person(self, head: Token) -> Mention | None:
        """The mention of a named person that the word heads."""
        mention = self._references.of(head)
        named = mention is not None and mention.names and mention.kind == "person"
        return mention if named else None

    def _label(self, head: Token, within: Positions) -> Speakers | None:
        """Who a label before a colon stands for: "Q:", "MARTA OKAFOR:"; nobody for a headline.

        "Ann Lee Hammers Chief of Acme: ‘You lied’" does not tell where the name ends.
        """
        if not _is_label(head):
            return None
        if head.text in TURNS:
            return Speakers(kind="person")
        if label := _shouted(head):
            return Speakers((self._references.name_of(label) or label,), (), "person")
        headline = len(within) > _LONGEST_NAME and self._person(head) is None
        return Speakers() if headline else None

    def _one(self, head: Token, within: Positions) -> Speakers:
        if (label := self._label(head, within)) is not None:
            return label
        mention = self._references.of(head)
        if mention is not None and (mention.names or mention.candidates):
            return Speakers(mention.names, mention.candidates, mention.kind, mention.because)
        for child in head.children:
            beside = self._person(child) if child.dep_ == "appos" else None
            if beside is not None:
                return Speakers(beside.names, (), beside.kind, beside.because)
        kind = self._kind(head, mention)
        if (before := self._said_before(head, kind)) is not None:
            return before
        many = listed(head, "portions")
        several = many and any(head.doc[i].tag_ == "WP" for i in within)  # "many of whom"
        if head.tag_ in _PERSONAL or head.lower_ in _POINTING or several:
            return Speakers(kind=kind)
        perhaps = mention.perhaps if mention is not None and kind == "person" else ()
        if any(child.ent_type_ in _APART for child in head.children):
            perhaps = ()  # "the second official", "the Delta employee"
        told = self._one_more(head) or self._owned(head, self._words(head, within))
        if whole := self._of_whom(head):
            told = f"a {told} {whole}" if head.nbor(-1).lower_ == "a" else f"{told} {whole}"
        return Speakers((told,), perhaps, kind)

    def _owned(self, head: Token, told: str) -> str:
        """The words with the owner's name, where that is known: "her advisers" are Ann Lee's."""
        owner = next((child for child in head.children if child.tag_ == "PRP$"), None)
        mention = self._references.of(owner) if owner is not None else None
        if owner is None or mention is None or not mention.names or head.dep_ == "conj":
            return told
        first, _, rest = told.partition(" ")
        return f"{listing(mention.names)}'s {rest}" if first == owner.text and rest else told

    def _one_more(self, head: Token) -> str:
        """Of whom "another" is one more: "One of the sources said … Another said"."""
        number = self._page.parse.sentence_of(head) - 1
        if head.text != "Another" or number < 0:
            return ""
        before = subject_of(self._page.parse.sentences[number].root)
        if before is None or self._page.paragraph_of(before.head) != self._page.paragraph_of(head):
            return ""
        one, _, rest = self._words(before.head, before.words).partition(" ")
        return f"another {rest}" if one == "One" and rest else ""

    def _said_before(self, head: Token, kind: SourceKind) -> Speakers | None:
        """Whose "the statement" is, and which "the commission", where the article has said it."""
        if self._text is not None and same_text(self._page, head, self._text[0]):
            _, author = self._text
            detail = f"'{head.text}' is that in which {author.joined} spoke before"
            return author._replace(because=(Reason(rule="text", detail=detail),))
        same = self._nouns.fuller(head)
        named = self._words(same) if same is not None and not _is_owned(same) else ""
        return Speakers((named,), (), kind) if named else None

    def _of_whom(self, part: Token) -> str:
        """The whole that opens the sentence: "Of 800 people asked, 44 percent said"."""
        portion = part.lemma_ in _PERCENT or part.like_num or listed(part, "portions")
        if not portion or any(child.dep_ == "prep" for child in part.children):
            return ""
        before = [t for t in self._page.sentence_of(part) if t.i < part.i and not t.is_space]
        whole = list(takewhile(lambda token: token.text != ",", before))
        if not 1 < len(whole) < min(len(before), _LONGEST_WHOLE) or whole[0].lower_ not in _OF:
            return ""
        if not any(token.tag_ in _MANY or token.lower_ == "the" for token in whole):
            return ""  # "of course", "of late"
        span = self._page.parse.span(whole[1], whole[-1])
        words = self._page.parse.document.text[span.start : span.end].split()
        return " ".join((whole[0].lower_, *words))

    def _words(self, head: Token, within: Positions = NOWHERE) -> str:
        """The source's own words, without its article and what is only told beside.

        Of a phrase that the parser has run on, only what stands ``within`` the source.
        """
        if head.ent_type_ and head.pos_ == "PROPN":
            tokens = [t for t in self._page.sentence_of(head) if _same_name(t, head)]
        else:
            tokens = _description(head)
        if head.i in within:
            tokens = [token for token in tokens if token.i in within]
        end = tokens[-1]
        if end.dep_ == "prep" and end.i + 1 in within:
            tokens += [head.doc[i] for i in sorted(within) if i > end.i]  # "an aide to Gov. Lee"
        commas = [place for place, token in enumerate(tokens) if token.text == "," and place]
        if commas and len(tokens) > _LONGEST_NAME:
            tokens = tokens[: commas[0]]  # "the Khans, the parents whose …"
        while len(tokens) > 1 and tokens[0].lower_ in _ARTICLES and not counted_of(head):
            tokens.pop(0)
        while len(tokens) > 1 and tokens[-1].text in _ENDINGS:
            tokens.pop()
        span = self._page.parse.span(tokens[0], tokens[-1])
        return " ".join(self._page.parse.document.text[span.start : span.end].split())

    def _kind(self, head: Token, mention: Mention | None) -> SourceKind:
        if mention is not None and mention.kind != "unknown":
            return mention.kind
        return next((kind for kind, fits in _KINDS if fits(head)), "unknown")


def _is_set_beside(name: Token, head: Token) -> bool:
    """Whether the name follows its bearer's office, or a comma: ", the teacher Ann Lee"."""
    start = name.i - 1
    while start > head.i and head.doc[start].pos_ in _DESCRIBING:
        start -= 1
    if start > head.i:
        return head.doc[start].text == ","
    return head.pos_ == "PROPN" or any(child.dep_ == "appos" for child in head.children)


def _in_the_know(head: Token) -> bool:
    """Whether it is somebody of whom only their knowledge is told: "a person familiar with it"."""
    if head.lower_ not in {"person", "people", "somebody", "someone", "those"}:
        return False
    after = head.doc[head.i + 1 : head.i + 5]
    if head.tag_ == "NN" and any(word.lower_ == "who" for word in after[:1]):
        return True
    return any(word.lower_ in {"familiar", "briefed", "close", "knowledge"} for word in after)


def _shouted(head: Token) -> str:
    """A speaker's label in a transcript as a name: "MARTA OKAFOR" is Marta Okafor."""
    first = head.i
    while first > 0 and _is_loud(head.doc[first - 1]):
        first -= 1
    if not _is_loud(head) or len(head) < _SHORTEST_SHOUT:
        return ""
    return head.doc[first : head.i + 1].text.title()


def _is_label(word: Token) -> bool:
    return bool(word.doc[word.i + 1 : word.i + 2].text == ":")


def _is_loud(word: Token) -> bool:
    return word.text.isupper() and word.is_alpha


def _same_name(token: Token, head: Token) -> bool:
    """Whether the token belongs to the name that the head ends or begins."""
    inside = token.ent_type_ == head.ent_type_ and token.ent_type_ != ""
    low, high = sorted((token.i, head.i))
    return inside and all(t.ent_iob_ == "I" for t in head.doc[low + 1 : high + 1])


def _description(head: Token) -> list[Token]:
    """The noun with its adjectives and of-phrases, up to the first comma or relative clause."""
    tokens: list[Token] = list(head.doc[head.left_edge.i : head.i])
    if dash := next((token for token in reversed(tokens) if is_dash(token)), None):
        tokens = [token for token in tokens if token.i > dash.i]  # "BRUSSELS - European leaders"
    for token in head.doc[head.i : head.right_edge.i + 1]:
        if token.i > head.i and _ends_description(token, head):
            break
        tokens.append(token)
    return tokens


def _is_owned(noun: Token) -> bool:
    """Whether only the article tells whose it is: "their editorial"."""
    return any(child.tag_ == "PRP$" for child in noun.children)


def _ends_description(token: Token, head: Token) -> bool:
    if token.is_punct or token.is_space:
        return True
    if token.tag_ in {"WP", "WDT"}:
        return head.lower_ not in _BARE or token.i != head.i + 1
    joins = token.dep_ == "cc" and not any(
        child.dep_ == "conj" and goes_on(child, head) for child in head.children
    )
    return token.head == head and (joins or passed_on_by(token) is not None)


_KINDS: tuple[tuple[SourceKind, Callable[[Token], bool]], ...] = (
    ("document", lambda head: listed(head, "document_nouns")),
    ("media", lambda head: listed(head, "media_nouns")),
    ("organisation", lambda head: listed(head, "organisation_nouns")),
    ("anonymous", lambda head: is_unnamed(head) or _in_the_know(head)),
    ("person", lambda head: head.ent_type_ == "PERSON" or listed(head, "role_nouns")),
    ("organisation", lambda head: head.ent_type_ in {"ORG", "GPE"}),
    ("group", lambda head: head.tag_ in {"NNS", "NNPS"} or head.ent_type_ == "NORP"),
    ("group", lambda head: counted_of(head) is not None),
)
"""What a source is, told by its noun, where the article has not said it otherwise."""
