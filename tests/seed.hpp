#pragma once
#include <cstdint>
#include <cstdlib>

/// What a test of random cases begins with, unless the environment says something else: to look for more, or to run one
/// that failed again.
inline std::uint64_t number_from_environment(const char* name, std::uint64_t otherwise) {
    const char* text = std::getenv(name);
    return text ? std::strtoull(text, nullptr, 10) : otherwise;
}
inline std::uint64_t first_seed() { return number_from_environment("AWAITSCOPE_SEED", 1); }
