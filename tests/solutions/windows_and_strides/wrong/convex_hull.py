"""Leaves out entries below the straight line between two others also.

caught by: test_beaten_configurations_are_left_out
"""

# %% pareto_front
def pareto_front(table):
    front = []
    for entry in sorted(table, key=lambda entry: (entry["parameters"], -entry["validation_accuracy"])):
        if front and entry["validation_accuracy"] <= front[-1]["validation_accuracy"]:
            if (entry["parameters"], entry["validation_accuracy"]) != (front[-1]["parameters"], front[-1]["validation_accuracy"]):
                continue
        while len(front) > 1:
            (x1, y1), (x2, y2), (x3, y3) = ((e["parameters"], e["validation_accuracy"]) for e in (front[-2], front[-1], entry))
            if (y2 - y1) * (x3 - x1) >= (y3 - y1) * (x2 - x1) or x1 == x2 or x2 == x3:
                break
            front.pop()
        front.append(entry)
    return front
