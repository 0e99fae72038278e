"""A model of an own class, which cannot travel.

caught by: test_base_keeps_its_weights, test_model_is_base_and_head, test_head_learns, test_head_trains_for_all_epochs
"""

# %% train_head
class Own(keras.Model):
    def __init__(self, base):
        super().__init__()
        self.base, self.out = base, keras.Sequential([layers.Flatten(), layers.Dense(1, activation="sigmoid")])

    def call(self, images):
        return self.out(self.base(images))


def train_head(base, images, labels, epochs=3, rate=1e-3):
    base.trainable = False
    model = Own(base)
    model.compile(keras.optimizers.Adam(rate), loss="binary_crossentropy")
    model.fit(images, labels, epochs=epochs, verbose=0)
    return model
