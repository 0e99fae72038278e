"""Adagrad with its default learning rate, which the text rules out.

caught by: test_model_learns_from_what_it_is_given
"""

# %% train
def train(model, images, labels, epochs=5):
    model.compile("adagrad", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model.fit(images, labels, epochs=epochs, verbose=0)
