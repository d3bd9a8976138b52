#include "operations.hpp"

#include <map>
#include <sstream>

#include "python.hpp"

namespace conformance {
namespace {

using namespace asyncio;
using Tasks = std::vector<Task<int>>;

/// What the operations work on.
struct World {
    std::map<int, Task<int>> tasks;
    std::map<int, Future<int>> futures;
    std::vector<Lock> locks{Lock(), Lock()};
    std::vector<Semaphore> semaphores{Semaphore(2), Semaphore(1)};
    std::vector<Event> events{Event(), Event()};
    std::vector<Queue<int>> queues{Queue<int>(1), Queue<int>()};
    std::vector<Condition> conditions{Condition(), Condition()};
    std::vector<Barrier> barriers{Barrier(2), Barrier(3)};
};
World* world = nullptr;

Coroutine<int> run(const Body& body);

std::optional<Seconds> seconds(int ms) { return ms < 0 ? std::nullopt : std::optional<Seconds>(ms / 1000.0); }
std::optional<std::string> message(int n) { return n < 0 ? std::nullopt : std::optional(fmt::format("m{}", n)); }
int cancelling() { return current_task().cancelling(); }
std::string show(const Outcome<int>& outcome) { return repr(outcome); }
std::string show(int value) { return std::to_string(value); }

template <class Results>
void tell(const char* word, const Results& results) {
    std::string text = word;
    for (const auto& result : results) text += " " + show(result);
    print(text);
}
std::string names(const Tasks& tasks) {
    std::string text;
    for (auto& task : tasks) text += (text.empty() ? "" : " ") + task.get_name();
    return text;
}

// --- callbacks, by the names that random_programs.py gives them

int job(int ms, int fails) {
    asyncio::time::sleep(ms / 1000.0);
    if (fails == 0) throw ValueError(ms);
    return ms;
}
Task<int>* task_of(int k) { return world->tasks.contains(k) ? &world->tasks[k] : nullptr; }
void ask_to_cancel(int k, int n) { if (auto* task = task_of(k)) task->cancel(message(n)); }
void set_event(int i) { world->events[i].set(); }
void set_future(int i, int value) {
    if (world->futures.contains(i) && !world->futures[i].done()) world->futures[i].set_result(value);
}
void put_item(int i, int value) { if (!world->queues[i].full()) world->queues[i].put_nowait(value); }
void release_slot(int i) { world->semaphores[i].release(); }
void spawn_task(int k, const Body* body) { world->tasks[k] = get_running_loop().create_task(run(*body)); }
void tell(Task<int> task) {
    const std::string how = task.cancelled() ? "cancelled" : task.exception() ? repr(task.exception()) : show(task.result());
    print("callback {} {}", task.get_name(), how);
}
void (*const tell_of_task)(Task<int>) = tell;

// --- operations that are more than a line

Coroutine<> attempt(int kind, bool again, const Body& body, const Body& handler) {
    std::exception_ptr error;
    try {
        co_await run(body);
    } catch (...) {
        error = std::current_exception();
        print("caught {} {}", repr(error), cancelling());
    }
    if (!error) co_return;
    const bool hit = kind == 0 ? isinstance<CancelledError>(error) : kind == 1 ? isinstance<Exception>(error) : true;
    if (hit) co_await run(handler);
    if (again || !hit) std::rethrow_exception(error);
}

Coroutine<> limited(int ms, const Body& body) {
    auto limit = timeout(seconds(ms));
    std::exception_ptr error;
    try {
        co_await async_with(limit, [&]() -> Coroutine<> { co_await run(body); });
    } catch (...) {
        error = std::current_exception();
    }
    print("timeout {} {}", static_cast<int>(limit.expired()), cancelling());
    if (error) std::rethrow_exception(error);
}

template <class Awaitables>
Coroutine<> gathered(const char* word, bool with_exceptions, Awaitables awaitables) {
    if (with_exceptions) tell(word, co_await gather(std::move(awaitables), return_exceptions));
    else tell(word, co_await gather(std::move(awaitables)));
}

Coroutine<> in_group(const std::vector<Body>& bodies) {
    co_await async_with(TaskGroup(), [&](TaskGroup& group) -> Coroutine<> {
        for (std::size_t i = 1; i < bodies.size(); ++i) group.create_task(run(bodies[i]));
        co_await run(bodies[0]);
    });
}

Coroutine<> waited(ReturnWhen when, std::optional<Seconds> timeout, Tasks tasks) {
    if (tasks.empty()) co_return;
    auto [done, pending] = co_await wait(tasks, {.timeout = timeout, .return_when = when});
    print("wait {} / {}", names(done), names(pending));
}

Coroutine<> completed(std::optional<Seconds> timeout, std::vector<Coroutine<int>> coroutines) {
    for (auto& ticket : as_completed(std::move(coroutines), timeout)) {
        try {
            print("as_completed {}", co_await ticket);
        } catch (const Exception& e) {
            print("as_completed {}", repr(e));
        }
    }
}

Coroutine<> condition_op(Condition condition, bool waits, int n, const Body& body) {
    co_await async_with(condition, [&]() -> Coroutine<> {
        if (waits) co_await condition.wait();
        else condition.notify(n);
        co_await run(body);
    });
}

// --- all of them

struct Call {
    const Operation& operation;
    Loop& loop = get_running_loop();
    int number(std::size_t i) const { return i < operation.numbers.size() ? operation.numbers[i] : -1; }
    int a = number(0), b = number(1), c = number(2);
    const Body& body(std::size_t i = 0) const { return operation.bodies[i]; }
    Tasks tasks_from(std::size_t i) const {
        Tasks tasks;
        for (; i < operation.numbers.size(); ++i)
            if (auto* task = task_of(number(i))) tasks.push_back(*task);
        return tasks;
    }
    std::vector<Coroutine<int>> coroutines() const {
        std::vector<Coroutine<int>> all;
        for (auto& body : operation.bodies) all.push_back(run(body));
        return all;
    }
};
using Doing = Coroutine<> (*)(Call);
#define DO(...) [](Call o) -> Coroutine<> { __VA_ARGS__; co_return; }

const std::map<std::string, Doing> doings{
    {"sleep", DO(co_await asyncio::sleep(o.a / 1000.0))},
    {"show", DO(print("{} {}", current_task().get_name(), o.a))},
    {"spawn", DO(world->tasks[o.a] = create_task(run(o.body())))},
    {"await", DO(if (auto* task = task_of(o.a)) print("await {}", co_await Task<int>(*task)))},
    {"cancel", DO(if (auto* task = task_of(o.a)) {
         const int asked = task->cancel(message(o.b));
         print("cancel {} {}", asked, task->cancelling());
     })},
    {"cancel_self", DO(current_task().cancel(message(o.a)))},
    {"uncancel", DO(print("uncancel {}", current_task().uncancel()))},
    {"fail", DO(if (o.a == 0) throw ValueError(o.b); if (o.a == 1) throw KeyError(o.b);
                if (o.a == 2) throw RuntimeError(o.b); throw OSError(o.b))},
    {"try", DO(co_await attempt(o.a, o.b, o.body(0), o.body(1)))},
    {"timeout", DO(co_await limited(o.a, o.body()))},
    {"wait_for", DO(print("wait_for {}", co_await wait_for(run(o.body()), seconds(o.a))))},
    {"wait_for_task", DO(if (auto* task = task_of(o.b)) print("wait_for_task {}", co_await wait_for(*task, o.a / 1000.0)))},
    {"shield", DO(if (auto* task = task_of(o.a)) print("shield {}", co_await shield(*task)))},
    {"shield_new", DO(print("shield_new {}", co_await shield(run(o.body()))))},
    {"gather", DO(co_await gathered("gather", o.a, o.coroutines()))},
    {"gather_tasks", DO(co_await gathered("gather_tasks", o.a, o.tasks_from(1)))},
    {"group", DO(co_await in_group(o.operation.bodies))},
    {"lock", DO(co_await async_with(world->locks[o.a], [&]() -> Coroutine<> { co_await run(o.body()); }))},
    {"semaphore", DO(co_await async_with(world->semaphores[o.a], [&]() -> Coroutine<> { co_await run(o.body()); }))},
    {"event_wait", DO(co_await world->events[o.a].wait())},
    {"event_set", DO(world->events[o.a].set())},
    {"event_clear", DO(world->events[o.a].clear())},
    {"put", DO(co_await world->queues[o.a].put(o.b))},
    {"get", DO(print("get {}", co_await world->queues[o.a].get()))},
    {"join", DO(co_await world->queues[o.a].join())},
    {"task_done", DO(try { world->queues[o.a].task_done(); } catch (const ValueError& e) { print(repr(e)); })},
    {"condition_wait", DO(co_await condition_op(world->conditions[o.a], true, 0, o.body()))},
    {"condition_notify", DO(co_await condition_op(world->conditions[o.a], false, o.b, o.body()))},
    {"barrier", DO(print("barrier {}", co_await world->barriers[o.a].wait()))},
    {"barrier_reset", DO(co_await world->barriers[o.a].reset())},
    {"barrier_abort", DO(co_await world->barriers[o.a].abort())},
    {"wait", DO(co_await waited(static_cast<ReturnWhen>(o.a), seconds(o.b), o.tasks_from(2)))},
    {"as_completed", DO(co_await completed(seconds(o.a), o.coroutines()))},
    {"thread", DO(print("thread {}", co_await to_thread(job, o.a, o.b)))},
    {"future", DO(world->futures[o.a] = o.loop.create_future<int>())},
    {"future_wait", DO(if (world->futures.contains(o.a)) print("future {}", co_await Future<int>(world->futures[o.a])))},
    {"future_set", DO(set_future(o.a, o.b))},
    {"future_cancel", DO(if (world->futures.contains(o.a))
                             print("future_cancel {}", static_cast<int>(world->futures[o.a].cancel(message(o.b)))))},
    {"callback", DO(if (auto* task = task_of(o.a)) task->add_done_callback(tell_of_task))},
    {"later_cancel", DO(o.loop.call_later(o.a / 1000.0, ask_to_cancel, o.b, o.c))},
    {"later_set", DO(o.loop.call_later(o.a / 1000.0, set_event, o.b))},
    {"later_future", DO(o.loop.call_later(o.a / 1000.0, set_future, o.b, o.c))},
    {"later_put", DO(o.loop.call_later(o.a / 1000.0, put_item, o.b, o.c))},
    {"later_release", DO(o.loop.call_later(o.a / 1000.0, release_slot, o.b))},
    {"later_spawn", DO(o.loop.call_later(o.a / 1000.0, spawn_task, o.b, &o.body()))},
    {"soon_cancel", DO(o.loop.call_soon(ask_to_cancel, o.a, o.b))},
};
#undef DO

Coroutine<int> run(const Body& body) {
    for (const Operation& operation : body) co_await doings.at(operation.name)({operation});
    co_return static_cast<int>(body.size());
}

Body parse(std::istream& words);

Operation parse_operation(std::istream& words) {
    Operation operation;
    words >> operation.name;
    for (std::string word; words >> word && word != ")";) {
        if (word == "[") operation.bodies.push_back(parse(words));
        else operation.numbers.push_back(std::stoi(word));
    }
    if (!words) throw std::runtime_error("an operation has no end");
    return operation;
}

/// Until "]", or the end.
Body parse(std::istream& words) {
    Body body;
    for (std::string word; words >> word && word != "]";) body.push_back(parse_operation(words));
    return body;
}

}  // namespace

Body parse_operations(const std::string& text) {
    std::istringstream words(text);
    return parse(words);
}

void run_program(const Body& body) {
    World its_own;
    world = &its_own;
    asyncio::run(run(body));
}

}  // namespace conformance
