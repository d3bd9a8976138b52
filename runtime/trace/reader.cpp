#include "reader.hpp"

#include <cerrno>
#include <fmt/format.h>
#include <fstream>
#include <system_error>

#include "foreign.hpp"
#include "json_line.hpp"
#include "lines.hpp"
#include "schema.hpp"

namespace asyncio::trace {
namespace {

using Value = JsonLine::Value;

std::int64_t number(const Value& value, const Field& field, std::int64_t least, std::int64_t most) {
    if (value.type != Value::Type::integer || value.integer < least || value.integer > most)
        throw LineError{fmt::format("\"{}\" is not a whole number from {} to {}", field.key, least, most)};
    return value.integer;
}

const std::string& text(const Value& value, const Field& field) {
    if (value.type != Value::Type::text) throw LineError{fmt::format("\"{}\" is not a string", field.key)};
    return value.text;
}

[[noreturn]] void unknown(const Value& value, const Field& field) {
    throw LineError{fmt::format("\"{}\" cannot be {}", field.key, excerpt(value.text))};
}

template <class Enum>
std::int64_t word(const Value& value, const Field& field) {
    const auto parsed = parse<Enum>(text(value, field));
    if (!parsed) unknown(value, field);
    return static_cast<std::int64_t>(*parsed);
}

/// A task that began while nothing was recorded, in asyncio.run's last turns, has no number; but it may print.
bool is_nameless_task(const std::string& name, const Field& field) { return name == "Task-0" && std::string_view(field.key) == "by"; }

std::int64_t ref(const Value& value, const Field& field) {
    const std::string& name = text(value, field);
    if (is_nameless_task(name, field)) return Ref::task(0).bits();
    const auto parsed = parse_ref(name);
    if (!parsed || !field.allows(parsed->type())) unknown(value, field);
    return parsed->bits();
}

std::int64_t callback(const Value& value, const Field& field, Event& event, Log& log) {
    if (const auto known = parse<Callback>(text(value, field))) return static_cast<std::int64_t>(*known);
    event.text2 = log.add_text(value.text);
    return static_cast<std::int64_t>(Callback::other);
}

std::int64_t timeout(const Value& value, const Field& field) {
    const bool is_forever = value.type == Value::Type::text && value.text == "inf";
    return is_forever ? forever : number(value, field, 0, longest_time);
}

/// The slot's bits for a field's value.
std::int64_t bits(const Value& value, const Field& field, Event& event, Log& log) {
    switch (field.form) {
    case Form::ref: return ref(value, field);
    case Form::callback: return callback(value, field, event, log);
    case Form::kind: return word<FutureKind>(value, field);
    case Form::how: return word<How>(value, field);
    case Form::state: return word<State>(value, field);
    case Form::direction: return word<Direction>(value, field);
    case Form::micros: return number(value, field, -longest_time, longest_time);
    case Form::timeout: return timeout(value, field);
    case Form::count: return number(value, field, 0, largest_count);
    case Form::text: return log.add_text(text(value, field));
    }
    return 0;
}

Event event_of(const JsonLine& line, Log& log) {
    const Value* name = line.find("ev");
    if (!name || name->type != Value::Type::text) throw LineError{"not an event: it has no \"ev\""};
    const auto kind = parse<Kind>(name->text);
    if (!kind) throw LineError{"unknown event " + excerpt(name->text)};

    Event event{.kind = *kind};
    for (const Field& field : schema(*kind).fields()) {
        if (const Value* value = line.find(field.key)) set(event, field.slot, bits(*value, field, event, log));
        else if (!field.optional) throw LineError{fmt::format("{} has no \"{}\"", name->text, field.key)};
    }
    return event;
}

void parse(const Lines& lines, JsonLine& fields) try {
    if (lines.too_long()) throw LineError{fmt::format("longer than {} MB", longest_line >> 20)};
    fields.parse(lines.text());
} catch (const LineError&) {
    if (lines.unfinished()) throw LineError{"cut off in the middle, as when a program is stopped"};
    throw;
}

/// Where the reading stopped, why, and what there is.
std::string problem(const Lines& lines, std::string_view reason, std::size_t events) {
    const auto kept = events == 0 ? "no event" : events == 1 ? "the event" : fmt::format("the {} events", events);
    return fmt::format("line {}: {}; kept: {} before it", lines.number(), reason, kept);
}

bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\r") == text.npos; }

ReadResult read_lines(Lines& lines, Log& log) {
    ReadResult result;
    JsonLine fields;
    try {
        while (lines.next()) {
            if (is_blank(lines.text())) continue;
            parse(lines, fields);
            log.append(event_of(fields, log));
            ++result.events;
        }
    } catch (const LineError& error) {
        result.problem = problem(lines, error.reason, result.events);
    } catch (const std::length_error& full) {
        result.problem = problem(lines, full.what(), result.events);
    }
    return result;
}

std::string file_problem(const std::filesystem::path& path) {
    std::error_code error;
    const auto status = std::filesystem::status(path, error);
    if (error) return error.message();
    if (is_directory(status)) return "a directory; a recording is a file";
    if (is_character_file(status) || is_block_file(status)) return "a device; a recording is a file";
    return "";
}

}  // namespace

ReadResult read_jsonl(std::istream& in, Log& log) {
    Lines lines(in, longest_line);
    const ReadResult result = read_lines(lines, log);
    if (result.events > 0) return result;
    if (result.problem.empty()) throw ReadError("empty; nothing was recorded");
    const auto foreign = foreign_format(std::string_view(lines.text()).substr(0, 4096));
    throw ReadError(foreign.empty() ? result.problem : std::string(foreign));
}

ReadResult read_file(const std::filesystem::path& path, Log& log) {
    const auto fail = [&](std::string_view reason) { return ReadError(path.string() + ": " + std::string(reason)); };
    if (const std::string problem = file_problem(path); !problem.empty()) throw fail(problem);
    errno = 0;
    std::ifstream in(path, std::ios::binary);
    if (!in) throw fail(std::error_code(errno, std::generic_category()).message());
    try {
        ReadResult result = read_jsonl(in, log);
        if (!result.problem.empty()) result.problem = path.string() + ": " + result.problem;
        return result;
    } catch (const ReadError& error) {
        throw fail(error.what());
    }
}

}  // namespace asyncio::trace
