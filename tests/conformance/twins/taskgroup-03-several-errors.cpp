#include "../python.hpp"

// Errors raised while the group is shutting down are collected too, in order of completion.
namespace taskgroup_03 {

Coroutine<> fails(std::string msg, double d) {
    try {
        co_await asyncio::sleep(d);
        throw ValueError(msg);
    } catch (const asyncio::CancelledError&) {
        throw KeyError(msg + " in cleanup");
    }
}

Coroutine<std::string> fine() {
    try {
        co_await asyncio::sleep(1);
    } catch (const asyncio::CancelledError&) {
        co_return "swallowed";
    }
    co_return "";
}

Coroutine<> main() {
    Task<std::string> quiet;
    try {
        co_await asyncio::async_with(asyncio::TaskGroup(), [&](asyncio::TaskGroup& tg) -> Coroutine<> {
            tg.create_task(fails("late", 1));
            tg.create_task(fails("first", 0.01));
            tg.create_task(fails("same time", 0.01));
            quiet = tg.create_task(fine());
            co_return;
        });
    } catch (...) {
        asyncio::except_star(
            asyncio::on<ValueError>([](const auto& eg) { print("ValueErrors: {}", repr_each(eg.exceptions(), str)); }),
            asyncio::on<KeyError>([](const auto& eg) { print("KeyErrors: {}", repr_each(eg.exceptions(), first_arg)); }));
    }
    print("quiet: {}", quiet.result());
}

void program() { asyncio::run(main()); }

}  // namespace taskgroup_03
