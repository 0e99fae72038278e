"""With dropout the second hidden layer has no penalty.

caught by: test_only_hidden_kernels_are_penalized
"""

# %% build_net
def build_net(units=16, words=10_000, l1=0.0, l2=0.0, dropout=0.0):
    model = keras.Sequential([keras.Input((words,))])
    regularizer = keras.regularizers.L1L2(l1, l2)
    model.add(layers.Dense(units, activation="relu", kernel_regularizer=regularizer))
    if dropout > 0:
        model.add(layers.Dropout(dropout))
        model.add(layers.Dense(units, activation="relu"))
        model.add(layers.Dropout(dropout))
    else:
        model.add(layers.Dense(units, activation="relu", kernel_regularizer=regularizer))
    model.add(layers.Dense(1, activation="sigmoid"))
    return model
