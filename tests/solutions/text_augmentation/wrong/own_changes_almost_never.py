"""Two neighbors change places in one text of ten.

caught by: test_own_operation_heeds_the_rate
"""

# %% own_operation
def own_operation(tokens, rate, rng, thesaurus, protected):
    result = list(tokens)
    if rng.random() < rate / 5:
        for place in range(len(result) - 1):
            if not protected.intersection(result[place : place + 2]):
                result[place : place + 2] = result[place : place + 2][::-1]
                break
    return result
