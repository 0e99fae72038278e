"""The test accuracy is compared, if the table has one.

caught by: test_beaten_configurations_are_left_out, test_ties_on_the_front, test_front_is_ordered_by_parameters
"""

# %% pareto_front
def pareto_front(table):
    def beats(one, other):
        differences = (other["parameters"] - one["parameters"], one.get("test_accuracy", one["validation_accuracy"]) - other.get("test_accuracy", other["validation_accuracy"]))
        return min(differences) >= 0 and max(differences) > 0

    front = [entry for entry in table if not any(beats(other, entry) for other in table)]
    return sorted(front, key=lambda entry: entry["parameters"])
