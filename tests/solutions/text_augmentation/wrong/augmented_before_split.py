"""The reviews are augmented first and split afterwards.

caught by: test_training_set_holds_originals_and_copies, test_validation_reviews_stay_out
"""

# %% split_and_enlarge
def split_and_enlarge(reviews, labels, validation_size, copies, rng, augment_review):
    texts, classes = list(reviews), list(labels)
    for review, label in zip(reviews, labels):
        for _ in range(copies):
            texts.append(augment_review(review, rng))
            classes.append(label)
    order = rng.permutation(len(texts)).tolist()
    validation, training = order[:validation_size], order[validation_size:]
    return (
        [texts[i] for i in training],
        [classes[i] for i in training],
        [texts[i] for i in validation],
        [classes[i] for i in validation],
    )
