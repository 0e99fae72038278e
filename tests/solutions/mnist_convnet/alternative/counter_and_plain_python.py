"""A Counter of pairs, math.log for each image, lists until the end."""

# %% confusion_matrix
from collections import Counter

def confusion_matrix(labels, predictions):
    counts = Counter((int(a), int(b)) for a, b in zip(labels, predictions))
    return np.array([[counts[row, column] for column in range(10)] for row in range(10)])

# %% losses
import math

def losses(probabilities, labels):
    result = []
    for row, label in zip(probabilities, labels):
        result.append(-math.log(max(float(row[int(label)]), 1e-7)))
    return np.array(result)

# %% evaluate
def evaluate(model, images, labels):
    outputs = model.predict(images, verbose=0).tolist()
    hits = [row.index(max(row)) == int(label) for row, label in zip(outputs, labels)]
    return sum(hits) / len(hits)
