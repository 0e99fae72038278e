"""Without an argument half of the outputs are dropped.

caught by: test_dropout_has_the_asked_rate
"""

# %% build_net
def build_net(units=16, words=10_000, l1=0.0, l2=0.0, dropout=0.5):
    model = keras.Sequential([keras.Input((words,))])
    penalty = keras.regularizers.L1L2(l1=l1, l2=l2)
    model.add(layers.Dense(units, activation="relu", kernel_regularizer=penalty))
    model.add(layers.Dropout(dropout))
    model.add(layers.Dense(units, activation="relu", kernel_regularizer=penalty))
    model.add(layers.Dropout(dropout))
    model.add(layers.Dense(1, activation="sigmoid"))
    return model
