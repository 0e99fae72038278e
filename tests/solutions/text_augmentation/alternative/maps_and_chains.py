"""Decoding by chaining all reviews into one list and cutting it again; swap through a permutation; augment chains all operations in random order."""

# %% decode
from itertools import chain, islice


def decode(reviews, word_index):
    words = {rank + 3: word for word, rank in word_index.items()}
    words.update(enumerate(["<pad>", "<start>", "<unknown>"]))
    flat = map(words.__getitem__, chain.from_iterable(reviews))
    return [list(islice(flat, len(review))) for review in reviews]


# %% random_swap
def random_swap(tokens, rate, rng, thesaurus, protected):
    result = list(tokens)
    free = [i for i, token in enumerate(result) if token not in protected]
    swaps = round(rate * len(tokens)) if len(free) >= 2 else 0
    while swaps:
        i, j = rng.permutation(free)[:2].tolist()
        result[i], result[j] = result[j], result[i]
        swaps -= 1
    return result


# %% augment
def augment(tokens, rate, rng, thesaurus, protected, operations):
    safe = {"<pad>", "<start>", "<unknown>"}.union(protected)
    version = list(tokens)
    for number in rng.permutation(len(operations)).tolist():
        version = operations[number](version, rate, rng, thesaurus, safe)
    return version
