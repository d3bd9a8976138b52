#pragma once
#include <memory>
#include <random>
#include <vector>

#include "runtime/asyncio.hpp"

/// What every coroutine of a random program gives: who it is, so that results cannot be mixed up, and a share of the
/// token, so that whatever keeps a result, a callback or a frame too long is seen.
struct Result {
    int id;
    std::shared_ptr<int> token;
};

/// A program made up from a seed: coroutines that sleep, give way, make others and wait for them in every way, cancel
/// each other, fail, swallow what strikes them, and time out; they form groups, take locks, hand items over and meet at
/// barriers. It always ends: a coroutine waits only for ones that were made after it, there are not endlessly many, who
/// has a lock waits for nobody, and what may never come is waited for with a limit.
class RandomProgram {
public:
    explicit RandomProgram(std::uint64_t seed, bool eager = true);
    void operator()();                              ///< the script's top level

    const std::string& wrong() const { return wrong_; }   ///< the first result that was not what it had to be; empty: none
    int bodies() const { return bodies_; }          ///< coroutines that were entered and not left
    long shares() const { return token_.use_count() - 1; }   ///< of the token, that somebody still keeps
    int destroyed() const { return destroyed_; }    ///< tasks that went while they were pending
    /// Once it is over: what is still held, waited at, or neither in the queue nor taken out; empty: nothing.
    std::string unsettled() const;

private:
    using Action = asyncio::Coroutine<> (RandomProgram::*)(int id);
    using Nodes = std::vector<asyncio::Coroutine<Result>>;
    static const std::vector<Action> actions;

    int below(int n) { return static_cast<int>(random_() % static_cast<std::uint64_t>(n)); }
    asyncio::Seconds delay(int most = 5) { return 0.001 * below(most); }   // few values, so that many are equal
    void check(bool holds, const char* what);
    bool may_make(int count = 1) const { return !closing_ && made_ + count < 80; }
    void note(const Result& result, int id) { check(result.id == id, "a result of somebody else"); }

    asyncio::Coroutine<> main();
    asyncio::Coroutine<Result> node(int id);
    asyncio::Coroutine<Result> make() { return node(made_++); }
    Nodes make_some();
    asyncio::Task<Result> start();
    /// Some tasks that were made after `id`; nobody waits in a circle.
    std::vector<asyncio::Task<Result>> later_than(int id);

    asyncio::Coroutine<> sleeps(int), gives_way(int), awaits_one(int), leaves_one(int), awaits_later(int), starts_eagerly(int),
        gathers(int), gathers_with_exceptions(int), waits_for(int), within(int), shields(int), waits(int), completes(int),
        hands_out(int), cancels(int), fails(int), calls(int), calls_later(int), awaits_future(int), uncancels(int),
        runs_in_thread(int), is_called_from_thread(int), cleans_up(int), groups(int), locks(int), enters(int), puts(int),
        gets(int), awaits_event(int), sets_event(int), awaits_condition(int), notifies(int), meets(int);

    static constexpr int slots = 2;
    struct Primitives {
        asyncio::Lock lock;
        asyncio::Semaphore semaphore{slots};
        asyncio::Condition condition;
        asyncio::Event event;
        asyncio::Barrier barrier{slots};
        asyncio::Queue<Result> queue{slots};
        int owners = 0, inside = 0, put = 0, got = 0;
    };

    std::mt19937_64 random_;
    std::shared_ptr<int> token_ = std::make_shared<int>();
    std::vector<std::pair<int, asyncio::Task<Result>>> tasks_;
    Primitives shared_;
    std::string wrong_;
    int made_ = 0, bodies_ = 0, destroyed_ = 0;
    bool closing_ = false, eager_;
};
