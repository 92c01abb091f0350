"""Fitting linear models over named features: multinomial logistic regression and conditional logit, both with L2."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from sklearn.isotonic import IsotonicRegression
from sklearn.linear_model import LogisticRegression

from tumen.extracting.model import Calibration, Classifier, Ranker

DIGITS: Final = 4
LEAST_IN_STEP: Final = 25
SMALLEST: Final = 0.1
"""Weights nearer to nought than this are left out, so that the files stay small."""
Features = Sequence[str]


def _vocabulary(rows: Iterable[tuple[Features, str]]) -> dict[str, int]:
    """Places of the features that stand in more than one document."""
    first: dict[str, str] = {}
    shared: set[str] = set()
    for row, document in rows:
        for name in row:
            if first.setdefault(name, document) != document:
                shared.add(name)
    return {name: place for place, name in enumerate(sorted(shared))}


def _matrix(rows: Iterable[Features], places: dict[str, int]) -> csr_matrix:
    # Arrays, since lists of hundreds of millions of numbers would take several times the memory.
    indices = array("i")
    starts = array("q", [0])
    for row in rows:
        indices.extend(sorted({places[name] for name in row if name in places}))
        starts.append(len(indices))
    return csr_matrix(
        (np.ones(len(indices)), np.frombuffer(indices, dtype=np.int32), np.frombuffer(starts, dtype=np.int64)),
        shape=(len(starts) - 1, len(places)),
    )


def fit_classifier(
    rows: Sequence[Features],
    labels: Sequence[str],
    documents: Sequence[str],
    *,
    strength: float = 0.3,
    balance: float = 0.0,
) -> Classifier:
    """Return the classifier fitted to labelled rows; ``strength`` is the inverse of the L2 penalty.

    ``documents`` names where each row comes from. ``balance`` (0-1) lifts rare labels, up to equal weight for each.
    With
    a single label the classifier always gives that one.
    """
    counts = Counter(labels)
    weights = [(len(labels) / (len(counts) * counts[label])) ** balance for label in labels]
    classes = sorted(set(labels))
    if len(classes) < 2:
        return Classifier(classes=tuple(classes), bias=(0.0,) * len(classes), weights={})
    places = _vocabulary(zip(rows, documents, strict=True))
    model = LogisticRegression(C=strength, max_iter=300, tol=1e-5)
    model.fit(_matrix(rows, places), labels, sample_weight=np.asarray(weights))
    coefficients, bias = model.coef_, model.intercept_
    if len(classes) == 2:
        coefficients, bias = np.vstack([np.zeros_like(coefficients[0]), coefficients[0]]), np.array([0.0, bias[0]])
    kept = {
        name: tuple(_rounded(value) for value in coefficients[:, place])
        for name, place in places.items()
        if np.abs(coefficients[:, place]).max() >= SMALLEST
    }
    return Classifier(classes=tuple(classes), bias=tuple(_rounded(value) for value in bias), weights=kept)


def fit_ranker(
    groups: Sequence[Sequence[Features]],
    right: Sequence[Sequence[int]],
    documents: Sequence[str],
    *,
    strength: float = 0.5,
) -> Ranker:
    """Return the ranker under which the right options of each group are likeliest.

    ``right[i]`` are the places of the options of ``groups[i]`` that are right; where several are, their joint chance
    counts.
    """
    origins = zip(groups, documents, strict=True)
    places = _vocabulary((row, document) for group, document in origins for row in group)
    matrix = _matrix((row for group in groups for row in group), places)
    sizes = np.array([len(group) for group in groups])
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    group_of = np.repeat(np.arange(len(groups)), sizes)
    good = np.zeros(matrix.shape[0])
    for start, indices in zip(starts, right, strict=True):
        good[[start + index for index in indices]] = 1.0
    penalty = 1.0 / strength

    def loss(values: np.ndarray) -> tuple[float, np.ndarray]:
        scores = matrix @ values
        top = np.maximum.reduceat(scores, starts)
        powers = np.exp(scores - top[group_of])
        total = np.add.reduceat(powers, starts)
        hit = np.maximum(np.add.reduceat(powers * good, starts), 1e-300)
        slope = powers / total[group_of] - powers * good / hit[group_of]
        value = float(np.sum(np.log(total) - np.log(hit)) + 0.5 * penalty * values @ values)
        return value, matrix.T @ slope + penalty * values

    found = minimize(loss, np.zeros(len(places)), jac=True, method="L-BFGS-B", options={"maxiter": 300, "ftol": 1e-9})
    return Ranker(
        weights={name: _rounded(found.x[place]) for name, place in places.items() if abs(found.x[place]) >= SMALLEST}
    )


def fit_calibration(pairs: Sequence[tuple[float, bool]]) -> Calibration:
    """Return the share right by the score given, as steps that rise (isotonic regression); few pairs give fewer steps.

    Each step holds at least `LEAST_IN_STEP` pairs.
    """
    ordered = sorted(pairs)
    if len(ordered) < LEAST_IN_STEP:
        return Calibration()
    chunks = max(1, min(12, len(ordered) // LEAST_IN_STEP))
    scores = [np.array([score for score, _ in part]) for part in _parts(ordered, chunks)]
    shares = [float(np.mean([right for _, right in part])) for part in _parts(ordered, chunks)]
    rising = IsotonicRegression().fit_transform(np.arange(chunks), shares)
    edges = tuple(_rounded(part[0]) for part in scores[1:])
    return Calibration(edges=edges, shares=tuple(_rounded(share) for share in rising))


def _parts(ordered: Sequence[tuple[float, bool]], count: int) -> list[Sequence[tuple[float, bool]]]:
    size = len(ordered) / count
    return [ordered[round(i * size) : round((i + 1) * size)] for i in range(count)]


def _rounded(value: float) -> float:
    return round(float(value), DIGITS) + 0.0
