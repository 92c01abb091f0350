"""Frames: what a verb or noun says of an exchange, and where its sides stand.

The dictionary is `data/frames.yaml`, in the manner of the verb dictionaries of PLOVER (Halterman et al. 2023); a case
adds entries of its own in the same form.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from typing import Final

import yaml

from tumen.errors import InvalidPack

NO_FRAME: Final = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """A frame: where its giver and receiver stand, the first place that is filled counting."""

    name: str
    giver: tuple[str, ...] = ()
    receiver: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Frames:
    """The dictionary: frames by name, and for each lemma the name of its frame."""

    by_name: Mapping[str, Frame]
    verbs: Mapping[str, str] = field(default_factory=dict)
    nouns: Mapping[str, str] = field(default_factory=dict)

    def of_verb(self, lemma: str, particle: str = "") -> str:
        """Return the frame of a verb, with its particle where that has an entry; empty where there is none."""
        return self.verbs.get(f"{lemma}_{particle}") or self.verbs.get(lemma, NO_FRAME)

    def of_noun(self, lemma: str) -> str:
        """Return the frame of a noun; empty where there is none."""
        return self.nouns.get(lemma, NO_FRAME)


def parse_frames(text: str, *, name: str = "frames") -> Frames:
    """Return the frames of a file's text.

    Raises:
        InvalidPack: the text is no mapping of frames to their verbs, nouns and places.
    """
    loaded = yaml.safe_load(text) or {}
    if not isinstance(loaded, dict) or not all(isinstance(entry, dict) for entry in loaded.values()):
        raise InvalidPack(name, "frames are a mapping of names to entries", "See data/frames.yaml of the extractor")
    by_name: dict[str, Frame] = {}
    verbs: dict[str, str] = {}
    nouns: dict[str, str] = {}
    for frame, entry in loaded.items():
        by_name[frame] = Frame(
            name=frame, giver=tuple(entry.get("giver") or ()), receiver=tuple(entry.get("receiver") or ())
        )
        for lemmas, kept in ((entry.get("verbs"), verbs), (entry.get("nouns"), nouns)):
            for lemma in lemmas or ():
                kept.setdefault(str(lemma), frame)
    return Frames(by_name=by_name, verbs=verbs, nouns=nouns)


@lru_cache(maxsize=8)
def frame_dictionary(own: str = "") -> Frames:
    """Return the extractor's frames, with a case's ``own`` entries (text of its file) before them."""
    shipped = parse_frames((resources.files("tumen.extracting") / "data" / "frames.yaml").read_text(encoding="utf-8"))
    if not own.strip():
        return shipped
    added = parse_frames(own, name="frames of the case pack")
    return Frames(
        by_name={**shipped.by_name, **{k: v for k, v in added.by_name.items() if v.giver or v.receiver}},
        verbs={**shipped.verbs, **added.verbs},
        nouns={**shipped.nouns, **added.nouns},
    )
