#pragma once
#include <deque>
#include <string>
#include <unordered_map>

#include "../../coroutine.hpp"
#include "../../loop.hpp"

namespace asyncio::http {

/// How many connections may be in use, in all and to one place; who comes later waits in a line.
/// Python: the limits of aiohttp.BaseConnector
class Pool {
public:
    /// 0: no limit.
    Pool(Loop& loop, std::size_t limit, std::size_t limit_per_host) : loop_(loop), limit_(limit), limit_per_host_(limit_per_host) {}

    /// Waits until there is room for one more. Throws ClientConnectionError if the pool is closed meanwhile.
    /// Emits: future_new, suspend, if it has to wait.
    Coroutine<> take(std::string key);
    void give_back(const std::string& key);                  ///< the next in the line has it then
    void close();
    std::size_t taken() const { return taken_; }

private:
    struct Waiter {
        std::string key;
        Future<void> turn;
    };
    static Coroutine<> wait(Pool& self, std::string key);
    bool has_room(const std::string& key) const;
    void count(const std::string& key);

    Loop& loop_;
    const std::size_t limit_, limit_per_host_;
    std::size_t taken_ = 0;
    std::unordered_map<std::string, std::size_t> taken_there_;
    std::deque<Waiter> line_;
};

}  // namespace asyncio::http
