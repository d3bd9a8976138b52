#pragma once
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <set>

namespace asyncio::files {

/// Who may use a file, one after the other in the order of asking, whichever threads they are in.
class Turns {
public:
    std::uint64_t ask();                      ///< a number; whoever has one must give it back
    void wait(std::uint64_t number);          ///< until all before it have been given back
    bool has_come(std::uint64_t number);      ///< whether wait() would return at once
    void give_back(std::uint64_t number);     ///< used or not
    bool nobody();                            ///< no number is out

private:
    std::mutex mutex_;
    std::condition_variable moved_;
    std::uint64_t next_ = 0, now_ = 0;        // numbers below now_ are back
    std::set<std::uint64_t> back_early_;
};

}  // namespace asyncio::files
