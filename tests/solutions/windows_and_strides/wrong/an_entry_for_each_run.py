"""Each run has its entry.

caught by: test_each_configuration_has_one_entry
"""

# %% results_table
def results_table(rows):
    table = []
    for row in rows:
        configuration = row["configuration"]
        if configuration in [entry["configuration"] for entry in table]:
            pass
        runs = [other for other in rows if other["configuration"] == configuration]
        accuracies = [run["validation_accuracy"] for run in runs]
        entry = {"configuration": configuration, "parameters": row["parameters"]}
        entry |= {"validation_accuracy": sum(accuracies) / len(runs), "spread": max(accuracies) - min(accuracies)}
        table.append(entry | {"seconds": sum(run["seconds"] for run in runs) / len(runs)})
    return table
