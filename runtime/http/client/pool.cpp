#include "pool.hpp"

#include <algorithm>

#include "client_errors.hpp"
#include "runtime/awaiters.hpp"

namespace asyncio::http {

bool Pool::has_room(const std::string& key) const {
    if (limit_ != 0 && taken_ >= limit_) return false;
    const auto there = taken_there_.find(key);
    return limit_per_host_ == 0 || there == taken_there_.end() || there->second < limit_per_host_;
}

void Pool::count(const std::string& key) {
    ++taken_;
    ++taken_there_[key];
}

Coroutine<> Pool::take(std::string key) { return wait(*this, std::move(key)).as("TCPConnector.connect"); }

Coroutine<> Pool::wait(Pool& self, std::string key) {
    const bool others = std::ranges::find(self.line_, key, &Waiter::key) != self.line_.end();
    if (self.has_room(key) && !others) {
        self.count(key);
        co_return;
    }
    const auto turn = self.loop_.create_future();
    self.line_.push_back({key, turn});
    try {
        co_await turn;
    } catch (...) {
        std::erase_if(self.line_, [&](const Waiter& waiter) { return waiter.turn == turn; });
        if (turn.done() && !turn.cancelled() && !turn.exception()) self.give_back(key);   // it came too late
        throw;
    }
}

void Pool::give_back(const std::string& key) {
    --taken_;
    if (--taken_there_[key] == 0) taken_there_.erase(key);
    for (auto next = line_.begin(); next != line_.end();) {
        if (next->turn.done()) {   // it was cancelled, and has not noticed yet
            next = line_.erase(next);
        } else if (has_room(next->key)) {
            count(next->key);
            const Future<void> turn = next->turn;
            line_.erase(next);
            return turn.set_result();
        } else {
            ++next;
        }
    }
}

void Pool::close() {
    for (const Waiter& waiter : std::exchange(line_, {}))
        if (!waiter.turn.done()) waiter.turn.set_exception(detail::ClientConnectionError("Connector is closed."));
}

}  // namespace asyncio::http
