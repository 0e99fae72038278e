"""Each change repeats all that came before, so a small rate makes the text many times as long.

caught by: test_own_operation_heeds_the_rate
"""

# %% own_operation
def own_operation(tokens, rate, rng, thesaurus, protected):
    result = []
    for token in tokens:
        if rng.random() < rate:
            result += [before for before in result[: len(tokens)] if before not in protected]
        result.append(token)
    return result
