#include "../python.hpp"

// The parts of exception groups: notes, causes, what except* makes of a single exception.
namespace extra_exception_09 {

void show(const std::exception_ptr& e, int depth = 0) {
    std::string pad(2 * depth, ' ');
    if (auto eg = asyncio::group_of(e)) {
        print("{}{}: {}", pad, type_name(*eg), str(*eg));
        for (auto& x : eg->exceptions()) show(x, depth + 1);
    } else {
        std::string notes = "None";
        try {
            std::rethrow_exception(e);
        } catch (const BaseException& x) {
            if (!x.notes().empty()) notes = repr(x.notes());
        }
        print("{}{} {}", pad, repr(e), notes);
    }
}
std::string bare_tuple(const std::vector<std::exception_ptr>& v) {
    std::string s = "(";
    for (auto& e : v) s += (s.size() > 1 ? ", " : "") + repr(e);
    return s + (v.size() == 1 ? ",)" : ")");
}

template <class E>
Coroutine<> boom(E e, double d = 0) {
    co_await asyncio::sleep(d);
    e.add_note(fmt::format("after {}", d));
    throw e;
}

Coroutine<> sub() {
    co_await asyncio::async_with(asyncio::TaskGroup(), [&](asyncio::TaskGroup& tg2) -> Coroutine<> {
        tg2.create_task(boom(asyncio::TypeError("t")));
        tg2.create_task(boom(OSError(2, "gone")));
        tg2.create_task(boom(ZeroDivisionError()));
        co_return;
    });
}
Coroutine<> nested() {
    co_await asyncio::async_with(asyncio::TaskGroup(), [&](asyncio::TaskGroup& tg) -> Coroutine<> {
        tg.create_task(boom(ValueError(1)));
        tg.create_task(sub());
        co_return;
    });
}
Coroutine<> body() {
    co_await asyncio::async_with(asyncio::TaskGroup(), [&](asyncio::TaskGroup& tg) -> Coroutine<> {
        tg.create_task(boom(ValueError("child"), 0.01));
        try {
            co_await asyncio::sleep(1);
        } catch (...) {
            throw RuntimeError("body");
        }
    });
}
Coroutine<> interrupted() {
    co_await asyncio::async_with(asyncio::TaskGroup(), [&](asyncio::TaskGroup& tg) -> Coroutine<> {
        tg.create_task(boom(ValueError("v")));
        tg.create_task(asyncio::sleep(1));
        throw asyncio::CancelledError("by hand");
        co_return;
    });
}

Coroutine<> parts() {
    try {
        co_await nested();
    } catch (const BaseExceptionGroup& eg) {
        show(eg.pointer());
        auto [m, r] = eg.split<OSError>();
        show(m->pointer());
        show(r->pointer());
        print(repr(eg.subgroup([](const std::exception_ptr& e) { return isinstance<KeyError>(e); })));
        print(repr(eg.derive({std::make_exception_ptr(IndexError("i"))})));
    }
}

Coroutine<> rethrown() {
    try {
        try {
            co_await nested();
        } catch (...) {
            asyncio::except_star(asyncio::on<asyncio::TypeError>([](const auto& eg) {
                                     print("types {}", bare_tuple(eg.exceptions()));
                                     throw LookupError("instead");
                                 }),
                                 asyncio::on<ValueError>([] { print("values"); }),
                                 asyncio::on<OSError>([](const auto& eg) {
                                     auto inner = asyncio::group_of(eg.exceptions()[0]);
                                     print("{}", asyncio::exception_cast<OSError>(inner->exceptions()[0])->code);
                                     throw;
                                 }));
        }
    } catch (const Exception&) {
        show(std::current_exception());
    }
    {
        struct Finally { ~Finally() { print("finally"); } } f;
        try {
            throw ValueError("bare");
        } catch (...) {
            asyncio::except_star(asyncio::on<ValueError>([](const auto& eg) { print("{} {}", repr(eg), eg.exceptions().size()); }));
        }
    }
}

Coroutine<> noted() {
    try {
        ExceptionGroup eg("top", ValueError("a"), ExceptionGroup("inner", TypeError("b"), ValueError("c")));
        eg.add_note("a note");
        asyncio::raise_from(eg, KeyError("cause"));
    } catch (const ExceptionGroup& eg) {
        auto [m, r] = eg.split<ValueError>();
        print("{} {} {} {} {} {}", repr(m->notes()), repr(m->cause()), repr(m), repr(r->notes()), repr(r->cause()), repr(r->context()));
        print(repr(eg.derive({std::make_exception_ptr(KeyError("d"))})->cause()));
    }
    try {
        try {
            ExceptionGroup eg("top", ValueError("a"), TypeError("b"));
            eg.add_note("another");
            throw eg;
        } catch (...) {
            asyncio::except_star(asyncio::on<ValueError>([](const auto& part) { print("{} {}", repr(part.notes()), str(part)); }));
        }
    } catch (const ExceptionGroup& eg) {
        print("{} {}", repr(eg.notes()), repr(eg));
    }
    co_return;
}

Coroutine<> bodies() {
    try {
        co_await body();
    } catch (const ExceptionGroup& eg) {
        show(std::current_exception());
        print("{}", repr(asyncio::exception_cast<BaseException>(eg.exceptions()[1])->context()));
    }
    try {
        co_await interrupted();
    } catch (const BaseException&) {
        show(std::current_exception());
    }
    refused([] { ExceptionGroup("m", std::vector<std::exception_ptr>{}); });
    refused([] { ExceptionGroup("m", asyncio::CancelledError()); });
}
Coroutine<> main() {
    co_await parts();
    co_await rethrown();
    co_await noted();
    co_await bodies();
}
void program() { asyncio::run(main()); }

}  // namespace extra_exception_09
