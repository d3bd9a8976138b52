#include <deque>
#include <map>
#include <random>
#include <set>

#include "catch.hpp"
#include "golden.hpp"
#include "tests/story_of_states.hpp"
#include "visualizer/model/history.hpp"

using namespace awaitscope;
using asyncio::trace::name;

TEST_CASE("a sleeping task: ready, running, sleeping until its deadline, ready again, done") {
    const auto log = golden::recording(R"({"ev":"task_new","task":"Task-1","coro":"main","by":"outside"}
{"ev":"push","h":"H1","cb":"task.step","task":"Task-1"}
{"ev":"loop_begin","until":"Task-1"}
{"ev":"iter_begin","i":1,"t":0}
{"ev":"poll","timeout":0}
{"ev":"run","h":"H1"}
{"ev":"step","task":"Task-1","how":"start"}
{"ev":"timer_arm","h":"H2","when":1500000,"cb":"sleep.wake","fut":"Future-1"}
{"ev":"suspend","task":"Task-1","on":"Future-1","kind":"sleep","_line":7}
{"ev":"iter_end","i":1}
{"ev":"iter_begin","i":2,"t":0}
{"ev":"poll","timeout":1500000}
{"ev":"clock","t":1500000}
{"ev":"timer_fire","h":"H2"}
{"ev":"push","h":"H2","cb":"sleep.wake","fut":"Future-1"}
{"ev":"run","h":"H2"}
{"ev":"future_done","fut":"Future-1","kind":"sleep","state":"result"}
{"ev":"push","h":"H3","cb":"task.wakeup","task":"Task-1","fut":"Future-1"}
{"ev":"iter_end","i":2}
{"ev":"iter_begin","i":3,"t":1500000}
{"ev":"poll","timeout":0}
{"ev":"run","h":"H3"}
{"ev":"step","task":"Task-1","how":"resume"}
{"ev":"task_done","task":"Task-1","state":"result"}
{"ev":"push","h":"H4","cb":"run.stop","fut":"Task-1"}
{"ev":"iter_end","i":3}
{"ev":"iter_begin","i":4,"t":1500000}
{"ev":"poll","timeout":0}
{"ev":"run","h":"H4"}
{"ev":"iter_end","i":4}
{"ev":"loop_end","t":1500000}
{"ev":"end"}
)");
    CHECK("\n" + story_of_states(*log) == R"(
task_new       outside | 0 | Task-1 ready
push           outside | 0 | Task-1 ready | queue H1 task.step
loop_begin     between | 0 | Task-1 ready | queue H1 task.step
iter_begin     turn    | 0 | Task-1 ready | queue [H1 task.step]
poll           polling | 0 | Task-1 ready | queue [H1 task.step]
run            running | 0 | Task-1 ready | H1 task.step runs
step           running | 0 | Task-1 running | H1 task.step runs
timer_arm      running | 0 | Task-1 running | H1 task.step runs | timer H2 at 1500000
suspend        running | 0 | Task-1 sleeping on Future-1 until 1500000 line 7 | H1 task.step runs | timer H2 at 1500000 for Task-1
iter_end       between | 0 | Task-1 sleeping on Future-1 until 1500000 line 7 | timer H2 at 1500000 for Task-1
iter_begin     turn    | 0 | Task-1 sleeping on Future-1 until 1500000 line 7 | timer H2 at 1500000 for Task-1
poll           polling | 0 | Task-1 sleeping on Future-1 until 1500000 line 7 | timer H2 at 1500000 for Task-1
clock          polling | 1500000 | Task-1 sleeping on Future-1 until 1500000 line 7 | timer H2 at 1500000 for Task-1
timer_fire     polling | 1500000 | Task-1 sleeping on Future-1 until 1500000 line 7
push           polling | 1500000 | Task-1 sleeping on Future-1 until 1500000 line 7 | queue [H2 sleep.wake]
run            running | 1500000 | Task-1 sleeping on Future-1 until 1500000 line 7 | H2 sleep.wake runs
future_done    running | 1500000 | Task-1 sleeping on Future-1 until 1500000 line 7 | H2 sleep.wake runs
push           running | 1500000 | Task-1 ready on Future-1 line 7 | H2 sleep.wake runs | queue H3 task.wakeup
iter_end       between | 1500000 | Task-1 ready on Future-1 line 7 | queue H3 task.wakeup
iter_begin     turn    | 1500000 | Task-1 ready on Future-1 line 7 | queue [H3 task.wakeup]
poll           polling | 1500000 | Task-1 ready on Future-1 line 7 | queue [H3 task.wakeup]
run            running | 1500000 | Task-1 ready on Future-1 line 7 | H3 task.wakeup runs
step           running | 1500000 | Task-1 running line 7 | H3 task.wakeup runs
task_done      running | 1500000 | Task-1 done line 7 | H3 task.wakeup runs
push           running | 1500000 | Task-1 done line 7 | H3 task.wakeup runs | queue H4 run.stop
iter_end       between | 1500000 | Task-1 done line 7 | queue H4 run.stop
iter_begin     turn    | 1500000 | Task-1 done line 7 | queue [H4 run.stop]
poll           polling | 1500000 | Task-1 done line 7 | queue [H4 run.stop]
run            running | 1500000 | Task-1 done line 7 | H4 run.stop runs
iter_end       between | 1500000 | Task-1 done line 7
loop_end       outside | 1500000 | Task-1 done line 7
end            ended   | 1500000 | Task-1 done line 7
)");
}

TEST_CASE("what is pushed while a turn's handles run has to wait for the next turn") {
    const auto log = golden::recording(R"({"ev":"iter_begin","i":1,"t":0}
{"ev":"push","h":"H1","cb":"user","fn":"a"}
{"ev":"push","h":"H2","cb":"user","fn":"b"}
{"ev":"poll","timeout":0}
{"ev":"run","h":"H1"}
{"ev":"push","h":"H3","cb":"user","fn":"c"}
{"ev":"handle_cancel","h":"H2"}
{"ev":"skip","h":"H2"}
{"ev":"iter_end","i":1}
{"ev":"iter_begin","i":2,"t":0}
)");
    CHECK("\n" + story_of_states(*log) == R"(
iter_begin     turn    | 0
push           turn    | 0 | queue [H1 a]
push           turn    | 0 | queue [H1 a, H2 b]
poll           polling | 0 | queue [H1 a, H2 b]
run            running | 0 | H1 a runs | queue [H2 b]
push           running | 0 | H1 a runs | queue [H2 b] H3 c
handle_cancel  running | 0 | H1 a runs | queue [H2 b cancelled] H3 c
skip           running | 0 | queue H3 c
iter_end       between | 0 | queue H3 c
iter_begin     turn    | 0 | queue [H3 c]
)");
}

TEST_CASE("timers stand in the order in which they will fire; equal deadlines in the order of arming") {
    const auto log = golden::recording(R"({"ev":"timer_arm","h":"H1","when":30,"cb":"user","fn":"late"}
{"ev":"timer_arm","h":"H2","when":10,"cb":"user","fn":"first"}
{"ev":"timer_arm","h":"H3","when":30,"cb":"user","fn":"later"}
{"ev":"timer_arm","h":"H4","when":20,"cb":"user","fn":"second"}
{"ev":"timer_cancel","h":"H1"}
{"ev":"timer_fire","h":"H2"}
)");
    CHECK("\n" + story_of_states(*log) == R"(
timer_arm      outside | 0 | timer H1 at 30
timer_arm      outside | 0 | timer H2 at 10 | timer H1 at 30
timer_arm      outside | 0 | timer H2 at 10 | timer H1 at 30 | timer H3 at 30
timer_arm      outside | 0 | timer H2 at 10 | timer H4 at 20 | timer H1 at 30 | timer H3 at 30
timer_cancel   outside | 0 | timer H2 at 10 | timer H4 at 20 | timer H3 at 30
timer_fire     outside | 0 | timer H4 at 20 | timer H3 at 30
)");
}

TEST_CASE("a socket's watcher names the task that waits, and is ready until its handle runs") {
    const auto log = golden::recording(R"({"ev":"io_begin","io":"IO-1","dir":"read","cb":"sock.recv","fut":"Future-1"}
{"ev":"suspend","task":"Task-1","on":"Future-1","kind":"sock.recv"}
{"ev":"iter_begin","i":1,"t":0}
{"ev":"io_ready","io":"IO-1"}
{"ev":"push","h":"IO-1","cb":"sock.recv","fut":"Future-1"}
{"ev":"run","h":"IO-1"}
{"ev":"future_done","fut":"Future-1","kind":"sock.recv","state":"result"}
{"ev":"push","h":"H1","cb":"task.wakeup","task":"Task-1","fut":"Future-1"}
{"ev":"io_ready","io":"IO-1"}
{"ev":"push","h":"IO-1","cb":"sock.recv","fut":"Future-1"}
{"ev":"io_end","io":"IO-1"}
)");
    CHECK("\n" + story_of_states(*log) == R"(
io_begin       outside | 0 | watcher IO-1 read
suspend        outside | 0 | Task-1 io_wait on Future-1 | watcher IO-1 read for Task-1
iter_begin     turn    | 0 | Task-1 io_wait on Future-1 | watcher IO-1 read for Task-1
io_ready       turn    | 0 | Task-1 io_wait on Future-1 | watcher IO-1 read for Task-1 ready
push           turn    | 0 | Task-1 io_wait on Future-1 | queue [IO-1 sock.recv] | watcher IO-1 read for Task-1 ready
run            running | 0 | Task-1 io_wait on Future-1 | IO-1 sock.recv runs | watcher IO-1 read for Task-1
future_done    running | 0 | Task-1 io_wait on Future-1 | IO-1 sock.recv runs | watcher IO-1 read for Task-1
push           running | 0 | Task-1 ready on Future-1 | IO-1 sock.recv runs | queue H1 task.wakeup | watcher IO-1 read for Task-1
io_ready       running | 0 | Task-1 ready on Future-1 | IO-1 sock.recv runs | queue H1 task.wakeup | watcher IO-1 read for Task-1 ready
push           running | 0 | Task-1 ready on Future-1 | IO-1 sock.recv runs | queue H1 task.wakeup, IO-1 sock.recv | watcher IO-1 read for Task-1 ready
io_end         running | 0 | Task-1 ready on Future-1 | IO-1 sock.recv runs | queue H1 task.wakeup, IO-1 sock.recv cancelled
)");
}

TEST_CASE("jobs wait in line, run on a worker and end") {
    const auto log = golden::recording(R"({"ev":"job_submit","job":"Job-1","fn":"load","by":"Task-1"}
{"ev":"job_submit","job":"Job-2","fn":"save","by":"Task-1"}
{"ev":"job_begin","job":"Job-1","worker":0}
{"ev":"job_end","job":"Job-1","state":"exception","exc":"ValueError","msg":"no"}
{"ev":"job_begin","job":"Job-2","worker":0}
{"ev":"job_end","job":"Job-2","state":"result"}
)");
    CHECK("\n" + story_of_states(*log) == R"(
job_submit     outside | 0 | Job-1 load queued
job_submit     outside | 0 | Job-1 load queued | Job-2 save queued
job_begin      outside | 0 | Job-1 load running in 0 | Job-2 save queued
job_end        outside | 0 | Job-1 load failed in 0 ValueError no | Job-2 save queued
job_begin      outside | 0 | Job-1 load failed in 0 ValueError no | Job-2 save running in 0
job_end        outside | 0 | Job-1 load failed in 0 ValueError no | Job-2 save done in 0
)");
}

TEST_CASE("printed lines, marks, errors, warnings and slow callbacks are output, with their times") {
    const auto log = golden::recording(R"({"ev":"task_new","task":"Task-1","coro":"main","by":"outside"}
{"ev":"out","text":"hello","by":"Task-1"}
{"ev":"block","dur":250,"t":250,"by":"Task-1"}
{"ev":"mark","label":"here","by":"loop"}
{"ev":"loop_error","message":"Exception in callback","exc":"ValueError","msg":"no"}
{"ev":"warning","category":"RuntimeWarning","msg":"coroutine 'f' was never awaited"}
{"ev":"slow_callback","h":"H1","dur":250}
)");
    History history(*log);
    using Type = OutputLine::Type;
    const auto& output = history.at(log->size()).output;
    REQUIRE(output.size() == 5);
    CHECK(output[0] == OutputLine{Type::out, 0, Ref::task(1), "hello", "", "", -1, 1});
    CHECK(output[1] == OutputLine{Type::mark, 250, Ref(Ref::Type::loop), "here", "", "", -1, 3});
    CHECK(output[2] == OutputLine{Type::error, 250, Ref(), "Exception in callback", "ValueError", "no", -1, 4});
    CHECK(output[3] ==
          OutputLine{Type::warning, 250, Ref(), "coroutine 'f' was never awaited", "RuntimeWarning", "", -1, 5});
    CHECK(output[4] ==
          OutputLine{Type::warning, 250, Ref::handle(1), "a callback held the loop too long", "", "", 250, 6});
}

TEST_CASE("the lines and calls that the C++ runtime adds for the eye are kept, and the parts of a gather") {
    Log log;
    const std::vector<Ref> parts{Ref::task(2), Ref::task(3)};
    const auto text = [&](const char* words) { return log.add_text(words); };
    log.append({.kind = Kind::task_new,
                .subject = Ref::task(1),
                .value = 3,
                .text = text("main"),
                .text2 = text("2.0")});
    log.append({.kind = Kind::task_name, .subject = Ref::task(1), .text = text("boss")});
    log.append(
        {.kind = Kind::step, .code = static_cast<std::uint8_t>(How::start), .subject = Ref::task(1), .value = 10});
    log.append({.kind = Kind::out, .by = Ref::task(1), .value = 12, .text = text("hi")});
    log.append({.kind = Kind::suspend, .code2 = static_cast<std::uint8_t>(FutureKind::gather), .subject = Ref::task(1),
                .object = Ref::future(1), .value = 14, .text2 = log.add_list(parts)});
    History history(log);
    CHECK(history.at(1).find_task(Ref::task(1))->line == 3);   // before its first step: the head of its function
    CHECK(history.at(3).find_task(Ref::task(1))->line == 10);
    CHECK(history.at(4).find_task(Ref::task(1))->line == 12);
    const Task& task = *history.at(5).find_task(Ref::task(1));
    CHECK(task.line == 14);
    CHECK(task.call() == "main(2.0)");
    CHECK(task.name == "boss");
    CHECK(task.parts == parts);
    CHECK(task.kind == FutureKind::gather);
}

TEST_CASE("what a closed loop had not run is gone when the next loop takes its first turn") {
    const auto log = golden::recording(R"({"ev":"loop_begin"}
{"ev":"iter_begin","i":1,"t":0}
{"ev":"push","h":"H1","cb":"user","fn":"left_over"}
{"ev":"timer_arm","h":"H2","when":9,"cb":"user","fn":"left_over"}
{"ev":"io_begin","io":"IO-1","dir":"read","cb":"user","fn":"left_over"}
{"ev":"iter_end","i":1}
{"ev":"loop_end","t":0}
{"ev":"push","h":"H3","cb":"user","fn":"fresh"}
{"ev":"timer_arm","h":"H4","when":9,"cb":"user","fn":"fresh"}
{"ev":"loop_begin"}
{"ev":"iter_begin","i":1,"t":0}
)");
    CHECK(
        story_of_states(*log).ends_with("loop_begin     between | 0 | queue H1 left_over, H3 fresh | timer H2 at 9 | "
                                        "timer H4 at 9 | watcher IO-1 read\n"
                                        "iter_begin     turn    | 0 | queue [H3 fresh] | timer H4 at 9\n"));
}

TEST_CASE("a task that create_task refused has failed with the next event, and never begins") {
    const auto log = golden::recording(R"({"ev":"task_new","task":"Task-1","coro":"main","by":"outside"}
{"ev":"push","h":"H1","cb":"task.step","task":"Task-1"}
{"ev":"loop_begin","until":"Task-1"}
{"ev":"iter_begin","i":1,"t":0}
{"ev":"poll","timeout":0}
{"ev":"run","h":"H1"}
{"ev":"step","task":"Task-1","how":"start"}
{"ev":"task_new","task":"Task-2","coro":"?","by":"Task-1"}
{"ev":"task_new","task":"Task-3","coro":"?","by":"Task-1"}
{"ev":"out","text":"TypeError","by":"Task-1"}
{"ev":"task_new","task":"Task-4","coro":"work","by":"Task-1"}
{"ev":"push","h":"H2","cb":"task.step","task":"Task-4"}
{"ev":"task_new","task":"Task-5","coro":"eager","by":"Task-1"}
{"ev":"job_end","job":"Job-1","state":"result"}
{"ev":"step","task":"Task-5","how":"start"}
)");
    std::vector<std::string> tasks;
    State state;
    for (std::size_t i = 0; i < log->size(); ++i) {
        fold(state, *log, (*log)[i]);
        std::string line;
        for (const Task& task : state.tasks) line += describe(task) + (task.refused ? " refused" : "");
        if (i >= 7 && i < 10) tasks.push_back(line);
    }
    CHECK(tasks == std::vector<std::string>{
        " | Task-1 running | Task-2 ready",
        " | Task-1 running | Task-2 failed refused | Task-3 ready",
        " | Task-1 running | Task-2 failed refused | Task-3 failed refused",
    });
    CHECK(state.find_task(Ref::task(3))->ended == 9);
    CHECK_FALSE(state.find_task(Ref::task(4))->refused);
    CHECK_FALSE(state.find_task(Ref::task(5))->refused);
    CHECK(state.running == Ref::task(5));
}

TEST_CASE("the tasks that CPython refuses, and no others, are those of which a recording tells nothing but that they were made") {
    for (const auto& [trace, log] : golden::all()) {
        CAPTURE(trace);
        State state;
        for (std::size_t i = 0; i < log->size(); ++i) fold(state, *log, (*log)[i]);
        for (const Task& task : state.tasks) {
            std::size_t told = 0;
            for (std::size_t i = 0; i < log->size(); ++i) told += (*log)[i].subject == task.ref || (*log)[i].by == task.ref;
            CAPTURE(name(task.ref));
            CHECK(task.refused == (told == 1));
        }
    }
}

TEST_CASE("a loop that can never wake, and a program that ends with an exception, are told") {
    const auto log = golden::recording(R"({"ev":"poll","timeout":"inf"}
{"ev":"deadlock"}
{"ev":"end","exc":"RuntimeError","msg":"stuck"}
)");
    History history(*log);
    CHECK(history.at(1).poll_timeout == asyncio::trace::forever);
    CHECK(history.at(2).phase == Phase::deadlock);
    CHECK(history.at(3).phase == Phase::ended);
    CHECK(history.at(3).end_exc == "RuntimeError");
    CHECK(history.at(3).end_msg == "stuck");
}
