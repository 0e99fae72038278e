"""The list of operations is shuffled, and the first one taken.

caught by: test_policy_protects_words_and_markers
"""

# %% augment
def augment(tokens, rate, rng, thesaurus, protected, operations):
    rng.shuffle(operations)
    kept = set(protected) | {"<pad>", "<start>", "<unknown>"}
    return operations[0](list(tokens), rate, rng, thesaurus, kept)
