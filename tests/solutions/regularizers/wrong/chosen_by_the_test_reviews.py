"""The test reviews choose.

caught by: test_test_reviews_do_not_choose
"""

# %% choose
def choose(runs):
    key = "test_bce" if all("test_bce" in run for run in runs.values()) else "val_bce"
    name = min(runs, key=lambda name: min(runs[name][key]))
    return name, int(np.argmin(runs[name][key])) + 1
