// The timeline: lanes of spans on a canvas, the loop's turns, and the cursor.
const PATTERNS = ["dots", "", "level", "rising", "upright", "grid", "", "crosses", "falling"];

/// A tile in a state's colour with its pattern: colour is never the only sign.
function tile(state) {
  const canvas = make("canvas"), [fill, ink] = D.paints[state];
  canvas.width = canvas.height = 8;
  const g = canvas.getContext("2d");
  g.fillStyle = fill;
  g.fillRect(0, 0, 8, 8);
  g.fillStyle = g.strokeStyle = ink;
  g.globalAlpha = state === 8 ? 0.6 : 0.28;
  g.lineWidth = state === 8 ? 2 : 1;
  const line = (x1, y1, x2, y2) => { g.beginPath(); g.moveTo(x1, y1); g.lineTo(x2, y2); g.stroke(); };
  const draw = {
    dots() { g.fillRect(2, 2, 1.4, 1.4); g.fillRect(6, 6, 1.4, 1.4); },
    level() { line(0, 7.5, 8, 7.5); },
    rising() { line(-2, 2, 2, -2); line(0, 8, 8, 0); line(6, 10, 10, 6); },
    upright() { line(2.5, 0, 2.5, 8); },
    grid() { line(0, 4.5, 8, 4.5); line(4.5, 0, 4.5, 8); },
    crosses() { line(0, 0, 8, 8); line(8, 0, 0, 8); },
    falling() { line(-2, 6, 2, 10); line(0, 0, 8, 8); line(6, -2, 10, 2); },
  }[PATTERNS[state]];
  if (draw) draw();
  return canvas;
}

const Timeline = {
  left: 0, right: 1, n: 0, hit: [], label: 190, pad: 34, pitch: 38, bar: 21, top: 30, loopHeight: 36,

  init() {
    this.tiles = D.paints.map((_, state) => tile(state));
    this.patterns = null;
    this.loopRow = D.lanes.length;
    this.rowOf = new Map(D.lanes.map((lane, row) => [lane.task, row]));
  },

  // Places (microseconds on the axis) and pixels.
  x(place) { return this.label + ((place / D.end - this.left) / (this.right - this.left)) * (this.width - this.label - this.pad); },
  xOf(n) { return this.x(D.places[Math.min(n, LAST)]); },
  placeAt(x) { return (this.left + ((x - this.label) / (this.width - this.label - this.pad)) * (this.right - this.left)) * D.end; },

  /// The number of events nearest to a pixel.
  eventAt(x) {
    const place = this.placeAt(x);
    let low = 0, high = LAST;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (D.places[middle] < place) low = middle + 1; else high = middle;
    }
    return low > 0 && place - D.places[low - 1] < D.places[low] - place ? low - 1 : low;
  },

  zoom(factor, x = this.xOf(this.n)) {
    const at = this.placeAt(Math.min(Math.max(x, this.label), this.width - this.pad)) / D.end;
    const span = Math.min(1, Math.max(2e-5, (this.right - this.left) * factor));
    this.left = Math.min(Math.max(0, at - (at - this.left) * (span / (this.right - this.left))), 1 - span);
    this.right = this.left + span;
    this.draw(this.n);
  },
  pan(share) {
    const span = this.right - this.left;
    this.left = Math.min(Math.max(0, this.left + share * span), 1 - span);
    this.right = this.left + span;
    this.draw(this.n);
  },
  all() {
    this.left = 0;
    this.right = 1;
    this.draw(this.n);
  },

  /// Keeps the cursor in view, and the lane of whom the latest event is about.
  follow() {
    const box = $("lanes"), row = this.rowOf.get(this.n > 0 && D.events[this.n - 1].task);
    if (row !== undefined) {
      const lane = this.top + row * this.pitch;
      if (lane < box.scrollTop + this.top || lane + this.pitch > box.scrollTop + this.height) box.scrollTop = lane - this.height / 2;
    }
    const at = D.places[this.n] / D.end, span = this.right - this.left;
    if (at >= this.left && at <= this.right) return;
    this.left = Math.min(Math.max(0, at - span / 2), 1 - span);
    this.right = this.left + span;
  },

  resize() {
    const box = $("lanes"), canvas = $("canvas"), ratio = window.devicePixelRatio || 1;
    this.width = box.clientWidth;
    this.height = box.clientHeight;
    this.label = this.width < 700 ? 110 : 190;
    this.pitch = Math.min(Math.max((this.height - this.top - this.loopHeight) / Math.max(1, D.lanes.length), 22), 42);
    this.bar = Math.min(23, this.pitch - 7);
    $("lanes-space").style.height = this.top + D.lanes.length * this.pitch + this.loopHeight + "px";
    canvas.style.width = this.width + "px";
    canvas.style.height = this.height + "px";
    canvas.width = this.width * ratio;
    canvas.height = this.height * ratio;
    this.g = canvas.getContext("2d");
    this.g.setTransform(ratio, 0, 0, ratio, 0, 0);
    this.patterns = this.tiles.map((each) => this.g.createPattern(each, "repeat"));
  },

  colours() {
    const style = getComputedStyle(document.documentElement);
    return Object.fromEntries(["text", "soft", "dim", "faint", "grid", "cursor", "panel"].map((name) => [name, style.getPropertyValue("--" + name)]));
  },

  draw(n) {
    this.n = n;
    if (!this.g || !this.width) return;
    const { g } = this, scroll = $("lanes").scrollTop;
    this.colour = this.colours();
    this.hit = [];
    g.clearRect(0, 0, this.width, this.height);
    g.font = "13px 'Noto Sans', 'Segoe UI', system-ui, 'DejaVu Sans', 'WenQuanYi Micro Hei', sans-serif";
    g.textBaseline = "middle";
    this.drawTicks();
    g.save();
    g.beginPath();
    g.rect(0, this.top - 8, this.width, this.height);
    g.clip();
    const first = Math.max(0, Math.floor((scroll - this.pitch) / this.pitch)), last = Math.ceil((scroll + this.height) / this.pitch);
    for (let i = first; i < Math.min(last, D.lanes.length); ++i) this.drawLane(D.lanes[i], this.top + i * this.pitch - scroll);
    if (last >= this.loopRow) this.drawLoop(this.top + this.loopRow * this.pitch - scroll);
    g.restore();
    this.drawCursor();
  },

  drawTicks() {
    if (!D.timed) return;
    const { g, colour } = this, whole = (this.right - this.left) * D.end, least = whole / Math.max(2, (this.width - this.label) / 110);
    const power = 10 ** Math.floor(Math.log10(least)), step = Math.max(1, [1, 2, 5, 10].map((f) => f * power).find((s) => s >= least));
    const cursor = this.xOf(this.n);
    g.textAlign = "center";
    for (let t = Math.ceil((this.left * D.end) / step) * step; t <= Math.min(this.right * D.end, D.times[LAST]); t += step) {
      const x = this.x(t);
      g.fillStyle = colour.grid;
      g.fillRect(x, this.top - 8, 1, this.height);
      g.fillStyle = colour.dim;
      if (x < cursor - 45 || x > cursor + 115) g.fillText(formatTime(Math.round(t)), x, 12);
    }
  },

  /// `text`, cut to a width.
  cut(text, width) {
    if (this.g.measureText(text).width <= width) return text;
    let kept = text;
    while (kept && this.g.measureText(kept + "…").width > width) kept = kept.slice(0, -1);
    return kept && kept + "…";
  },

  drawLane(lane, top) {
    const { g, colour } = this;
    g.textAlign = "left";
    g.fillStyle = colour.soft;
    const title = lane.worker >= 0 ? `${say("thread")} ${lane.worker}` : lane.title;
    g.fillText(this.cut(title, this.label - 26), 14, top + this.bar / 2);
    const right = this.width - this.pad;
    let drawn = this.label - 1;
    for (let i = 0; i < lane.spans.length; i += 4) {
      const [begin, end, state, label] = lane.spans.slice(i, i + 4);
      const goesOn = lane.open && i + 4 >= lane.spans.length;
      const from = Math.max(this.xOf(begin + 1), drawn), to = Math.min(goesOn ? this.x(D.end) : this.xOf(end + 1), right);
      if (to > this.label && from < right && to - from >= 0.4) this.drawSpan(from, to, top, state, label, begin, end);
      drawn = Math.max(drawn, to);
      if (state >= 6) this.drawSign(state, Math.max(to, from) + 13, top + this.bar / 2, begin < this.n);
    }
  },

  /// Bright up to the cursor, dim behind it; only what runs fills its row.
  drawSpan(from, to, top, state, label, begin, end) {
    const { g } = this, low = state === 1 || state === 5 ? 0 : 2, cursor = Math.min(Math.max(this.xOf(this.n), from), to);
    const now = begin < this.n && this.n <= end ? Math.max(cursor, Math.min(from + 2, to)) : begin < this.n ? to : from;
    const part = (a, b, alpha) => {
      if (b <= a) return;
      g.globalAlpha = alpha;
      g.fillStyle = this.patterns[state];
      g.fillRect(a, top + low, b - a, this.bar - 2 * low);
      g.globalAlpha = 1;
    };
    part(from, now, 1);
    part(now, to, 0.28);
    this.hit.push([from, to, top, begin, end, state, label]);
    const room = (begin < this.n ? now : to) - from - 14;
    for (const text of [D.labels[lang][label], D.states[lang][state]]) {
      const width = g.measureText(text).width;
      if (width > room) continue;
      g.globalAlpha = begin < this.n ? 1 : 0.5;
      g.fillStyle = D.paints[state][0];
      g.fillRect(from + 4, top + low, width + 6, this.bar - 2 * low);
      g.fillStyle = D.paints[state][1];
      g.fillText(text, from + 7, top + this.bar / 2 + 1);
      g.globalAlpha = 1;
      return;
    }
  },

  /// ✓, ✗ or ⊘ behind a lane, drawn.
  drawSign(state, x, y, past) {
    const { g } = this;
    if (x > this.width - 4 || x < this.label) return;
    g.strokeStyle = D.paints[state][0];
    g.globalAlpha = past ? 1 : 0.4;
    g.lineWidth = 2.5;
    g.beginPath();
    if (state === 6) { g.moveTo(x - 5, y); g.lineTo(x - 1, y + 4); g.lineTo(x + 6, y - 5); }
    else if (state === 7) { g.moveTo(x - 5, y - 5); g.lineTo(x + 5, y + 5); g.moveTo(x + 5, y - 5); g.lineTo(x - 5, y + 5); }
    else { g.arc(x, y, 5, 0, 7); g.moveTo(x - 4, y + 4); g.lineTo(x + 4, y - 4); }
    g.stroke();
    g.globalAlpha = 1;
  },

  drawLoop(top) {
    const { g, colour } = this, y = top + 8, right = this.width - this.pad;
    g.textAlign = "left";
    g.fillStyle = colour.soft;
    g.fillText(say("loop"), 14, y);
    g.fillStyle = colour.grid;
    g.fillRect(this.label, y, right - this.label, 1);
    g.textAlign = "center";
    let ticked = -9, written = -99;
    for (let i = 0; i < D.turns.length; i += 3) {
      const [begin, end, waited] = D.turns.slice(i, i + 3), from = this.xOf(begin + 1), to = Math.min(this.xOf(end + 1), right);
      if (to < this.label || from > right) continue;
      g.fillStyle = begin < this.n ? colour.dim : colour.grid;
      if (from >= ticked + 2 && from >= this.label) { g.fillRect(from, y - 6, 1.5, 12); ticked = from; }
      const waits = `${say("waits")} ${formatTime(waited)}`, room = to - Math.max(from, this.label);
      const saysWait = waited > 0 && g.measureText(waits).width + 12 < room;
      const text = saysWait ? waits : String(i / 3 + 1), half = g.measureText(text).width / 2;
      const middle = saysWait ? (Math.max(from, this.label) + to) / 2 : from;
      if (middle - half < written + 6 || middle - half < this.label - 8 || middle + half > this.width) continue;
      g.fillStyle = saysWait ? colour.soft : colour.faint;
      g.fillText(text, middle, y + 18);
      written = middle + half;
    }
  },

  drawCursor() {
    const { g, colour } = this, x = this.xOf(this.n), text = formatTime(D.times[this.n]);
    if (x < this.label - 1 || x > this.width - this.pad + 1) return;
    g.fillStyle = colour.cursor;
    g.fillRect(x - 0.75, 2, 1.5, this.height);
    const width = g.measureText(text).width, leftward = x + width + 14 > this.width;
    g.fillStyle = colour.panel;
    g.fillRect(leftward ? x - width - 10 : x + 2, 3, width + 8, 18);
    g.textAlign = leftward ? "right" : "left";
    g.fillStyle = colour.cursor;
    g.fillText(text, leftward ? x - 6 : x + 6, 12);
  },

  /// What lies under the pointer, in words.
  tip(x, y) {
    const found = this.hit.find(([from, to, top]) => x >= from && x <= to && y >= top && y <= top + this.bar);
    if (!found) return "";
    const [, , , begin, end, state, label] = found, last = Math.min(end + 1, LAST);
    return `${D.labels[lang][label]}  ·  ${formatTime(D.times[Math.min(begin + 1, LAST)])} – ${formatTime(D.times[last])}  ·  ${say("from_event")} ${begin + 1} – ${last}`;
  },

  drawLegend() {
    const used = new Set();
    for (const lane of D.lanes) for (let i = 2; i < lane.spans.length; i += 4) used.add(lane.spans[i]);
    $("legend").replaceChildren(...[1, 0, 2, 3, 4, 5, 6, 7, 8].filter((state) => used.has(state)).map((state) => {
      const swatch = make("canvas");
      swatch.width = 22;
      swatch.height = 13;
      const g = swatch.getContext("2d");
      g.fillStyle = g.createPattern(this.tiles[state], "repeat");
      g.fillRect(0, 0, 22, 13);
      return make("span", "", swatch, D.states[lang][state]);
    }));
  },
};
