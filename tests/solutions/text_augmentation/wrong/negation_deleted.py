"""Any word can be deleted, a protected "not" like all others.

caught by: test_deletion_and_swap_protect
"""

# %% random_deletion
def random_deletion(tokens, rate, rng, thesaurus, protected):
    kept = [token for token in tokens if rng.random() >= rate]
    return kept or list(tokens[:1])
