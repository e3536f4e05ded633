"""How often pm4py sees each move from stage to stage, and in what time."""

import json
import sys
import time

import pandas as pd
import pm4py  # type: ignore[import-not-found,unused-ignore]

file, stages = sys.argv[1], json.loads(sys.argv[2])
start = time.perf_counter()
frame = pd.read_parquet(file, columns=["company", "happened", "what"])
frame["stage"] = frame["what"].map(stages).astype(str)
log = pm4py.format_dataframe(frame, case_id="company", activity_key="stage", timestamp_key="happened")
edges, _, _ = pm4py.discover_dfg(log)
seconds = time.perf_counter() - start
print(json.dumps({"seconds": seconds, "moves": int(sum(n for (a, b), n in edges.items() if a != b))}))
