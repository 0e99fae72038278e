"""The words come from a generator, not in a list.

caught by: test_insertion_adds_synonyms_of_the_text, test_synonyms_and_insertion_are_pure_functions, test_synonyms_and_insertion_protect
"""

# %% random_insertion
def random_insertion(tokens, rate, rng, thesaurus, protected):
    synonyms = [w for t in tokens if t not in protected for w in thesaurus.get(t, []) if w not in protected]
    for token in tokens:
        yield token
        if synonyms and rng.random() < rate:
            yield str(rng.choice(synonyms))
