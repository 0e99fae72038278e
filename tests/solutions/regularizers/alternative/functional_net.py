"""The functional API, activations and dropout as layers of their own, L1 or L2 by name.
"""

# %% build_net
def build_net(units=16, words=10_000, l1=0.0, l2=0.0, dropout=0.0):
    inputs = signal = keras.Input(shape=(words,), name="reviews")
    for number in range(2):
        penalty = None
        if l1 and l2:
            penalty = keras.regularizers.L1L2(l1, l2)
        elif l1:
            penalty = keras.regularizers.L1(l1)
        elif l2:
            penalty = keras.regularizers.l2(l2)
        signal = layers.Dense(units, kernel_regularizer=penalty, name=f"hidden_{number}")(signal)
        if dropout > 0:
            signal = layers.Dropout(dropout)(signal)
        signal = layers.ReLU()(signal)
    outputs = layers.Activation("sigmoid")(layers.Dense(1)(signal))
    return keras.Model(inputs, outputs)
