// The list of events: only the rows that can be seen exist.
const ROW = 24;
const Events = {
  n: 0,

  draw(n, follow) {
    this.n = n;
    const box = $("events");
    if (box.hidden) return;
    $("events-space").style.height = LAST * ROW + "px";
    const top = (n - 1) * ROW;
    if (follow && (top < box.scrollTop || top + ROW > box.scrollTop + box.clientHeight)) box.scrollTop = top - box.clientHeight / 2;
    const first = Math.max(0, Math.floor(box.scrollTop / ROW) - 4), last = Math.min(LAST, first + Math.ceil(box.clientHeight / ROW) + 8);
    const rows = [];
    for (let i = first; i < last; ++i) rows.push(this.row(i));
    box.replaceChildren($("events-space"), ...rows);
  },

  row(i) {
    const text = D.tell[lang][i];
    const row = make("div", "row" + (i === this.n - 1 ? " current" : i >= this.n ? " ahead" : ""),
      make("i", "", String(i + 1)), make("i", "", formatTime(D.times[i + 1])), make("span", "", text));
    row.style.top = i * ROW + "px";
    row.title = text;
    row.onclick = () => seek(i + 1);
    return row;
  },
};
