#include "json_line.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "jsonl.hpp"

namespace asyncio::trace {

/// Takes nlohmann's parsing events; what lies deeper than the object's own fields is passed over.
struct JsonEvents {
    using json = nlohmann::json;
    JsonLine& line;
    int depth = 0;
    std::string error{};

    bool key(std::string& key) {
        if (depth > 1) return true;
        if (line.find(key)) return fail(excerpt(key) + " stands there twice");
        if (line.size_ == line.values_.size()) line.values_.emplace_back();
        line.values_[line.size_].key.swap(key);
        line.values_[line.size_++].type = JsonLine::Value::Type::other;
        return true;
    }
    bool string(std::string& text) {
        if (auto* value = current()) value->text.swap(text), value->type = JsonLine::Value::Type::text;
        return in_object();
    }
    bool number_integer(std::int64_t number) {
        if (auto* value = current()) value->integer = number, value->type = JsonLine::Value::Type::integer;
        return in_object();
    }
    bool number_unsigned(std::uint64_t number) {
        return number <= INT64_MAX ? number_integer(static_cast<std::int64_t>(number)) : in_object();
    }
    bool number_float(double, const std::string&) { return in_object(); }
    bool boolean(bool) { return in_object(); }
    bool null() { return in_object(); }
    bool binary(json::binary_t&) { return in_object(); }
    bool start_array(std::size_t) { return in_object() && ++depth; }
    bool end_array() { return --depth > 0; }
    bool start_object(std::size_t) { return ++depth; }
    bool end_object() { return depth-- > 0; }

    bool parse_error(std::size_t position, const std::string&, const json::exception& exception) {
        const bool broken_text = std::string_view(exception.what()).find("UTF-8") != std::string_view::npos;
        return fail(fmt::format("{} at byte {}", broken_text ? "invalid UTF-8" : "not valid JSON", position));
    }

private:
    JsonLine::Value* current() { return depth == 1 && line.size_ ? &line.values_[line.size_ - 1] : nullptr; }
    bool in_object() { return depth > 0 || fail("not a JSON object"); }
    bool fail(std::string reason) {
        error = std::move(reason);
        return false;
    }
};

void JsonLine::parse(std::string_view line) {
    size_ = next_ = 0;
    JsonEvents events{*this};
    if (!nlohmann::json::sax_parse(line.begin(), line.end(), &events)) throw LineError{events.error};
}

const JsonLine::Value* JsonLine::find(std::string_view key) const {
    for (std::size_t i = 0; i < size_; ++i) {
        const std::size_t at = next_ + i < size_ ? next_ + i : next_ + i - size_;
        if (values_[at].key != key) continue;
        next_ = at + 1 < size_ ? at + 1 : 0;
        return &values_[at];
    }
    return nullptr;
}

std::string excerpt(std::string_view text) {
    constexpr std::size_t most = 60;
    std::string quoted;
    append_quoted(quoted, text.substr(0, most));
    if (text.size() > most) quoted.insert(quoted.size() - 1, "...");
    return quoted;
}

}  // namespace asyncio::trace
