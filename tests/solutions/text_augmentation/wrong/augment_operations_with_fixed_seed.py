"""The generator chooses the operation, which gets another one that is always seeded alike.

caught by: test_policy_passes_on_its_arguments
"""

# %% augment
def augment(tokens, rate, rng, thesaurus, protected, operations):
    untouchable = set(protected) | {"<pad>", "<start>", "<unknown>"}
    operation = operations[rng.integers(len(operations))]
    return operation(tokens, rate, np.random.default_rng(0), thesaurus, untouchable)
