"""The rate is taken for the probability that a word stays.

caught by: test_rate_of_deletion_and_swap, test_short_texts_survive
"""

# %% random_deletion
def random_deletion(tokens, rate, rng, thesaurus, protected):
    kept = [token for token in tokens if token in protected or rng.random() < rate]
    return kept or tokens[:1]
