"""Names → the persons, bodies and places an article is about, and which name means which.

A person is named in full once and by surname after; a body in full once and by its initials
after. A short form that two share stays with both.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import cache
from typing import TYPE_CHECKING, Literal

from claims.lexicon import entries, words
from claims.references.names import ADDRESSES, SUFFIXES, Name, is_given_name, is_particle

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Sequence

    from claims.language import Doc, Token
    from claims.models import SourceKind

Form = tuple[str, ...]
Sort = Literal["person", "body", "country", "place", "other"]
Gender = Literal["masculine", "feminine", ""]
_SORTS: dict[str, Sort] = {"PERSON": "person", "ORG": "body", "GPE": "place", "LOC": "place"}
_FUNCTION_WORDS = frozenset("of and for & the in on - – de la del des du".split())
_FORMS = frozenset("inc inc. corp corp. co co. ltd ltd. llc plc ag gmbh sa lp".split())
_SHORTEST_NICKNAME = 3
_LONGEST_PERSON = 3

_NO_PERSONS = frozenset("for against with in on and or to".split())
"""Words that no person's name has: "Voters For Lee"."""


class Entity:
    """Somebody or something the article names.

    ``forms`` are all the names it goes by, as words, ``name`` the fullest of them; ``first`` is
    the token of its first full naming.
    """

    def __init__(self, sort: Sort, names: list[Name]) -> None:
        self.sort = sort
        self.forms = {name.words for name in names}
        self.words = _fullest(Counter(name.words for name in names))
        self.name = " ".join(self.words).replace(" - ", "-").replace(" ,", ",")
        self.first = min(name.first for name in names)
        self.gender: Gender = gender_of_name(self.words)
        self.country = country_of(self.name) if sort == "country" else ""

    @property
    def kind(self) -> SourceKind:
        """The kind of source this is when it speaks."""
        if self.sort == "person":
            return "person"
        if self.sort == "body" and any(map(is_medium, self.forms)):
            return "media"
        return "unknown" if self.sort == "other" else "organisation"


def _fullest(times: Counter[Form]) -> Form:
    """The longest form, the more frequent of two as long; epithets do not count.

    An epithet is what stands once before a given name that mostly stands without it.
    """
    plain = {
        form: count
        for form, count in times.items()
        if is_given_name(form[0])
        or len(form) < 3
        or not is_given_name(form[1])
        or times[form[1:]] <= count
    }
    return max(plain, key=lambda form: (len(form), plain[form], form))


@cache
def _table(name: str) -> dict[str, str]:
    return dict(entry.split("\t") for entry in entries(name))


@cache
def known_countries() -> frozenset[str]:
    """The countries that demonyms lead to."""
    return frozenset(_table("demonyms").values())


def country_of(name: str) -> str:
    """The country a name is the name of ("U.S.": United States), or nothing."""
    return name if name in known_countries() else _table("country_aliases").get(name, "")


def demonym_at(token: Token) -> str:
    """The country of an adjective or noun of nationality ("Russian": Russia), or nothing."""
    if not token.text[0].isupper():
        return ""
    table = _table("demonyms")
    pair = f"{token.nbor(-1).text} {token.text}" if token.i else ""
    return table.get(pair) or table.get(token.text) or table.get(token.text.removesuffix("s"), "")


def seat_of(name: str) -> str:
    """The country whose power sits at a place ("Kremlin": Russia), or nothing."""
    return _table("government_seats").get(name, "")


def is_medium(form: Sequence[str]) -> bool:
    """Whether the name is that of a newspaper, an agency, a broadcaster …"""
    known = words("media_names")
    if form[0] in known or " ".join(form) in known:
        return True
    return len(form) > 1 and bool({form[0].lower(), form[-1].lower()} & words("media_nouns"))


def is_body(form: Sequence[str]) -> bool:
    """Whether the name says of itself that it is a body's: a ministry, a bank, a party …"""
    nouns = words("organisation_nouns")
    return form[-1].lower() in nouns or (len(form) > 2 and form[0].lower() in nouns)


def gender_of_name(form: Form) -> Gender:
    """The gender that a given name in front, or alone, shows, or a "Mr" taken into the name."""
    if is_given_name(form[0]):
        return "feminine" if form[0] in words("given_names_feminine") else "masculine"
    return gender_of_noun(form[0]) if form[0].lower() in ADDRESSES else ""


def gender_of_noun(noun: str) -> Gender:
    """The gender that a noun or title shows ("spokeswoman", "Mr.")."""
    if noun.lower() in words("feminine_nouns"):
        return "feminine"
    return "masculine" if noun.lower() in words("masculine_nouns") else ""


def core(form: Form) -> Form:
    """A name's words without Jr., Inc. and the like."""
    kept = tuple(w for w in form if w not in SUFFIXES and w.lower() not in _FORMS and w != ",")
    return kept or form


def find_entities(names: Sequence[Name], doc: Doc) -> list[Entity]:
    """Whom and what the names name, in order of first mention."""
    by_form: dict[Form, list[Name]] = defaultdict(list)
    for name in (*names, *_nationalities(names, doc)):
        by_form[name.words].append(name)
    for form in [form for form in by_form if all(map(str.isupper, form))]:
        plain = tuple(word.capitalize() for word in form)
        if plain in by_form:
            by_form[plain] += by_form.pop(form)
    sorts = {form: _sort(form, group) for form, group in by_form.items()}
    sorts.update(dict.fromkeys(_full_names(sorts), "person"))
    sorts.update({form: "body" for form in _bracketed(names, doc) if form in sorts})
    sorts.update(dict.fromkeys(_things(names, sorts, doc), "body"))
    persons = [form for form, sort in sorts.items() if sort == "person"]
    full = [core(form) for form in persons if len(core(form)) > 1]
    surnames = {form[-1] for form in full}
    others = {word for form in full for word in form[:-1]}
    whole = {
        form: sort
        for form, sort in sorts.items()
        if sort == "country" or not _is_short(form, sort, surnames, others)
    }
    groups: list[tuple[Sort, list[Form]]]
    groups = [(sort, [form]) for form, sort in whole.items() if sort in {"place", "other"}]
    groups += [("person", forms) for forms in _persons(_of(whole, "person"))]
    groups += [("country", forms) for forms in _grouped(_of(whole, "country"), _country_key)]
    groups += [("body", forms) for forms in _bodies(_of(whole, "body"), names, doc)]
    found = [Entity(sort, [n for form in forms for n in by_form[form]]) for sort, forms in groups]
    return sorted(found, key=lambda entity: entity.first)


def _things(names: Iterable[Name], sorts: dict[Form, Sort], doc: Doc) -> list[Form]:
    """What "which" shows to be nobody, though the parser took it for a person: "Caldmar, which"."""
    return [
        name.words
        for name in names
        if sorts.get(name.words) == "person"
        and not (name.title or is_given_name(name.words[0]))
        and [token.lower_ for token in doc[name.last + 1 : name.last + 3]] == [",", "which"]
    ]


def _nationalities(names: Iterable[Name], doc: Doc) -> list[Name]:
    """The countries that the article knows by their adjectives alone."""
    named = {country_of(" ".join(name.words)) for name in names}
    found: dict[str, Name] = {}
    for token in doc:
        country = demonym_at(token)
        if country and country not in named and country not in found:
            found[country] = Name(token.i, token.i, tuple(country.split()), "GPE")
    return list(found.values())


def _is_short(form: Form, sort: Sort, surnames: set[str], others: set[str]) -> bool:
    """Whether the form is a surname, or another part, of a person named in full elsewhere.

    "De Blasio" is, too, where Bill de Blasio is.
    """
    stem = core(form)
    if len(stem) > 1:
        return stem[-1] in surnames and all(map(is_particle, stem[:-1]))
    word = stem[0].capitalize() if stem[0].isupper() else stem[0]
    return word in surnames or (sort != "place" and word in others)


def _full_names(sorts: dict[Form, Sort]) -> list[Form]:
    """Names that end in what is a person's elsewhere: "Bea Toller" where "Toller" is one, or where
    Bea is a given name and "Toller" stands alone.
    """
    return [
        form
        for form, sort in sorts.items()
        if 1 < len(core(form)) <= _LONGEST_PERSON
        and sort in {"body", "other"}
        and not (is_body(form) or is_medium(form))
        and _NO_PERSONS.isdisjoint(word.lower() for word in form)
        and all(word[0].isupper() and word.isalpha() for word in core(form))
        and sorts.get(core(form)[-1:])
        in ({"person", "other"} if is_given_name(form[0]) else {"person"})
    ]


def _of(sorts: dict[Form, Sort], wanted: Sort) -> list[Form]:
    return [form for form, sort in sorts.items() if sort == wanted]


def _sort(form: Form, group: Iterable[Name]) -> Sort:
    """What a name names, by its own words first and by the parser's labels after."""
    joined = " ".join(form)
    votes = Counter(name.label for name in group if name.label)
    label = votes.most_common(1)[0][0] if votes else ""
    given = len(form) > 1 and is_given_name(form[0])
    body = not (given and label == "PERSON") and (is_body(form) or is_medium(form))
    if country_of(joined):
        return "country"
    if seat_of(joined) or joined in words("media_names"):
        return "body"
    if any(name.title for name in group):
        return "person"
    if not _NO_PERSONS.isdisjoint(word.lower() for word in form):
        return "body" if body else "other"
    if body or (len(form) > 1 and form[-1].lower() in words("thing_nouns")):
        return "body" if body else "other"
    return "person" if given and label in {"", "FAC", "LOC"} else _SORTS.get(label, "other")


def _grouped(forms: Iterable[Form], key: Callable[[Form], Hashable]) -> list[list[Form]]:
    groups: dict[Hashable, list[Form]] = defaultdict(list)
    for form in forms:
        groups[key(form)].append(form)
    return list(groups.values())


def _country_key(form: Form) -> str:
    return country_of(" ".join(form))


def _persons(forms: list[Form]) -> list[list[Form]]:
    """Forms of one person: "Donald J. Trump" and "Donald Trump", "Ben Carson" and "Benjamin"."""
    groups: list[list[Form]] = []
    by_surname: dict[tuple[str, ...], list[list[Form]]] = defaultdict(list)
    for form in sorted(forms, key=lambda form: (-len(form), form)):
        surname = (core(form)[-1], *(w for w in form if w in SUFFIXES))
        same = [group for group in by_surname[surname] if _same_person(group[0], form)]
        if len(same) == 1:
            same[0].append(form)
        else:
            groups.append([form])
            by_surname[surname].append(groups[-1])
    return groups


def _same_person(fuller: Form, form: Form) -> bool:
    """Whether two forms that end in one surname can be one person's.

    Their given names agree, one is short for the other, or they are a letter apart ("Hilary").
    """
    a, b = core(fuller), core(form)
    if _middle(a) and _middle(b) and not _middle(a).startswith(_middle(b)):
        return False  # "George H.W. Bush" and "George W. Bush"
    if len(b) == 1 or a[0] == b[0] or set(b) <= set(a):
        return True
    short, long = sorted((a[0].rstrip("."), b[0].rstrip(".")), key=len)
    if long.startswith(short):
        return len(short) >= _SHORTEST_NICKNAME
    return short in {long[:at] + long[at + 1 :] for at in range(2, len(long))}


def _middle(form: Form) -> str:
    """The initials between the first name and the last: "hw"."""
    return "".join(
        part[0].lower() for word in form[1:-1] for part in word.split(".") if part and part != "-"
    )


def _bodies(forms: list[Form], names: Iterable[Name], doc: Doc) -> list[list[Form]]:
    """Forms of one body: "Department of Justice" and "Justice Department", FDA in brackets."""
    groups = _grouped(forms, _content)
    home = {form: group for group in groups for form in group}
    initials: dict[str, list[list[Form]]] = defaultdict(list)
    stems: dict[str, list[list[Form]]] = defaultdict(list)
    for group in groups:
        for key in {_initials(form) for form in group if len(form) > 1}:
            initials[key].append(group)
        if len(group[0]) > 1 and _is_generic(group[0][1:]):
            stems[group[0][0]].append(group)
    bracketed = _bracketed(names, doc)
    for form in [form for form in forms if form in home]:
        fuller = [group for group in groups if group and _is_short_medium(form, group[0])]
        if len(form) == 1:
            fuller = fuller or ([home[bracketed[form]]] if bracketed.get(form) in home else [])
            fuller = fuller or initials.get(_plain(form[0]), [])
            fuller = fuller or ([] if seat_of(form[0]) else stems.get(form[0], []))
        if len(fuller) == 1 and fuller[0] is not home[form]:
            fuller[0].append(form)
            home[form].remove(form)
            home[form] = fuller[0]
    return [group for group in groups if group]


def _is_short_medium(form: Form, fuller: Form) -> bool:
    """Whether a medium's name ends in the form: "The Post" of "The Washington Post"."""
    named = fuller[-len(form) :] == form and len(fuller) > len(form)
    bare = form == ("News",)
    return named and is_medium(fuller) and form[-1].lower() in words("media_nouns") and not bare


def _plain(word: str) -> str:
    return word.replace(".", "").casefold()


def _content(form: Form) -> frozenset[str]:
    return frozenset(_plain(word) for word in core(form)) - _FUNCTION_WORDS


def _initials(form: Form) -> str:
    return "".join(word[0] for word in form if word.lower() not in _FUNCTION_WORDS).casefold()


def _is_generic(rest: Iterable[str]) -> bool:
    """Whether a body's name can do without these words: "Breitbart News", "Ford Company"."""
    nouns = words("media_nouns") | _FORMS | {"company", "corporation", "group", "network"}
    return all(word.lower() in nouns for word in rest)


def _bracketed(names: Iterable[Name], doc: Doc) -> dict[Form, Form]:
    """Initials given in brackets after a name, and that name."""
    found: dict[Form, Form] = {}
    for name in names:
        after = [token.text for token in doc[name.last + 1 : name.last + 4]]
        if len(after) == 3 and after[0] == "(" and after[2] == ")" and after[1].isupper():
            found.setdefault((after[1],), name.words)
    return found
