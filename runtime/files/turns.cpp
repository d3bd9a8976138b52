#include "turns.hpp"

namespace asyncio::files {

std::uint64_t Turns::ask() {
    std::lock_guard lock(mutex_);
    return next_++;
}

void Turns::wait(std::uint64_t number) {
    std::unique_lock lock(mutex_);
    moved_.wait(lock, [&] { return now_ == number; });
}

bool Turns::has_come(std::uint64_t number) {
    std::lock_guard lock(mutex_);
    return now_ == number;
}

void Turns::give_back(std::uint64_t number) {
    {
        std::lock_guard lock(mutex_);
        back_early_.insert(number);
        while (back_early_.erase(now_) > 0) ++now_;
    }
    moved_.notify_all();
}

bool Turns::nobody() {
    std::lock_guard lock(mutex_);
    return now_ == next_;
}

}  // namespace asyncio::files
