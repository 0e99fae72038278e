"""The originals come first and the versions after them, but the labels stand in pairs.

caught by: test_labels_follow_their_reviews
"""

# %% split_and_enlarge
def split_and_enlarge(reviews, labels, validation_size, copies, rng, augment_review):
    order = rng.permutation(len(reviews)).tolist()
    validation, training = order[:validation_size], order[validation_size:]
    texts = [reviews[i] for i in training]
    texts += [augment_review(reviews[i], rng) for i in training for _ in range(copies)]
    classes = [labels[i] for i in training for _ in range(1 + copies)]
    return texts, classes, [reviews[i] for i in validation], [labels[i] for i in validation]
