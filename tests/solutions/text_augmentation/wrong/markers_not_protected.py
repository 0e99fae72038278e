"""The markers are protected only if the caller names them.

caught by: test_policy_protects_words_and_markers
"""

# %% augment
def augment(tokens, rate, rng, thesaurus, protected, operations):
    operation = operations[rng.integers(len(operations))]
    return operation(tokens, rate, rng, thesaurus, protected)
