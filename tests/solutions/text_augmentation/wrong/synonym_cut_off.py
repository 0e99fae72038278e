"""A NumPy array of strings cuts off the synonyms that are longer than the longest word.

caught by: test_replacements_are_own_synonyms
"""

# %% synonym_replacement
def synonym_replacement(tokens, rate, rng, thesaurus, protected):
    result = np.array(tokens)
    options = {
        place: [word for word in thesaurus.get(token, []) if word not in protected]
        for place, token in enumerate(tokens)
        if token not in protected
    }
    places = [place for place in options if options[place]]
    for place in rng.permutation(places)[: round(rate * len(tokens))]:
        result[int(place)] = rng.choice(options[place])
    return result.tolist()
