"""The penalized losses are compared.

caught by: test_choice_is_fair
"""

# %% choose
def choose(runs):
    name = min(runs, key=lambda name: min(runs[name]["val_loss"]))
    return name, int(np.argmin(runs[name]["val_loss"])) + 1
