#include "random_program.hpp"

using namespace asyncio;

const std::vector<RandomProgram::Action> RandomProgram::actions = {
    &RandomProgram::sleeps, &RandomProgram::sleeps, &RandomProgram::gives_way, &RandomProgram::awaits_one,
    &RandomProgram::leaves_one, &RandomProgram::awaits_later, &RandomProgram::starts_eagerly, &RandomProgram::gathers,
    &RandomProgram::gathers_with_exceptions, &RandomProgram::waits_for, &RandomProgram::within, &RandomProgram::shields,
    &RandomProgram::waits, &RandomProgram::completes, &RandomProgram::hands_out, &RandomProgram::cancels,
    &RandomProgram::fails, &RandomProgram::calls, &RandomProgram::calls_later, &RandomProgram::awaits_future,
    &RandomProgram::uncancels, &RandomProgram::runs_in_thread, &RandomProgram::is_called_from_thread,
    &RandomProgram::cleans_up, &RandomProgram::groups, &RandomProgram::locks, &RandomProgram::locks,
    &RandomProgram::enters, &RandomProgram::enters, &RandomProgram::puts, &RandomProgram::puts, &RandomProgram::gets,
    &RandomProgram::gets, &RandomProgram::awaits_event, &RandomProgram::sets_event, &RandomProgram::awaits_condition,
    &RandomProgram::notifies, &RandomProgram::meets,
};

namespace {

/// Counts who is inside.
struct Inside {
    int& count;
    explicit Inside(int& c) : count(++c) {}
    ~Inside() { --count; }
};

}  // namespace

RandomProgram::RandomProgram(std::uint64_t seed, bool eager) : random_(seed), eager_(eager) {}

void RandomProgram::operator()() {
    run(main());
    tasks_.clear();
    for (; !shared_.queue.empty(); ++shared_.got) shared_.queue.get_nowait();
}

std::string RandomProgram::unsettled() const {
    if (shared_.owners || shared_.lock.locked()) return "somebody still has the lock";
    if (shared_.inside || shared_.semaphore.locked()) return "a slot of the semaphore is lost";
    if (shared_.condition.locked()) return "somebody still has the condition";
    if (shared_.barrier.n_waiting()) return "somebody still waits at the barrier";
    if (shared_.put != shared_.got) return "an item was lost, or was there twice";
    return "";
}

void RandomProgram::check(bool holds, const char* what) {
    if (!holds && wrong_.empty()) wrong_ = what;
}

Coroutine<> RandomProgram::main() {
    struct Closing {
        bool& flag;
        ~Closing() { flag = true; }
    } closing{closing_};
    get_running_loop().set_exception_handler([this](Loop&, const ErrorContext& context) {
        destroyed_ += context.message.starts_with("Task was destroyed");
    });
    for (int i = 0; i < 3; ++i) start();
    while (may_make(10)) {
        co_await gather(return_exceptions, make_some());
        co_await sleep(delay());
    }
}

Coroutine<Result> RandomProgram::node(int id) {
    Inside body(bodies_);
    Result result{id, token_};
    for (int left = below(6); left > 0; --left) {
        const Action action = closing_ ? &RandomProgram::sleeps : actions[static_cast<std::size_t>(below(static_cast<int>(actions.size())))];
        try {
            co_await (this->*action)(id);
        } catch (const CancelledError&) {
            if (below(4) != 0) throw;
        } catch (const ValueError&) {
            if (below(2) != 0) throw;
        }
    }
    co_return result;
}

RandomProgram::Nodes RandomProgram::make_some() {
    Nodes nodes;
    for (int i = below(4); i >= 0; --i) nodes.push_back(make());
    return nodes;
}

Task<Result> RandomProgram::start() {
    const int id = made_;
    tasks_.emplace_back(id, create_task(make()));
    return tasks_.back().second;
}

std::vector<Task<Result>> RandomProgram::later_than(int id) {
    std::vector<Task<Result>> found;
    for (const auto& [made, task] : tasks_)
        if (made > id && below(2) == 0) found.push_back(task);
    return found;
}

Coroutine<> RandomProgram::sleeps(int) {
    const Micros began = get_running_loop().now();
    const Seconds pause = delay();
    co_await sleep(pause);
    check(get_running_loop().now() == began + to_micros(pause.count()), "a sleep that lasted too long, or not long enough");
}

Coroutine<> RandomProgram::gives_way(int) { co_await sleep(0); }

Coroutine<> RandomProgram::awaits_one(int) {
    if (!may_make()) co_return;
    const int id = made_;
    note(co_await make(), id);
}

Coroutine<> RandomProgram::leaves_one(int) {
    if (may_make()) start();
    co_return;
}

Coroutine<> RandomProgram::awaits_later(int id) {
    for (const Task<Result>& task : later_than(id)) {
        static_cast<void>(co_await task);
        if (below(2) == 0) co_return;
    }
}

Coroutine<> RandomProgram::starts_eagerly(int) {
    if (!eager_ || !may_make()) co_return;
    const int id = made_;
    auto task = create_task(make(), {.eager_start = true});
    tasks_.emplace_back(id, task);
    if (below(2) == 0) note(co_await task, id);
}

Coroutine<> RandomProgram::gathers(int) {
    if (!may_make(5)) co_return;
    const int first = made_;
    const auto results = co_await gather(make_some());
    for (std::size_t i = 0; i < results.size(); ++i) note(results[i], first + static_cast<int>(i));
}

Coroutine<> RandomProgram::gathers_with_exceptions(int) {
    if (!may_make(5)) co_return;
    const int first = made_;
    const auto results = co_await gather(return_exceptions, make_some());
    for (std::size_t i = 0; i < results.size(); ++i)
        if (results[i].has_value()) note(results[i].value(), first + static_cast<int>(i));
}

Coroutine<> RandomProgram::waits_for(int) {
    if (!may_make()) co_return;
    const int id = made_;
    try {
        note(co_await wait_for(make(), delay()), id);
    } catch (const TimeoutError&) {}
}

Coroutine<> RandomProgram::within(int) {
    if (!may_make()) co_return;
    const int id = made_;
    try {
        co_await async_with(timeout(delay()), [&](Timeout& limit) -> Coroutine<> {
            note(co_await make(), id);
            if (below(3) == 0) limit.reschedule(get_running_loop().time() + delay().count());
            co_await sleep(delay());
        });
    } catch (const TimeoutError&) {
    } catch (const RuntimeError&) {}   // rescheduled when it had expired
}

Coroutine<> RandomProgram::shields(int) {
    if (!may_make()) co_return;
    const int id = made_;
    note(co_await shield(start()), id);
}

Coroutine<> RandomProgram::waits(int id) {
    auto tasks = later_than(id);
    if (tasks.empty()) co_return;
    constexpr ReturnWhen when[] = {FIRST_COMPLETED, FIRST_EXCEPTION, ALL_COMPLETED};
    WaitOptions options{.return_when = when[below(3)]};
    if (below(2) == 0) options.timeout = delay();
    const auto [done, pending] = co_await wait(tasks, options);
    check(done.size() + pending.size() == tasks.size(), "wait() lost a task");
    check(!done.empty() || options.timeout, "wait() returned before anything was done");
}

Coroutine<> RandomProgram::completes(int) {
    if (!may_make(5)) co_return;
    const int first = made_;
    Nodes nodes = make_some();
    const int last = made_;
    for (auto& ticket : as_completed(std::move(nodes))) {
        const Result result = co_await ticket;
        check(result.id >= first && result.id < last, "as_completed() handed out somebody else's result");
    }
}

Coroutine<> RandomProgram::hands_out(int id) {
    auto completed = as_completed(later_than(id), delay());
    try {
        while (auto task = co_await completed.next()) check(task.done(), "as_completed() handed out a task that runs");
    } catch (const TimeoutError&) {}
}

Coroutine<> RandomProgram::cancels(int) {
    if (tasks_.empty()) co_return;
    const Task<Result> task = tasks_[static_cast<std::size_t>(below(static_cast<int>(tasks_.size())))].second;
    const bool done = task.done();
    check(task.cancel() == !done, "cancel() of a task says whether it was done");
}

Coroutine<> RandomProgram::uncancels(int) {
    current_task().uncancel();
    co_return;
}

Coroutine<> RandomProgram::fails(int) { throw ValueError("at random"); co_return; }

Coroutine<> RandomProgram::calls(int) {
    auto handle = get_running_loop().call_soon([token = token_, this] { check(*token == 0, "a callback without its token"); });
    if (below(3) == 0) handle.cancel();
    co_return;
}

Coroutine<> RandomProgram::calls_later(int) {
    auto handle = get_running_loop().call_later(delay(), [token = token_, this] {
        if (below(4) == 0) throw ValueError("in a callback");
    });
    if (below(3) == 0) handle.cancel();
    co_return;
}

Coroutine<> RandomProgram::awaits_future(int id) {
    auto future = get_running_loop().create_future<Result>();
    get_running_loop().call_later(delay(), [future, id, token = token_] {
        if (!future.done()) future.set_result(Result{id, token});
    });
    note(co_await future, id);
}

Coroutine<> RandomProgram::runs_in_thread(int id) {
    if (below(30) != 0) co_return;   // threads are slow
    const Result result = co_await to_thread([id, token = token_, pause = delay().count()] {
        time::sleep(pause);
        return Result{id, token};
    });
    note(result, id);
}

Coroutine<> RandomProgram::is_called_from_thread(int id) {
    if (below(30) != 0) co_return;
    auto answer = [](Result result, Seconds pause) -> Coroutine<Result> {
        co_await sleep(pause);
        co_return result;
    };
    const Result result = co_await to_thread([&loop = get_running_loop(), answer, id, token = token_, pause = delay(), limit = delay(9)] {
        auto future = run_coroutine_threadsafe(answer(Result{id, token}, pause), loop);
        try {
            return future.result(limit);
        } catch (const TimeoutError&) {
            future.cancel();
            return Result{id, token};
        }
    });
    note(result, id);
}

Coroutine<> RandomProgram::cleans_up(int) {
    std::exception_ptr struck;
    try {
        co_await sleep(delay());
    } catch (const CancelledError&) {
        struck = std::current_exception();
    }
    co_await sleep(delay(3));
    if (struck) std::rethrow_exception(struck);
}

Coroutine<> RandomProgram::groups(int) {
    if (!may_make(6)) co_return;
    try {
        co_await async_with(TaskGroup(), [this](TaskGroup& group) -> Coroutine<> {
            for (int i = below(3); i >= 0; --i) group.create_task(make());
            co_await sleep(delay());
            group.create_task(make());
        });
    } catch (const ExceptionGroup& failures) {
        for (const auto& failure : failures.exceptions())
            check(isinstance<ValueError>(failure) || isinstance<ExceptionGroup>(failure) || isinstance<RuntimeError>(failure),
                  "a group failed with what none of its tasks threw");
    }
}

Coroutine<> RandomProgram::locks(int) {
    co_await async_with(shared_.lock, [this]() -> Coroutine<> {
        Inside owner(shared_.owners);
        check(shared_.owners == 1, "two have the lock");
        co_await sleep(delay(3));
    });
}

Coroutine<> RandomProgram::enters(int) {
    auto enter = [](RandomProgram& program, Seconds pause) -> Coroutine<> {
        co_await async_with(program.shared_.semaphore, [&]() -> Coroutine<> {
            Inside inside(program.shared_.inside);
            program.check(program.shared_.inside <= slots, "the semaphore let too many in");
            co_await sleep(pause);
        });
    };
    try {
        co_await wait_for(enter(*this, delay(3)), delay());
    } catch (const TimeoutError&) {}
}

Coroutine<> RandomProgram::puts(int id) {
    try {
        co_await async_with(timeout(delay()), [&]() -> Coroutine<> {
            co_await shared_.queue.put(Result{id, token_});
            ++shared_.put;
        });
    } catch (const TimeoutError&) {}
}

Coroutine<> RandomProgram::gets(int) {
    try {
        static_cast<void>(co_await wait_for(shared_.queue.get(), delay()));
        ++shared_.got;
    } catch (const TimeoutError&) {}
}

Coroutine<> RandomProgram::awaits_event(int) {
    try {
        co_await wait_for(shared_.event.wait(), delay());
    } catch (const TimeoutError&) {}
}

Coroutine<> RandomProgram::sets_event(int) {
    shared_.event.set();
    if (below(2) == 0) co_await sleep(0);
    shared_.event.clear();
}

Coroutine<> RandomProgram::awaits_condition(int) {
    try {
        co_await async_with(timeout(delay()), [this]() -> Coroutine<> {
            co_await async_with(shared_.condition, [this]() -> Coroutine<> {
                co_await shared_.condition.wait();
                check(shared_.condition.locked(), "notified, but without the lock");
            });
        });
    } catch (const TimeoutError&) {}
}

Coroutine<> RandomProgram::notifies(int) {
    co_await async_with(shared_.condition, [this]() -> Coroutine<> {
        shared_.condition.notify(below(3));
        co_await sleep(delay(2));
    });
}

Coroutine<> RandomProgram::meets(int) {
    try {
        const int place = co_await wait_for(shared_.barrier.wait(), delay());
        check(place >= 0 && place < slots, "a place that the barrier has not");
    } catch (const TimeoutError&) {}
}
