"""Disjoint pairs are drawn, so no more than half as many swaps as free words happen.

caught by: test_rate_of_deletion_and_swap
"""

# %% random_swap
def random_swap(tokens, rate, rng, thesaurus, protected):
    result = list(tokens)
    free = [i for i, token in enumerate(tokens) if token not in protected]
    order = rng.permutation(free).astype(int)
    for k in range(min(round(rate * len(tokens)), len(free) // 2)):
        a, b = order[2 * k], order[2 * k + 1]
        result[a], result[b] = result[b], result[a]
    return result
