"""The two places of a swap may be the same, and then nothing is exchanged.

caught by: test_rate_of_deletion_and_swap
"""

# %% random_swap
def random_swap(tokens, rate, rng, thesaurus, protected):
    result = list(tokens)
    free = [i for i, token in enumerate(tokens) if token not in protected]
    if len(free) < 2:
        return result
    for _ in range(round(rate * len(tokens))):
        a, b = free[rng.integers(len(free))], free[rng.integers(len(free))]
        result[a], result[b] = result[b], result[a]
    return result
