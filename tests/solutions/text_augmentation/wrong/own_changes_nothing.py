"""Only numbers are written in words, but never found, since the words are strings.

caught by: test_own_operation_heeds_the_rate
"""

# %% own_operation
def own_operation(tokens, rate, rng, thesaurus, protected):
    names = {2: "two", 3: "three", 10: "ten"}
    return [names[token] if token in names and rng.random() < rate else token for token in tokens]
