"""With dropout nothing is penalized.

caught by: test_penalties_have_the_asked_strength, test_only_hidden_kernels_are_penalized
"""

# %% build_net
def build_net(units=16, words=10_000, l1=0.0, l2=0.0, dropout=0.0):
    penalty = None if dropout else keras.regularizers.L1L2(l1, l2)
    model = keras.Sequential([keras.Input((words,))])
    for _ in range(2):
        model.add(layers.Dense(units, "relu", kernel_regularizer=penalty))
        model.add(layers.Dropout(dropout))
    model.add(layers.Dense(1, "sigmoid"))
    return model
