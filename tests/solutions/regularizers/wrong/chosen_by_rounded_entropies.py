"""Entropies are rounded to two decimals before they are compared.

caught by: test_choice_is_fair
"""

# %% choose
def choose(runs):
    best = None
    for name, history in runs.items():
        for epoch, value in enumerate(history["val_bce"], start=1):
            if best is None or round(value, 2) < best[0]:
                best = round(value, 2), name, epoch
    return best[1], best[2]
