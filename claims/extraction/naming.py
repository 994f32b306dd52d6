"""Pronouns and pointing phrases → names, where the text tells whom they mean.

What it does not tell stays as it is, with a flag. Inside quotation marks a name that was put in
stands in square brackets, as on the page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from claims.attribution.naming import listing
from claims.extraction.areas import area_meant, points_at_area
from claims.extraction.counted import counted, is_bare
from claims.extraction.dangling import (
    PEOPLE,
    is_addressed,
    is_empty,
    is_set_phrase,
    is_told_ahead,
    may_be_person,
    points_back,
    stands_before,
)
from claims.extraction.marks import SINGLE
from claims.extraction.pieces import Piece
from claims.extraction.places import Place, place_meant, points_at_place
from claims.extraction.pointing import (
    has_lost_noun,
    is_an_age,
    leans_on_so,
    only_points_back,
    points_at_time,
    stands_alone,
)
from claims.extraction.syntax import AUXILIARIES, SUBJECTS, Word, finite, subject_of
from claims.extraction.verbs import inflect, spelled_out
from claims.lexicon import words as listed
from claims.models import Reason
from claims.references.pronouns import gender_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from claims.extraction.clause import Clause
    from claims.language import Parse
    from claims.models import DateRange
    from claims.references import Mention, References

_POINTING = frozenset("the both these those this that".split())
_NAMED_AS = frozenset("nsubj nsubjpass dobj pobj poss dative agent conj".split())
_FIRST_PERSON = frozenset("i me my mine".split())
_THIRD_PERSON = frozenset("he him his she her hers it its they them their theirs".split())
_OTHERS = frozenset("we us our ours".split())
_THESE = frozenset("this that these those such".split())
_ONE_OF_TWO = frozenset({"former", "latter"})
_WITH_FIRST = {"am": "is", "'m": "is", "’m": "is", "have": "has", "'ve": "has", "’ve": "has",
               "do": "does", "was": "was"}  # fmt: skip


class Setting(NamedTuple):
    """What a sentence is read in: its article and its dates, whose words it is, what is quoted."""

    parse: Parse
    references: References
    speaker: str | None = None
    quoted: frozenset[int] = frozenset()
    dates: Sequence[DateRange] = ()


def owner(name: str) -> str:
    return name + "'s"


def name_pieces(
    pieces: Sequence[Piece], clause: Clause, setting: Setting
) -> tuple[list[Piece], list[Reason]]:
    """The pieces with names for what stood for them, and flags for what nobody can tell.

    A name takes the place of a pronoun; behind a description it stands in square brackets.
    """
    flags: dict[str, Reason] = {}
    told: dict[int, list[Piece]] = {}
    said: set[tuple[str, ...]] = set()
    held = [one for piece in pieces for one in piece.words]
    for piece in pieces:
        word = own_word(piece)
        if word is None:
            continue
        named, place = _named(word, pieces, clause, setting), None
        if named is None and is_bare(word, held):
            named = _counting(word, setting)
        if named is None:
            place = _place(word, held, setting)
            named = _place_named(word, place)
        if named is None:
            if (flag := _unresolved(word, held, place, clause, setting)) is not None:
                flags.setdefault(word.lower, flag)
        elif named.rule == "speaker" or named.to not in said:
            said.add(named.to)
            told[named.replaced[-1].i] = [named]
            told |= {verb.words[0].i: [verb] for verb in _agreeing(word, clause)}
    return [one for piece in pieces for one in _put(piece, told)], list(flags.values())


def own_word(piece: Piece) -> Word | None:
    """The word a piece quotes; None for one that was put in."""
    return piece.words[0] if piece.words and not piece.rule else None


def _put(piece: Piece, told: dict[int, list[Piece]]) -> list[Piece]:
    word = own_word(piece)
    new = told.get(word.i, []) if word is not None else []
    return [piece, *new] if not new or not new[0].words else new


def _named(word: Word, pieces: Sequence[Piece], clause: Clause, setting: Setting) -> Piece | None:
    if word.lower in _FIRST_PERSON and word.pos == "PRON":
        return _speaker(word, setting)
    if word.lower not in _THIRD_PERSON and not _points(word):
        return None
    mention = setting.references.of(word.token)
    if mention is None or not mention.names or _is_name(mention) or _said(mention, pieces, setting):
        return None
    words = _words_of(mention, pieces)
    if words is None or _disagrees(word, mention) or _of_subject(word, clause, setting):
        return None
    name = listing(mention.names)
    why = mention.because[0].detail if mention.because else ""
    if _points(word):
        return Piece(f"[{name}]", (), "reference", words, mention.names, why)
    text = owner(name) if word.tag == "PRP$" or word.lower in ("hers", "theirs") else name
    text = f"[{text}]" if word.i in setting.quoted else text
    return Piece(text, words, "reference", words, mention.names, why)


def _place(word: Word, held: Sequence[Word], setting: Setting) -> Place | None:
    """What "there" or "the state" means; None for any other word, and where the claim tells it."""
    quoted = setting.references.is_quoted(word.token)
    if points_at_area(word, held) and not (quoted and word.lower == "country"):
        place = area_meant(word, setting.parse)
        return place if any(place) else None
    if not points_at_place(word, held):
        return None
    return place_meant(word, held, setting.parse, setting.references, quoted=quoted)


def _place_named(word: Word, place: Place | None) -> Piece | None:
    if place is None or not place.name:
        return None
    why = "the one place that was spoken of just before"
    return Piece(f"[{place.name}]", (), "reference", (word,), (place.name,), why)


def _counting(word: Word, setting: Setting) -> Piece | None:
    """What a number counts, behind it: "three [people]"."""
    noun = counted(word, setting.parse).words
    if noun is None:
        return None
    why = f"'{word.text}' counts {noun.text} as well"
    return Piece(f"[{noun.text}]", (), "reference", (word,), (noun.text,), why)


def _owns(clause: Clause, word: Word, setting: Setting) -> bool:
    """Whether the claim's own subject is meant, be it under another of its names."""
    subject, meant = clause.subject, setting.references.of(word.token)
    known = setting.references.of(subject.token) if subject is not None else None
    return known is not None and meant is not None and known.names == meant.names


def _of_subject(word: Word, clause: Clause, setting: Setting) -> bool:
    """Whether a pronoun reads best as the claim's own subject: "the chairman and his aides"."""
    subject = clause.subject
    if word.tag == "PRP$" and _owns(clause, word, setting):
        return True  # "the EPA overstepped its authority"
    if subject is None or word.pos != "PRON" or subject.i >= word.i or subject.pos != "NOUN":
        return False
    mention = setting.references.of(subject.token)
    described = any(kid.lower == "the" for kid in subject.kids) and subject.tag == "NN"
    if word.lower in PEOPLE and not may_be_person(subject):
        return False  # "the question was who paid for his boat"
    return described and (mention is None or not mention.names)


def _speaker(word: Word, setting: Setting) -> Piece | None:
    if setting.speaker is None or not setting.speaker[:1].isupper() or _quoted_again(word):
        return None
    name = setting.speaker
    if is_set_phrase(word) or name.lower() in listed("quantifiers") | {"another", "one"}:
        return None
    text = owner(name) if word.lower in ("my", "mine") else name
    text = f"[{text}]" if word.i in setting.quoted else text
    return Piece(text, (word,), "speaker", (word,), (name,), "the speaker speaks of themselves")


def _quoted_again(word: Word) -> bool:
    """Whether single quotation marks open before the word: "then he can say 'I am a lawyer'"."""
    start = word.token.sent.start
    marks = [token for token in word.token.doc[start : word.i] if token.text in SINGLE]
    return bool(marks) and (marks[-1].is_sent_start or marks[-1].nbor(-1).whitespace_ != "")


def _points(word: Word) -> bool:
    return (
        (word.pos == "NOUN" or word.lower in _ONE_OF_TWO)
        and word.dep in _NAMED_AS
        and any(kid.lower in _POINTING for kid in word.kids if kid.i < word.i)
    )


def _said(mention: Mention, pieces: Iterable[Piece], setting: Setting) -> bool:
    """Whether the claim names them anyway."""
    meant = {token.i for token in mention.tokens if token.pos_ != "PROPN"}
    said = {
        piece.text
        for piece in pieces
        if piece.words and piece.words[0].i not in meant
        if mention.tokens[-1].pos_ == "NOUN" or not _tells_apart(piece.words[0])
        if not _names_other(piece.words[0], mention, setting)
    }
    every = all if mention.tokens[-1].pos_ == "NOUN" else any
    return every(name.split()[-1] in said for name in mention.names)


def _tells_apart(word: Word) -> bool:
    """Whether a name only tells one noun from others: "the Lee team"."""
    named = word.dep == "compound" and word.pos == "PROPN" and word.head.pos == "NOUN"
    return named and word.head.has("det")


def _names_other(word: Word, mention: Mention, setting: Setting) -> bool:
    """Whether a name is that of somebody else with the same last name: "her husband, Ed Holt"."""
    named = setting.references.of(word.token) if word.pos == "PROPN" else None
    return named is not None and bool(named.names) and not {*named.names} & {*mention.names}


def _is_name(mention: Mention) -> bool:
    """Whether the mention is the name itself: "the" inside "Face the Nation" points at nobody."""
    return " ".join(token.text for token in mention.tokens) in mention.names


def _words_of(mention: Mention, pieces: Sequence[Piece]) -> tuple[Word, ...] | None:
    """The mention's words, when all stand in the claim and nothing more hangs on them."""
    held = {word.i: word for word in map(own_word, pieces) if word is not None}
    positions = [token.i for token in mention.tokens if not token.is_space]
    if not all(position in held for position in positions):
        return None
    words = tuple(held[position] for position in positions)
    if words[0].pos == "PRON":
        return words
    inside = set(positions)
    head = next((word for word in words if word.head.i not in inside), words[-1])
    after = any(kid.i in held and kid.i > words[-1].i and kid.dep != "case" for kid in head.kids)
    return None if after else words


def _disagrees(word: Word, mention: Mention) -> bool:
    """Whether the verb would not fit: "they have" for one body."""
    verb = finite(word.head)
    if word.lower != "they" or len(mention.names) > 1 or verb is None:
        return False
    return verb.tag == "VBP" or verb.lower == "were"


def _agreeing(word: Word, clause: Clause) -> list[Piece]:
    """The verbs of a pronoun as they stand behind a name: "I am" → "Trump is"."""
    if word.pos != "PRON" or word.has("conj"):
        return []  # "I and others are"
    heads = [word.head] if word.dep.startswith("nsubj") else []
    if clause.subject is word:
        heads.append(clause.head)
    verbs = {verb.i: verb for verb in map(finite, heads) if verb is not None}
    verbs |= {one.i: one for verb in heads for one in verb.kids if _shares(one, verb)}
    changed = [_agree(verb, word) for verb in verbs.values()]
    return [piece for piece in changed if piece is not None]


def _shares(word: Word, verb: Word) -> bool:
    """Whether a second verb is in the same present: "I support and endorse it"."""
    bare = word.tag in ("VB", "VBP") and word.lower == word.lemma and not word.has(*AUXILIARIES)
    return word.dep == "conj" and verb.tag == "VBP" and bare and subject_of(word) is None


def _agree(verb: Word, pronoun: Word) -> Piece | None:
    text = verb.lower.replace("’", "'")
    if pronoun.lower == "i":
        text = _WITH_FIRST.get(text, text)
        if text == verb.lower and verb.tag in ("VB", "VBP"):
            text = inflect(verb.lemma, "VBZ")
    text = spelled_out(text, verb)
    if text == verb.lower:
        return None
    return Piece(text, (verb,), "agreement", (verb,), (text,), "the verb behind a name")


def _unresolved(
    word: Word, held: Sequence[Word], place: Place | None, clause: Clause, setting: Setting
) -> Reason | None:
    """A flag for a word that nobody can understand without the article.

    ``held`` are the claim's words, ``place`` is what the word means if it stands for a place.
    """
    mention = setting.references.of(word.token)
    if mention is not None and mention.names:
        return None
    first = last = word.token
    names = _may_mean(word, mention, setting)
    if place is not None:
        names = place.candidates
        first = word.token.doc[word.first]
    elif leans_on_so(word, held):
        first = word.head.token
    elif has_lost_noun(word, held):
        pass
    elif is_bare(word, held):
        names = counted(word, setting.parse).candidates
        if not names and word.dep not in SUBJECTS:
            return None  # "scored 12"
    elif _only_points(word, held, names, setting.parse):
        first = word.token.doc[word.first]
    elif not _dangling(word, held, clause, setting):
        return None
    elif points_back(word):
        last = word.head.token
    of = word.token.doc[word.i + 1 : word.i + 3]
    if [one.lower_ for one in of] == ["of", "state"]:
        last = of[-1]
    means = f"may mean {' or '.join(names)}" if names else "is not told by the text"
    text = " ".join(word.token.doc[first.i : last.i + 1].text.split())
    span = setting.parse.span(first, last)
    return Reason(rule="unresolved", detail=f"“{text}” {means}", span=span)


def _only_points(word: Word, held: Sequence[Word], names: Sequence[str], parse: Parse) -> bool:
    """Whether a noun and what stands before it only point at what was told before."""
    if stands_alone(word, held) or only_points_back(word, held, names, parse):
        return True
    return is_an_age(word, held) or points_at_time(word, held)


def _may_mean(word: Word, mention: Mention | None, setting: Setting) -> tuple[str, ...]:
    """Whom it may mean; a description, and a pronoun in a quotation, never who speaks."""
    if mention is None:
        return ()
    names = (*mention.candidates, *mention.perhaps)
    if word.pos == "PRON" and not setting.references.is_quoted(word.token):
        speaker = setting.speaker or ""
        unnamed = speaker.endswith("s") and setting.references.kind_of(speaker) == "unknown"
        many = word.lower.startswith("the")  # "officials said they", "their"
        return (speaker, *names) if names and unnamed and many and speaker not in names else names
    return tuple(name for name in names if name != setting.speaker)


def _dangling(word: Word, held: Sequence[Word], clause: Clause, setting: Setting) -> bool:
    """Whether the word cannot be understood from the claim itself."""
    if word.lower in _OTHERS or word.lower in _FIRST_PERSON:
        owned = word.lower in ("ours", "mine") and word.head.lower != "of" and not word.kids
        return (word.pos == "PRON" or owned) and not is_set_phrase(word)
    if word.lower in ("you", "your"):
        return is_addressed(word, held)
    if word.lower in _ONE_OF_TWO:
        return _points(word)
    if word.lower in _THESE:
        return _points_outside(word)
    if word.lower not in _THIRD_PERSON or word.dep == "expl" or _is_anybody(word):
        return False
    return not stands_before(word, clause, held, _ruled_out(word, held, clause, setting))


def _ruled_out(word: Word, held: Iterable[Word], clause: Clause, setting: Setting) -> list[Word]:
    """The names before a pronoun, where the article tells that it means none of them.

    "Lee confirmed a choice she had made", where "she" may mean Holm or Roe and never Lee; "Lee
    voted for it", which is no person; "Ben Lee ran her campaigns", and "Lee" put in for a "he".
    """
    mention = setting.references.of(word.token)
    names = [one for one in held if one.pos == "PROPN" and one.i < word.i]
    known = {one: meant for one in names if (meant := setting.references.of(one.token))}
    if word.lower in ("it", "its") and not is_told_ahead(word):
        return [one for one, meant in known.items() if meant.kind == "person"]
    if word.lower not in PEOPLE:
        return []
    possible = {*mention.candidates, *mention.perhaps} if mention is not None else set()
    told = mention is not None and bool(mention.candidates)
    if told and not any(possible & {*meant.names} for meant in known.values()):
        return [*known]
    return [one for one in known if _is_other_sex(word, one, clause, setting)]


def _is_other_sex(word: Word, name: Word, clause: Clause, setting: Setting) -> bool:
    """Whether a name is that of a man where the pronoun is "she", or of a woman."""
    meant, replaced = setting.references.of(name.token), clause.pronoun
    shown = {setting.references.gender_of(one) for one in meant.names} if meant else set()
    if replaced is not None and name is clause.subject:
        shown.add(gender_of(replaced.token))
    return bool(shown - {"", gender_of(word.token)})


def _points_outside(word: Word) -> bool:
    """Whether "this", "those women" or "contrasted that" stand for what was told before."""
    # "that" of a relative stands for the noun before it.
    told = word.lower == "those" and word.has("relcl", "acl", "prep")  # "those who lost"
    stands = word.dep not in ("det", "mark", "advmod") and word.tag != "WDT"
    stands &= word.pos == "PRON" or (word.dep == "dobj" and word.i > word.head.i)
    stands |= word.dep == "mark" and word.head.dep == "prep"  # "matched that with", misread
    stands |= _is_bare_subject(word)
    return points_back(word) or (stands and not told)


def _is_bare_subject(word: Word) -> bool:
    """Whether "that" does not open a clause but acts in it: "she thinks that has helped"."""
    verb = word.head
    if word.lower != "that" or word.tag not in ("IN", "WDT") or verb.dep != "ccomp":
        return False
    before, between = word.token.doc[word.i - 1], word.token.doc[word.i + 1 : verb.i]
    opens = word.i == verb.head.i + 1 or before.text == ","
    alone = all(token.pos_ in ("ADV", "AUX", "PART") for token in between)
    alone &= bool(between) or verb.tag == "VBZ"
    return opens and alone and word.i < verb.i and subject_of(verb) in (None, word)


def _is_anybody(word: Word) -> bool:
    """Whether nobody is meant: "it is clear that", "whether he or she"."""
    or_she = any(kid.dep == "conj" and kid.lower == "she" for kid in word.kids)
    return (word.lower == "he" and or_she) or (word.lower == "it" and is_empty(word))
