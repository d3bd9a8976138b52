#include "../python.hpp"

// Exception groups split and handled in part, causes, the order of finally, how exceptions look.
namespace extra_exception_05 {

template <class E>
Coroutine<> fail(E e, double d = 0) {
    co_await asyncio::sleep(d);
    throw e;
}

Coroutine<> nested_groups() {
    try {
        co_await asyncio::async_with(asyncio::TaskGroup(), [](asyncio::TaskGroup& outer) -> Coroutine<> {
            auto inner = []() -> Coroutine<> {
                co_await asyncio::async_with(asyncio::TaskGroup(), [](asyncio::TaskGroup& tg) -> Coroutine<> {
                    tg.create_task(fail(ValueError("v1")));
                    tg.create_task(fail(KeyError("k1")));
                    co_return;
                });
            };
            outer.create_task(inner().as("inner"));
            outer.create_task(fail(OSError("No such file"), 0));
            co_await asyncio::sleep(1);
        });
    } catch (...) {
        asyncio::except_star(asyncio::on<ValueError>([](const auto& eg) {
                                 print("V {} {} {}", repr(eg), eg.message(), eg.exceptions().size());
                             }),
                             asyncio::on<KeyError, OSError>([](const auto& eg) { print("KO {}", repr(eg)); }));
    }
}

Coroutine<> the_rest_goes_on() {
    try {
        try {
            throw ExceptionGroup("eg", TypeError(1), ExceptionGroup("nested", ValueError(2), TypeError(3)));
        } catch (...) {
            asyncio::except_star(asyncio::on<TypeError>([](const auto& eg) { print("types {}", repr(eg)); }));
        }
    } catch (const ExceptionGroup& eg) {
        print("rest {} {}", repr(eg), str(eg));
    }
    try {
        try {
            throw ValueError("naked");
        } catch (...) {
            asyncio::except_star(asyncio::on<ValueError>([](const auto& eg) {
                print("{}", repr_each(eg.exceptions(), [](auto& e) { return repr(e); }));
                throw KeyError("from the handler");
            }));
        }
    } catch (const BaseException& e) {
        print("{}", repr(e));
    }
    co_return;
}

Coroutine<> split() {
    ExceptionGroup eg("all", ValueError("a"), ExceptionGroup("b", TypeError("c"), OSError("d")));
    auto [match, rest] = eg.split<TypeError>();
    print("{} {}", repr(match), repr(rest));
    print("{} {}", repr(eg.subgroup([](auto& e) { return isinstance<ValueError>(e) || isinstance<OSError>(e); })),
          repr(eg.subgroup<KeyError>()));
    print("{}", repr(eg.derive({std::make_exception_ptr(KeyError("z"))})));
    try {
        ExceptionGroup("x", {});
    } catch (const ValueError& e) {
        print("{}", repr(e));
    }
    try {
        ExceptionGroup("x", KeyboardInterrupt());
    } catch (const TypeError& e) {
        print("{}", repr(e));
    }
    print("{} {}", repr(asyncio::make_exception_group("x", {std::make_exception_ptr(KeyboardInterrupt())})),
          type_name(*asyncio::make_exception_group("x", {std::make_exception_ptr(ValueError())})));
    co_return;
}

Coroutine<> causes() {
    try {
        try {
            co_await fail(ValueError("first"));
        } catch (const ValueError& e) {
            asyncio::raise_from(RuntimeError("second"), e);
        }
    } catch (const RuntimeError& e) {
        print("{} {} {}", repr(e), repr(e.cause()), repr(e.context()));
    }
}

Coroutine<> order_of_finally() {
    auto c = []() -> Coroutine<> {
        std::exception_ptr error;
        try {
            co_await asyncio::sleep(1);
        } catch (...) {
            error = std::current_exception();
        }
        print("c finally");
        co_await asyncio::sleep(0);
        print("c finally ends");
        if (error) std::rethrow_exception(error);
    };
    auto b = [&]() -> Coroutine<> {
        struct Finally {
            ~Finally() { print("b finally"); }
        } finally;
        try {
            co_await c().as("c");
        } catch (const asyncio::CancelledError&) {
            print("b except");
            throw;
        }
    };
    auto a = [&]() -> Coroutine<> {
        struct Finally {
            ~Finally() { print("a finally {}", asyncio::current_task().cancelling()); }
        } finally;
        co_await b();
    };
    auto t = asyncio::create_task(a().as("a"));
    co_await asyncio::sleep(0);
    t.cancel();
    co_await asyncio::wait({t});
    print("{}", repr(t.cancelled()));
}

Coroutine<> reprs() {
    auto show = [](const BaseException& e) {
        auto p = asyncio::pointer_to(e);
        print("{} | {} | {} {}", repr(e), str(e), repr(isinstance<asyncio::Exception>(e)),
              repr(isinstance<OSError>(e)));
    };
    show(ValueError());
    show(ValueError("x"));
    show(ValueError(3));
    show(ValueError(0.5));
    show(ValueError("it's"));
    show(KeyError("k"));
    show(KeyError(1));
    show(asyncio::PermissionError(13, "Permission denied"));
    show(OSError("only text"));
    show(IndexError("list index out of range"));
    show(ZeroDivisionError("division by zero"));
    show(asyncio::StopAsyncIteration());
    show(asyncio::NotImplementedError("n"));
    show(asyncio::TimeoutError());
    show(asyncio::CancelledError("c"));
    show(asyncio::InvalidStateError("i"));
    show(asyncio::QueueFull());
    show(asyncio::IncompleteReadError("ab", 5));
    show(asyncio::LimitOverrunError("too long", 3));
    show(AssertionError("a"));
    show(asyncio::MemoryError());
    show(asyncio::ConnectionResetError("reset"));
    show(asyncio::PermissionError(1, "p"));
    show(asyncio::BrokenPipeError(32, "Broken pipe"));
    co_return;
}

Coroutine<> main() {
    co_await nested_groups();
    co_await the_rest_goes_on();
    co_await split();
    co_await causes();
    co_await order_of_finally();
    co_await reprs();
}
void program() { asyncio::run(main()); }

}  // namespace extra_exception_05
