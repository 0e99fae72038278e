"""The training entropies are compared.

caught by: test_choice_is_fair
"""

# %% choose
def choose(runs):
    name = min(runs, key=lambda name: min(runs[name]["bce"]))
    return name, int(np.argmin(runs[name]["bce"])) + 1
