#include "catch.hpp"
#include "golden.hpp"
#include "visualizer/story/phrase.hpp"

using namespace awaitscope;

namespace {

Event task_new(Log& log, std::uint32_t n) {
    return {.kind = Kind::task_new,
            .subject = Ref::task(n),
            .text = log.add_text("fetch"),
            .text2 = log.add_text("\"A\", 2.0")};
}

/// Task-1 waits for Future-1 of this kind, which is made of Task-2 and Task-3; Task-2 is done.
std::string waiting_for(FutureKind kind, Lang lang, bool with_parts = true) {
    Log log;
    for (std::uint32_t n = 1; n <= 3; ++n) {
        log.append(task_new(log, n));
        log.append({.kind = Kind::push, .code = static_cast<std::uint8_t>(Callback::task_step), .subject = Ref::handle(n), .by = Ref::task(n)});
    }
    const std::vector<Ref> parts{Ref::task(2), Ref::task(3)};
    log.append({.kind = Kind::task_done, .code = 1, .subject = Ref::task(2)});
    log.append({.kind = Kind::suspend, .code2 = static_cast<std::uint8_t>(kind), .subject = Ref::task(1),
                .object = Ref::future(1), .text2 = with_parts ? log.add_list(parts) : 0});
    History history(log);
    const State& state = history.at(log.size());
    return waits_for(state, *state.find_task(Ref::task(1)), lang);
}

/// What Task-1 waits for at the end of a recording.
std::string waiting_at_the_end(const std::string& lines, Lang lang = Lang::en) {
    const auto log = golden::recording(lines);
    History history(*log);
    const State& state = history.at(log->size());
    return waits_for(state, *state.find_task(Ref::task(1)), lang);
}

const std::string sleeping = R"({"ev":"timer_arm","h":"H1","when":2000000,"cb":"sleep.wake","fut":"Future-1"}
{"ev":"suspend","task":"Task-1","on":"Future-1","kind":"sleep"}
)";
const std::string job = R"({"ev":"job_submit","job":"Job-1","fn":"load","by":"Task-1"}
{"ev":"suspend","task":"Task-1","on":"Future-1","kind":"executor"}
)";

}  // namespace

TEST_CASE("a task's badge says what it waits for") {
    CHECK(waiting_at_the_end(sleeping) == "sleeping, due t = 2.000 s");
    CHECK(waiting_at_the_end(sleeping, Lang::zh) == "睡眠中，t = 2.000 s 到时");
    CHECK(waiting_at_the_end("{\"ev\":\"suspend\",\"task\":\"Task-1\",\"on\":\"Task-2\"}\n") == "awaits Task-2");
    CHECK(waiting_for(FutureKind::gather, Lang::en) == "gather ← Task-2, Task-3 (1 of 2 done)");
    CHECK(waiting_for(FutureKind::gather, Lang::zh) == "gather ← Task-2、Task-3（已完成 1/2）");
    CHECK(waiting_for(FutureKind::gather, Lang::en, false) == "gather");
    CHECK(waiting_for(FutureKind::wait, Lang::en) == "wait ← Task-2, Task-3 (1 of 2 done)");
    CHECK(waiting_for(FutureKind::queue_get, Lang::en) == "as_completed ← Task-2, Task-3 (1 of 2 done)");
    CHECK(waiting_for(FutureKind::queue_get, Lang::en, false) == "waits for a queue's item");
    CHECK(waiting_for(FutureKind::lock, Lang::en) == "waits for a lock");
    CHECK(waiting_for(FutureKind::user, Lang::zh) == "等待 Future-1");
}

TEST_CASE("a task that waits for a job says in which thread it is") {
    CHECK(waiting_at_the_end(job) == "queued for a thread: load");
    CHECK(waiting_at_the_end(job + "{\"ev\":\"job_begin\",\"job\":\"Job-1\",\"worker\":2}\n") == "in thread 2: load");
    CHECK(waiting_at_the_end(job + "{\"ev\":\"job_submit\",\"job\":\"Job-2\",\"fn\":\"save\",\"by\":\"Task-1\"}\n") ==
          "waits for a thread");
}

TEST_CASE("a task that waits for nothing is what it is") {
    CHECK(waiting_at_the_end("{\"ev\":\"step\",\"task\":\"Task-1\",\"how\":\"start\"}\n") == "running");
    CHECK(waiting_at_the_end("{\"ev\":\"suspend\",\"task\":\"Task-1\",\"on\":\"yield\"}\n", Lang::zh) == "就绪");
    CHECK(waiting_at_the_end("{\"ev\":\"task_done\",\"task\":\"Task-1\",\"state\":\"cancelled\"}\n") == "cancelled");
}

TEST_CASE("a task's title is its name and the call that made it") {
    Task task;
    task.ref = Ref::task(3);
    task.coro = "fetch";
    CHECK(title(task) == "Task-3 fetch()");
    task.arguments = "\"B\"";
    task.name = "worker";
    CHECK(title(task) == "worker fetch(\"B\")");
}

TEST_CASE("times are in seconds, with as many digits as they need") {
    CHECK(format_time(0) == "0.000 s");
    CHECK(format_time(1'000'000) == "1.000 s");
    CHECK(format_time(12'345'000) == "12.345 s");
    CHECK(format_time(250) == "0.000250 s");
    CHECK(format_time(-1'500'000) == "-1.500 s");
    CHECK(format_time(INT64_MIN) == "-9223372036854.775808 s");
}

TEST_CASE("output lines carry their exception, category or duration") {
    using Type = OutputLine::Type;
    CHECK(output_text({.type = Type::out, .text = "hello"}) == "hello");
    CHECK(output_text({.type = Type::error, .text = "Exception in callback", .exc = "ValueError", .msg = "no"}) ==
          "Exception in callback: ValueError: no");
    CHECK(output_text({.type = Type::warning, .text = "coroutine 'f' was never awaited", .exc = "RuntimeWarning"}) ==
          "RuntimeWarning: coroutine 'f' was never awaited");
    CHECK(output_text({.type = Type::warning,
                       .by = Ref::handle(7),
                       .text = "a callback held the loop too long",
                       .took = 200'000}) == "a callback held the loop too long: H7 took 0.200 s");
}
