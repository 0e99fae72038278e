"""The words are swapped in the list of the original.

caught by: test_deletion_and_swap_are_pure_functions
"""

# %% random_swap
def random_swap(tokens, rate, rng, thesaurus, protected):
    free = [place for place, token in enumerate(tokens) if token not in protected]
    for _ in range(round(rate * len(tokens)) if len(free) > 1 else 0):
        one, other = rng.choice(free, size=2, replace=False)
        tokens[one], tokens[other] = tokens[other], tokens[one]
    return tokens
