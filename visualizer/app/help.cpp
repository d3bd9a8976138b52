#include "help.hpp"

#include <algorithm>

namespace awaitscope {
namespace {

struct Page {
    std::string_view command, en, zh;
};

constexpr Page pages[] = {
    {"", R"(See an event loop: step through a lesson that really runs, or through a recording.

Usage: awaitscope [SOURCE] [OPTION]...
       awaitscope COMMAND ...      (list, run, export; each has its own --help)

SOURCE is a lesson's name (gather unless you say otherwise) or a recording's path. It opens in a
window; without a display you get the story as text, and a page SOURCE.html for a browser.

Commands:
  list                     the lessons: name and title
  run LESSON               run a lesson in the terminal
  export SOURCE            write a recording, picture or page of it

Options:
  --set NAME=VALUE         change what the lesson lets you change (again for more)
  --lang en|zh             language (by default that of your system)
  --theme dark|light       colours; light is for projectors
  -h, --help               this text
  --version                the version

Examples:
  awaitscope                                   step through the gather lesson
  awaitscope sleep --theme light               another lesson, on a projector
  awaitscope gather --set delay_a=0.5          what if A were faster?
  awaitscope recording.jsonl                   a recording, CPython's too
  awaitscope run gather --trace gather.jsonl   make a recording
)",
     R"(看见事件循环：单步走过一段真正运行的课程，或一份录制。

用法：awaitscope [SOURCE] [选项]...
      awaitscope 命令 ...      （list、run、export；各有自己的 --help）

SOURCE 是课程名（默认 gather）或录制文件的路径。它在窗口中打开；没有显示器时，
会在终端里用文字讲述，并写出网页 SOURCE.html 供浏览器打开。

命令：
  list                     列出课程：名称和标题
  run LESSON               在终端里运行课程
  export SOURCE            导出为录制文件、图片或网页

选项：
  --set NAME=VALUE         修改课程允许修改的值（可多次使用）
  --lang en|zh             语言（默认与系统相同）
  --theme dark|light       配色；light 适合投影
  -h, --help               显示这段说明
  --version                显示版本

示例：
  awaitscope                                   单步走过 gather 课程
  awaitscope sleep --theme light               另一节课，用于投影
  awaitscope gather --set delay_a=0.5          如果 A 更快会怎样？
  awaitscope recording.jsonl                   打开录制文件，CPython 的也可以
  awaitscope run gather --trace gather.jsonl   制作一份录制
)"},
    {"list", R"(The lessons, one a line: its name, a tab, its title.

Usage: awaitscope list [OPTION]...

Options:
  --lang en|zh             language of the titles (by default that of your system)
  -h, --help               this text

Examples:
  awaitscope list
  awaitscope list --lang zh
)",
     R"(列出课程，每行一节：名称、制表符、标题。

用法：awaitscope list [选项]...

选项：
  --lang en|zh             标题的语言（默认与系统相同）
  -h, --help               显示这段说明

示例：
  awaitscope list
  awaitscope list --lang en
)"},
    {"run", R"(Run a lesson in the terminal. Standard output is what the lesson prints and nothing else.

Usage: awaitscope run LESSON [OPTION]...

Options:
  --clock virtual|real     virtual (the default) does not wait: the time jumps to what happens next
  --set NAME=VALUE         change what the lesson lets you change (again for more)
  --trace FILE             write a recording to FILE while it runs; Ctrl-C keeps what there is
  --story                  print the story of what the loop does instead of what the lesson prints
  --lang en|zh             language of the story (by default that of your system)
  -h, --help               this text

Examples:
  awaitscope run gather
  awaitscope run gather --clock real --set delay_b=3
  awaitscope run gather --story
  awaitscope run gather --trace gather.jsonl
)",
     R"(在终端里运行课程。标准输出只有课程自己打印的内容。

用法：awaitscope run LESSON [选项]...

选项：
  --clock virtual|real     virtual（默认）不必等待：时间直接跳到下一件事
  --set NAME=VALUE         修改课程允许修改的值（可多次使用）
  --trace FILE             边运行边把录制写入 FILE；按 Ctrl-C 会保留已有部分
  --story                  不显示课程的输出，而是讲述事件循环做了什么
  --lang en|zh             讲述的语言（默认与系统相同）
  -h, --help               显示这段说明

示例：
  awaitscope run gather
  awaitscope run gather --clock real --set delay_b=3
  awaitscope run gather --story
  awaitscope run gather --trace gather.jsonl
)"},
    {"export", R"(Write a lesson's run, or a recording, in a form to hand out.

Usage: awaitscope export SOURCE --format FORMAT -o FILE [OPTION]...

SOURCE is a lesson's name or a recording's path.

Options:
  --format FORMAT          jsonl   the recording: one event a line
                           chrome  for ui.perfetto.dev or chrome://tracing
                           svg     the timeline as a picture for a slide
                           html    one page that steps through it in a browser, without a network
  -o, --output FILE        where to; - is standard output
  --set NAME=VALUE         change what the lesson lets you change (again for more)
  --lang en|zh             language (by default that of your system)
  --theme dark|light       colours; light is for projectors and paper
  -h, --help               this text

Examples:
  awaitscope export gather --format html -o gather.html
  awaitscope export gather --format svg --theme light -o gather.svg
  awaitscope export gather --format jsonl -o - | head
)",
     R"(把课程的一次运行或一份录制写成可以分发的形式。

用法：awaitscope export SOURCE --format FORMAT -o FILE [选项]...

SOURCE 是课程名或录制文件的路径。

选项：
  --format FORMAT          jsonl   录制文件：每行一个事件
                           chrome  供 ui.perfetto.dev 或 chrome://tracing 打开
                           svg     时间线图片，可放进幻灯片
                           html    一个网页，在浏览器里单步回放，不需要网络
  -o, --output FILE        写到哪里；- 是标准输出
  --set NAME=VALUE         修改课程允许修改的值（可多次使用）
  --lang en|zh             语言（默认与系统相同）
  --theme dark|light       配色；light 适合投影和打印
  -h, --help               显示这段说明

示例：
  awaitscope export gather --format html -o gather.html
  awaitscope export gather --format svg --theme light -o gather.svg
  awaitscope export gather --format jsonl -o - | head
)"},
};

}  // namespace

std::string_view help(std::string_view command, Lang lang) {
    const Page& page = *std::ranges::find(pages, command, &Page::command);
    return lang == Lang::zh ? page.zh : page.en;
}

}  // namespace awaitscope
