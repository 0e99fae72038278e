"""One-hot labels, adam, the metric's short name, and a validation split."""

# %% train
def train(model, images, labels, epochs=5):
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["acc"])
    return model.fit(images, keras.utils.to_categorical(labels, 10), epochs=epochs, batch_size=64, verbose=0, validation_split=0.1)
