"""The operation is one of task 2 under another name.

caught by: test_own_operation_is_none_of_the_four
"""

# %% own_operation
def own_operation(tokens, rate, rng, thesaurus, protected):
    return random_deletion(tokens, rate, rng, thesaurus, protected)
