"""At least one word is replaced, also where the rate gives none.

caught by: test_rate_of_replacement
"""

# %% synonym_replacement
def synonym_replacement(tokens, rate, rng, thesaurus, protected):
    result = list(tokens)
    if rate == 0:
        return result
    options = {}
    for place, token in enumerate(tokens):
        good = [synonym for synonym in thesaurus.get(token, []) if synonym not in protected]
        if good and token not in protected:
            options[place] = good
    count = max(1, round(rate * len(tokens)))
    for place in rng.permutation(list(options)).astype(int)[:count]:
        result[place] = options[place][rng.integers(len(options[place]))]
    return result
