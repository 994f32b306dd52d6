"""Where an article names somebody or something, and what it calls them there.

The parser's entities are evidence and no more: the small model cuts names short, takes a title
into the name, or calls a president a place. Each name is trimmed to its bearer, and what stands
beside it ("Kremlin Spokesman") becomes its description.
"""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

from claims.lexicon import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from claims.language import Parse, Token, Words

LABELS = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC"})
PARTICLES = frozenset("de da do dos del della di du la le van von der den ten bin ibn".split())
SUFFIXES = frozenset({"Jr.", "Jr", "Sr.", "Sr", "II", "III", "IV"})
DETERMINERS = frozenset({"the", "a", "an", "this", "that", "these", "those"})
ADDRESSES = frozenset("mr mr. mrs mrs. ms ms. miss".split())
_LINKS = frozenset("of and for & the a in on - –".split())
_NUMERIC = frozenset("DATE TIME MONEY CARDINAL ORDINAL PERCENT QUANTITY LANGUAGE".split())
_OPENING = frozenset({"ADV", "ADP", "SCONJ", "CCONJ", "PRON", "AUX", "INTJ"})
_LONGEST_TITLE = 8


class Name(NamedTuple):
    """A name where it stands: tokens ``first`` to ``last``, both included.

    ``label`` is the parser's guess, PERSON where a title before the name says so;
    ``title`` are the words of that title.
    """

    first: int
    last: int
    words: tuple[str, ...]
    label: str
    title: tuple[Token, ...] = ()


def is_capital(token: Token) -> bool:
    """Whether the word is written with a capital first letter."""
    return token.text[0].isupper()


def is_particle(word: str) -> bool:
    """Whether the word is the "de" of "Bill de Blasio"."""
    return word.lower() in PARTICLES


def spelt(token: Token) -> str:
    """The word as names are compared: "O'Neill" and "O’Neill" are one."""
    return token.text.replace("’", "'")


def is_heading(sentence: Words) -> bool:
    """Whether nearly every word that tells something has a capital, so that capitals mark no names.

    "Minister Quits in Row Over Fish", and not "Anna Moreau met Viktor Lenz in Lagos".
    """
    telling = [token for token in sentence if token.is_alpha and not token.is_stop]
    return len(telling) > 2 and sum(map(is_capital, telling)) > 0.9 * len(telling)


def is_role(token: Token) -> bool:
    """Whether the word tells a person by office, trade or kinship: "Senator", "Senators"."""
    many = token.tag_ == "NNPS" and token.lower_.removesuffix("s") in words("role_nouns")
    return many or token.lower_ in words("role_nouns")


def is_given_name(word: str) -> bool:
    """Whether the word is a given name that tells a man or a woman."""
    return word in words("given_names_masculine") or word in words("given_names_feminine")


def find_names(parse: Parse, headings: Sequence[bool]) -> list[Name]:
    """The names that the running text gives away by capitals, in order.

    ``headings`` tells of each sentence whether it is one: they give none.
    """
    plain = {token.text for token in parse.doc if token.is_lower}
    found = [
        _without_opening(name, sentence, plain)
        for sentence, heading in zip(parse.sentences, headings, strict=True)
        if not heading
        for run in _runs(sentence)
        for part in (_employer(run), run)
        if part and (name := _name(part)) is not None
    ]
    return [name for name in found if name.words]


def _without_opening(name: Name, sentence: Words, plain: set[str]) -> Name:
    """The name less a first word that has its capital only because a sentence begins with it.

    Such a word stands elsewhere in small letters; bodies begin with such words too and stay whole.
    """
    start = sentence.doc[sentence.start : name.first]
    word = name.words[0]
    if word.lower() not in plain or is_given_name(word) or not all(map(_is_blank, start)):
        return name
    if len(name.words) > 1 and name.label != "PERSON":
        return name
    return name._replace(first=name.first + 1, words=name.words[1:])


def _is_blank(token: Token) -> bool:
    return token.is_punct or token.is_space


def _runs(sentence: Words) -> Iterator[list[Token]]:
    """Stretches of capitalised words, with the small words that tie them into one name."""
    run: list[Token] = []
    for token in sentence:
        if not _is_name_word(token):
            continue
        if run and _continues(run[-1], token):
            run.extend(sentence.doc[run[-1].i + 1 : token.i + 1])
        else:
            if run:
                yield run
            run = [token]
    if run:
        yield run


def _is_name_word(token: Token) -> bool:
    if _ends_hyphenated(token):
        return True
    if not is_capital(token) or token.ent_type_ in _NUMERIC or token.lower_ in DETERMINERS:
        return False
    if token.is_stop and not token.is_upper and not is_given_name(token.text):
        return False
    if token.is_sent_start and token.pos_ in _OPENING and not is_given_name(token.text):
        return False
    return token.pos_ == "PROPN" or token.ent_type_ in LABELS or token.text in SUFFIXES


def _ends_hyphenated(token: Token) -> bool:
    """Whether the word ends a name that a hyphen joins: "moon" in "Ban Ki-moon"."""
    if token.ent_type_ != "PERSON" or token.i < 2:
        return False
    name, mark = token.nbor(-2), token.nbor(-1)
    joined = mark.text == "-" and not (name.whitespace_ or mark.whitespace_)
    return joined and name.ent_type_ == "PERSON" and is_capital(name)


def _continues(left: Token, right: Token) -> bool:
    """Whether two capitalised words, and what stands between, belong to one name."""
    between = list(left.doc[left.i + 1 : right.i])
    if not between:
        return _neighbours(left, right)
    if len(between) > 3 or any(token.is_space for token in between):
        return False
    if right.text in SUFFIXES:
        return [token.text for token in between] == [","]
    if all(token.lower_ in PARTICLES for token in between):
        return True
    inside = all(token.ent_iob_ == "I" for token in [*between, right])
    inside = inside or _share_body(left, right)
    return inside and all(token.lower_ in _LINKS for token in between)


def _share_body(left: Token, right: Token) -> bool:
    """Whether "and" joins two parts of a body's name: "the Central and East Asian Coalition"."""
    body = left.head
    return right.head == left and body.i > right.i and is_capital(body) and _is_body([body])


def _neighbours(left: Token, right: Token) -> bool:
    if right.ent_iob_ == "I" or right.text in SUFFIXES or _share_body(left.head, left):
        return True
    if left.ent_type_ in LABELS and right.ent_iob_ == "B":
        return left.head == right and left.ent_type_ != "GPE"
    return left.head in {right, right.head} or right.head == left


def _employer(run: list[Token]) -> list[Token]:
    """The body or country that a title before a name begins with: "Kremlin Spokesman"."""
    front = run[: _title_length(run)]
    return list(takewhile(lambda token: token.ent_type_ in {"ORG", "GPE"}, front))


def _name(run: list[Token]) -> Name | None:
    tokens = _without_insult(run[_title_length(run) :])
    if not tokens or all(t.ent_type_ == "NORP" or t.tag_ == "NNPS" for t in tokens):
        return None
    if len(tokens) == 1 and (len(tokens[0]) < 2 or _is_no_name(tokens[0])):
        return None
    if is_role(tokens[-1]) and (len(tokens) == 1 or not is_given_name(tokens[0].text)):
        return None
    title = () if _is_body(tokens) else title_before(tokens[0])
    label = next((t.ent_type_ for t in reversed(tokens) if t.ent_type_ in LABELS), "")
    if title or any(map(is_role, _set_beside(tokens[-1]))):
        label = "PERSON"
    return Name(tokens[0].i, tokens[-1].i, tuple(map(spelt, tokens)), label, title)


def _without_insult(tokens: list[Token]) -> list[Token]:
    """The name less what only mocks its bearer: "Crazy Anna"."""
    mocked = len(tokens) > 1 and tokens[0].lower_ in words("insulting_adjectives")
    return tokens[1:] if mocked and is_given_name(tokens[1].text) else tokens


def _set_beside(token: Token) -> Iterator[Token]:
    """What stands in apposition to the name: "Lee, the lawyer", "the lawyer, Lee"."""
    yield from (child for child in token.children if child.dep_ == "appos")
    if token.dep_ == "appos":
        yield token.head


def _is_no_name(token: Token) -> bool:
    """Whether one word alone is a kind of body ("PAC") or part of an office ("of State")."""
    if token.is_upper and _is_body([token]):
        return True
    before = token.doc[max(0, token.i - 2) : token.i]
    office = len(before) > 1 and is_role(before[0]) and before[1].lower_ == "of"
    return office and token.ent_type_ != "GPE"


def _is_body(tokens: Sequence[Token]) -> bool:
    return any(
        token.lower_ in words("organisation_nouns") | words("media_nouns") for token in tokens[-1:]
    )


def _title_length(run: list[Token]) -> int:
    """How many words in front are a title: two in "Kremlin Spokesman Dmitry Peskov".

    Wrong where an office is part of a body's name, so names that end as bodies' do are left whole.
    """
    if _is_body(run) or (is_given_name(run[0].text) and not _opens_title(run)):
        return 0
    labelled = [token for token in run if token.ent_type_]
    whole = bool(labelled) and all(t.ent_type_ in {"ORG", "FAC"} for t in labelled)
    length = 0
    for position, token in enumerate(run[:-1]):
        addressed = token.text.endswith(".") or token.lower_ in ADDRESSES
        cut = not whole or addressed or is_given_name(run[position + 1].text)
        office = is_role(token) and cut
        nation = token.ent_type_ == "NORP" and length == position and not whole
        if office or nation:
            length = position + 1
    if length and run[length].text in SUFFIXES:
        return 0
    return length


def _opens_title(run: list[Token]) -> bool:
    """Whether what may be a given name is a place in front of an office: "Virginia Gov. Ivo Lenz",
    "Georgia Senator Ivo Lenz".
    """
    office, *name = run[1:] or run
    return (
        bool(name) and is_role(office) and (office.text[-1] == "." or is_given_name(name[0].text))
    )


def title_before(token: Token) -> tuple[Token, ...]:
    """The words that say what the bearer of the name beginning here is, directly before it.

    "former Venezuelan president" before Hugo Chavez, "Secretary of State" before John Kerry;
    empty when no role noun is among them.
    """
    found: list[Token] = []
    role_at = -1
    for position in range(token.i - 1, max(0, token.i - _LONGEST_TITLE) - 1, -1):
        word = token.doc[position]
        if word.nbor().is_sent_start:
            break
        if is_role(word) and (role_at < 0 or word.pos_ != "VERB"):
            role_at = position
        elif not (_describes(word) if role_at >= 0 else _may_follow_role(word)):
            break
        found.append(word)
    if role_at < 0 or found[0].lower_ in {"of", "the", "for"}:
        return ()
    title = tuple(reversed(found))
    start = next(index for index, word in enumerate(title) if word.is_alpha or is_role(word))
    return title[start:]


def _may_follow_role(word: Token) -> bool:
    """Whether the word can stand between an office and its bearer's name: "of State"."""
    return is_capital(word) or word.lower_ in {"of", "the", "for"}


def _describes(word: Token) -> bool:
    """Whether the word can stand before a role noun as part of a description."""
    if word.is_space or word.lower_ in DETERMINERS:
        return False
    return word.pos_ in {"ADJ", "NOUN", "PROPN"} or word.text in {"-", "'s", "’s"}
