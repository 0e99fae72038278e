"""Training reviews are those that do not equal a validation review: of two equal ones both are gone.

caught by: test_training_set_holds_originals_and_copies
"""

# %% split_and_enlarge
def split_and_enlarge(reviews, labels, validation_size, copies, rng, augment_review):
    chosen = rng.choice(len(reviews), size=validation_size, replace=False)
    x_val, y_val = [reviews[i] for i in chosen], [labels[i] for i in chosen]
    x, y = [], []
    for review, label in zip(reviews, labels):
        if review not in x_val:
            x += [review] + [augment_review(review, rng) for _ in range(copies)]
            y += [label] * (copies + 1)
    return x, y, x_val, y_val
