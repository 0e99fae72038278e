"""Words whose synonyms are all protected use up a replacement.

caught by: test_synonyms_and_insertion_protect
"""

# %% synonym_replacement
def synonym_replacement(tokens, rate, rng, thesaurus, protected):
    places = [i for i, token in enumerate(tokens) if token in thesaurus and token not in protected]
    result = list(tokens)
    for place in rng.permutation(places)[: round(rate * len(tokens))]:
        place = int(place)
        synonyms = [word for word in thesaurus[tokens[place]] if word not in protected]
        if synonyms:
            result[place] = str(rng.choice(synonyms))
    return result
