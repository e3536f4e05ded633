"""How often retentioneering sees each move from stage to stage, and in what time."""

import json
import sys
import time

import pandas as pd
from retentioneering import Eventstream  # type: ignore[import-not-found,unused-ignore]

file, stages = sys.argv[1], json.loads(sys.argv[2])
start = time.perf_counter()
frame = pd.read_parquet(file, columns=["company", "happened", "what"])
frame["what"] = frame["what"].map(stages).astype(str)
frame.columns = ["user_id", "timestamp", "event"]
matrix = Eventstream(frame).transition_graph_data(edge_weight="count")
seconds = time.perf_counter() - start
stages = [name for name in map(str, range(6)) if name in matrix.index]
moves = sum(matrix.loc[a, b] for a in stages for b in stages if a != b)
print(json.dumps({"seconds": seconds, "moves": int(moves)}))
