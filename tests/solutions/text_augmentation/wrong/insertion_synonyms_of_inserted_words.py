"""The synonyms are looked up in the growing text: synonyms of inserted words come in too.

caught by: test_insertion_adds_synonyms_of_the_text
"""

# %% random_insertion
def random_insertion(tokens, rate, rng, thesaurus, protected):
    result = list(tokens)
    for _ in range(round(rate * len(tokens))):
        synonyms = [word for token in result if token not in protected
                    for word in thesaurus.get(token, []) if word not in protected]
        if not synonyms:
            return result
        result.insert(rng.integers(len(result) + 1), str(rng.choice(synonyms)))
    return result
