"""Who says it, and through whom.

``attribute`` reads cues by grammar and word lists, ties quotations to the verbs that report them,
lets a small network say which words it takes for source, cue and content, weighs what the two
have found, and names the sources. Attributions inside another's content are kept as values of
their own: a chain is read off by which content lies in which.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from claims.attribution.anonymity import described
from claims.attribution.cues import VERBAL, act_of, listed
from claims.attribution.findings import find
from claims.attribution.judging import LEARNED, judged
from claims.attribution.naming import Namer
from claims.attribution.page import Page
from claims.attribution.readings import RULES
from claims.attribution.signatures import SIGNATURE, find_signatures, finding_of
from claims.attribution.spans import main_word
from claims.attribution.tagger import begin, tag
from claims.models import UNCERTAIN, Attribution, Reason

if TYPE_CHECKING:
    from claims.attribution.findings import Finding
    from claims.attribution.naming import Speakers
    from claims.attribution.sources import Source
    from claims.attribution.spans import Positions
    from claims.attribution.tagger import Scored
    from claims.language import Parse
    from claims.models import Act, AttributionKind, Spans
    from claims.references import References

__all__ = ["Begun", "attribute", "begun", "signed"]

_MOSTLY = 0.9
_A_LITTLE = 0.01
_MISREAD = frozenset({LEARNED, "comma pair"})
_OPENERS = frozenset({"that", "whether", "if", "how", "why"})
_SAYING = ("speech_verbs", "thought_verbs", "topic_verbs", "seeming_verbs")
_DEEDS = frozenset({LEARNED, "infinitive", "object", "preposition"})


class Begun(NamedTuple):
    """An article that the network is reading. ``scored`` is None where the rules stand alone."""

    page: Page
    scored: Scored | None


def begun(parse: Parse, *, learned: bool = True) -> Begun:
    """Let the network begin, if it is ``learned`` that is wanted and there is one.

    It reads on beside what its caller does until the attributions are asked for.
    """
    page = Page(parse)
    return Begun(page, begin(page) if learned else None)


def attribute(
    parse: Parse, references: References, reading: Begun | None = None, *, learned: bool = True
) -> tuple[Attribution, ...]:
    """Every attribution of the article, in the order of their cues.

    ``reading`` was begun on the same parse, if it was. Unless ``learned`` is wanted and the network
    installed, the rules stand in alone.

    >>> from claims import language, references, text
    >>> parse = language.parse(text.read('"We won," Ann Lee told TASS.'))
    >>> [found] = attribute(parse, references.resolve(parse))
    >>> found.speaker, found.via, found.kind
    ('Ann Lee', ('TASS',), 'direct')
    """
    page, scored = reading or begun(parse, learned=learned)
    namer = Namer(page, references)
    found = find(page)
    if scored is not None:
        found = judged(page, found, tag(page, scored))
    return tuple(_value(page, namer, finding) for finding in namer.settled(found))


def signed(page: Page, references: References) -> tuple[Attribution, ...]:
    """Whose letters and messages stand on the page: attributions without a cue.

    They are kept apart, as nobody reports them: a signature is to its text what a byline is to
    an article.
    """
    signatures = find_signatures(page)
    if not signatures:
        return ()
    namer = Namer(page, references)
    return tuple(_value(page, namer, finding_of(page, one)) for one in signatures)


def _spans(page: Page, positions: Positions) -> Spans:
    return page.parse.spans(page.doc[position] for position in positions)


def _kind(page: Page, finding: Finding) -> AttributionKind:
    """Direct when nearly all words stand in quotation marks, mixed when some do.

    What somebody signed is verbatim.
    """
    if finding.rule == SIGNATURE:
        return "direct"
    words = [page.doc[i] for i in finding.content if page.doc[i].text[0].isalnum()]
    share = sum(map(page.quoted, words)) / len(words)
    return "direct" if share >= _MOSTLY else "mixed" if share else "indirect"


def _act(page: Page, finding: Finding) -> Act:
    """What was done with the words.

    Where a cue need not be one of speech it is asked whether anything was said at all:
    "threatened | that ..." and "gloated: | “...”", but not "repealed | the law".
    """
    if finding.rule == "adjective":
        return "felt"
    act = act_of(finding.head)
    if act != "said" or finding.rule not in _DEEDS or finding.head.pos_ not in VERBAL:
        return act
    said = any(listed(finding.head, name) for name in _SAYING)
    first, main = page.doc[min(finding.content)], main_word(page.doc, finding.content)
    clause = first.lower_ in _OPENERS or main.dep_ == "ccomp"
    return "said" if said or clause or page.quoted(main) else "acted"


def _is_thing(source: Source, speakers: Speakers) -> bool:
    """Whether nothing tells that the source can speak: "a project, confirmed in May"."""
    return source.head.pos_ == "NOUN" and speakers.kind == "unknown"


def _value(page: Page, namer: Namer, finding: Finding) -> Attribution:
    parse, source = page.parse, finding.source
    speakers = namer.speakers(source)
    if speakers.names and speakers.candidates:
        named = set(namer.named(finding.content))
        others = tuple(name for name in speakers.candidates if name not in named)
        speakers = speakers._replace(candidates=others)
    namer.remember(finding, speakers)
    via = namer.relays(finding, speakers.names)
    rule = RULES[finding.rule]
    cue_spans = _spans(page, finding.cue)
    cue = " … ".join(parse.document.text[start:end] for start, end in cue_spans)
    why = Reason(
        rule=finding.rule,
        detail=rule.says.format(cue=" ".join(cue.split())),
        span=parse.span(finding.head, finding.head),
    )
    likely = finding.confidence
    if finding.rule in _MISREAD and source and _is_thing(source, speakers):
        likely = min(likely, UNCERTAIN - _A_LITTLE)
    unnamed = (described(page, source),) if source and speakers.kind == "anonymous" else ()
    relayed = (Reason(rule="relay", detail=f"passed on by {', '.join(via)}"),) if via else ()
    return Attribution(
        source=_spans(page, source.words) if source else (),
        cue=cue_spans,
        content=_spans(page, finding.content),
        kind=_kind(page, finding),
        act=_act(page, finding),
        speaker=speakers.joined,
        speakers=speakers.names,
        candidates=speakers.candidates,
        via=via,
        source_kind=speakers.kind,
        confidence=round(likely, 2),
        because=(why, *speakers.because, *unnamed, *relayed),
    )
