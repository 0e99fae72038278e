"""Percent instead of a share.

caught by: test_accuracy_of_a_known_model
"""

# %% evaluate
def evaluate(model, images, labels):
    return 100 * np.mean(model.predict(images, verbose=0).argmax(axis=1) == labels)
