"""Entries that are equal in both beat each other.

caught by: test_ties_on_the_front
"""

# %% pareto_front
def pareto_front(table):
    def beats(one, other):
        differences = (other["parameters"] - one["parameters"], one["validation_accuracy"] - other["validation_accuracy"])
        return min(differences) >= 0 and one is not other

    front = [entry for entry in table if not any(beats(other, entry) for other in table)]
    return sorted(front, key=lambda entry: entry["parameters"])
