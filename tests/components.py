"""The components of the pipeline, and texts as each of them gets them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims import language

if TYPE_CHECKING:
    from spacy.tokens import Doc


def ready_for(component: str, text: str) -> Doc:
    """The text as the component gets it: all that stands before it is done."""
    nlp = language.model()
    doc = nlp.make_doc(text)
    for name, step in nlp.pipeline:
        if name == component:
            break
        doc = step(doc)
    doc.user_data.clear()  # what is worked out beside the parser cannot be copied
    return doc
