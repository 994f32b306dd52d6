"""When two words are one word: spelling, inflection, nationality and plain synonyms."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from claims.lexicon import entries, words

# British → American, as pairs of a pattern and its replacement. Both words of a comparison go
# through the same rules, so a word that a rule mangles still equals itself.
_SPELLINGS = [
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"is(e|es|ed|ing|er|ers|ation|ations)$", r"iz\1"),
        (r"ys(e|es|ed|ing|er|ers)$", r"yz\1"),
        (r"our(?=$|s$|ed$|ing$|er|able|al|ful|ite|hood|less)", "or"),
        (r"([tcb])re(s?)$", r"\1er\2"),
        (r"ogue(s?)$", r"og\1"),
        (r"ll(ed|ing|er|ers|or|ors|ation|ations)$", r"l\1"),
        (r"enc(e|es)$", r"ens\1"),
    )
]
_LONG_ENOUGH = 5
"""Shorter words are not respelled: "our", "wise" and "true" are words of their own."""


@lru_cache(maxsize=65536)
def spelling(word: str) -> str:
    """The American spelling of a lower-case word.

    >>> spelling("organisation"), spelling("centre"), spelling("cancelled"), spelling("four")
    ('organization', 'center', 'canceled', 'four')
    """
    word = _variants().get(word, word)
    if len(word) >= _LONG_ENOUGH:
        for pattern, replacement in _SPELLINGS:
            word = pattern.sub(replacement, word)
    return word


@cache
def _variants() -> dict[str, str]:
    pairs = (line.split() for line in entries("spelling_variants"))
    return {variant: first for first, *others in pairs for variant in others}


@cache
def _irregular() -> dict[str, frozenset[str]]:
    """Every irregular form → the plain forms it can belong to ("lay" is of lie and of lay)."""
    found: dict[str, set[str]] = {}
    for line in entries("irregular_forms"):
        plain, *forms = line.split()
        for form in (plain, *forms):
            found.setdefault(form, set()).add(plain)
    return {form: frozenset(plains) for form, plains in found.items()}


@cache
def _irregular_pasts() -> frozenset[str]:
    """What stands behind the form in "-ing", as "wrote"; "cut" is its own past."""
    found: set[str] = set()
    for line in entries("irregular_forms"):
        forms = line.split()
        if forms[2:] and forms[2].endswith("ing"):
            found.update(forms[3:] or forms[:1])
    return frozenset(found)


def is_past(word: str) -> bool:
    """Whether a lower-case word may be a past form or participle.

    >>> is_past("attacked"), is_past("shot"), is_past("shoots")
    (True, True, False)
    """
    return word.endswith("ed") or word in _irregular_pasts()


@lru_cache(maxsize=65536)
def plain_forms(word: str) -> frozenset[str]:
    """The dictionary forms a lower-case word can be an inflected form of, itself included.

    >>> sorted(plain_forms("stopped"))
    ['stop', 'stopp', 'stoppe', 'stopped']
    >>> sorted(plain_forms("went"))
    ['go', 'went']
    """
    irregular = _irregular().get(word, frozenset())
    word = spelling(word)
    forms = {word} | irregular
    if word in _apart():
        return frozenset(forms)
    forms.update(_without_s(word))
    for ending in ("ed", "ing"):
        if word.endswith(ending) and len(word) >= len(ending) + 3:
            stem = word.removesuffix(ending)
            forms.update((stem, stem + "e"))
            if stem[-1] == stem[-2]:
                forms.add(stem[:-1])
            if ending == "ed" and stem.endswith("i"):
                forms.add(stem[:-1] + "y")
    return frozenset(forms)


def _without_s(word: str) -> set[str]:
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return set()
    forms = {word[:-1]}
    if word.endswith(("ches", "shes", "sses", "xes", "zes", "oes")):
        forms.add(word[:-2])
    if word.endswith("ies") and len(word) > 4:
        forms.add(word[:-3] + "y")
    return forms


@cache
def _apart() -> frozenset[str]:
    """Plurals whose singular means something else: "arms" are not an arm."""
    return frozenset(entries("plurals_apart"))


@cache
def _nationalities() -> dict[str, str]:
    """Lower-case adjective, people or other name → the country's name."""
    pairs = (
        line.casefold().split("\t")
        for name in ("demonyms", "country_aliases")
        for line in entries(name)
    )
    return {word.replace(".", ""): country for word, country in pairs}


@cache
def _groups() -> dict[str, frozenset[str]]:
    """Plain form → the groups of synonyms it stands in."""
    found: dict[str, set[str]] = {}
    for group in entries("synonyms"):
        for word in group.split():
            found.setdefault(spelling(word), set()).add(group)
    return {word: frozenset(groups) for word, groups in found.items()}


@lru_cache(maxsize=65536)
def country(word: str) -> str | None:
    """The country that a lower-case name, adjective or people is of.

    >>> country("russian"), country("germans"), country("peskov")
    ('russia', 'germany', None)
    """
    table = _nationalities()
    found = table.get(word) or table.get(word.removesuffix("s"))
    return found or (word if word in table.values() else None)


@lru_cache(maxsize=65536)
def synonym_groups(word: str) -> frozenset[str]:
    """The groups of synonyms that a lower-case word stands in, in any form.

    >>> synonym_groups("bought") & synonym_groups("purchasing")
    frozenset({'buy purchase'})
    """
    groups = _groups()
    return frozenset().union(*(groups.get(form, frozenset()) for form in plain_forms(word)))


def negates(one: str, other: str) -> bool:
    """Whether one of two lower-case words is the other with a beginning such as "un-".

    >>> negates("known", "unknown"), negates("unknown", "known"), negates("open", "closed")
    (True, True, False)
    """
    return _beginning(one, other) in words("negative_prefixes")


def opposed(one: str, other: str) -> bool:
    """Whether two lower-case words are each other's contrary.

    Either one negates the other or has a beginning such as "dis-", or they end in "-ful" and
    "-less", or they are a pair in the list of opposites.

    >>> opposed("harmful", "harmless"), opposed("rose", "fell"), opposed("rose", "grew")
    (True, True, False)
    """
    if _beginning(one, other) in words("negative_prefixes") | words("contrary_prefixes"):
        return True
    short, long = sorted((one, other), key=len)
    if short.endswith("ful") and long == short.removesuffix("ful") + "less":
        return True
    pairs = _opposites()
    return any(
        not pairs.get(form, frozenset()).isdisjoint(plain_forms(other)) for form in plain_forms(one)
    )


def _beginning(one: str, other: str) -> str:
    short, long = sorted((one, other), key=len)
    return long.removesuffix(short) if long.endswith(short) else ""


@cache
def _opposites() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for line in entries("opposites"):
        one, other = line.split()
        found.setdefault(one, set()).add(other)
        found.setdefault(other, set()).add(one)
    return {word: frozenset(others) for word, others in found.items()}
