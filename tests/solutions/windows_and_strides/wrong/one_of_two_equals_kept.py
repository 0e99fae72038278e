"""Of two equal entries only the first stays.

caught by: test_ties_on_the_front
"""

# %% pareto_front
def pareto_front(table):
    front = []
    for entry in sorted(table, key=lambda entry: (entry["parameters"], -entry["validation_accuracy"])):
        if not front or entry["validation_accuracy"] > front[-1]["validation_accuracy"]:
            front.append(entry)
    return front
