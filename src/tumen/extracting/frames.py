"""Frames: what a verb or noun says of an exchange, and where its sides stand.

The dictionary is `data/frames.yaml`, in the manner of the verb dictionaries of PLOVER (Halterman et al. 2023); a case
adds entries of its own in the same form.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
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


PLAIN_SPEECH: Final = frozenset(["give", "deny", "sign", "act", "teach"])
"""Frames whose words alone make a sentence worth parsing, though it names neither figure nor item."""
_IRREGULAR: Final = {"send": "sent", "give": "gave given", "sell": "sold", "lend": "lent", "teach": "taught"}
_WORD: Final = re.compile(r"[a-z]+")


@dataclass(frozen=True, kw_only=True)
class Frames:
    """The dictionary: frames by name, and for each lemma the name of its frame."""

    by_name: Mapping[str, Frame]
    verbs: Mapping[str, str] = field(default_factory=dict)
    nouns: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def forms(self) -> frozenset[str]:
        """The forms, in lower case, of the words of `PLAIN_SPEECH`."""
        verbs = [lemma for lemma, frame in self.verbs.items() if frame in PLAIN_SPEECH and "_" not in lemma]
        nouns = [lemma for lemma, frame in self.nouns.items() if frame in PLAIN_SPEECH]
        return frozenset(form for lemma in (*verbs, *nouns) for form in _forms_of(lemma))

    def tells(self, text: str) -> bool:
        """Tell whether the text holds a word of `PLAIN_SPEECH`."""
        return not self.forms.isdisjoint(_WORD.findall(text.lower()))

    def of_verb(self, lemma: str, particle: str = "") -> str:
        """Return the frame of a verb, with its particle where that has an entry; empty where there is none."""
        return self.verbs.get(f"{lemma}_{particle}") or self.verbs.get(lemma, NO_FRAME)

    def of_noun(self, lemma: str) -> str:
        """Return the frame of a noun; empty where there is none."""
        return self.nouns.get(lemma, NO_FRAME)


def _forms_of(lemma: str) -> Iterator[str]:
    yield lemma
    yield from _IRREGULAR.get(lemma, "").split()
    if lemma.endswith("e"):
        yield from (f"{lemma}s", f"{lemma}d", f"{lemma[:-1]}ing")
    elif lemma.endswith("y") and lemma[-2] not in "aeou":
        yield from (f"{lemma[:-1]}ies", f"{lemma[:-1]}ied", f"{lemma}ing")
    else:
        last = lemma[-1]
        yield from (f"{lemma}s", f"{lemma}es", f"{lemma}ed", f"{lemma}ing", f"{lemma}{last}ed", f"{lemma}{last}ing")


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
