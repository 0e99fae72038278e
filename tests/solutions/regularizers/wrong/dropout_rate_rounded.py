"""The rate of dropout is rounded to tenths.

caught by: test_dropout_has_the_asked_rate
"""

# %% build_net
def build_net(units=16, words=10_000, l1=0.0, l2=0.0, dropout=0.0):
    rate = round(dropout, 1)
    penalty = keras.regularizers.L1L2(l1, l2)
    return keras.Sequential(
        [
            keras.Input((words,)),
            layers.Dense(units, activation="relu", kernel_regularizer=penalty),
            layers.Dropout(rate),
            layers.Dense(units, activation="relu", kernel_regularizer=penalty),
            layers.Dropout(rate),
            layers.Dense(1, activation="sigmoid"),
        ]
    )
