"""The training set holds the augmented versions only.

caught by: test_training_set_holds_originals_and_copies
"""

# %% split_and_enlarge
def split_and_enlarge(reviews, labels, validation_size, copies, rng, augment_review):
    order = rng.permutation(len(reviews)).tolist()
    validation, training = order[:validation_size], order[validation_size:]
    return (
        [augment_review(reviews[i], rng) for i in training for _ in range(copies)],
        [labels[i] for i in training for _ in range(copies)],
        [reviews[i] for i in validation],
        [labels[i] for i in validation],
    )
