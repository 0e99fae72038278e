"""A text of one word comes back as the very list that was given.

caught by: test_short_texts_survive
"""

# %% random_deletion
def random_deletion(tokens, rate, rng, thesaurus, protected):
    if len(tokens) <= 1:
        return tokens
    left = [token for token in tokens if token in protected or rng.random() >= rate]
    if not left:
        left = [tokens[int(rng.integers(len(tokens)))]]
    return left
