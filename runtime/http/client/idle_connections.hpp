#pragma once
#include <deque>

#include "deadline.hpp"

namespace asyncio::http {

/// The connections that libcurl keeps for later requests. Those that wait too long are ended: the server sees it at
/// once, libcurl gives the descriptor back at the next request, or when the session is closed.
class IdleConnections {
public:
    IdleConnections(Loop& loop, Seconds keepalive_timeout)
        : loop_(loop), patience_(to_micros(keepalive_timeout.count())), deadline_(loop, "http.keepalive", [this] { end_oldest(); }) {}

    void add(int fd, const std::string& key);                ///< Emits: timer_arm, if it is the only one
    void remove(int fd);                                     ///< it is used again, or closed
    bool has(const std::string& key) const;                  ///< whether one leads there
    bool empty() const { return idle_.empty(); }

private:
    struct Idle {
        int fd;
        std::string key;
        Micros until;
    };
    void end_oldest();

    Loop& loop_;
    const Micros patience_;
    std::deque<Idle> idle_;                                  // the oldest first
    Deadline deadline_;
};

}  // namespace asyncio::http
