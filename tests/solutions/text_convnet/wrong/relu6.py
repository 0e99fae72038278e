"""The second convolution has a ReLU6, which cuts values above 6 off.

caught by: test_both_convolutions_have_a_relu
"""

# %% build_text_convnet
def build_text_convnet(length=500, words=10_000, dimensions=128, filters=32, window=7, pool=5, optimizer="adam"):
    model = keras.Sequential([
        keras.Input((length,)),
        layers.Embedding(words, dimensions),
        layers.Conv1D(filters, window, activation="relu"),
        layers.MaxPooling1D(pool),
        layers.Conv1D(filters, window, activation="relu6"),
        layers.GlobalMaxPooling1D(),
        layers.Dense(1, activation="sigmoid"),
    ])
    model.compile(optimizer=optimizer, loss="binary_crossentropy", metrics=["accuracy"])
    return model
