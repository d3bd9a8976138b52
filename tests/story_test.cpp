#include "catch.hpp"
#include "golden.hpp"
#include "visualizer/story/story.hpp"

using namespace awaitscope;

namespace {

std::string told(const char* trace, Lang lang = Lang::en) { return "\n" + story(golden::trace(trace), lang); }

/// main: create_task(other()); await sleep(0).
const char* const sleep_zero = R"({"ev":"task_new","task":"Task-1","coro":"main","by":"outside"}
{"ev":"push","h":"H1","cb":"task.step","task":"Task-1"}
{"ev":"loop_begin","until":"Task-1"}
{"ev":"iter_begin","i":1,"t":0}
{"ev":"poll","timeout":0}
{"ev":"run","h":"H1"}
{"ev":"step","task":"Task-1","how":"start"}
{"ev":"task_new","task":"Task-2","coro":"other","by":"Task-1"}
{"ev":"push","h":"H2","cb":"task.step","task":"Task-2"}
{"ev":"suspend","task":"Task-1","on":"yield","_line":8}
{"ev":"push","h":"H3","cb":"task.step","task":"Task-1"}
{"ev":"iter_end","i":1}
{"ev":"iter_begin","i":2,"t":0}
{"ev":"poll","timeout":0}
{"ev":"run","h":"H2"}
{"ev":"step","task":"Task-2","how":"start"}
{"ev":"task_done","task":"Task-2","state":"result"}
{"ev":"run","h":"H3"}
{"ev":"step","task":"Task-1","how":"resume"}
{"ev":"task_done","task":"Task-1","state":"result"}
{"ev":"push","h":"H4","cb":"run.stop","fut":"Task-1"}
{"ev":"iter_end","i":2}
{"ev":"iter_begin","i":3,"t":0}
{"ev":"poll","timeout":0}
{"ev":"run","h":"H4"}
{"ev":"iter_end","i":3}
{"ev":"loop_end","t":0}
{"ev":"end"}
)";

}  // namespace

TEST_CASE("the story of sleep(0)") {
    const auto log = golden::recording(sleep_zero);
    CHECK("\n" + story(*log, Lang::en) == R"(
Task-1 starts: main
Task-2 is created: other
Task-1 gives way for one turn
Task-2 starts: other
Task-2 is done
Task-1 goes on
Task-1 is done
)");
    CHECK("\n" + story(*log, Lang::zh) == R"(
Task-1 开始：main
Task-2 被创建：other
Task-1 让出一轮
Task-2 开始：other
Task-2 完成
Task-1 继续执行
Task-1 完成
)");
}

TEST_CASE("the story of a gather whose child fails") {
    CHECK(told("gather-02-failure-does-not-cancel") == R"(
Task-1 starts: main
Task-2 is created: ok
Task-3 is created: ok
Task-4 is created: fails
Task-1 awaits a gather
Task-2 starts: ok
Task-2 sleeps until t = 0.060 s
Task-3 starts: ok
Task-3 sleeps until t = 0.010 s
Task-4 starts: fails
Task-4 sleeps until t = 0.020 s
The clock moves on to t = 0.010 s
Task-3 goes on
Task-3 prints: fast finished normally
Task-3 is done
The clock moves on to t = 0.020 s
Task-4 goes on
Task-4 fails: RuntimeError: boom
RuntimeError: boom is thrown into Task-1
Task-1 prints: gather raised boom - slow done: False
Task-1 sleeps until t = 0.100 s
The clock moves on to t = 0.060 s
Task-2 goes on
Task-2 prints: slow finished normally
Task-2 is done
The clock moves on to t = 0.100 s
Task-1 goes on
Task-1 prints: slow result: slow
Task-1 is done
)");
}

TEST_CASE("the story of a task that is cancelled") {
    CHECK(told("cancel-01-basic") == R"(
Task-1 starts: main
Task-2 is created: worker
Task-1 sleeps until t = 0.010 s
Task-2 starts: worker
Task-2 sleeps until t = 1.000 s
The clock moves on to t = 0.010 s
Task-1 goes on
Task-1 asks to cancel Task-2
Task-1 prints: cancel() -> True
Task-1 prints: at once: cancelled False done False
Task-1 awaits Task-2
CancelledError is thrown into Task-2
Task-2 prints: caught CancelledError
Task-2 prints: finally
Task-2 is cancelled
CancelledError is thrown into Task-1
Task-1 prints: main sees CancelledError
Task-1 prints: cancelled True cancel again -> False
Task-1 is done
)");
    CHECK(told("cancel-01-basic", Lang::zh) == R"(
Task-1 开始：main
Task-2 被创建：worker
Task-1 睡眠到 t = 0.010 s
Task-2 开始：worker
Task-2 睡眠到 t = 1.000 s
时钟前进到 t = 0.010 s
Task-1 继续执行
Task-1 请求取消 Task-2
Task-1 打印：cancel() -> True
Task-1 打印：at once: cancelled False done False
Task-1 等待 Task-2
CancelledError 在 Task-2 中抛出
Task-2 打印：caught CancelledError
Task-2 打印：finally
Task-2 被取消
CancelledError 在 Task-1 中抛出
Task-1 打印：main sees CancelledError
Task-1 打印：cancelled True cancel again -> False
Task-1 完成
)");
}

TEST_CASE("the story of timers and plain functions") {
    CHECK(told("callback-04-exception-in-callback") == R"(
Task-1 starts: main
bad is queued
say is queued
bad is to be called at t = 0.010 s
Task-1 sleeps until t = 0.020 s
bad is called
The loop reports: Exception in callback (ZeroDivisionError: in callback)
bad prints: handler: ['Exception', 'in', 'callback'] ZeroDivisionError('in callback')
say is called
say prints: the next callback runs
The clock moves on to t = 0.010 s
bad is called
The loop reports: Exception in callback (ZeroDivisionError: in callback)
bad prints: handler: ['Exception', 'in', 'callback'] ZeroDivisionError('in callback')
The clock moves on to t = 0.020 s
Task-1 goes on
Task-1 prints: main is not disturbed
Task-1 is done
)");
}

TEST_CASE("the story of a time limit on a program that blocks the loop") {
    CHECK(told("timeout-06-busy-body") == R"(
Task-1 starts: main
Task-1 has a time limit: t = 0.020 s
Task-1 blocks the loop until t = 0.060 s
Task-1 prints: 60 ms of blocking work in a 20 ms timeout
Task-1 prints: expired: False
Task-1 has a time limit: t = 0.080 s
Task-1 blocks the loop until t = 0.120 s
Task-1 gives way for one turn
Task-1 goes on
Task-1 prints: the first sleep(0) survives: the overdue timer is queued behind it
Task-1 gives way for one turn
The time limit of Task-1 is over
The timeout asks to cancel Task-1
CancelledError is thrown into Task-1
Task-1 prints: expired: True
Task-1 is done
)");
}

TEST_CASE("the story of a job in a thread that calls back into the loop") {
    CHECK(told("executor-07-call-soon-threadsafe", Lang::zh) == R"(
Task-1 开始：main
Task-1 把 job 交给线程：Job-1
Task-1 等待线程中的作业
Job-1 在线程 0 中开始
时钟前进到 t = 0.020 s
on_progress 入队
on_progress 被调用
on_progress 打印：loop: progress 0
时钟前进到 t = 0.040 s
on_progress 入队
on_progress 被调用
on_progress 打印：loop: progress 1
时钟前进到 t = 0.060 s
on_progress 入队
Job-1 完成
on_progress 被调用
on_progress 打印：loop: progress 2
Task-1 继续执行
Task-1 打印：job done
Task-1 完成
)");
}

TEST_CASE("tasks are called by the names that the program gives them, once it has") {
    const auto log = golden::recording(R"({"ev":"task_new","task":"Task-1","coro":"main","by":"outside"}
{"ev":"push","h":"H1","cb":"task.step","task":"Task-1"}
{"ev":"task_name","task":"Task-1","name":"boss"}
{"ev":"step","task":"Task-1","how":"start"}
{"ev":"out","text":"","by":"Task-1"}
)");
    CHECK(story(*log, Lang::en) == "Task-1 gets the name boss\nboss starts: main\nboss prints: \"\"\n");
}

TEST_CASE("the story of what goes wrong: deadlock, warnings, an exception that ends the program") {
    const auto log = golden::recording(R"({"ev":"mark","label":"here","by":"outside"}
{"ev":"deadlock"}
{"ev":"warning","category":"RuntimeWarning","msg":"coroutine 'f' was never awaited"}
{"ev":"loop_error","message":"Task was destroyed but it is pending!"}
{"ev":"slow_callback","h":"H1","dur":150000}
{"ev":"end","exc":"RuntimeError","msg":"stuck"}
)");
    CHECK("\n" + story(*log, Lang::en) == R"(
The main program reaches the mark: here
Nothing can ever wake the loop
RuntimeWarning: coroutine 'f' was never awaited
The loop reports: Task was destroyed but it is pending!
A callback has held the loop for 0.150 s
The program ends with RuntimeError: stuck
)");
    CHECK("\n" + story(*log, Lang::zh) == R"(
主程序到达标记：here
再也没有什么能唤醒循环
RuntimeWarning：coroutine 'f' was never awaited
循环报告：Task was destroyed but it is pending!
一个回调占住循环达 0.150 s
程序因 RuntimeError: stuck 结束
)");
}
