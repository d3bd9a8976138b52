#include "../python.hpp"

// Chains of exceptions as a traceback tells them: cause, context, and what is suppressed.
namespace extra_exception_10 {

std::string chain(std::exception_ptr p) {
    std::string text;
    while (p) {
        if (!text.empty()) text += " ";
        text += repr(p);
        auto* e = asyncio::exception_cast<BaseException>(p);
        std::exception_ptr next;
        if (e->cause())
            text += " <=", next = e->cause();
        else if (e->context() && !e->suppress_context())
            text += " ~", next = e->context();
        p = next;
    }
    return text;
}

std::string chain(const BaseException& e) { return chain(asyncio::pointer_to(e)); }
Coroutine<> low() {
    co_await asyncio::sleep(0);
    throw OSError(5, "low");
}

Coroutine<> middle() {
    try {
        co_await low();
    } catch (const OSError& e) {
        asyncio::raise_from(ValueError("middle"), e);
    }
}

Coroutine<> high() {
    try {
        co_await asyncio::create_task(middle());
    } catch (const ValueError&) {
        throw RuntimeError("high");
    }
}

Coroutine<> hidden() {
    try {
        co_await high();
    } catch (const RuntimeError&) {
        asyncio::raise_from(KeyError("hidden"), nullptr);
    }
}

Coroutine<> in_finally() {
    try {
        co_await low();
    } catch (...) {
        throw asyncio::LookupError("finally");
    }
    throw asyncio::LookupError("finally");
}

Coroutine<> cancelled_then_error() {
    try {
        co_await asyncio::sleep(1);
    } catch (const asyncio::CancelledError&) {
        throw ValueError("while cancelled");
    }
}

Coroutine<> swallowed_by_timeout() {
    try {
        co_await asyncio::async_with(asyncio::timeout(0.01), []() -> Coroutine<> {
            try {
                co_await asyncio::sleep(1);
            } catch (const asyncio::CancelledError&) {
                throw KeyError("instead");
            }
        });
    } catch (const KeyError& e) {
        print("key {}", chain(e));
    }
}

Coroutine<> wait_for_chain() {
    try {
        co_await asyncio::wait_for(asyncio::sleep(1), 0.01);
    } catch (const TimeoutError& e) {
        print("wait_for {}", chain(e));
    }
}

Coroutine<> group_chain() {
    try {
        co_await asyncio::async_with(asyncio::TaskGroup(), [](auto& tg) -> Coroutine<> {
            tg.create_task(middle());
            throw TypeError("body");
            co_return;
        });
    } catch (const BaseExceptionGroup& eg) {
        print("group {} {} {} {}", repr(eg), repr(eg.context()), repr(eg.cause()), repr(eg.suppress_context()));
        for (auto& e : eg.exceptions()) print("   {}", chain(e));
    }
}

Coroutine<> main() {
    std::pair<const char*, Coroutine<> (*)()> all[] = {{"high", high}, {"hidden", hidden}, {"in_finally", in_finally}};
    for (auto [name, f] : all) {
        try {
            co_await f();
        } catch (const asyncio::Exception& e) {
            print("{} {}", name, chain(e));
        }
    }
    auto t = asyncio::create_task(cancelled_then_error());
    co_await asyncio::sleep(0);
    t.cancel("m");
    auto [r] = co_await asyncio::gather(t, asyncio::return_exceptions);
    print(chain(r.exception()));
    co_await swallowed_by_timeout();
    co_await wait_for_chain();
    co_await group_chain();
}

void program() { asyncio::run(main()); }

}  // namespace extra_exception_10
