"""Each different word is drawn once, wherever it stands.

caught by: test_rate_of_deletion_and_swap
"""

# %% random_deletion
def random_deletion(tokens, rate, rng, thesaurus, protected):
    deleted = {
        word for word in dict.fromkeys(tokens) if word not in protected and rng.random() < rate
    }
    kept = [word for word in tokens if word not in deleted]
    if tokens and not kept:
        kept = [tokens[rng.integers(len(tokens))]]
    return kept
