"""How panels reach people's own phones and laptops: a room served over HTTP."""
