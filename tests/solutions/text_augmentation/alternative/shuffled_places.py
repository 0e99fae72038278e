"""The split shuffles a list of places with rng.shuffle; deletion draws from a binomial; swaps draw from all pairs."""

# %% split_and_enlarge
def split_and_enlarge(reviews, labels, validation_size, copies, rng, augment_review):
    places = list(range(len(reviews)))
    rng.shuffle(places)
    held, rest = places[:validation_size], places[validation_size:]
    examples = [(reviews[place], labels[place]) for place in rest]
    for _ in range(copies):
        examples += [(augment_review(list(reviews[place]), rng), labels[place]) for place in rest]
    training_reviews, training_labels = map(list, zip(*examples))
    return (
        training_reviews,
        training_labels,
        [reviews[place] for place in held],
        [labels[place] for place in held],
    )


# %% random_deletion
def random_deletion(tokens, rate, rng, thesaurus, protected):
    left = []
    for token in tokens:
        if token in protected or not rng.binomial(1, rate):
            left.append(token)
    if tokens and not left:
        left = [max(tokens, key=len)]
    return left


# %% random_swap
from itertools import combinations


def random_swap(tokens, rate, rng, thesaurus, protected):
    result = [token for token in tokens]
    free = [place for place, token in enumerate(tokens) if token not in protected]
    pairs = list(combinations(free, 2))
    if not pairs:
        return result
    for number in rng.integers(len(pairs), size=round(rate * len(tokens))):
        a, b = pairs[number]
        result[a], result[b] = result[b], result[a]
    return result
