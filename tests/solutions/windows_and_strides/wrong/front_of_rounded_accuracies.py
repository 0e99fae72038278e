"""Accuracies are rounded to two places before they are compared.

caught by: test_beaten_configurations_are_left_out
"""

# %% pareto_front
def pareto_front(table):
    front = []
    for entry in table:
        beaten = False
        for other in table:
            not_worse = other["parameters"] <= entry["parameters"] and round(other["validation_accuracy"], 2) >= round(entry["validation_accuracy"], 2)
            better = other["parameters"] < entry["parameters"] or round(other["validation_accuracy"], 2) > round(entry["validation_accuracy"], 2)
            if not_worse and better:
                beaten = True
        if not beaten:
            front.append(entry)
    return sorted(front, key=lambda entry: entry["parameters"])
