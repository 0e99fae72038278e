"""All places of a drawn word are replaced, as in the paper.

caught by: test_rate_of_replacement
"""

# %% synonym_replacement
def synonym_replacement(tokens, rate, rng, thesaurus, protected):
    result = list(tokens)
    candidates = sorted({token for token in tokens if token not in protected and token in thesaurus})
    rng.shuffle(candidates)
    left = round(rate * len(tokens))
    for candidate in candidates:
        if left <= 0:
            break
        options = [word for word in thesaurus[candidate] if word not in protected]
        if options:
            new = options[int(rng.integers(len(options)))]
            result = [new if token == candidate else token for token in result]
            left -= 1
    return result
