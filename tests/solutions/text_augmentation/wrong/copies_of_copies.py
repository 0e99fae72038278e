"""Each version is made from the one before, so that the last ones are far from the original.

caught by: test_each_copy_is_made_anew
"""

# %% split_and_enlarge
def split_and_enlarge(reviews, labels, validation_size, copies, rng, augment_review):
    order = rng.permutation(len(reviews)).tolist()
    validation, training = order[:validation_size], order[validation_size:]
    texts, classes = [], []
    for i in training:
        version = reviews[i]
        texts.append(version)
        for _ in range(copies):
            version = augment_review(version, rng)
            texts.append(version)
        classes += [labels[i]] * (1 + copies)
    return texts, classes, [reviews[i] for i in validation], [labels[i] for i in validation]
