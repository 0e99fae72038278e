"""The labels are shuffled without their images.

caught by: test_history_covers_the_asked_epochs, test_model_learns_from_what_it_is_given
"""

# %% train
def train(model, images, labels, epochs=5):
    model.compile(optimizer="rmsprop", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model.fit(images, np.random.permutation(labels), epochs=epochs, batch_size=64, verbose=0)
