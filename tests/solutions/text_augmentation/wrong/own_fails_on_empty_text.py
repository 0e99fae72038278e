"""An error for an empty text: there is no place to draw.

caught by: test_own_operation_on_short_texts
"""

# %% own_operation
def own_operation(tokens, rate, rng, thesaurus, protected):
    result = list(tokens)
    place = int(rng.integers(len(tokens)))
    for _ in range(round(rate * len(tokens))):
        pair = result[place : place + 2]
        if not protected.intersection(pair):
            result[place : place + 2] = pair[::-1]
        place = int(rng.integers(len(tokens)))
    return result
