#pragma once
#include <algorithm>
#include <cctype>
#include <string>

namespace asyncio {

/// How Python words it that a socket cannot have an address: the system's words begin with a small letter.
inline std::string words_of_bind_error(const std::string& address, std::string strerror) {
    std::ranges::transform(strerror, strerror.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return "error while attempting to bind on address " + address + ": " + strerror;
}

}  // namespace asyncio
