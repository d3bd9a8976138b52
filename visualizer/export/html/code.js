// The source, with every task on the line where it stands.
const KEYWORDS = {
  cpp: /^(?:alignas|auto|bool|break|case|catch|char|class|co_await|co_return|co_yield|const|constexpr|continue|default|delete|do|double|else|enum|explicit|false|float|for|if|inline|int|long|namespace|new|noexcept|nullptr|operator|private|public|return|short|sizeof|static|struct|switch|template|this|throw|true|try|typename|unsigned|using|virtual|void|while|Coroutine|Task|Future|include|pragma)$/,
  python: /^(?:False|None|True|and|as|assert|async|await|break|class|continue|def|del|elif|else|except|finally|for|from|global|if|import|in|is|lambda|nonlocal|not|or|pass|raise|return|try|while|with|yield)$/,
};
const TOKENS = {
  cpp: /(\/\/.*$)|(R?"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|(\b\d[\w.']*)|([A-Za-z_]\w*)(\s*\()?/g,
  python: /(#.*$)|([rbfu]{0,2}"(?:[^"\\]|\\.)*"|[rbfu]{0,2}'(?:[^'\\]|\\.)*')|(\b\d[\w.]*)|([A-Za-z_]\w*)(\s*\()?/g,
};

/// A line as coloured pieces.
function highlighted(line, language) {
  const pieces = [];
  let end = 0;
  for (const match of line.matchAll(TOKENS[language])) {
    pieces.push(line.slice(end, match.index));
    const [whole, comment, string, number, word, call] = match;
    const colour = comment ? "c" : string ? "t" : number ? "d" : KEYWORDS[language].test(word) ? "k" : call ? "f" : "";
    const coloured = word ? word : whole;
    pieces.push(colour ? make("span", colour, coloured) : coloured, word ? whole.slice(word.length) : "");
    end = match.index + whole.length;
  }
  pieces.push(line.slice(end));
  return pieces;
}

const TAG = { cpp: /\s*\/\/@([\w-]+)\s*$/, python: /\s*#@([\w-]+)\s*$/ };

/// A source text: its lines without tags, and the line of each tag.
function parseSource(text, language) {
  const source = { language, lines: [], tags: new Map(), tagOf: [] };
  if (!text) return null;
  text.replace(/\n$/, "").split("\n").forEach((line, i) => {
    const tag = TAG[language].exec(line);
    if (tag) source.tags.set(tag[1], i + 1);
    source.tagOf[i + 1] = tag && tag[1];
    source.lines.push(tag ? line.slice(0, tag.index) : line);
  });
  return source;
}

const SOURCES = { cpp: parseSource(D.cpp, "cpp"), python: parseSource(D.python, "python") };

const Code = {
  shown: null, marked: [],

  show(language) {
    this.shown = SOURCES[language];
    this.marked = [];
    if (!this.shown) return;
    $("code").replaceChildren(...this.shown.lines.map((line, i) => {
      const row = make("div", "", ...highlighted(line, language));
      row.dataset.line = i + 1;
      return row;
    }));
  },

  /// The shown source's line for a line of the log (which are those of the C++ source); 0: none.
  lineOf(line) {
    if (!this.shown || this.shown === SOURCES.cpp) return line;
    const tag = SOURCES.cpp && SOURCES.cpp.tagOf[line];
    return (tag && this.shown.tags.get(tag)) || 0;
  },

  /// Marks the lines where the tasks of these rows stand.
  mark(rows) {
    if (!this.shown) return;
    for (const node of this.marked) node.matches(".chip") ? node.remove() : node.classList.remove("current");
    this.marked = [];
    let current = null;
    for (const row of rows) {
      const line = row.s < 6 && row.l ? $("code").children[this.lineOf(row.l) - 1] : null;
      if (!line) continue;
      const chip = make("span", "chip s" + row.s, `${row.n} ${inLang(row)}`);
      line.append(chip);
      this.marked.push(chip);
      if (row.s === 1) current = line;
    }
    if (current) {
      current.classList.add("current");
      this.marked.push(current);
    }
    this.reveal(current);
  },

  /// Scrolls as little as shows all marked lines, or the current one if that is too much.
  reveal(current) {
    const box = $("code"), lines = this.marked.map((node) => (node.matches(".chip") ? node.parentNode : node).offsetTop);
    if (!lines.length) return;
    let first = Math.min(...lines), last = Math.max(...lines) + 24;
    if (last - first > box.clientHeight) {
      first = current ? current.offsetTop : first;
      last = first + 24;
    }
    if (first < box.scrollTop) box.scrollTop = first;
    else if (last > box.scrollTop + box.clientHeight) box.scrollTop = last - box.clientHeight + 12;
  },
};
