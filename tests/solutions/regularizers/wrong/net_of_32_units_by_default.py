"""Without an argument the hidden layers have 32 units.

caught by: test_network_has_the_right_size
"""

# %% build_net
def build_net(units=32, words=10_000, l1=0.0, l2=0.0, dropout=0.0):
    model = keras.Sequential([keras.Input((words,))])
    for _ in range(2):
        penalty = keras.regularizers.L1L2(l1, l2)
        model.add(layers.Dense(units, activation="relu", kernel_regularizer=penalty))
        model.add(layers.Dropout(dropout))
    model.add(layers.Dense(1, activation="sigmoid"))
    return model
