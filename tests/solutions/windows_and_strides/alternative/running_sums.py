"""Collects sums, extremes and counts in one pass over the rows, and finishes the means at the end."""

# %% results_table
def results_table(rows):
    table, counts = [], []
    for row in rows:
        accuracy = row["validation_accuracy"]
        for place, entry in enumerate(table):
            if entry["configuration"] == row["configuration"]:
                break
        else:
            place, entry = len(table), {
                "configuration": row["configuration"],
                "parameters": row["parameters"],
                "validation_accuracy": 0.0,
                "seconds": 0.0,
                "low": accuracy,
                "high": accuracy,
            }
            table.append(entry)
            counts.append(0)
        counts[place] += 1
        entry["validation_accuracy"] += accuracy
        entry["seconds"] += row["seconds"]
        entry["low"] = min(entry["low"], accuracy)
        entry["high"] = max(entry["high"], accuracy)
    for entry, count in zip(table, counts):
        entry["validation_accuracy"] /= count
        entry["seconds"] /= count
        entry["spread"] = entry.pop("high") - entry.pop("low")
    return table

# %% pareto_front
def pareto_front(table):
    remaining = sorted(table, key=lambda entry: entry["parameters"])
    beaten = set()
    for i, one in enumerate(remaining):
        for j, other in enumerate(remaining):
            fewer = one["parameters"] - other["parameters"]
            more = one["validation_accuracy"] - other["validation_accuracy"]
            if fewer <= 0 <= more and (fewer < 0 or more > 0):
                beaten.add(j)
    return [entry for k, entry in enumerate(remaining) if k not in beaten]
