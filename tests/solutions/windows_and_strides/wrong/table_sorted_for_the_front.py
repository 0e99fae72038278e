"""The table of the caller is sorted before the front is taken from it.

caught by: test_pareto_front_keeps_its_table
"""

# %% pareto_front
def pareto_front(table):
    table.sort(key=lambda entry: (entry["parameters"], -entry["validation_accuracy"]))
    front = []
    for entry in table:
        last = front[-1] if front else None
        equal = last and (entry["parameters"], entry["validation_accuracy"]) == (
            last["parameters"],
            last["validation_accuracy"],
        )
        if not last or equal or entry["validation_accuracy"] > last["validation_accuracy"]:
            front.append(entry)
    return front
