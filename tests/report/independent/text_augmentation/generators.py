"""Written from the release alone: the standard library: itertools, statistics, collections."""

# %% decode
from itertools import chain, repeat

MARKERS = ("<pad>", "<start>", "<unknown>")


def decode(reviews, word_index):
    by_rank = sorted(word_index, key=word_index.get)
    table = dict(enumerate(MARKERS))
    table.update((word_index[word] + 3, word) for word in by_rank)
    return [list(map(table.__getitem__, review)) for review in reviews]

# %% random_deletion
def random_deletion(tokens, rate, rng, thesaurus, protected):
    def stays(word):
        return word in protected or not rng.random() < rate

    remaining = list(filter(stays, tokens))
    if tokens and not remaining:
        remaining.append(tokens[int(rng.integers(len(tokens)))])
    return remaining

# %% random_swap
def random_swap(tokens, rate, rng, thesaurus, protected):
    version = tokens.copy()
    movable = [place for place, word in enumerate(version) if word not in protected]
    swaps = round(rate * len(version)) if len(movable) > 1 else 0
    while swaps:
        one, other = (int(place) for place in rng.choice(movable, size=2, replace=False))
        version[one], version[other] = version[other], version[one]
        swaps -= 1
    return version

# %% synonym_replacement
def synonyms_of(word, thesaurus, protected):
    yield from (each for each in thesaurus.get(word, ()) if each not in protected)


def synonym_replacement(tokens, rate, rng, thesaurus, protected):
    version = tokens.copy()
    places = [
        place
        for place, word in enumerate(tokens)
        if word not in protected and any(True for _ in synonyms_of(word, thesaurus, protected))
    ]
    left = round(rate * len(tokens))
    while places and left > 0:
        place = places.pop(int(rng.integers(len(places))))
        candidates = tuple(synonyms_of(tokens[place], thesaurus, protected))
        version[place] = candidates[int(rng.integers(len(candidates)))]
        left -= 1
    return version

# %% random_insertion
def random_insertion(tokens, rate, rng, thesaurus, protected):
    version = tokens.copy()
    supply = list(chain.from_iterable(synonyms_of(word, thesaurus, protected) for word in tokens))
    for _ in repeat(None, round(rate * len(tokens)) if supply else 0):
        version.insert(int(rng.integers(len(version) + 1)), supply[int(rng.integers(len(supply)))])
    return version

# %% own_operation
def own_operation(tokens, rate, rng, thesaurus, protected):
    """Cut the text at one place and begin with its second half, if both are free of protected words."""
    version = tokens.copy()
    for place in range(len(version) - 1):
        neighbors = {version[place], version[place + 1]}
        if neighbors.isdisjoint(protected) and rng.random() < rate:
            version[place : place + 2] = reversed(version[place : place + 2])
    return version

# %% [markdown] explain_design
# Neighbours trade places from left to right, so a word can wander. The bag of words stays the same and the protected words
# keep their order, so the opinion is still there. It fails for "the man bites the dog" if biting is what the reviewer
# complains about. A window of five still holds most of the words, only their order within it becomes unimportant. For sound:
# cut off silence; harmful: a faster heartbeat.

# %% augment
def augment(tokens, rate, rng, thesaurus, protected, operations):
    untouchable = {*protected, *MARKERS}
    chosen = rng.permutation(len(operations))[0]
    return operations[chosen](tokens, rate, rng, thesaurus, untouchable)

# %% split_and_enlarge
def split_and_enlarge(reviews, labels, validation_size, copies, rng, augment_review):
    pairs = list(zip(reviews, labels))
    shuffled = [pairs[number] for number in rng.permutation(len(pairs))]
    validation = shuffled[:validation_size]
    training = []
    for review, label in shuffled[validation_size:]:
        training.append((review, label))
        training.extend((augment_review(review, rng), label) for _ in range(copies))
    training_reviews, training_labels = map(list, zip(*training))
    validation_reviews, validation_labels = map(list, zip(*validation))
    return training_reviews, training_labels, validation_reviews, validation_labels

# %% augmentation_gain
import statistics
from collections import defaultdict


def augmentation_gain(results):
    pairs = defaultdict(dict)
    for run in results:
        pairs[run["reviews"], run["seed"]][run["augmented"]] = run["accuracy"]
    differences = defaultdict(list)
    for (reviews, _), pair in pairs.items():
        differences[reviews].append((pair[True] - pair[False]) * 100)
    return {
        reviews: {"gain": statistics.mean(each), "error": statistics.stdev(each) / len(each) ** 0.5}
        for reviews, each in differences.items()
    }
