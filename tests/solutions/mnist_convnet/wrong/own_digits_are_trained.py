"""The notebook's digits are trained on, whatever the arguments.

caught by: test_all_images_are_trained_on, test_history_covers_the_asked_epochs, test_loss_is_the_cross_entropy, test_model_learns_from_what_it_is_given, test_training_keeps_its_images_and_labels
"""

# %% train
def train(model, images, labels, epochs=5):
    model.compile(optimizer="rmsprop", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model.fit(x_train[:500], train_labels[:500], epochs=epochs, batch_size=64, verbose=0)
