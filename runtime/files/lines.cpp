#include "lines.hpp"

#include "runtime/awaiters.hpp"

namespace asyncio::files {
namespace {

Coroutine<Lines::Iterator> first(File file) {
    Lines::Iterator it(std::move(file));
    co_await ++it;
    co_return std::move(it);
}

Coroutine<std::optional<std::string>> line_of(File file) {
    std::string line = co_await file.readline();
    if (line.empty()) co_return std::nullopt;
    co_return std::move(line);
}

}  // namespace

Coroutine<> Lines::Iterator::operator++() { line_ = co_await file_.readline(); }

Coroutine<Lines::Iterator> Lines::begin() const { return first(file_).as("begin"); }
Coroutine<std::optional<std::string>> Lines::next() const { return line_of(file_).as("next"); }

}  // namespace asyncio::files
