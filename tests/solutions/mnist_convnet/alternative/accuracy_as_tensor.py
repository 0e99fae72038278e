"""Keras' metric computes, and a tensor is returned."""

# %% evaluate
def evaluate(model, images, labels):
    return keras.ops.mean(keras.metrics.sparse_categorical_accuracy(labels, model(images, training=False)))
