"""The place is drawn from 1 to one before the last, so there is none in a text of one word.

caught by: test_insertion_adds_synonyms_of_the_text
"""

# %% random_insertion
def random_insertion(tokens, rate, rng, thesaurus, protected):
    pool = [word for token in tokens for word in thesaurus.get(token, []) if word not in protected]
    result = list(tokens)
    if not pool:
        return result
    for _ in range(round(rate * len(tokens))):
        result.insert(int(rng.integers(1, len(result))), pool[int(rng.integers(len(pool)))])
    return result
