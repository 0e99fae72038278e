"""An optimizer that is not a name is replaced by Adam.

caught by: test_optimizer_is_the_one_asked_for
"""


# %% build_text_convnet
def build_text_convnet(length=500, words=10_000, dimensions=128, filters=32, window=7, pool=5, optimizer="adam"):
    model = keras.Sequential(
        [
            keras.Input((length,)),
            layers.Embedding(words, dimensions),
            layers.Conv1D(filters, window, activation="relu"),
            layers.MaxPooling1D(pool),
            layers.Conv1D(filters, window, activation="relu"),
            layers.GlobalMaxPooling1D(),
            layers.Dense(1, activation="sigmoid"),
        ]
    )
    optimizer = optimizer if isinstance(optimizer, str) else "adam"
    model.compile(optimizer=optimizer, loss="binary_crossentropy", metrics=["accuracy"])
    return model
