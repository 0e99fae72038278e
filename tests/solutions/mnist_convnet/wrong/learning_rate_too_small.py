"""The learning rate is so small that nothing is learned.

caught by: test_model_learns_from_what_it_is_given
"""

# %% train
def train(model, images, labels, epochs=5):
    model.compile(optimizer=keras.optimizers.RMSprop(1e-6), loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model.fit(images, labels, epochs=epochs, batch_size=64, verbose=0)
