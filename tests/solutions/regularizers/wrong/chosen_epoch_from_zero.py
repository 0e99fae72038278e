"""The chosen epoch counts from 0.

caught by: test_choice_is_fair, test_test_reviews_do_not_choose
"""

# %% choose
def choose(runs):
    name = min(runs, key=lambda name: min(runs[name]["val_bce"]))
    return name, int(np.argmin(runs[name]["val_bce"]))
