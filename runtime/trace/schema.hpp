#pragma once
#include <optional>
#include <span>
#include <string_view>

#include "event.hpp"

/// What each kind of event consists of: the one table that the reader and the writer of log files loop over.
/// Adding a kind is one line in schema.cpp (and its name in enum Kind).
namespace asyncio::trace {

/// The part of an Event that holds a field.
enum class Slot : std::uint8_t { subject, object, by, code, code2, value, text, text2, wide };

/// What a slot's bits mean, and how a line of JSON shows them.
enum class Form : std::uint8_t {
    ref,       ///< a Ref: "Task-3", "loop"
    callback,  ///< a Callback: "task.step"; the name of Callback::other stands in text2
    kind,      ///< a FutureKind: "queue.get"
    how,       ///< a How: "resume"
    state,     ///< a State: "cancelled"
    direction, ///< a Direction: "read"
    micros,    ///< microseconds, at most longest_time either way
    timeout,   ///< the same, not negative; `forever` is "inf"
    count,     ///< a number from 0 to largest_count
    text,      ///< a TextId: any string
};

/// 146,000 years: sums and differences of two times still fit.
inline constexpr std::int64_t longest_time = std::int64_t{1} << 62;
inline constexpr std::int64_t largest_count = 0x0fff'ffff;

struct Field {
    const char* key = nullptr;
    Slot slot{};
    Form form{};
    std::uint16_t types = 0;  ///< the Ref::Types that a ref may have, as bits
    bool optional = false;    ///< left out if the slot's bits are 0

    constexpr bool allows(Ref::Type type) const { return types >> static_cast<int>(type) & 1; }
};

struct Schema {
    static constexpr int most_fields = 6;

    Kind kind{};
    const char* name = nullptr;   ///< as in TRACE.md: "task_new"
    Field fields_[most_fields];   ///< in the recorder's order; the rest have no key

    constexpr std::span<const Field> fields() const {
        std::size_t n = 0;
        while (n < most_fields && fields_[n].key) ++n;
        return {fields_, n};
    }
};

const Schema& schema(Kind kind);

/// A slot's bits as a number, whatever it holds.
std::int64_t get(const Event& event, Slot slot);
void set(Event& event, Slot slot, std::int64_t bits);

/// The inverse of word() for any of the enums; nothing if there is no such word. Never Callback::other.
template <class Enum>
std::optional<Enum> parse(std::string_view word);

/// The inverse of name().
std::optional<Ref> parse_ref(std::string_view name);

}  // namespace asyncio::trace
