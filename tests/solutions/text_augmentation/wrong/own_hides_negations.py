"""Any word can become an unknown word, a protected one like all others.

caught by: test_own_operation_protects
"""

# %% own_operation
def own_operation(tokens, rate, rng, thesaurus, protected):
    return ["<unknown>" if rng.random() < rate else token for token in tokens]
