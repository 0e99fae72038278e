"""The first reviews are for validation, though a data set may be sorted.

caught by: test_validation_reviews_stay_out
"""

# %% split_and_enlarge
def split_and_enlarge(reviews, labels, validation_size, copies, rng, augment_review):
    texts, classes = list(reviews[validation_size:]), list(labels[validation_size:])
    for review, label in list(zip(texts, classes)):
        texts += [augment_review(review, rng) for _ in range(copies)]
        classes += [label] * copies
    return texts, classes, reviews[:validation_size], labels[:validation_size]
