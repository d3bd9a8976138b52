// Does this compiler keep C++20's promises about coroutines? Meson runs this program before it builds
// anything and refuses a compiler that fails: g++ 12, for one, destroys temporaries of a co_await
// expression twice, and a learner's own lesson would crash for no reason of theirs.
//
// Prints each probe's name before it runs, so that the last line names the one that failed or crashed.
#include <coroutine>
#include <cstdio>
#include <cstring>
#include <exception>
#include <optional>
#include <source_location>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace {

int alive = 0;         // Witnesses that exist
bool confused = false; // one was used or destroyed that was not where it had been made

/// Knows its own address, so that a bitwise copy or a second destruction is noticed.
struct Witness {
    explicit Witness(int number) : number(number), self(this) { ++alive; }
    Witness(const Witness& other) : number(other.value()), self(this) { ++alive; }
    ~Witness() {
        value();
        self = nullptr;
        --alive;
    }
    int value() const {
        if (self != this) confused = true;
        return number;
    }
    int number;
    const Witness* self;
};

std::coroutine_handle<> suspended;

/// Suspends whoever awaits it, until main resumes it.
struct Pause : std::suspend_always {
    void await_suspend(std::coroutine_handle<> h) const { suspended = h; }
};

/// A lazy coroutine, awaited once by symmetric transfer: the shape of asyncio::Coroutine.
class Coroutine {
public:
    struct promise_type {
        std::coroutine_handle<> awaiter = std::noop_coroutine();
        std::optional<int> result;
        std::exception_ptr error;
        const char* function = "";
        unsigned line = 0;

        Coroutine get_return_object(std::source_location where = std::source_location::current()) {
            function = where.function_name();
            return Coroutine(std::coroutine_handle<promise_type>::from_promise(*this));
        }
        template <class A>
        A&& await_transform(A&& awaitable, std::source_location where = std::source_location::current()) {
            line = where.line();
            return std::forward<A>(awaitable);
        }
        struct Final : std::suspend_always {
            std::coroutine_handle<> await_suspend(std::coroutine_handle<promise_type> h) const noexcept { return h.promise().awaiter; }
        };
        std::suspend_always initial_suspend() noexcept { return {}; }
        Final final_suspend() noexcept { return {}; }
        void return_value(int value) { result = value; }
        void unhandled_exception() { error = std::current_exception(); }
    };

    Coroutine(Coroutine&& other) noexcept : handle(std::exchange(other.handle, {})) {}
    ~Coroutine() { if (handle) handle.destroy(); }

    bool await_ready() const { return false; }
    std::coroutine_handle<> await_suspend(std::coroutine_handle<> awaiter) {
        handle.promise().awaiter = awaiter;
        return handle;
    }
    int await_resume() {
        if (handle.promise().error) std::rethrow_exception(handle.promise().error);
        return *handle.promise().result;
    }

    std::coroutine_handle<promise_type> handle;

private:
    explicit Coroutine(std::coroutine_handle<promise_type> h) : handle(h) {}
};

struct Pair { Witness first; int second; std::string text; };

Coroutine take(Witness w) { co_await Pause{}; co_return w.value(); }
Coroutine take_pair(Pair p) { co_await Pause{}; co_return p.first.value() + p.second; }
Coroutine refuse(Witness w) { co_await Pause{}; throw std::runtime_error(std::to_string(w.value())); }
template <class F>
Coroutine call(F f) { co_await Pause{}; co_return f(); }
Coroutine at_once() { co_return 1; }
Coroutine nested(int depth) { co_return depth == 0 ? 0 : 1 + co_await nested(depth - 1); }

Coroutine argument() { co_return co_await take(Witness(7)); }
Coroutine captures() { co_return co_await call([w = Witness(7)] { return w.value(); }); }
Coroutine aggregate() { co_return co_await take_pair({Witness(3), 4, "long enough that it lives on the heap"}); }
Coroutine conditional() { bool yes = alive == 0; co_return yes ? co_await take(Witness(7)) : co_await take(Witness(8)); }
Coroutine siblings() { co_return Witness(2).value() + co_await take(Witness(4)) + Witness(1).value(); }
Coroutine exception() {
    try { co_await refuse(Witness(7)); } catch (const std::runtime_error& e) { co_return std::stoi(e.what()); }
    co_return 0;
}
Coroutine abandoned() {
    { Coroutine c = take(Witness(1)); c.handle.resume(); }
    co_return alive == 0 ? 7 : 0;
}
Coroutine transfers() {
    int sum = 0;
    for (int i = 0; i < 1'000'000; ++i) sum += co_await at_once();
    co_return sum == 1'000'000 ? 7 : 0;
}
Coroutine deep() { co_return co_await nested(100'000) == 100'000 ? 7 : 0; }
Coroutine places() {
    Coroutine c = take(Witness(7));
    const bool named = std::strstr(c.handle.promise().function, "take");
    c.handle.resume();
    co_return named && c.handle.promise().line != 0 ? 7 : 0;
}

struct Probe { const char* name; Coroutine (*start)(); };
const Probe probes[] = {
    {"a temporary as a coroutine's argument", argument},
    {"a lambda with captures inside a co_await expression", captures},
    {"a braced aggregate inside a co_await expression", aggregate},
    {"?: with co_await in both arms", conditional},
    {"temporaries on both sides of a co_await", siblings},
    {"an exception out of an awaited coroutine", exception},
    {"a coroutine destroyed while it is suspended", abandoned},
    {"a million transfers of control without growing the stack", transfers},
    {"coroutines nested 100,000 deep without growing the stack", deep},
    {"std::source_location of a coroutine and of its co_await", places},
};

bool passes(const Probe& probe) {
    {
        Coroutine c = probe.start();
        c.handle.resume();
        while (!c.handle.done()) std::exchange(suspended, {}).resume();
        if (c.await_resume() != 7) return false;
    }
    return alive == 0 && !confused;
}

}  // namespace

int main() {
    for (const Probe& probe : probes) {
        std::puts(probe.name);
        std::fflush(stdout);
        if (!passes(probe)) return 1;
    }
}
