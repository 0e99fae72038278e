"""Only the last layer learns: the others are set to be not trainable.

caught by: test_model_learns_from_what_it_is_given
"""

# %% train
def train(model, images, labels, epochs=5):
    for layer in model.layers[:-1]:
        layer.trainable = False
    model.compile(optimizer="rmsprop", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model.fit(images, labels, epochs=epochs, batch_size=64, verbose=0)
