"""The model is compiled without a metric.

caught by: test_history_covers_the_asked_epochs
"""

# %% train
def train(model, images, labels, epochs=5):
    model.compile(optimizer="rmsprop", loss="sparse_categorical_crossentropy", metrics=None)
    return model.fit(images, labels, epochs=epochs, batch_size=64, verbose=0)
