"""With nothing to insert the list of the original itself is returned.

caught by: test_synonyms_and_insertion_are_pure_functions
"""

# %% random_insertion
def random_insertion(tokens, rate, rng, thesaurus, protected):
    synonyms = [w for t in tokens if t not in protected for w in thesaurus.get(t, []) if w not in protected]
    result = tokens
    for _ in range(round(rate * len(tokens)) if synonyms else 0):
        place = rng.integers(len(result) + 1)
        result = [*result[:place], str(rng.choice(synonyms)), *result[place:]]
    return result
