"""A fixed number of words is deleted.

caught by: test_rate_of_deletion_and_swap
"""

# %% random_deletion
def random_deletion(tokens, rate, rng, thesaurus, protected):
    free = [place for place, token in enumerate(tokens) if token not in protected]
    count = min(round(rate * len(free)), len(tokens) - 1)
    if count <= 0:
        return list(tokens)
    gone = set(rng.choice(free, count, replace=False).tolist())
    return [token for place, token in enumerate(tokens) if place not in gone]
