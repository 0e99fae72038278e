"""The front keeps the order of the table.

caught by: test_front_is_ordered_by_parameters
"""

# %% pareto_front
def pareto_front(table):
    def beats(one, other):
        differences = (other["parameters"] - one["parameters"], one["validation_accuracy"] - other["validation_accuracy"])
        return min(differences) >= 0 and max(differences) > 0

    front = [entry for entry in table if not any(beats(other, entry) for other in table)]
    return front
