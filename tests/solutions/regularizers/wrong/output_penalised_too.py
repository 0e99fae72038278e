"""The output layer is penalized too.

caught by: test_only_hidden_kernels_are_penalized
"""

# %% build_net
def build_net(units=16, words=10_000, l1=0.0, l2=0.0, dropout=0.0):
    penalty = keras.regularizers.L1L2(l1=l1, l2=l2)
    return keras.Sequential([
        keras.Input((words,)),
        layers.Dense(units, activation="relu", kernel_regularizer=penalty),
        layers.Dropout(dropout),
        layers.Dense(units, activation="relu", kernel_regularizer=penalty),
        layers.Dropout(dropout),
        layers.Dense(1, activation="sigmoid", kernel_regularizer=penalty),
    ])
