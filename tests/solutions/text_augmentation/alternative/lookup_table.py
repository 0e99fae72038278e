"""Decoding by a list as a table; deletion by itertools.compress and a vector of random numbers; split by a boolean mask."""

# %% decode
def decode(reviews, word_index):
    table = ["<unknown>"] * (max(word_index.values(), default=0) + 4)
    table[:3] = "<pad>", "<start>", "<unknown>"
    for word in word_index:
        table[word_index[word] + 3] = word
    return [[table[number] for number in review] for review in reviews]


# %% random_deletion
from itertools import compress


def random_deletion(tokens, rate, rng, thesaurus, protected):
    if not tokens:
        return []
    stays = rng.random(len(tokens)) >= rate
    stays |= [token in protected for token in tokens]
    if not stays.any():
        stays[rng.integers(len(tokens))] = True
    return list(compress(tokens, stays))


# %% split_and_enlarge
import numpy as np


def split_and_enlarge(reviews, labels, validation_size, copies, rng, augment_review):
    held = np.zeros(len(reviews), dtype=bool)
    held[rng.choice(len(reviews), validation_size, replace=False)] = True
    training, training_labels, validation, validation_labels = [], [], [], []
    for review, label, is_held in zip(reviews, labels, held):
        if is_held:
            validation.append(review)
            validation_labels.append(label)
            continue
        training.append(review)
        training_labels.append(label)
        for _ in range(copies):
            training.append(augment_review(list(review), rng))
            training_labels.append(label)
    return training, training_labels, validation, validation_labels
