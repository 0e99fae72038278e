"""The policy chains two operations, each at half the rate, and passes on `protected` by name."""

# %% augment
def augment(tokens, rate, rng, thesaurus, protected, operations):
    protected = frozenset(protected).union(["<pad>", "<start>", "<unknown>"])
    result = list(tokens)
    for place in rng.choice(len(operations), size=min(2, len(operations)), replace=False):
        result = operations[place](result, rate / 2, rng, thesaurus=thesaurus, protected=protected)
    return result


# %% own_operation
def own_operation(tokens, rate, rng, thesaurus, protected):
    """Typing errors: two letters of a word change places."""
    def misspell(word):
        place = int(rng.integers(len(word) - 1))
        return word[:place] + word[place + 1] + word[place] + word[place + 2 :]

    result = []
    for token in tokens:
        wanted = token not in protected and len(token) > 3 and rng.random() < rate
        typo = misspell(token) if wanted else token
        result.append(token if typo in protected else typo)
    return result
