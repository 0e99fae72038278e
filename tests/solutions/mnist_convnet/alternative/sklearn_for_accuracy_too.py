"""scikit-learn counts and compares; images are divided in float64 and then rounded to float32."""

# %% prepare_images
def prepare_images(images):
    scaled = np.divide(images, 255, dtype="float64").astype(np.float32)
    return np.expand_dims(scaled, axis=-1)

# %% evaluate
from sklearn.metrics import accuracy_score

def evaluate(model, images, labels):
    predictions = model.predict(images, batch_size=128, verbose=0).argmax(axis=-1)
    return accuracy_score(labels, predictions)

# %% confusion_matrix
from sklearn import metrics

def confusion_matrix(labels, predictions):
    return metrics.confusion_matrix(labels, predictions, labels=list(range(10)))
