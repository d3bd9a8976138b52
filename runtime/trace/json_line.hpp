#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace asyncio::trace {

/// A line of JSON that is one object, as a flat list of its fields. Kept from line to line for its memory.
class JsonLine {
public:
    struct Value {
        enum class Type : std::uint8_t { text, integer, other };  ///< other: null, a fraction, a list, an object, …
        std::string key, text;
        std::int64_t integer = 0;
        Type type = Type::other;
    };

    /// Throws: LineError.
    void parse(std::string_view line);

    /// The field of that name; nullptr if there is none. Quick if fields are asked for in their order.
    const Value* find(std::string_view key) const;

private:
    friend struct JsonEvents;
    std::vector<Value> values_;
    std::size_t size_ = 0;
    mutable std::size_t next_ = 0;
};

/// What is wrong with a line, in words that follow "line 7: ".
struct LineError {
    std::string reason;
};

/// `text` in quotes, on one line, cut if it is long: for messages.
std::string excerpt(std::string_view text);

}  // namespace asyncio::trace
