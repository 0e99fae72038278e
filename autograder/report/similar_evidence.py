"""How unlikely it is that independent solutions have so much in common, task by task."""

from collections import Counter
from collections.abc import Mapping, Sequence, Set

import numpy as np
from copydetect.utils import hashed_kgrams
from sklearn.feature_extraction.text import CountVectorizer

from autograder.report.similar_tokens import Statement

LENGTH = 6  # tokens of a fragment; a shorter statement is one fragment
STEP = 0.05  # of the evidence of a task, in the distribution of sums

def fragments_of(tokens: Sequence[str]) -> list[int]:
    return [int(h) for h in hashed_kgrams(tuple(tokens), min(LENGTH, len(tokens)))]

def own_fragments(statements: Sequence[Statement], known: Set[int]) -> set[int]:
    found = {f for s in statements for f in fragments_of(s.tokens)}
    if WHOLE: found |= {hash(s.tokens) for s in statements}
    if SIG: found |= {signature(statements)}
    return found - known

WHOLE = SIG = True
def signature(statements):
    return hash(tuple(sorted(s.tokens for s in statements)))

def evidence(own: Sequence[set[int]], share: float = 0.25) -> tuple[np.ndarray, np.ndarray]:
    """evidence in nats of each pair and amount in common, students x students."""
    n = len(own)
    counts = Counter(f for each in own for f in each)
    weight = {f: np.log(n / c) for f, c in counts.items() if c <= max(2, share * n)}
    totals = np.array([sum(weight.get(f, 0) for f in each) for each in own])
    kept = [f for f in weight if counts[f] > 1]
    if not kept:
        return np.zeros((n, n)), np.zeros((n, n))
    index = {f: i for i, f in enumerate(kept)}
    from scipy.sparse import csr_matrix
    rows, cols = zip(*[(r, index[f]) for r, each in enumerate(own) for f in each if f in index])
    X = csr_matrix((np.ones(len(rows)), (rows, cols)), shape=(n, len(kept)))
    w = np.array([weight[f] for f in kept])
    common = (X.multiply(w).tocsr() @ X.T).toarray()
    np.fill_diagonal(common, 0)
    sim = 2 * common / np.maximum(totals[:, None] + totals[None, :], 1e-9)
    # rank: how many others share at least as much with a
    p = np.empty((n, n))
    for a in range(n):
        others = np.sort(np.delete(sim[a], a))
        p[a] = (n - 1 - np.searchsorted(others, sim[a] - 1e-9)) / (n - 1)
    p = np.maximum(p, p.T)
    e = -np.log(np.clip(p, 1 / max(n - 1, 1), 1))
    e[sim <= 0] = 0
    np.fill_diagonal(e, 0)
    return e, sim

def expected(per_cell: Sequence[np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """total evidence and number of pairs expected with at least as much by chance."""
    n = len(per_cell[0])
    upper = np.triu_indices(n, 1)
    total = np.zeros((n, n)); dist = np.ones(1)
    tot_bins = np.zeros((n, n), int)
    for e in per_cell:
        bins = np.floor(e / STEP + 1e-9).astype(int)
        tot_bins += bins
        total += e
        dist = np.convolve(dist, np.bincount(bins[upper]) / len(upper[0]))
    tail = np.cumsum(dist[::-1])[::-1]
    return total, tail[tot_bins] * len(upper[0])
