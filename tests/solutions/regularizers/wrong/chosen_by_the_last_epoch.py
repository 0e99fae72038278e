"""The runs are compared at their last epochs.

caught by: test_choice_is_fair
"""

# %% choose
def choose(runs):
    name = min(runs, key=lambda name: runs[name]["val_bce"][-1])
    return name, int(np.argmin(runs[name]["val_bce"])) + 1
