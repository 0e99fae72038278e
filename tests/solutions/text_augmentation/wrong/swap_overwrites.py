"""The second half of the swap reads a word that the first has overwritten.

caught by: test_words_are_only_removed_or_moved
"""

# %% random_swap
def random_swap(tokens, rate, rng, thesaurus, protected):
    result = list(tokens)
    free = [place for place, token in enumerate(tokens) if token not in protected]
    for _ in range(round(rate * len(tokens)) if len(free) > 1 else 0):
        one, other = rng.choice(free, size=2, replace=False)
        result[one] = result[other]
        result[other] = result[one]
    return result
