"""The loss for one-hot vectors gets integers, which raises an error.

caught by: test_all_images_are_trained_on, test_history_covers_the_asked_epochs, test_loss_is_the_cross_entropy, test_model_learns_from_what_it_is_given, test_training_keeps_its_images_and_labels
"""

# %% train
def train(model, images, labels, epochs=5):
    model.compile(optimizer="rmsprop", loss="categorical_crossentropy", metrics=["accuracy"])
    return model.fit(images, labels, epochs=epochs, batch_size=64, verbose=0)
