"""The hits are counted and not divided.

caught by: test_accuracy_of_a_known_model
"""

# %% evaluate
def evaluate(model, images, labels):
    return np.sum(model.predict(images, verbose=0).argmax(axis=1) == labels)
