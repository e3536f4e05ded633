"""How often retentioneering sees each move from stage to stage, by segment and cohort, and in what time."""

import json
import sys
import time

import pandas as pd
from retentioneering import Eventstream  # type: ignore[import-not-found,unused-ignore]
from segments import parts  # type: ignore[import-not-found]

events, companies, stages = sys.argv[1], sys.argv[2], json.loads(sys.argv[3])
start = time.perf_counter()
frame = pd.read_parquet(events, columns=["company", "happened", "what"])
frame["what"] = frame["what"].map(stages).astype(str)
alone = 0.0
found: dict[str, int] = {}
for dim, segment, part in parts(frame, companies):
    named = part.rename(columns={"company": "user_id", "happened": "timestamp", "what": "event"})
    matrix = Eventstream(named).transition_graph_data(edge_weight="count")
    seen = [name for name in map(str, range(6)) if name in matrix.index]
    moves = {f"{a} {b}": int(matrix.loc[a, b]) for a in seen for b in seen if a != b and matrix.loc[a, b]}
    found |= {f"{dim} {segment} {move}": n for move, n in moves.items()}
    alone = alone or time.perf_counter() - start
print(json.dumps({"seconds": time.perf_counter() - start, "alone": alone, "moves": found}))
