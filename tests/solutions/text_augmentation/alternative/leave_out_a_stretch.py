"""The own operation leaves out a stretch of words and keeps what is protected in it; augment draws with rng.choice and probabilities."""

# %% own_operation
def own_operation(tokens, rate, rng, thesaurus, protected):
    """Leave out a stretch of words, as a reader does who skips a line."""
    size = round(rate * len(tokens))
    if size == 0:
        return list(tokens)
    start = int(rng.integers(len(tokens) - size + 1))
    stop = start + size
    left = [*tokens[:start], *(t for t in tokens[start:stop] if t in protected), *tokens[stop:]]
    return left if left else [tokens[start]]


# %% augment
def augment(tokens, rate, rng, thesaurus, protected, operations):
    count = len(operations)
    number = rng.choice(count, p=[1 / count] * count)
    frozen = frozenset(protected) | frozenset(["<pad>", "<start>", "<unknown>"])
    return operations[number](tokens, rate, rng, thesaurus, set(frozen))


# %% random_swap
def random_swap(tokens, rate, rng, thesaurus, protected):
    version = list(tokens)
    places = []
    for place in range(len(version)):
        if version[place] not in protected:
            places.append(place)
    for _ in range(round(rate * len(tokens))):
        if len(places) < 2:
            break
        one, other = rng.choice(places, size=2, replace=False)
        version[one], version[other] = version[other], version[one]
    return version
