// What waits in the browser until it is stored; in front of each view, behind prelude.js.

/**
 * What is kept in the browser until it is acknowledged: by slot in memory, one entry a message in the
 * storage, so that two tabs with the same field open do not take each other's text away.
 */
function shelf(prefix) {
  const kept = {};
  const stored = (action) => {
    try {
      action();
    } catch {
      /* storage is closed to us or full: memory still holds it */
    }
  };
  const keyOf = (slot, message) => `${prefix}${slot}|${message.id}`;
  const take = (slot) => {
    const message = kept[slot];
    delete kept[slot];
    if (message) stored(() => localStorage.removeItem(keyOf(slot, message)));
  };
  const put = (slot, message) => {
    take(slot);
    kept[slot] = message;
    stored(() => localStorage.setItem(keyOf(slot, message), JSON.stringify(message)));
  };
  stored(() => {
    const keys = Object.keys(localStorage).filter((key) => key.startsWith(prefix));
    // Ids sort by age: of two messages for one slot the later stays.
    const found = keys.map((key) => [key, JSON.parse(localStorage.getItem(key))]);
    found.sort(([, a], [, b]) => (a.id < b.id ? -1 : 1));
    for (const [key, message] of found) put(key.slice(prefix.length, key.lastIndexOf("|")), message);
  });
  return { kept, put, take };
}
