"""Only the name of the run is returned.

caught by: test_choice_is_fair, test_test_reviews_do_not_choose
"""

# %% choose
def choose(runs):
    return min(runs, key=lambda name: min(runs[name]["val_bce"]))
