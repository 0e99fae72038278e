"""The copies are drawn before the split, which then depends on their number.

caught by: test_validation_reviews_stay_out
"""

# %% split_and_enlarge
def split_and_enlarge(reviews, labels, validation_size, copies, rng, augment_review):
    versions = [[augment_review(review, rng) for _ in range(copies)] for review in reviews]
    order = rng.permutation(len(reviews))
    x, y = [], []
    for i in order[validation_size:]:
        x += [reviews[i], *versions[i]]
        y += [labels[i]] * (copies + 1)
    return x, y, [reviews[i] for i in order[:validation_size]], [labels[i] for i in order[:validation_size]]
