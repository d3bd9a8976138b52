#include <array>
#include <charconv>
#include <unordered_map>

#include "schema.hpp"

/// The words that stand in log files for the values of the enums, and the names of tasks, handles, ….
namespace asyncio::trace {
namespace {

constexpr std::array callbacks = {
    "", "task.step", "task.wakeup", "sleep.wake", "gather.child_done", "wait.child_done", "wait.timeout",
    "as_completed.child_done", "as_completed.timeout", "wait_for.child_done", "wait_for.timeout",
    "timeout.expire", "taskgroup.child_done", "shield.inner_done", "shield.outer_done", "run.stop",
    "executor.deliver", "executor.check_cancel", "threadsafe.submit", "threadsafe.deliver",
    "sock.recv", "sock.send", "sock.accept", "sock.connect", "sock.read_done", "sock.write_done",
    "server.accept", "transport.connected", "transport.start_reading", "transport.ready",
    "transport.read", "transport.write", "transport.closed", "stream.handler_done", "user",
};
static_assert(callbacks.size() == static_cast<std::size_t>(Callback::other));

constexpr std::array future_kinds = {
    "", "sleep", "lock", "event", "condition", "semaphore", "barrier", "queue.get", "queue.put", "queue.join",
    "wait_for", "wait_for.cancelling", "wait", "gather", "shield", "taskgroup", "executor",
    "sock.recv", "sock.send", "sock.accept", "sock.connect", "stream.read", "stream.drain", "stream.closed",
    "transport", "server.serve", "server.closed", "user", "asyncio",
};
static_assert(future_kinds.size() == static_cast<std::size_t>(FutureKind::asyncio) + 1);

constexpr std::array hows = {"", "start", "resume", "throw"};
constexpr std::array states = {"", "result", "exception", "cancelled"};
constexpr std::array directions = {"", "read", "write"};

/// What a Ref's name begins with; the types up to `job` have a number behind it.
constexpr std::array names = {
    "", "Task-", "Future-", "H", "IO-", "Job-", "loop", "outside", "yield", "error", "cancel_all",
};
constexpr bool numbered(Ref::Type type) { return type >= Ref::Type::task && type <= Ref::Type::job; }

template <class Enum, class Words>
const char* word_of(const Words& words, Enum value) {
    const auto i = static_cast<std::size_t>(value);
    return i < words.size() ? words[i] : "";
}

template <class Enum> constexpr Enum last{};
template <> constexpr Kind last<Kind> = static_cast<Kind>(kind_count - 1);
template <> constexpr Callback last<Callback> = Callback::user;
template <> constexpr FutureKind last<FutureKind> = FutureKind::asyncio;
template <> constexpr How last<How> = How::throw_;
template <> constexpr State last<State> = State::cancelled;
template <> constexpr Direction last<Direction> = Direction::write;

}  // namespace

const char* word(Callback callback) { return word_of(callbacks, callback); }
const char* word(FutureKind kind) { return word_of(future_kinds, kind); }
const char* word(How how) { return word_of(hows, how); }
const char* word(State state) { return word_of(states, state); }
const char* word(Direction direction) { return word_of(directions, direction); }

template <class Enum>
std::optional<Enum> parse(std::string_view text) {
    static const auto values = [] {
        std::unordered_map<std::string_view, Enum> all;
        for (int i = 0; i <= static_cast<int>(last<Enum>); ++i)
            if (const auto value = static_cast<Enum>(i); *word(value)) all.emplace(word(value), value);
        return all;
    }();
    const auto found = values.find(text);
    return found == values.end() ? std::nullopt : std::optional(found->second);
}
template std::optional<Kind> parse(std::string_view);
template std::optional<Callback> parse(std::string_view);
template std::optional<FutureKind> parse(std::string_view);
template std::optional<How> parse(std::string_view);
template std::optional<State> parse(std::string_view);
template std::optional<Direction> parse(std::string_view);

std::string name(Ref ref) {
    const char* beginning = word_of(names, ref.type());
    return numbered(ref.type()) ? beginning + std::to_string(ref.number()) : beginning;
}

std::optional<Ref> parse_ref(std::string_view name) {
    for (std::size_t i = 1; i < names.size(); ++i) {
        const auto type = static_cast<Ref::Type>(i);
        if (!name.starts_with(names[i])) continue;
        const std::string_view rest = name.substr(std::string_view(names[i]).size());
        if (!numbered(type)) return rest.empty() ? std::optional(Ref(type)) : std::nullopt;
        std::uint32_t number = 0;
        const auto [end, error] = std::from_chars(rest.begin(), rest.end(), number);
        const bool sound = error == std::errc() && end == rest.end() && rest[0] != '0' && number <= largest_count;
        return sound ? std::optional(Ref(type, number)) : std::nullopt;
    }
    return std::nullopt;
}

bool is_bookkeeping(Callback callback) {
    switch (callback) {
    case Callback::executor_check_cancel:
    case Callback::sock_read_done:
    case Callback::sock_write_done:
    case Callback::shield_outer_done:
    case Callback::stream_handler_done: return true;
    default: return false;
    }
}

}  // namespace asyncio::trace
