// The recording, and what the panels show after any number of its events.
const D = JSON.parse(document.getElementById("data").textContent);
const LAST = D.events.length;

/// turnAt[n]: the loop's turn after n events.
const turnAt = [0];
for (const event of D.events) turnAt.push(event.ev === "iter_begin" ? event.i : turnAt[turnAt.length - 1]);

/// Panels' rows: six lists of row ids, changed by D.changes event by event. Every 64th state is kept, so
/// that going anywhere takes at most 64 changes.
const Lists = {
  kept: [], at: -1, now: [[], [], [], [], [], []],

  apply(changes) {
    for (let i = 0; i < changes.length;) {
      const [panel, stay, go, come] = changes.slice(i, i + 4);
      i += 4;
      this.now[panel] = this.now[panel].slice();
      this.now[panel].splice(stay, go, ...changes.slice(i, i + come));
      i += come;
    }
  },

  /// The six lists after n events.
  after(n) {
    const nearest = Math.min(n >> 6, this.kept.length - 1);
    if (this.at > n || this.at < nearest * 64) {
      this.at = nearest < 0 ? -1 : nearest * 64;
      this.now = nearest < 0 ? [[], [], [], [], [], []] : this.kept[nearest].slice();
    }
    while (this.at < n) {
      this.apply(D.changes[++this.at]);
      if (this.at === this.kept.length * 64) this.kept.push(this.now.slice());
    }
    return this.now;
  },
};

/// The number of events after which the next (previous) event of a kind has just happened.
function nextOf(kind, n) {
  while (n < LAST && D.events[n].ev !== kind) ++n;
  return Math.min(n + 1, LAST);
}
function previousOf(kind, n) {
  for (n -= 2; n >= 0 && D.events[n].ev !== kind;) --n;
  return Math.max(n + 1, 0);
}
