"""The short form, which means 0.01, instead of the asked strength.

caught by: test_penalties_have_the_asked_strength
"""

# %% build_net
def build_net(units=16, words=10_000, l1=0.0, l2=0.0, dropout=0.0):
    penalty = "l2" if l2 else ("l1" if l1 else None)
    return keras.Sequential([
        keras.Input((words,)),
        layers.Dense(units, activation="relu", kernel_regularizer=penalty),
        layers.Dropout(dropout),
        layers.Dense(units, activation="relu", kernel_regularizer=penalty),
        layers.Dropout(dropout),
        layers.Dense(1, activation="sigmoid"),
    ])
