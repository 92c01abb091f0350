"""Writing what was learned as the files that ship."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import numpy as np

from tumen.extracting.choosing import Learned
from tumen.extracting.model import Models

_SPARE: Final = (",", ":")


def model_files(models: Models) -> dict[str, str]:
    """Return the files that ship: name without ending, and JSON text with one feature a line."""
    files: dict[str, str] = {}
    for name, classifier in models.classifiers.items():
        head = f'{{"classes":{json.dumps(classifier.classes)},"bias":{json.dumps(classifier.bias)},"weights":{{\n'
        files[name] = head + _lines(zip(classifier.places, classifier.rows.tolist(), strict=True)) + "\n}}\n"
    for name, ranker in models.rankers.items():
        files[name] = '{"weights":{\n' + _lines(ranker.weights.items()) + "\n}}\n"
    files["thresholds"] = json.dumps(
        {
            "thresholds": dict(models.thresholds),
            "calibrations": {
                name: {"edges": table.edges, "shares": table.shares} for name, table in models.calibrations.items()
            },
            "shares": dict(models.shares),
        },
        indent=1,
    )
    return files


def _lines(weights: Iterable[tuple[str, object]]) -> str:
    return ",\n".join(
        f"{json.dumps(name)}:{json.dumps(row, separators=_SPARE)}"
        for name, row in sorted(weights, key=lambda pair: pair[0])
    )


def write_learned(learned: Learned, folder: Path) -> None:
    """Write what ships: the linear models as text, the encoder's part as arrays of half floats."""
    (folder / "weights").mkdir(exist_ok=True)
    for name, text in model_files(learned.models).items():
        (folder / "weights" / f"{name}.json").write_text(text, encoding="utf-8")
    if learned.net is not None:
        (folder / "encoder").mkdir(exist_ok=True)
        values = json.dumps({name: list(names) for name, names in learned.net.values.items()}, indent=1)
        (folder / "encoder" / "values.json").write_text(values + "\n", encoding="utf-8")
        arrays = {name: array.astype(np.float16) for name, array in learned.net.learned.items()}
        np.savez_compressed(folder / "encoder" / "learned.npz", allow_pickle=False, **arrays)
