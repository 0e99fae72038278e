"""TensorFlow in float64 for mean and error; decoding with a dictionary subclass; sklearn splits with a seed from rng."""

# %% decode
class Words(dict):
    """From id to word."""

    def __init__(self, word_index):
        super().__init__((rank + 3, word) for word, rank in word_index.items())
        self[0], self[1], self[2] = "<pad>", "<start>", "<unknown>"

    def read(self, review):
        return [self[number] for number in review]


def decode(reviews, word_index):
    return list(map(Words(word_index).read, reviews))


# %% split_and_enlarge
from sklearn.model_selection import train_test_split


def split_and_enlarge(reviews, labels, validation_size, copies, rng, augment_review):
    seed = int(rng.integers(2**31 - 1))
    training, validation = train_test_split(
        list(range(len(reviews))), test_size=validation_size, random_state=seed
    )
    x = [list(reviews[i]) for i in training]
    y = [labels[i] for i in training]
    for i in training:
        x += [augment_review(reviews[i], rng) for _ in range(copies)]
        y += [labels[i]] * copies
    return x, y, [list(reviews[i]) for i in validation], [labels[i] for i in validation]


# %% augmentation_gain
import tensorflow as tf


def augmentation_gain(results):
    accuracy = {(r["reviews"], r["seed"], bool(r["augmented"])): r["accuracy"] for r in results}
    found = {}
    for size in dict.fromkeys(r["reviews"] for r in results):
        seeds = [seed for s, seed, augmented in accuracy if s == size and augmented]
        d = tf.constant(
            [accuracy[size, seed, True] - accuracy[size, seed, False] for seed in seeds], tf.float64
        )
        mean = tf.reduce_mean(d)
        n = len(seeds)
        variance = tf.reduce_sum((d - mean) ** 2) / (n - 1)
        found[size] = {"gain": float(100 * mean), "error": float(100 * tf.sqrt(variance / n))}
    return found
