"""How often pm4py sees each move from stage to stage, by segment and cohort, and in what time."""

import json
import sys
import time

import pandas as pd
import pm4py  # type: ignore[import-not-found,unused-ignore]
from segments import parts  # type: ignore[import-not-found]

events, companies, stages = sys.argv[1], sys.argv[2], json.loads(sys.argv[3])
start = time.perf_counter()
frame = pd.read_parquet(events, columns=["company", "happened", "what"])
frame["what"] = frame["what"].map(stages).astype(str)
log = pm4py.format_dataframe(frame, case_id="company", activity_key="what", timestamp_key="happened")
alone = 0.0
found: dict[str, int] = {}
for dim, segment, part in parts(log, companies):
    edges, _, _ = pm4py.discover_dfg(part)
    moves = {f"{a} {b}": int(n) for (a, b), n in edges.items() if a != b}
    found |= {f"{dim} {segment} {move}": n for move, n in moves.items()}
    alone = alone or time.perf_counter() - start
print(json.dumps({"seconds": time.perf_counter() - start, "alone": alone, "moves": found}))
