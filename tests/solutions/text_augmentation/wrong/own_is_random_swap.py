"""A copy of random_swap with other names.

caught by: test_own_operation_is_none_of_the_four
"""

# %% own_operation
def own_operation(tokens, rate, rng, thesaurus, protected):
    words = list(tokens)
    movable = [position for position, word in enumerate(words) if word not in protected]
    if len(movable) >= 2:
        for _ in range(round(rate * len(words))):
            a, b = rng.choice(movable, size=2, replace=False)
            words[a], words[b] = words[b], words[a]
    return words
