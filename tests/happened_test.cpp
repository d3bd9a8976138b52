#include <regex>

#include "catch.hpp"
#include "golden.hpp"
#include "spoiler.hpp"
#include "visualizer/story/story.hpp"

using namespace awaitscope;

namespace {

/// The paragraphs at every event, one a line.
std::string paragraphs(const Log& log, Lang lang) {
    History history(log);
    std::string text = "\n";
    for (std::size_t n = 0; n <= log.size(); ++n) text += happened(history, log, n, lang).str() + "\n";
    return text;
}

const char* const sleeper = R"({"ev":"task_new","task":"Task-1","coro":"main","by":"outside"}
{"ev":"push","h":"H1","cb":"task.step","task":"Task-1"}
{"ev":"loop_begin","until":"Task-1"}
{"ev":"iter_begin","i":1,"t":0}
{"ev":"poll","timeout":0}
{"ev":"run","h":"H1"}
{"ev":"step","task":"Task-1","how":"start"}
{"ev":"timer_arm","h":"H2","when":1000000,"cb":"sleep.wake","fut":"Future-1"}
{"ev":"suspend","task":"Task-1","on":"Future-1","kind":"sleep","_line":7}
{"ev":"iter_end","i":1}
{"ev":"iter_begin","i":2,"t":0}
{"ev":"poll","timeout":1000000}
{"ev":"clock","t":1000000}
{"ev":"timer_fire","h":"H2"}
{"ev":"push","h":"H2","cb":"sleep.wake","fut":"Future-1"}
{"ev":"run","h":"H2"}
{"ev":"future_done","fut":"Future-1","kind":"sleep","state":"result"}
{"ev":"push","h":"H3","cb":"task.wakeup","task":"Task-1","fut":"Future-1"}
{"ev":"iter_end","i":2}
{"ev":"iter_begin","i":3,"t":1000000}
{"ev":"poll","timeout":0}
{"ev":"run","h":"H3"}
{"ev":"step","task":"Task-1","how":"resume"}
{"ev":"out","text":"awake","by":"Task-1"}
{"ev":"task_done","task":"Task-1","state":"result"}
{"ev":"push","h":"H4","cb":"run.stop","fut":"Task-1"}
{"ev":"iter_end","i":3}
{"ev":"iter_begin","i":4,"t":1000000}
{"ev":"poll","timeout":0}
{"ev":"run","h":"H4"}
{"ev":"iter_end","i":4}
{"ev":"loop_end","t":1000000}
{"ev":"end"}
)";

}  // namespace

TEST_CASE("what just happened, at every event of a program that sleeps") {
    CHECK(paragraphs(*golden::recording(sleeper), Lang::en) == R"(
Nothing has happened yet. The first step forward shows the program's first event.
The main program creates Task-1, which is to run main(). Creating a task runs nothing of it yet: its first step has to wait in the ready queue.
The first step of Task-1 goes to the back of the ready queue: the main program has created the task. It is number 1 in the queue and runs once the loop runs.
The event loop starts; it will run until Task-1 is done. In each turn it first polls for what has become due, then runs what is ready.
Turn 1 of the event loop begins at t = 0.000 s. In the ready queue: 1. All of it runs in this turn; what is queued meanwhile has to wait for the next.
The loop polls without waiting, because something is ready to run. Polling collects timers that are due, I/O that is ready and jobs that have ended.
The loop takes the first step of Task-1 from the front of the ready queue. Why it was queued: the main program has created the task. Task-1 runs now.
Task-1 starts to run main(). Nobody else can run until Task-1 awaits again or ends.
Task-1 sets a timer for t = 1.000 s, to sleep for 1.000 s. Timers now set: 1; the first is due at t = 1.000 s.
Task-1 suspends: it sleeps until t = 1.000 s. Nothing is ready now: the loop will wait, until t = 1.000 s at the latest.
Turn 1 of the event loop is over. Nothing is ready: if the loop goes on, its next poll may wait.
Turn 2 of the event loop begins at t = 0.000 s. The ready queue is empty: first the loop has to find something to run.
The loop polls and may wait for 1.000 s, until its first timer is due. Due first, at t = 1.000 s: the callback that ends the sleep of Task-1.
The clock moves on by 1.000 s to t = 1.000 s: there was nothing to run before. Due now: the callback that ends the sleep of Task-1.
The timer of Task-1 fires at t = 1.000 s. Its callback goes to the back of the ready queue.
The callback that ends the sleep of Task-1 goes to the back of the ready queue: its timer fired at t = 1.000 s. It is number 1 in the queue and runs in this turn.
The loop takes the callback that ends the sleep of Task-1 from the front of the ready queue. Why it was queued: its timer fired at t = 1.000 s. It sets the future of the sleep, so that the sleeper can be woken.
Future-1 is done: the sleep is over. Waiting for it: Task-1.
The wake-up of Task-1 goes to the back of the ready queue: the sleep is over. It is number 1 in the queue and has to wait for the next turn.
Turn 2 of the event loop is over. Queued for the next turn: 1.
Turn 3 of the event loop begins at t = 1.000 s. In the ready queue: 1. All of it runs in this turn; what is queued meanwhile has to wait for the next.
The loop polls without waiting, because something is ready to run. Polling collects timers that are due, I/O that is ready and jobs that have ended.
The loop takes the wake-up of Task-1 from the front of the ready queue. Why it was queued: the sleep is over. Task-1 runs now.
Task-1 goes on: the sleep is over. A timer that fired at t = 1.000 s has set this off. Nobody else can run until Task-1 awaits again or ends.
Task-1 prints: awake. Task-1 still runs; nobody else can until it awaits or ends.
Task-1 is done.
The callback that stops the loop goes to the back of the ready queue: Task-1 is done. It is number 1 in the queue and has to wait for the next turn.
Turn 3 of the event loop is over. Queued for the next turn: 1.
Turn 4 of the event loop begins at t = 1.000 s. In the ready queue: 1. All of it runs in this turn; what is queued meanwhile has to wait for the next.
The loop polls without waiting, because something is ready to run. Polling collects timers that are due, I/O that is ready and jobs that have ended.
The loop takes the callback that stops the loop from the front of the ready queue. Why it was queued: Task-1 is done. The loop stops at the end of this turn.
Turn 4 of the event loop is over. Now the loop stops, because its main task is done.
The event loop stops at t = 1.000 s. It was to run until Task-1 is done, and that is so.
The program has ended.
)");
    CHECK(paragraphs(*golden::recording(sleeper), Lang::zh) == R"(
还什么都没有发生。向前一步，就能看到程序的第一个事件。
主程序创建 Task-1，它将执行 main()。创建任务时还不会执行它的代码：它的第一步要先在就绪队列里排队。
Task-1 的第一步排到就绪队列末尾：主程序创建了这个任务。它在队列中排第 1，循环运行后才会执行。
事件循环启动，将一直运行到 Task-1 完成。每一轮中，它先轮询有什么到期或就绪，再执行就绪队列里的回调。
事件循环的第 1 轮在 t = 0.000 s 开始。就绪队列里有 1 个回调，都会在这一轮执行；其间新入队的要等下一轮。
循环轮询但不等待，因为就绪队列不空。轮询收集到期的定时器、就绪的 I/O 和已结束的作业。
循环从就绪队列队首取出 Task-1 的第一步。它入队的原因：主程序创建了这个任务。Task-1 现在运行。
Task-1 开始执行 main()。在 Task-1 再次 await 或结束之前，别的任务都不能运行。
Task-1 设定一个 t = 1.000 s 到期的定时器，要睡眠 1.000 s。现有定时器 1 个，最早的在 t = 1.000 s 到期。
Task-1 挂起：睡眠到 t = 1.000 s。现在没有就绪的回调：循环将等待，最晚到 t = 1.000 s。
事件循环的第 1 轮结束。没有就绪的回调：如果循环继续，下一次轮询可以等待。
事件循环的第 2 轮在 t = 0.000 s 开始。就绪队列是空的：循环得先找到可以执行的东西。
循环轮询，最多等待 1.000 s，直到最早的定时器到期。最早到期的（t = 1.000 s）：结束 Task-1 的睡眠的回调。
时钟前进 1.000 s，到 t = 1.000 s：这段时间里没有可执行的东西。现在到期：结束 Task-1 的睡眠的回调。
Task-1 的定时器在 t = 1.000 s 触发。它的回调排到就绪队列末尾。
结束 Task-1 的睡眠的回调排到就绪队列末尾：它的定时器在 t = 1.000 s 触发。它在队列中排第 1，在这一轮执行。
循环从就绪队列队首取出结束 Task-1 的睡眠的回调。它入队的原因：它的定时器在 t = 1.000 s 触发。它设置睡眠所用的 Future，这样睡眠者就能被唤醒。
Future-1 完成：睡眠结束。在等它的：Task-1。
Task-1 的唤醒排到就绪队列末尾：睡眠结束。它在队列中排第 1，要等到下一轮。
事件循环的第 2 轮结束。排到下一轮的回调：1 个。
事件循环的第 3 轮在 t = 1.000 s 开始。就绪队列里有 1 个回调，都会在这一轮执行；其间新入队的要等下一轮。
循环轮询但不等待，因为就绪队列不空。轮询收集到期的定时器、就绪的 I/O 和已结束的作业。
循环从就绪队列队首取出 Task-1 的唤醒。它入队的原因：睡眠结束。Task-1 现在运行。
Task-1 继续执行：睡眠结束。起因是在 t = 1.000 s 触发的定时器。在 Task-1 再次 await 或结束之前，别的任务都不能运行。
Task-1 打印：awake。Task-1 仍在运行；在它 await 或结束之前，别的任务都不能运行。
Task-1 完成。
停止循环的回调排到就绪队列末尾：Task-1 已完成。它在队列中排第 1，要等到下一轮。
事件循环的第 3 轮结束。排到下一轮的回调：1 个。
事件循环的第 4 轮在 t = 1.000 s 开始。就绪队列里有 1 个回调，都会在这一轮执行；其间新入队的要等下一轮。
循环轮询但不等待，因为就绪队列不空。轮询收集到期的定时器、就绪的 I/O 和已结束的作业。
循环从就绪队列队首取出停止循环的回调。它入队的原因：Task-1 已完成。循环在这一轮结束时停止。
事件循环的第 4 轮结束。主任务已完成，循环现在停止。
事件循环在 t = 1.000 s 停止。它本来就只运行到 Task-1 完成，现在 Task-1 已经完成。
程序结束。
)");
}

TEST_CASE("names are bold and code is code") {
    const auto log = golden::recording(sleeper);
    History history(*log);
    using Style = Run::Style;
    CHECK(happened(history, *log, 7, Lang::en).runs == std::vector<Run>{
        {"Task-1", Style::bold}, {" starts to run ", Style::plain}, {"main()", Style::code},
        {". Nobody else can run until ", Style::plain}, {"Task-1", Style::bold},
        {" awaits again or ends.", Style::plain}});
}

TEST_CASE("at every event of every recording both languages have something whole to say") {
    const std::regex hole("\\{[a-z_]*\\}|[\\[\\]`]");
    for (const auto& [trace, log] : golden::all()) {
        History history(*log), past(*log);
        for (std::size_t n = 1; n <= log->size(); ++n) {
            for (const Lang lang : {Lang::en, Lang::zh}) {
                CAPTURE(trace, n, happened(history, *log, n, lang).str());
                const std::string sentence = tell(*log, past.at(n - 1), (*log)[n - 1], lang).str();
                const Prose paragraph = happened(history, *log, n, lang);
                REQUIRE(!sentence.empty());
                REQUIRE(paragraph.str().starts_with(sentence));
                REQUIRE(sentence.ends_with(lang == Lang::en ? "." : "。"));
                for (const Run& run : paragraph.runs)
                    REQUIRE((run.style == Run::Style::code || !std::regex_search(run.text, hole)));
            }
        }
    }
}

TEST_CASE("what is said to come next does come next") {
    std::size_t checked = 0;
    for (const auto& [trace, log] : golden::all()) {
        History history(*log);
        for (std::size_t n = 1; n < log->size(); ++n) {
            if ((*log)[n - 1].kind != Kind::suspend) continue;
            const std::string said = happened(history, *log, n, Lang::en).str();
            if (said.find("Next") == std::string::npos) continue;
            std::size_t next = n;
            bool new_turn = false;
            for (; (*log)[next].kind != Kind::run && (*log)[next].kind != Kind::skip; ++next)
                new_turn = new_turn || (*log)[next].kind == Kind::iter_begin;
            if ((*log)[next].kind == Kind::skip) continue;
            const State& before = history.at(next);
            const std::string what = handle_phrase(before, before.ready.front(), Lang::en);
            CAPTURE(trace, n, next);
            REQUIRE_THAT(said,
                         ContainsSubstring((new_turn ? "Next, in a new turn: " : "Next in this turn: ") + what + "."));
            ++checked;
        }
    }
    CHECK(checked > 200);
}

TEST_CASE("a broken recording is told as far as it makes sense, and nothing throws") {
    Spoiler spoiler(7);
    for (const auto& [trace, sound] : golden::all()) {
        CAPTURE(trace);
        const auto log = spoiler.spoil(*sound);
        History history(*log);
        for (std::size_t n = 1; n <= log->size(); ++n) {
            REQUIRE(!happened(history, *log, n, Lang::en).empty());
            REQUIRE(!happened(history, *log, n, Lang::zh).empty());
        }
        REQUIRE(!story(*log, Lang::en).empty());
    }
}
