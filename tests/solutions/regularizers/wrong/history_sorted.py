"""The validation entropies of the caller are sorted to find their minimum.

caught by: test_read_history_keeps_its_history
"""

# %% read_history
def read_history(history):
    validation, training = history["val_bce"], history["bce"]
    order, last = list(validation), validation[-1]
    validation.sort()
    minimum = validation[0]
    return {"epoch": order.index(minimum) + 1, "minimum": minimum, "rise": last - minimum, "gap": last - training[-1]}
