"""The first hidden layer has a sigmoid in place of the ReLU.

caught by: test_activations_are_relu_and_sigmoid
"""

# %% build_net
def build_net(units=16, words=10_000, l1=0.0, l2=0.0, dropout=0.0):
    model = keras.Sequential([keras.Input((words,))])
    for activation in ("sigmoid", "relu"):
        penalty = keras.regularizers.L1L2(l1=l1, l2=l2)
        model.add(layers.Dense(units, activation=activation, kernel_regularizer=penalty))
        model.add(layers.Dropout(dropout))
    model.add(layers.Dense(1, activation="sigmoid"))
    return model
