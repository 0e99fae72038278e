"""At least one word is replaced, also with rate 0.

caught by: test_rate_of_replacement
"""

# %% synonym_replacement
def synonym_replacement(tokens, rate, rng, thesaurus, protected):
    count = max(1, round(rate * len(tokens)))
    options = {
        place: [word for word in thesaurus.get(token, []) if word not in protected]
        for place, token in enumerate(tokens)
        if token not in protected
    }
    places = [place for place in options if options[place]]
    result = list(tokens)
    for place in rng.permutation(places)[:count]:
        result[int(place)] = str(rng.choice(options[place]))
    return result
