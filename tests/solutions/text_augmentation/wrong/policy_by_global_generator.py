"""The operation is drawn by NumPy's global generator.

caught by: test_policy_draws_from_all_operations
"""

# %% augment
def augment(tokens, rate, rng, thesaurus, protected, operations):
    operation = operations[np.random.randint(len(operations))]
    return operation(tokens, rate, rng, thesaurus, set(protected) | {"<pad>", "<start>", "<unknown>"})
