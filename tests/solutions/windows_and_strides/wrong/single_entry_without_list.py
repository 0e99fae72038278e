"""With a single configuration it returns the dictionary, not a list.

caught by: test_each_configuration_has_one_entry
"""

# %% results_table
def results_table(rows):
    groups = {}
    for row in rows:
        key = tuple(sorted(row["configuration"].items()))
        groups.setdefault(key, []).append(row)
    table = []
    for runs in groups.values():
        accuracies = [run["validation_accuracy"] for run in runs]
        seconds = [run["seconds"] for run in runs]
        table.append(
            {
                "configuration": runs[0]["configuration"],
                "parameters": runs[0]["parameters"],
                "validation_accuracy": sum(accuracies) / len(accuracies),
                "spread": max(accuracies) - min(accuracies),
                "seconds": sum(seconds) / len(seconds),
            }
        )
    return table if len(table) > 1 else table[0]
