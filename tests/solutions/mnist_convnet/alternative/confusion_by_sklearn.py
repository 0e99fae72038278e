"""scikit-learn counts."""

# %% confusion_matrix
def confusion_matrix(labels, predictions):
    from sklearn import metrics

    return metrics.confusion_matrix(labels, predictions, labels=range(10))
