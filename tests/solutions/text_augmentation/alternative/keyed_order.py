"""Swaps and the split draw random keys and sort by them; the operation is drawn by a cumulative share."""

# %% random_swap
def random_swap(tokens, rate, rng, thesaurus, protected):
    result = list(tokens)
    free = [i for i, token in enumerate(tokens) if token not in protected]
    if len(free) < 2:
        return result
    for _ in range(round(rate * len(tokens))):
        keys = rng.random(len(free))
        a, b = (free[k] for k in keys.argsort()[:2])
        result[a], result[b] = result[b], result[a]
    return result


# %% augment
def augment(tokens, rate, rng, thesaurus, protected, operations):
    number = min(int(rng.random() * len(operations)), len(operations) - 1)
    operation = operations[number]
    kept = {*protected, "<pad>", "<start>", "<unknown>"}
    return operation(tokens.copy(), rate, rng, thesaurus, kept)


# %% split_and_enlarge
def split_and_enlarge(reviews, labels, validation_size, copies, rng, augment_review):
    keys = rng.random(len(reviews))
    order = sorted(range(len(reviews)), key=keys.__getitem__)
    validation, training = order[:validation_size], order[validation_size:]
    x, y = [], []
    for place in training:
        versions = [reviews[place]]
        while len(versions) <= copies:
            versions.append(augment_review(reviews[place], rng))
        x.extend(versions)
        y.extend([labels[place]] * len(versions))
    return [x, y, [reviews[p] for p in validation], [labels[p] for p in validation]]
