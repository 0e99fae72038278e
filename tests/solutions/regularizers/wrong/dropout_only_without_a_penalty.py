"""With a penalty there is no dropout.

caught by: test_dropout_follows_both_hidden_layers
"""

# %% build_net
def build_net(units=16, words=10_000, l1=0.0, l2=0.0, dropout=0.0):
    model = keras.Sequential([keras.Input((words,))])
    for _ in range(2):
        if l1 > 0 or l2 > 0:
            penalty = keras.regularizers.L1L2(l1, l2)
            model.add(layers.Dense(units, activation="relu", kernel_regularizer=penalty))
        elif dropout > 0:
            model.add(layers.Dense(units, activation="relu"))
            model.add(layers.Dropout(dropout))
        else:
            model.add(layers.Dense(units, activation="relu"))
    model.add(layers.Dense(1, activation="sigmoid"))
    return model
