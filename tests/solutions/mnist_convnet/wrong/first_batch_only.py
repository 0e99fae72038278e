"""Only the first batch is trained on.

caught by: test_model_learns_from_what_it_is_given, test_all_images_are_trained_on
"""

# %% train
def train(model, images, labels, epochs=5):
    model.compile(optimizer="rmsprop", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model.fit(images[:64], labels[:64], epochs=epochs, batch_size=64, verbose=0)
