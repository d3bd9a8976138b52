#include "idle_connections.hpp"

#include <sys/socket.h>

#include <algorithm>

namespace asyncio::http {

void IdleConnections::add(int fd, const std::string& key) {
    remove(fd);
    idle_.push_back({fd, key, loop_.now() + patience_});
    deadline_.set(idle_.front().until);
}

void IdleConnections::remove(int fd) {
    const auto gone = std::erase_if(idle_, [fd](const Idle& idle) { return idle.fd == fd; });
    if (gone == 0) return;
    if (idle_.empty()) deadline_.clear();
    else deadline_.set(idle_.front().until);
}

bool IdleConnections::has(const std::string& key) const { return std::ranges::find(idle_, key, &Idle::key) != idle_.end(); }

void IdleConnections::end_oldest() {
    while (!idle_.empty() && idle_.front().until <= loop_.now()) {
        shutdown(idle_.front().fd, SHUT_RDWR);
        idle_.pop_front();
    }
    if (!idle_.empty()) deadline_.set(idle_.front().until);
}

}  // namespace asyncio::http
