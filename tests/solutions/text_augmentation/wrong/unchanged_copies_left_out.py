"""Versions that are equal to their original are left out.

caught by: test_training_set_holds_originals_and_copies
"""

# %% split_and_enlarge
def split_and_enlarge(reviews, labels, validation_size, copies, rng, augment_review):
    order = rng.permutation(len(reviews))
    validation, training = order[:validation_size], order[validation_size:]
    training_reviews, training_labels = [], []
    for number in training:
        versions = [reviews[number]]
        for _ in range(copies):
            version = augment_review(reviews[number], rng)
            if version != reviews[number]:
                versions.append(version)
        training_reviews += versions
        training_labels += [labels[number]] * len(versions)
    return (
        training_reviews,
        training_labels,
        [reviews[number] for number in validation],
        [labels[number] for number in validation],
    )
