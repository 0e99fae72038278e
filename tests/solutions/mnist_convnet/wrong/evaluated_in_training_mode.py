"""The model is called with training=True: dropout is active and batch normalisation keeps learning.

caught by: test_accuracy_of_a_known_model
"""

# %% evaluate
def evaluate(model, images, labels):
    outputs = np.asarray(model(images, training=True))
    return float(np.mean(outputs.argmax(axis=1) == labels))
