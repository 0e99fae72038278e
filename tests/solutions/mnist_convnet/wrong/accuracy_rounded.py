"""The accuracy is rounded.

caught by: test_accuracy_of_a_known_model
"""

# %% evaluate
def evaluate(model, images, labels):
    return round(float(np.mean(model.predict(images, verbose=0).argmax(axis=1) == labels)), 2)
