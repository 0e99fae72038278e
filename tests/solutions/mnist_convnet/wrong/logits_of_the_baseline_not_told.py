"""The baseline outputs logits, and the loss in train takes them for probabilities.

caught by: test_baseline_gives_probabilities
"""

# %% train
def train(model, images, labels, epochs=5):
    model.compile(optimizer="rmsprop", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model.fit(images, labels, epochs=epochs, batch_size=64, verbose=0)

# %% build_dense
def build_dense():
    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            layers.Flatten(),
            layers.Dense(512, activation="relu"),
            layers.Dense(10),
        ]
    )
