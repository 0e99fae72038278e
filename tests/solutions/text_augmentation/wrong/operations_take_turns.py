"""A counter that outlives the call takes the operations in turn.

caught by: test_policy_draws_from_all_operations
"""

# %% augment
CALLS = [0]


def augment(tokens, rate, rng, thesaurus, protected, operations):
    CALLS[0] += 1
    operation = operations[CALLS[0] % len(operations)]
    kept = set(protected) | {"<pad>", "<start>", "<unknown>"}
    return operation(list(tokens), rate, rng, thesaurus, kept)
