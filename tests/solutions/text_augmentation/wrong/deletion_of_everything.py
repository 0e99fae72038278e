"""With a high rate nothing is left of a short text.

caught by: test_short_texts_survive
"""

# %% random_deletion
def random_deletion(tokens, rate, rng, thesaurus, protected):
    return [token for token in tokens if token in protected or rng.random() >= rate]
