"""The rows of a configuration are taken out of the list of the caller.

caught by: test_results_table_keeps_its_rows
"""

# %% results_table
def results_table(rows):
    table = []
    while rows:
        first = rows[0]
        runs = [row for row in rows if row["configuration"] == first["configuration"]]
        for run in runs:
            rows.remove(run)
        accuracies = [run["validation_accuracy"] for run in runs]
        entry = {"configuration": first["configuration"], "parameters": first["parameters"]}
        entry |= {"validation_accuracy": sum(accuracies) / len(runs), "spread": max(accuracies) - min(accuracies)}
        table.append(entry | {"seconds": sum(run["seconds"] for run in runs) / len(runs)})
    return table
