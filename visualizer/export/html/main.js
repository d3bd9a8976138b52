// The page as a whole: the cursor, the controls and the keys.
const SPEEDS = [1, 2, 5, 10, 25, 50, 100, 250];
const View = { n: 0, playing: false, speed: 5, owed: 0, last: 0, noting: 0, page: "cpp" };

const taskRows = (lists) => lists[5].map((id) => D.rows[id]);

/// Shows the instant after n events.
function seek(n, follow = true) {
  View.n = n = Math.min(Math.max(Math.round(n), 0), LAST);
  const lists = Lists.after(n), now = D.times[n];
  lists.forEach((ids, panel) => drawList(panel, ids, now));
  drawHappened(n);
  drawOutput(n);
  Code.mark(taskRows(lists));
  Events.draw(n, follow);
  Timeline.n = n;
  if (follow) Timeline.follow();
  Timeline.draw(n);
  drawFacts(n);
}

function drawFacts(n) {
  $("fact-event").textContent = n;
  $("fact-total").textContent = " / " + LAST;
  $("fact-turn").textContent = turnAt[n];
  $("fact-time").textContent = formatTime(D.times[n]);
  $("slider").value = n;
  $("slider").style.setProperty("--done", (100 * n) / Math.max(1, LAST) + "%");
  for (const id of ["start", "back"]) $(id).disabled = n === 0;
  for (const id of ["step", "switch", "turn", "finish"]) $(id).disabled = n === LAST;
  clearTimeout(View.noting);
  View.noting = setTimeout(notePlace, 400);
}

/// Keeps the place in the address, so that reloading comes back to it.
function notePlace() {
  try { history.replaceState(null, "", "#event=" + View.n); } catch { /* some browsers forbid it for local files */ }
}

function drawPlay() {
  $("play-word").textContent = say(View.playing ? "pause" : "play");
  $("play-icon").setAttribute("d", View.playing ? "M3 2h4v12H3zM9 2h4v12H9z" : "M4 2v12l8-6z");
  $("speed").textContent = View.speed + say("per_second");
}

function setPlaying(playing) {
  if (playing && View.n === LAST) seek(0);
  View.playing = playing && LAST > 0;
  View.owed = 0;
  View.last = performance.now();
  drawPlay();
  if (View.playing) requestAnimationFrame(tick);
}

function tick(now) {
  if (!View.playing) return;
  View.owed += (Math.min(now - View.last, 250) / 1000) * View.speed;
  View.last = now;
  const steps = Math.floor(View.owed);
  if (steps > 0) seek(View.n + steps);
  View.owed -= steps;
  if (View.n === LAST) return setPlaying(false);
  requestAnimationFrame(tick);
}

function setSpeed(by) {
  const at = SPEEDS.indexOf(View.speed) + by;
  View.speed = SPEEDS[(at + SPEEDS.length) % SPEEDS.length];
  drawPlay();
}

function setLang(to) {
  lang = to;
  document.documentElement.lang = to === "en" ? "en" : "zh-CN";
  for (const node of document.querySelectorAll("[data-say]")) node.textContent = say(node.dataset.say);
  for (const node of document.querySelectorAll("[data-tip]")) {
    const key = KEYS.find(([, tip]) => tip === node.dataset.tip);
    node.title = say(node.dataset.tip) + (key ? `  (${key[0]})` : "");
    node.setAttribute("aria-label", node.title);
  }
  $("lang-en").classList.toggle("chosen", to === "en");
  $("lang-zh").classList.toggle("chosen", to === "zh");
  $("lanes").setAttribute("aria-label", say("lanes"));
  $("notice").textContent = say("ended").replace("{n}", LAST).replace("{all}", D.recorded);
  $("keys-table").replaceChildren(...KEYS.map(([keys, tip]) =>
    make("tr", "", make("td", "", ...keys.split(" ").map((key) => make("kbd", "", key)).flatMap((key) => [key, " "])), make("td", "", say(tip)))));
  drawPlay();
  Timeline.drawLegend();
  seek(View.n);
}

function setTheme(light) {
  document.documentElement.dataset.theme = light ? "light" : "dark";
  Timeline.draw(View.n);
}

/// C++, Python or the list of events.
function showPage(page) {
  View.page = page;
  for (const name of ["cpp", "python", "events"]) {
    $("tab-" + name).setAttribute("aria-selected", name === page);
    $("tab-" + name).hidden = name !== "events" && !SOURCES[name];
  }
  $("code").hidden = page === "events";
  $("events").hidden = page !== "events";
  if (page !== "events") Code.show(page);
  seek(View.n);
}

/// The events as a file, in the format that was recorded.
function save() {
  const lines = D.events.map((event) => JSON.stringify(event) + "\n");
  const link = make("a");
  link.href = URL.createObjectURL(new Blob(lines, { type: "application/jsonl" }));
  link.download = D.title.replace(/(\.jsonl)?$/, ".jsonl");
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

const KEYS = [
  ["←", "tip_back"], ["→", "tip_step"], ["Home", "tip_start"], ["End", "tip_end"], ["T", "tip_switch"], ["Shift+T", "back_switch"],
  ["N", "tip_turn"], ["Shift+N", "back_turn"], ["Space", "tip_play"], ["S", "tip_speed"], ["Shift+S", "slower"],
  ["+", "tip_zoom_in"], ["-", "tip_zoom_out"], ["0", "tip_zoom_all"], ["L", "tip_lang"], ["D", "tip_theme"], ["?", "tip_help"],
];

const ACTIONS = {
  ArrowLeft: () => seek(View.n - 1), PageUp: () => seek(View.n - 1),
  ArrowRight: () => seek(View.n + 1), PageDown: () => seek(View.n + 1),
  Home: () => seek(0), End: () => seek(LAST),
  t: () => seek(nextOf("step", View.n)), T: () => seek(previousOf("step", View.n)),
  n: () => seek(nextOf("iter_begin", View.n)), N: () => seek(previousOf("iter_begin", View.n)),
  " ": () => setPlaying(!View.playing), s: () => setSpeed(1), S: () => setSpeed(-1),
  "+": () => Timeline.zoom(1 / 1.5), "=": () => Timeline.zoom(1 / 1.5), "-": () => Timeline.zoom(1.5), 0: () => Timeline.all(),
  l: () => setLang(lang === "en" ? "zh" : "en"), d: () => setTheme(document.documentElement.dataset.theme === "dark"),
  "?": () => $("keys").showModal(), F1: () => $("keys").showModal(),
};

function listen() {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || $("keys").open) return;
    const action = ACTIONS[event.key] || ACTIONS[event.key.toLowerCase()];
    if (!action || (event.key === " " && event.target.tagName === "BUTTON")) return;
    event.preventDefault();
    if (event.key !== " ") setPlaying(false);
    action();
  });
  const clicks = {
    start: "Home", back: "ArrowLeft", step: "ArrowRight", switch: "t", turn: "n", play: " ", speed: "s", finish: "End",
    lang: "l", theme: "d", help: "?", "zoom-in": "+", "zoom-out": "-", "zoom-all": "0",
  };
  for (const [id, key] of Object.entries(clicks)) $(id).onclick = () => ACTIONS[key]();
  $("save").onclick = save;
  for (const page of ["cpp", "python", "events"]) $("tab-" + page).onclick = () => showPage(page);
  $("slider").oninput = () => seek(+$("slider").value);
  $("events").onscroll = () => Events.draw(View.n, false);
  listenToTimeline();
  new ResizeObserver(() => { Timeline.resize(); Timeline.draw(View.n); }).observe($("lanes"));
}

/// Click or drag: go there. Wheel: zoom (where lanes must be scrolled, with Ctrl); sideways: pan.
function listenToTimeline() {
  const box = $("lanes");
  const go = (event) => seek(Timeline.eventAt(event.clientX - box.getBoundingClientRect().left), false);
  box.onpointerdown = (event) => {
    setPlaying(false);
    box.setPointerCapture(event.pointerId);
    go(event);
  };
  box.onpointermove = (event) => {
    const area = box.getBoundingClientRect(), x = event.clientX - area.left, y = event.clientY - area.top;
    if (event.buttons & 1) go(event);
    $("tip").textContent = Timeline.tip(x, y);
    $("tip").hidden = !$("tip").textContent;
    $("tip").style.left = Math.min(x + 12, area.width - $("tip").offsetWidth - 8) + "px";
    $("tip").style.top = y + 52 + "px";
  };
  box.onpointerleave = () => { $("tip").hidden = true; };
  box.onscroll = () => Timeline.draw(View.n);
  box.addEventListener("wheel", (event) => {
    const scrolls = box.scrollHeight > box.clientHeight && !event.ctrlKey;
    if (Math.abs(event.deltaX) > Math.abs(event.deltaY) || event.shiftKey) Timeline.pan((event.deltaX || event.deltaY) / 1000);
    else if (!scrolls) Timeline.zoom(event.deltaY < 0 ? 1 / 1.25 : 1.25, event.clientX - box.getBoundingClientRect().left);
    else return;
    event.preventDefault();
  }, { passive: false });
}

function start() {
  const style = D.paints.map(([fill, ink], state) => `.s${state} { background: ${fill}; color: ${ink}; }`).join("\n");
  document.head.append(make("style", "", style));
  const wish = new URLSearchParams(location.hash.slice(1));
  $("title").textContent = D.title;
  $("slider").max = LAST;
  $("notice").hidden = LAST === D.recorded;
  Timeline.init();
  Timeline.resize();
  listen();
  View.n = Math.min(+wish.get("event") || 0, LAST);
  setTheme(D.light);
  showPage(wish.get("page") || (SOURCES.cpp ? "cpp" : SOURCES.python ? "python" : "events"));
  setLang(wish.get("lang") || D.lang);
  if (wish.get("theme")) setTheme(wish.get("theme") === "light");
}

start();
