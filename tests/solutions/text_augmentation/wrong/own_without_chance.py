"""Neighbours are exchanged at fixed places: no seed makes a difference.

caught by: test_own_operation_is_a_pure_function
"""

# %% own_operation
def own_operation(tokens, rate, rng, thesaurus, protected):
    result = list(tokens)
    if rate > 0:
        for place in range(0, len(result) - 1, 4):
            if not protected.intersection(result[place : place + 2]):
                result[place], result[place + 1] = result[place + 1], result[place]
    return result
