#pragma once
#include <optional>
#include <string_view>

namespace asyncio::http {

/// What is wrong with a text that should be JSON, and at which byte of it.
struct JsonMistake {
    const char* message;         ///< "Expecting value"
    std::size_t at;
};

/// The first mistake that Python's json.loads would find; nothing: it would find none.
std::optional<JsonMistake> find_json_mistake(std::string_view text);

}  // namespace asyncio::http
