"""Each version is made with a new generator without a seed.

caught by: test_each_copy_is_made_anew
"""

# %% split_and_enlarge
import numpy as np


def split_and_enlarge(reviews, labels, validation_size, copies, rng, augment_review):
    order = rng.permutation(len(reviews)).tolist()
    held, rest = order[:validation_size], order[validation_size:]
    training, training_labels = [], []
    for i in rest:
        training.append(reviews[i])
        training_labels.append(labels[i])
        for _ in range(copies):
            training.append(augment_review(reviews[i], np.random.default_rng()))
            training_labels.append(labels[i])
    return training, training_labels, [reviews[i] for i in held], [labels[i] for i in held]
