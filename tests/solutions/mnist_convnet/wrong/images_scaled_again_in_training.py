"""The prepared images are divided by 255 once more.

caught by: test_model_learns_from_what_it_is_given
"""

# %% train
def train(model, images, labels, epochs=5):
    model.compile(optimizer="rmsprop", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model.fit(images / 255, labels, epochs=epochs, batch_size=64, verbose=0)
