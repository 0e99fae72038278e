"""Small networks get more units than asked for.

caught by: test_network_has_the_right_size
"""

# %% build_net
def build_net(units=16, words=10_000, l1=0.0, l2=0.0, dropout=0.0):
    units = max(units, 8)
    penalty = keras.regularizers.L1L2(l1=l1, l2=l2)
    return keras.Sequential([
        keras.Input((words,)),
        layers.Dense(units, activation="relu", kernel_regularizer=penalty),
        layers.Dropout(dropout),
        layers.Dense(units, activation="relu", kernel_regularizer=penalty),
        layers.Dropout(dropout),
        layers.Dense(1, activation="sigmoid"),
    ])
