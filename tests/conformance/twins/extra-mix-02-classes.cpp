#include "../python.hpp"

// Methods as coroutines, managers and errors of one's own, items with an order, awaitables.
namespace extra_mix_02 {

struct AppError : asyncio::Exception {
    using Exception::Exception;
};

struct Refused : AppError {
    Refused(std::string name, int code) : AppError(name + " refused"), code(code) {}
    int code;
};

struct Stop : BaseException {
    using BaseException::BaseException;
};

struct Job {
    int priority;
    std::string name;
    bool operator<(const Job& other) const { return priority < other.priority; }
};

class Pool {
public:
    explicit Pool(int size) : free(size) {}
    Coroutine<int> enter() {
        co_await free.acquire();
        used += 1;
        print("taken {}", used);
        co_return used;
    }
    Coroutine<bool> exit(std::exception_ptr error) {
        used -= 1;
        free.release();
        print("given back {} {}", used, error ? type_name(error) : "None");
        co_return isinstance<Refused>(error);
    }
    asyncio::Semaphore free;
    int used = 0;
};

struct Worker {
    std::string name;
    asyncio::Queue<Job>& queue;
    Pool& pool;
    std::vector<std::string> done = {};

    Coroutine<> run() {
        while (true) {
            auto job = co_await queue.get();
            co_await work(job);
            queue.task_done();
        }
    }
    Coroutine<> work(Job job) {
        co_await asyncio::async_with(pool, [&](int n) -> Coroutine<> {
            print("{} works on {} as {}", name, job.name, n);
            co_await asyncio::sleep(0.01 * job.priority);
            if (job.name == "bad") throw Refused(job.name, 7);
            done.push_back(job.name);
        });
    }
};

struct Ticket {
    int n;
    Coroutine<int> operator co_await() const { return await(n); }
    static Coroutine<int> await(int n) {
        print("ticket {}", n);
        co_await asyncio::Yield();
        print("ticket {} again", n);
        co_return n * 2;
    }
};

Coroutine<> fails(std::exception_ptr e) {
    std::rethrow_exception(e);
    co_return;
}
template <class E>
std::exception_ptr made(E e) {
    return std::make_exception_ptr(e);
}

Coroutine<> errors() {
    for (auto e : {made(Refused("x", 3)), made(AppError("plain")), made(Stop("now")), made(Stop())}) {
        try {
            co_await asyncio::create_task(fails(e));
        } catch (const Refused& r) {
            print("Refused {} {}", repr(r), r.code);
        } catch (const AppError& r) {
            print("AppError {}", repr(r));
        } catch (const Stop& r) {
            print("Stop {} {}", repr(r), repr(isinstance<asyncio::Exception>(r)));
        }
    }
    auto [a, b] =
        co_await asyncio::gather(fails(made(Refused("g", 1))), fails(made(Stop("s"))), asyncio::return_exceptions);
    print("[{}, {}]", repr(a), repr(b));
    try {
        co_await asyncio::async_with(asyncio::TaskGroup(), [](auto& tg) -> Coroutine<> {
            tg.create_task(fails(made(Refused("t", 2))));
            tg.create_task(fails(made(AppError("u"))));
            co_return;
        });
    } catch (...) {
        asyncio::except_star(asyncio::on<Refused>([](auto& eg) {
                                 std::vector<int> codes;
                                 for (auto& e : eg.exceptions()) {
                                     try {
                                         std::rethrow_exception(e);
                                     } catch (const Refused& r) {
                                         codes.push_back(r.code);
                                     }
                                 }
                                 print("refused: {}", repr(codes));
                             }),
                             asyncio::on<AppError>([](auto& eg) { print("others: ({},)", repr(eg.exceptions()[0])); }));
    }
    try {
        co_await asyncio::async_with(asyncio::TaskGroup(), [](auto& tg) -> Coroutine<> {
            tg.create_task(fails(made(Stop("group"))));
            co_return;
        });
    } catch (const BaseExceptionGroup& eg) {
        print("{} {}", type_name(eg), repr(eg));
    }
}

Coroutine<> pool() {
    asyncio::PriorityQueue<Job> queue;
    Pool pool(2);
    for (auto job : {Job{3, "slow"}, Job{1, "quick"}, Job{2, "bad"}, Job{1, "second"}}) queue.put_nowait(job);
    std::vector<Worker> workers;
    for (auto n : {"ann", "bob", "cat"}) workers.push_back({n, queue, pool});
    std::vector<Task<>> tasks;
    for (auto& w : workers) tasks.push_back(asyncio::create_task(w.run(), w.name));
    co_await queue.join();
    for (auto& t : tasks) t.cancel();
    co_await asyncio::gather(tasks, asyncio::return_exceptions);
    std::string text;
    for (auto& w : workers) text += (text.empty() ? "" : ", ") + repr(w.name) + ": " + repr(w.done);
    print("{{{}}} {}", text, pool.used);
}

Coroutine<> tickets() {
    print("{}", co_await Ticket(1));
    auto [a, b] = co_await asyncio::gather(Ticket(2), Ticket(3));
    print("[{}, {}]", a, b);
    print("{}", co_await asyncio::wait_for(Ticket(4), 1));
    auto t = asyncio::ensure_future(Ticket(5));
    print("{}", co_await t);
}

Coroutine<> main() {
    co_await errors();
    co_await pool();
    co_await tickets();
}

void program() { asyncio::run(main()); }

}  // namespace extra_mix_02
