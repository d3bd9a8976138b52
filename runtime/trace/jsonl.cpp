#include "jsonl.hpp"

#include <charconv>
#include <ostream>

#include "schema.hpp"
#include "utf8.hpp"

namespace asyncio::trace {
namespace {

void append_number(std::string& out, std::int64_t number) {
    char digits[24];
    out.append(digits, std::to_chars(digits, std::end(digits), number).ptr);
}

void append_word(std::string& out, const char* word) { out.append(1, '"').append(word).append(1, '"'); }

/// The first character of `text`, which needs care; returns how many bytes it has.
std::size_t append_special(std::string& out, std::string_view text) {
    constexpr std::string_view escaped = "\"\\\b\t\n\f\r", letters = "\"\\btnfr", digits = "0123456789abcdef";
    const char c = text[0];
    if (const auto i = escaped.find(c); i != std::string_view::npos) {
        out.append(1, '\\').append(1, letters[i]);
    } else if (static_cast<unsigned char>(c) < 0x20) {
        out.append("\\u00").append(1, digits[static_cast<std::size_t>(c >> 4)]).append(1, digits[c & 15]);
    } else if (const std::size_t length = utf8_length(text)) {
        out.append(text, 0, length);
        return length;
    } else {
        out += "\xef\xbf\xbd";
    }
    return 1;
}

void append_value(std::string& out, const Log& log, const Event& event, const Field& field) {
    const std::int64_t bits = get(event, field.slot);
    switch (field.form) {
    case Form::ref: return append_word(out, name(Ref::from_bits(static_cast<std::uint32_t>(bits))).c_str());
    case Form::callback:
        if (Callback(bits) == Callback::other) return append_quoted(out, log.text(event.text2));
        return append_word(out, word(Callback(bits)));
    case Form::kind: return append_word(out, word(FutureKind(bits)));
    case Form::how: return append_word(out, word(How(bits)));
    case Form::state: return append_word(out, word(State(bits)));
    case Form::direction: return append_word(out, word(Direction(bits)));
    case Form::timeout:
        if (bits == forever) return append_word(out, "inf");
        [[fallthrough]];
    case Form::micros:
    case Form::count: return append_number(out, bits);
    case Form::text: return append_quoted(out, log.text(static_cast<TextId>(bits)));
    }
}

}  // namespace

void append_quoted(std::string& out, std::string_view text) {
    const auto is_plain = [](char c) { return c >= 0x20 && c < 0x7f && c != '"' && c != '\\'; };
    out += '"';
    while (!text.empty()) {
        std::size_t length = 0;
        while (length < text.size() && is_plain(text[length])) ++length;
        if (length == 0) length = append_special(out, text);
        else out.append(text, 0, length);
        text.remove_prefix(length);
    }
    out += '"';
}

void append_json(std::string& line, const Log& log, const Event& event) {
    const Schema& form = schema(event.kind);
    line.append("{\"ev\":\"").append(form.name).append(1, '"');
    for (const Field& field : form.fields()) {
        if (field.optional && get(event, field.slot) == 0) continue;
        line.append(",\"").append(field.key).append("\":");
        append_value(line, log, event, field);
    }
    line += '}';
}

std::string to_json(const Log& log, const Event& event) {
    std::string line;
    append_json(line, log, event);
    return line;
}

void write_jsonl(const Log& log, std::ostream& out) {
    std::string line;
    for (std::size_t i = 0, n = log.size(); i < n; ++i) {
        line.clear();
        append_json(line, log, log[i]);
        out << (line += '\n');
    }
}

}  // namespace asyncio::trace
