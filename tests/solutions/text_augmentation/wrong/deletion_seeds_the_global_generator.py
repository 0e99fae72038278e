"""The given generator only seeds NumPy's global one, which everybody else draws from.

caught by: test_deletion_and_swap_are_pure_functions
"""

# %% random_deletion
def random_deletion(tokens, rate, rng, thesaurus, protected):
    np.random.seed(rng.integers(2**31))
    kept = [token for token in tokens if token in protected or np.random.rand() >= rate]
    if len(tokens) > 0 and len(kept) == 0:
        kept = [tokens[np.random.randint(len(tokens))]]
    return kept
