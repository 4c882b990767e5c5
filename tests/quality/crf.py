"""Training of the line model: a linear-chain conditional random field, by maximum likelihood with a Gaussian prior.

States and their allowed steps are those of `sitegen/convert/extract/model.py`. Where the right answer is known for some
blocks only, the likelihood is that of all paths that agree with what is known.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

HEAD, STORY, WITHIN, TAIL = range(4)
STATES = 4
COLUMNS = 6
STEPS = (
    (HEAD, HEAD),
    (STORY, STORY),
    (STORY, WITHIN),
    (WITHIN, WITHIN),
    (WITHIN, STORY),
    (HEAD, STORY),
    (STORY, TAIL),
    (TAIL, TAIL),
)
NEVER = -1e30
FIRST = np.array([0, 0, NEVER, NEVER])
LAST = np.array([0, 0, NEVER, 0])
Array = Any


class Example(NamedTuple):
    """A document: for each block the ids of its features, and the states it may have (rows of 0 and NEVER)."""

    rows: Sequence[Sequence[int]]
    allowed: Array
    weight: float = 1.0


class Batch:
    """Examples side by side, padded to the longest, so that each step is one operation for all of them."""

    def __init__(self, examples: Sequence[Example], features: int) -> None:
        flat = [row for example in examples for row in example.rows]
        ends = np.cumsum([0, *(len(row) for row in flat)])
        ids = np.fromiter((i for row in flat for i in row), dtype=np.int64, count=int(ends[-1]))
        self.matrix = csr_matrix((np.ones(len(ids)), ids, ends), shape=(len(flat), features))
        self.lengths = np.array([len(example.rows) for example in examples])
        self.document = np.repeat(np.arange(len(examples)), self.lengths)
        self.position = np.concatenate([np.arange(length) for length in self.lengths])
        self.allowed = np.zeros((len(examples), int(self.lengths.max()), STATES))
        for i, example in enumerate(examples):
            self.allowed[i, : len(example.rows)] = example.allowed
        self.weights = np.array([example.weight for example in examples])


class Trellis(NamedTuple):
    """What a pass over the batch gives: log-likelihood, and the expected states, beginnings, ends and steps."""

    total: Array
    states: Array
    begins: Array
    ends: Array
    steps: Array


def _log_sum(values: Array, axis: int) -> Array:
    top = values.max(axis=axis, keepdims=True)
    return (top + np.log(np.exp(values - top).sum(axis=axis, keepdims=True))).squeeze(axis)


def _transitions(steps: Array) -> Array:
    matrix = np.full((STATES, STATES), NEVER)
    for weight, (source, target) in zip(steps, STEPS, strict=True):
        matrix[source, target] = weight
    return matrix


def _run(emitted: Array, begins: Array, ends: Array, steps: Array, lengths: Array) -> Trellis:
    """Forward and backward through all documents at once."""
    documents, longest, _ = emitted.shape
    moves = np.broadcast_to(_transitions(steps)[None, None], (documents, longest, STATES, STATES)).copy()
    moves[:, :, HEAD, STORY] += begins
    moves[:, :, STORY, TAIL] += ends
    forward = np.full((documents, longest, STATES), NEVER)
    forward[:, 0] = emitted[:, 0] + FIRST
    forward[:, 0, STORY] += begins[:, 0]
    for t in range(1, longest):
        value = _log_sum(forward[:, t - 1, :, None] + moves[:, t], 1) + emitted[:, t]
        forward[:, t] = np.where((t < lengths)[:, None], value, forward[:, t - 1])
    total = _log_sum(forward[:, -1] + LAST, 1)
    backward = np.empty_like(forward)
    backward[:, -1] = LAST
    for t in range(longest - 2, -1, -1):
        value = _log_sum(moves[:, t + 1] + (emitted[:, t + 1] + backward[:, t + 1])[:, None, :], 2)
        backward[:, t] = np.where((t + 1 < lengths)[:, None], value, LAST)
    return _expect(emitted, moves, forward, backward, total, lengths)


def _expect(emitted: Array, moves: Array, forward: Array, backward: Array, total: Array, lengths: Array) -> Trellis:
    documents, longest, _ = emitted.shape
    live = np.arange(longest)[None, :] < lengths[:, None]
    states = np.exp(np.clip(forward + backward - total[:, None, None], -700, 0)) * live[:, :, None]
    begins, ends = np.zeros((documents, longest)), np.zeros((documents, longest))
    steps = np.zeros((documents, len(STEPS)))
    begins[:, 0] = states[:, 0, STORY]
    for t in range(1, longest):
        pairs = forward[:, t - 1, :, None] + moves[:, t] + (emitted[:, t] + backward[:, t])[:, None, :]
        pairs = np.exp(np.clip(pairs - total[:, None, None], -700, 0)) * live[:, t][:, None, None]
        begins[:, t], ends[:, t] = pairs[:, HEAD, STORY], pairs[:, STORY, TAIL]
        for i, (source, target) in enumerate(STEPS):
            steps[:, i] += pairs[:, source, target]
    return Trellis(total, states, begins, ends, steps)


def _loss(theta: Array, batch: Batch, features: int, prior: float) -> tuple[float, Array]:
    """Negative log-likelihood with the prior, and its gradient."""
    weights, steps = theta[: features * COLUMNS].reshape(features, COLUMNS), theta[features * COLUMNS :]
    scores = batch.matrix @ weights
    shape = batch.allowed.shape
    emitted, begins, ends = np.zeros(shape), np.zeros(shape[:2]), np.zeros(shape[:2])
    where = (batch.document, batch.position)
    emitted[where], begins[where], ends[where] = scores[:, :STATES], scores[:, 4], scores[:, 5]
    free = _run(emitted, begins, ends, steps, batch.lengths)
    held = _run(emitted + batch.allowed, begins, ends, steps, batch.lengths)
    change = np.concatenate(
        [free.states - held.states, (free.begins - held.begins)[..., None], (free.ends - held.ends)[..., None]], axis=2
    )
    change *= batch.weights[:, None, None]
    gradient = np.asarray(batch.matrix.T @ change[where]).ravel()
    step_gradient = ((free.steps - held.steps) * batch.weights[:, None]).sum(0)
    loss = float(((free.total - held.total) * batch.weights).sum() + 0.5 * prior * (theta @ theta))
    return loss, np.concatenate([gradient, step_gradient]) + prior * theta


def train(examples: Sequence[Example], features: int, prior: float, rounds: int, start: Array | None = None) -> Array:
    """The weights that make the examples likeliest: `features` rows of six, then the steps, in one array."""
    theta = np.zeros(features * COLUMNS + len(STEPS)) if start is None else start
    batch = Batch(examples, features)
    found = minimize(
        _loss, theta, (batch, features, prior), "L-BFGS-B", jac=True, options={"maxiter": rounds, "maxcor": 12}
    )
    return found.x
