#include "awaited_by.hpp"

#include <algorithm>

#include "loop.hpp"

namespace asyncio {

void future_add_to_awaited_by(const AnyFuture& fut, const AnyFuture& waiter) { fut.get_loop().awaited_by().add(fut, waiter); }

void future_discard_from_awaited_by(const AnyFuture& fut, const AnyFuture& waiter) { fut.get_loop().awaited_by().discard(fut, waiter); }

void AwaitedBy::add(const AnyFuture& fut, const AnyFuture& waiter) {
    std::erase_if(noted_, [](const auto& pair) { return pair.first.done(); });
    if (!fut.done() && !has(*fut.state(), *waiter.state())) noted_.emplace_back(fut, waiter);
}

void AwaitedBy::discard(const AnyFuture& fut, const AnyFuture& waiter) {
    std::erase_if(noted_, [&](const auto& pair) { return pair.first.done() || (pair.first == fut && pair.second == waiter); });
}

std::vector<AnyFuture> AwaitedBy::waiters_of(const FutureState& fut) const {
    std::vector<AnyFuture> waiters;
    for (const Owner* owner : owners_)
        if (!fut.done() && owner->waits_for(fut)) waiters.push_back(owner->waiter());
    for (const auto& [awaited, waiter] : noted_)
        if (awaited.state() == &fut && !fut.done()) waiters.push_back(waiter);
    return waiters;
}

bool AwaitedBy::has(const FutureState& fut, const FutureState& waiter) const {
    if (fut.done()) return false;
    const auto owns = [&](const Owner* owner) { return owner->waiter().state() == &waiter && owner->waits_for(fut); };
    const auto says_so = [&](const auto& pair) { return pair.first.state() == &fut && pair.second.state() == &waiter; };
    return std::ranges::any_of(owners_, owns) || std::ranges::any_of(noted_, says_so);
}

}  // namespace asyncio
