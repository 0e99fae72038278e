"""The last word is never deleted, so that the text cannot become empty.

caught by: test_every_word_has_its_chance
"""

# %% random_deletion
def random_deletion(tokens, rate, rng, thesaurus, protected):
    kept = [token for token in tokens[:-1] if token in protected or rng.random() >= rate]
    return kept + tokens[-1:]
