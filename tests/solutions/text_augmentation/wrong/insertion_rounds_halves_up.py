"""Halves are rounded up, which `round` does not do.

caught by: test_insertion_adds_synonyms_of_the_text
"""

# %% random_insertion
def random_insertion(tokens, rate, rng, thesaurus, protected):
    synonyms = [word for token in tokens for word in thesaurus.get(token, []) if word not in protected]
    result = list(tokens)
    for _ in range(int(rate * len(tokens) + 0.5) if synonyms else 0):
        result.insert(rng.integers(len(result) + 1), str(rng.choice(synonyms)))
    return result
