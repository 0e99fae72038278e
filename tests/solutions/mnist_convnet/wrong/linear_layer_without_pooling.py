"""The model without pooling is written down again, and its dense layer has no ReLU.

caught by: test_convnet_without_pooling
"""

# %% build_convnet
def build_convnet(pooling=True, units=64):
    convolutions = [layers.Conv2D(filters, 3, activation="relu") for filters in (32, 64, 64)]
    end = layers.Dense(10, activation="softmax")
    if not pooling:
        stack = [*convolutions, layers.Flatten(), layers.Dense(units), end]
    else:
        first, second, third = convolutions
        stack = [first, layers.MaxPooling2D(2), second, layers.MaxPooling2D(2), third]
        stack += [layers.Flatten(), layers.Dense(units, activation="relu"), end]
    return keras.Sequential([keras.Input((28, 28, 1)), *stack])
