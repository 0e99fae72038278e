"""A class and a generator do the runs; clears Keras' session before each run; sklearn measures the accuracy."""

# %% run_sweep
from sklearn.metrics import accuracy_score

class Run:
    def __init__(self, configuration, seed):
        self.configuration, self.seed = configuration, seed

    def execute(self, build, training, validation, epochs, learning_rate):
        keras.backend.clear_session()
        keras.utils.set_random_seed(self.seed)
        self.model = build(self.configuration)
        self.model.compile(
            keras.optimizers.Adam(learning_rate), loss="sparse_categorical_crossentropy"
        )
        start = time.perf_counter()
        self.model.fit(*training, epochs=epochs, batch_size=64, verbose=0)
        self.seconds = time.perf_counter() - start
        predicted = np.argmax(self.model.predict(validation[0], verbose=0), axis=1)
        self.accuracy = accuracy_score(validation[1], predicted)
        return self

    def as_row(self):
        return {
            "configuration": self.configuration,
            "seed": self.seed,
            "parameters": self.model.count_params(),
            "validation_accuracy": self.accuracy,
            "seconds": self.seconds,
        }

def run_sweep(
    configurations, seeds, build, training, validation, epochs=6, learning_rate=0.005
):
    runs = (Run(configuration, seed) for configuration in configurations for seed in seeds)
    return [run.execute(build, training, validation, epochs, learning_rate).as_row() for run in runs]

# %% pareto_front
def beats(one, other):
    ours = (-one["parameters"], one["validation_accuracy"])
    theirs = (-other["parameters"], other["validation_accuracy"])
    return all(a >= b for a, b in zip(ours, theirs)) and ours != theirs

def pareto_front(table):
    front = [entry for entry in table if not any(beats(other, entry) for other in table)]
    front.sort(key=lambda entry: entry["parameters"])
    return front
