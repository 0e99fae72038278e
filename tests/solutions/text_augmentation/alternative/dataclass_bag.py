"""One small class holds places and synonyms; the own operation repeats words as a stutter."""

# %% random_insertion
class Bag:
    """Words that may be inserted."""

    def __init__(self, tokens, thesaurus, protected):
        self.words = sum(([w for w in thesaurus.get(t, []) if w not in protected] for t in tokens), [])

    def draw(self, count, rng):
        if not self.words:
            return []
        return [self.words[i] for i in rng.integers(len(self.words), size=count)]


def random_insertion(tokens, rate, rng, thesaurus, protected):
    new = Bag(tokens, thesaurus, protected).draw(round(rate * len(tokens)), rng)
    total = len(tokens) + len(new)
    places = set(rng.choice(total, size=len(new), replace=False).tolist()) if new else set()
    old, new = iter(tokens), iter(new)
    return [next(new) if place in places else next(old) for place in range(total)]


# %% own_operation
def own_operation(tokens, rate, rng, thesaurus, protected):
    """Say a word twice, as a reviewer does who is excited: "so so long"."""
    result = []
    for token in tokens:
        result.append(token)
        if token not in protected and rng.random() < rate:
            result.append(token)
    return result


# %% augment
def augment(tokens, rate, rng, thesaurus, protected, operations):
    markers = ("<pad>", "<start>", "<unknown>")
    chosen = operations[int(rng.integers(0, len(operations)))]
    return list(chosen(list(tokens), rate, rng, thesaurus, set(protected) | set(markers)))
