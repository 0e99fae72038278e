"""The number of swaps is cut off, not rounded.

caught by: test_rate_of_deletion_and_swap
"""

# %% random_swap
def random_swap(tokens, rate, rng, thesaurus, protected):
    result = list(tokens)
    free = [i for i, token in enumerate(tokens) if token not in protected]
    if len(free) < 2:
        return result
    for _ in range(int(rate * len(tokens))):
        a, b = rng.choice(free, size=2, replace=False)
        result[a], result[b] = result[b], result[a]
    return result
