// The panels: each function brings one of them up to date.
const $ = (id) => document.getElementById(id);

function make(tag, classes, ...children) {
  const node = document.createElement(tag);
  if (classes) node.className = classes;
  node.append(...children);
  return node;
}

const inLang = (row) => (lang === "zh" && row.zh !== undefined ? row.zh : row.en) || "";

/// How long until a row's deadline.
function countdown(row, now) {
  if (row.w === undefined) return "";
  return row.w > now ? `${say("in")} ${formatTime(row.w - now)}` : say("due");
}

/// A title with the name in bold.
function titleOf(row) {
  const title = make("span");
  if (row.n) title.append(make("b", "", row.n));
  if (row.r) title.append(" " + row.r);
  return title;
}

/// "line 11", in the source that is shown.
function whereOf(row) {
  const line = row.l && row.s < 6 ? Code.lineOf(row.l) : 0;
  return line ? (lang === "zh" ? `第 ${line} 行` : `line ${line}`) : "";
}

/// A handle, a timer, a watcher or a job; without a name, what the loop is doing.
function card(row, now) {
  if (!row.n) return make("div", "card empty", say("loop") + say("colon") + inLang(row));
  const notes = [whereOf(row), inLang(row), countdown(row, now), row.x && say("later"), row.c && say("skipped")];
  return make("div", `card ${row.s === undefined ? "" : "s" + row.s} ${row.x ? "later" : ""}`, titleOf(row),
    make("span", "", notes.filter(Boolean).join(" · ")));
}

/// A task: its state as a chip, so that the list stays calm, and what the chip does not say.
function taskCard(row) {
  const state = D.states[lang][row.s], text = inLang(row);
  const rest = text.startsWith(state) ? text.slice(state.length).replace(/^中?[\s,:，：·]+/, "") : text;
  return make("div", "card", titleOf(row), make("span", "", make("span", "chip s" + row.s, state), " " + [rest, whereOf(row)].filter(Boolean).join(" · ")));
}

const EMPTY = ["", "no_ready", "no_timers", "no_io", "no_threads", "no_tasks"];
const MOST_CARDS = 200;

/// Puts the rows' cards into a panel; a card that says the same stays.
function drawList(panel, ids, now) {
  const box = $("list-" + panel), old = [...box.children];
  const shown = ids.slice(0, MOST_CARDS);
  box.classList.toggle("many", shown.length > 50);
  const keys = shown.map((id) => `${lang} ${View.page} ${id} ${D.rows[id].w === undefined ? "" : now}`);
  if (!ids.length) return box.replaceChildren(make("div", "card empty", say(EMPTY[panel])));
  shown.forEach((id, i) => {
    if (old[i] && old[i].dataset.key === keys[i]) return;
    const fresh = panel === 5 ? taskCard(D.rows[id]) : card(D.rows[id], now);
    fresh.dataset.key = keys[i];
    if (old[i]) old[i].replaceWith(fresh);
    else box.append(fresh);
  });
  old.slice(shown.length).forEach((node) => node.remove());
  if (ids.length > MOST_CARDS) box.append(make("div", "now-more", "+ " + (ids.length - MOST_CARDS)));
}

function drawHappened(n) {
  const styles = ["", "b", "code"];
  $("happened").replaceChildren(...D.happened[lang][n].map((run) => (typeof run === "string" ? run : make(styles[run[0]], "", run[1]))));
}

const LINE_TYPES = ["", "mark", "error", "warning"];

/// The printed lines so far.
function drawOutput(n) {
  const box = $("output"), wanted = D.output.filter((line) => line[0] < n);
  if (box.children.length === wanted.length) return;
  while (box.children.length > wanted.length) box.lastChild.remove();
  for (let i = box.children.length; i < wanted.length; ++i) {
    const [event, time, type, by, text] = wanted[i];
    const line = make("div", LINE_TYPES[type], make("i", "", formatTime(time).replace(" s", "")), text);
    line.title = `${by} · ${say("event")} ${event + 1}`;
    box.append(line);
  }
  box.scrollTop = 1e9;
}
