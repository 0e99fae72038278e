"""The validation reviews are augmented as well.

caught by: test_validation_reviews_stay_out
"""

# %% split_and_enlarge
def split_and_enlarge(reviews, labels, validation_size, copies, rng, augment_review):
    order = rng.permutation(len(reviews)).tolist()
    validation, training = order[:validation_size], order[validation_size:]
    parts = []
    for chosen in (training, validation):
        parts.append([v for i in chosen for v in [reviews[i], *(augment_review(reviews[i], rng) for _ in range(copies))]])
        parts.append([labels[i] for i in chosen for _ in range(1 + copies)])
    return tuple(parts)
