"""A copy of the model is trained.

caught by: test_model_learns_from_what_it_is_given, test_all_images_are_trained_on
"""

# %% train
def train(model, images, labels, epochs=5):
    copy = keras.models.clone_model(model)
    copy.set_weights(model.get_weights())
    copy.compile(optimizer="rmsprop", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return copy.fit(images, labels, epochs=epochs, batch_size=64, verbose=0)
