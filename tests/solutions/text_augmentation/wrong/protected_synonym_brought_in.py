"""Protected words are not replaced, but come in as synonyms of other words.

caught by: test_synonyms_and_insertion_protect
"""

# %% synonym_replacement
def synonym_replacement(tokens, rate, rng, thesaurus, protected):
    places = [place for place, token in enumerate(tokens) if token not in protected and token in thesaurus]
    result = list(tokens)
    for place in rng.permutation(places)[: round(rate * len(tokens))]:
        result[int(place)] = str(rng.choice(thesaurus[tokens[int(place)]]))
    return result
