#include "../python.hpp"

// Barriers reset while they fill and while they drain, with more parties than fit.
namespace extra_sync_06 {

using Name = std::optional<std::string>;   // none: -1
std::string show(const Name& n) { return n ? repr(*n) : "-1"; }
template <class R>
std::string shows(const R& rs) {
    std::string text;
    for (const auto& r : rs) text += (text.empty() ? "" : ", ") + show(r);
    return "[" + text + "]";
}

Coroutine<Name> party(asyncio::Barrier b, std::string name, double d = 0, int rounds = 1) {
    for (int r = 0; r < rounds; ++r) {
        try {
            co_await asyncio::sleep(d);
            int i = co_await b.wait();
            print("{} round {} place {} {}", name, r, i, b.n_waiting());
        } catch (const asyncio::BrokenBarrierError& e) {
            print("{} broken {} {}", name, repr(e), repr(b.broken()));
            co_return std::nullopt;
        } catch (const asyncio::CancelledError&) {
            print("{} cancelled {} {}", name, b.n_waiting(), repr(b.broken()));
            throw;
        }
    }
    co_return name;
}

Coroutine<> rounds() {
    asyncio::Barrier b(3);
    std::vector<Coroutine<Name>> cs;
    cs.push_back(party(b, "a", 0, 3));
    cs.push_back(party(b, "b", 0.01, 3));
    cs.push_back(party(b, "c", 0.02, 3));
    print("{}", shows(co_await asyncio::gather(std::move(cs))));
}

Coroutine<> more_than_fit() {
    asyncio::Barrier b(2);
    std::vector<Coroutine<Name>> cs;
    for (auto n : {"a", "b", "c", "d", "e", "f"}) cs.push_back(party(b, n, 0, 2));
    auto rs = co_await asyncio::gather(std::move(cs));
    print("{} {}", shows(rs), b.n_waiting());
}

Coroutine<> reset_while_filling() {
    asyncio::Barrier b(3);
    std::vector<Task<Name>> ts;
    for (auto n : {"p", "q"}) ts.push_back(asyncio::create_task(party(b, n)));
    co_await asyncio::sleep(0.01);
    print("{}", b.n_waiting());
    auto r = asyncio::create_task(b.reset());
    ts.push_back(asyncio::create_task(party(b, "r")));
    co_await asyncio::sleep(0);
    ts.push_back(asyncio::create_task(party(b, "s")));
    ts.push_back(asyncio::create_task(party(b, "t")));
    auto rs = co_await asyncio::gather(ts);
    print("{} {} {} {}", shows(rs), repr(r.done()), b.n_waiting(), repr(b.broken()));
}

Coroutine<> reset_while_draining() {
    asyncio::Barrier b(3);
    std::vector<Task<Name>> ts;
    for (auto n : {"u", "v", "w"}) ts.push_back(asyncio::create_task(party(b, n)));
    co_await asyncio::sleep(0);
    co_await asyncio::sleep(0);
    print("draining? {}", b.n_waiting());
    ts.push_back(asyncio::create_task(party(b, "x")));
    co_await b.reset();
    print("reset {} {}", b.n_waiting(), repr(b.broken()));
    for (auto n : {"y", "z"}) ts.push_back(asyncio::create_task(party(b, n)));
    print("{}", shows(co_await asyncio::gather(ts)));
}

Coroutine<> abort_and_timeouts() {
    asyncio::Barrier b(2);
    bool late = false;
    try {
        co_await asyncio::async_with(asyncio::timeout(0.01), [&]() -> Coroutine<> { co_await party(b, "alone"); });
    } catch (const TimeoutError&) {
        late = true;
    }
    if (late) {
        print("timeout {} {}", b.n_waiting(), repr(b.broken()));
        co_await b.abort();
    }
    print("{}", show(co_await party(b, "after")));
    {
        auto [x, y, z] = co_await asyncio::gather(party(b, "one"), party(b, "two"), b.reset(), asyncio::return_exceptions);
        print("[{}, {}, {}] {}", show(x.value()), show(y.value()), repr(z), repr(b.broken()));
    }
    co_await b.reset();
    {
        auto [x, y] = co_await asyncio::gather(party(b, "one"), party(b, "two"));
        print("[{}, {}]", show(x), show(y));
    }
    auto t = asyncio::create_task(party(b, "gone"));
    co_await asyncio::sleep(0.01);
    t.cancel();
    auto [x, y, z] = co_await asyncio::gather(t, party(b, "three"), party(b, "four"), asyncio::return_exceptions);
    print("[{}, {}, {}]", repr(x.exception()), show(y.value()), show(z.value()));
    co_await asyncio::async_with(asyncio::timeout(1), [&]() -> Coroutine<> {
        auto member = [&](int n) -> Coroutine<> {
            co_await asyncio::async_with(b, [&](int place) -> Coroutine<> {
                print("member {} {}", n, place);
                co_return;
            });
        };
        co_await asyncio::gather(member(1).as("member"), member(2).as("member"));
    });
}

Coroutine<> main() {
    co_await rounds();
    co_await more_than_fit();
    co_await reset_while_filling();
    co_await reset_while_draining();
    co_await abort_and_timeouts();
}
void program() { asyncio::run(main()); }

}  // namespace extra_sync_06
