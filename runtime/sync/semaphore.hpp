#pragma once
#include <memory>
#include <optional>
#include <string>

#include "../async_with.hpp"

namespace asyncio {

/// Lets a limited number in. A slot that is given back belongs to the first who waits: a newcomer, even one
/// that asks at once, queues behind. A copy is the same semaphore, as in Python. Python: asyncio.Semaphore
class Semaphore {
public:
    using CopiesAreTheSame = void;
    explicit Semaphore(int value = 1);                       ///< Throws: ValueError if it is negative

    bool locked() const;                                     ///< acquire() would have to wait
    /// Takes a slot, waiting for one if there is none or somebody else waits; gives true. One that is cancelled
    /// after it was given a slot gives it to the next. Emits: suspend on a `semaphore`, if it has to wait.
    Coroutine<bool> acquire() const;
    /// Gives a slot, to the first who waits if there is one. There may be more slots than in the beginning.
    /// Throws: ValueError if it is a BoundedSemaphore that has them all.
    void release() const;

    Coroutine<> enter() const;
    Coroutine<bool> exit(std::exception_ptr error) const;

    friend std::string repr(const Semaphore& semaphore);   ///< <asyncio.locks.Semaphore object at 0x55d0 [unlocked, value:2]>

protected:
    Semaphore(int value, std::optional<int> bound);

private:
    struct State;
    static Coroutine<bool> acquire(std::shared_ptr<State> semaphore);
    std::shared_ptr<State> state_;
};

/// One that refuses to have more slots than in the beginning. Python: asyncio.BoundedSemaphore
class BoundedSemaphore : public Semaphore {
public:
    explicit BoundedSemaphore(int value = 1) : Semaphore(value, value) {}
};

}  // namespace asyncio
