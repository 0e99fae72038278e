"""One version of each review is made, and put in several times.

caught by: test_each_copy_is_made_anew
"""

# %% split_and_enlarge
def split_and_enlarge(reviews, labels, validation_size, copies, rng, augment_review):
    order = rng.permutation(len(reviews)).tolist()
    validation, training = order[:validation_size], order[validation_size:]
    texts = [version for i in training for version in [reviews[i]] + [augment_review(reviews[i], rng)] * copies]
    classes = [labels[i] for i in training for _ in range(1 + copies)]
    return texts, classes, [reviews[i] for i in validation], [labels[i] for i in validation]
