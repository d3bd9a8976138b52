#pragma once
#include <fstream>
#include <sstream>

#include "tests/loopback.hpp"

/// Real files in a folder of the test's own, and what calls on them come to.
namespace trying {

using namespace asyncio;
using namespace loopback;

/// What is in a file; "" if there is none.
inline std::string content_of(const std::string& path) {
    std::ostringstream bytes;
    if (std::ifstream file(path, std::ios::binary); file.peek() != EOF) bytes << file.rdbuf();
    return std::move(bytes).str();
}

/// Makes a file.
inline void put(const std::string& path, const std::string& content) { std::ofstream(path, std::ios::binary) << content; }

/// What a call gives: its result as text, or the exception.
template <class T>
Coroutine<std::string> outcome(Coroutine<T> call) {
    try {
        if constexpr (std::is_void_v<T>) {
            co_await call;
            co_return "None";
        } else if constexpr (std::is_same_v<T, bool>) {
            co_return co_await call ? "True" : "False";
        } else if constexpr (std::is_arithmetic_v<T>) {
            co_return std::to_string(co_await call);
        } else if constexpr (std::is_same_v<T, std::string>) {
            co_return co_await call;
        } else {
            co_await call;
            co_return "done";
        }
    } catch (const Exception& e) {
        co_return type_name(e) + ": " + e.what();
    }
}

/// Opens and closes again.
inline Coroutine<> opened(files::Opening opening) {
    auto file = co_await opening;
    co_await file.close();
}

}  // namespace trying
