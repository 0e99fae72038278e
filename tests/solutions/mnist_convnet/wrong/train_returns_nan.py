"""The history is replaced by NaN.

caught by: test_loss_is_the_cross_entropy, test_history_covers_the_asked_epochs
"""

# %% train
def train(model, images, labels, epochs=5):
    model.compile(optimizer="rmsprop", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    model.fit(images, labels, epochs=epochs, batch_size=64, verbose=0)
    return {"loss": [float("nan")] * epochs, "accuracy": [float("nan")] * epochs}
