#include <random>
#include <thread>
#include <vector>

#include "catch.hpp"
#include "runtime/trace/joiner.hpp"

// What a log joins: it reads as if each event had been put there by itself.

using namespace asyncio::trace;

namespace joined_test {

struct EachOne : Observer {
    void appended(const Log&, std::size_t) override {}
};
struct LastOnly : Observer {
    std::vector<std::size_t> told;
    void appended(const Log&, std::size_t index) override { told.push_back(index); }
    bool wants_each() const override { return false; }
};

/// Makes up what a recorder would say, mostly in the order in which it comes in programs. The same each time.
class Chatter {
public:
    explicit Chatter(Log& log) : log_(log), joiner_(log) {}

    void say(int times) {
        while (times-- > 0) turn();
        joiner_.append({.kind = Kind::end});
    }

private:
    bool often() { return random_() % 8 != 0; }
    std::uint32_t number() { return random_() % 32 ? 1 + random_() % 100 : 0x0fff'ffff; }
    std::uint32_t line() { return random_() % 32 ? random_() % 300 : JoinedEvents::limit - 1 + random_() % 2; }

    void turn() {
        joiner_.begin_turn(often() ? turn_ + 1 : turn_ + 2, t_);
        const std::int64_t later = random_() % 3 ? static_cast<std::int64_t>(random_() % 1000) : 0;
        if (often()) joiner_.poll(t_, random_() % 32 ? later : JoinedEvents::limit);
        t_ += later;
        for (int n = random_() % 4; n > 0; --n) step();
        if (!often()) joiner_.append({.kind = Kind::mark, .text = log_.add_text("here")});
        joiner_.end_turn(++turn_);
    }

    void step() {
        const Ref task = Ref::task(number());
        if (often()) joiner_.run(Ref::handle(number()));
        if (!often()) joiner_.append({.kind = Kind::warning, .text = log_.add_text("careful")});
        if (often()) joiner_.step(task, random_() % 2 ? How::start : How::resume);
        switch (random_() % 5) {
        case 0: return joiner_.give_way(often() ? task : Ref::task(number()), line(), Ref::handle(number()));
        case 1: return spawn(task);
        case 2: return finish(task);
        case 3: return finish(Ref::future(number()));
        default: return joiner_.append({.kind = Kind::cancel, .subject = task, .by = Ref::Type::loop, .value = 1});
        }
    }

    void spawn(Ref by) {
        const Ref task = Ref::task(number());
        const TextId coroutine = log_.add_text(random_() % 2 ? "fetch" : "serve");
        joiner_.spawn(task, {coroutine, line()}, by, often() ? 0 : log_.add_text("7"));
        if (often()) push(Callback::task_step, {}, often() ? task : by);
    }

    void finish(Ref future) {
        joiner_.done({.kind = future.is(Ref::Type::task) ? Kind::task_done : Kind::future_done, .code = static_cast<std::uint8_t>(State::result),
                      .code2 = static_cast<std::uint8_t>(random_() % 29), .subject = future});
        if (often()) push(random_() % 2 ? Callback::task_wakeup : Callback::user, often() ? future : Ref::task(number()), Ref::task(number()));
    }

    void push(Callback callback, Ref future, Ref task) {
        const TextId function = callback == Callback::user ? log_.add_text("tick") : 0;
        joiner_.push({.kind = Kind::push, .code = static_cast<std::uint8_t>(callback), .subject = Ref::handle(number()), .object = future, .by = task,
                      .text = function});
    }

    Log& log_;
    Joiner joiner_;
    std::mt19937 random_{7};
    std::uint32_t turn_ = 0;
    std::int64_t t_ = 0;
};

std::vector<Event> events_of(const Log& log) {
    std::vector<Event> events;
    for (std::size_t i = 0; i < log.size(); ++i) events.push_back(log[i]);
    return events;
}

}  // namespace joined_test

using namespace joined_test;

TEST_CASE("A log that joins events reads as one that does not: from the front, from the back, from anywhere") {
    EachOne each;
    Log apart, joined;
    apart.set_observer(&each);
    Chatter(apart).say(20'000);
    Chatter(joined).say(20'000);
    REQUIRE(joined.size() == apart.size());
    CHECK_FALSE(apart.joins());
    CHECK(joined.joins());

    const std::vector<Event> expected = events_of(apart);
    CHECK(events_of(joined) == expected);
    std::size_t wrong = 0;
    for (std::size_t i = expected.size(); i-- > 0;) wrong += !(joined[i] == expected[i]);
    std::mt19937 random(3);
    for (int n = 0; n < 100'000; ++n) {
        const std::size_t i = random() % expected.size();
        wrong += !(joined[i] == expected[i]);
    }
    CHECK(wrong == 0);
}

TEST_CASE("A task that gives way is four events, and one for an observer who does not want to be told of each") {
    Log log;
    LastOnly observer;
    log.set_observer(&observer);
    Joiner joiner(log);
    joiner.run(Ref::handle(5));
    joiner.step(Ref::task(2), How::resume);
    CHECK(log.empty());
    joiner.give_way(Ref::task(2), 17, Ref::handle(9));
    CHECK(observer.told == std::vector<std::size_t>{3});
    const std::vector<Event> expected{
        {.kind = Kind::run, .subject = Ref::handle(5)},
        {.kind = Kind::step, .code = static_cast<std::uint8_t>(How::resume), .subject = Ref::task(2)},
        {.kind = Kind::suspend, .subject = Ref::task(2), .object = Ref::Type::yield, .value = 17},
        {.kind = Kind::push, .code = static_cast<std::uint8_t>(Callback::task_step), .subject = Ref::handle(9), .by = Ref::task(2)}};
    CHECK(events_of(log) == expected);
}

TEST_CASE("What is held is in the log before whatever else follows, and when nothing follows") {
    Log log;
    {
        Joiner joiner(log);
        joiner.run(Ref::handle(5));
        joiner.append({.kind = Kind::deadlock});
        CHECK(log.size() == 2);
        joiner.end_turn(1);
        CHECK(log.size() == 2);
        joiner.let_go();
        CHECK(log.size() == 3);
        joiner.end_turn(2);
    }
    CHECK(log[3] == Event{.kind = Kind::iter_end, .subject = Ref::from_bits(2)});
}

TEST_CASE("Joined events may be read while others are appended, in two logs at once") {
    Log first, second;
    Chatter(first).say(3'000);
    const std::vector<Event> expected = events_of(first);
    std::atomic<bool> ended = false;
    std::size_t wrong = 0, looks = 0;
    std::thread reader([&] {
        std::mt19937 random(5);
        for (bool last = false; !last;) {
            last = ended;
            for (const Log* log : {&first, &second})
                if (const std::size_t size = log->size()) {
                    const std::size_t i = random() % 2 ? size - 1 : random() % size;
                    wrong += !((*log)[i] == expected[i]);
                    ++looks;
                }
        }
    });
    Chatter(second).say(3'000);
    ended = true;
    reader.join();
    CHECK(second.size() == expected.size());
    CHECK(looks > 0);
    CHECK(wrong == 0);
}
