"""Words are spelled backwards, which turns "on" into "no" even if "no" is protected.

caught by: test_own_operation_protects
"""

# %% own_operation
def own_operation(tokens, rate, rng, thesaurus, protected):
    result = []
    for token in tokens:
        if token not in protected and rng.random() < rate:
            token = token[::-1]
        result.append(token)
    return result
