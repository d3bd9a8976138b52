#include "json.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "json_mistake.hpp"
#include "runtime/repr_value.hpp"
#include "runtime/utf8.hpp"

namespace asyncio::http {
namespace {

constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";

/// Writes values as Python's json.dumps does.
class JsonWriter {
public:
    std::string write(const Json& value) {
        add(value);
        return std::move(out_);
    }

private:
    void add(const Json& value) {
        switch (value.type()) {
            case Json::value_t::object: return add_object(*value.get_ptr<const Json::object_t*>());
            case Json::value_t::array: return add_array(*value.get_ptr<const Json::array_t*>());
            case Json::value_t::string: return add_text(*value.get_ptr<const Json::string_t*>());
            case Json::value_t::number_float: return add_number(value.get<double>());
            default: out_ += value.dump();
        }
    }

    void add_object(const Json::object_t& members) {
        out_ += '{';
        const char* between = "";
        for (const auto& [name, value] : members) {
            out_ += std::exchange(between, ", ");
            add_text(name);
            out_ += ": ";
            add(value);
        }
        out_ += '}';
    }

    void add_array(const Json::array_t& items) {
        out_ += '[';
        const char* between = "";
        for (const Json& item : items) {
            out_ += std::exchange(between, ", ");
            add(item);
        }
        out_ += ']';
    }

    void add_number(double number) {
        if (std::isnan(number)) out_ += "NaN";
        else if (std::isinf(number)) out_ += number < 0 ? "-Infinity" : "Infinity";
        else out_ += asyncio::detail::repr_of_number(number);
    }

    void add_text(std::string_view text) {
        out_ += '"';
        while (!text.empty()) {
            if (const char c = text[0]; static_cast<signed char>(c) >= 0) {
                add_ascii(c);
                text.remove_prefix(1);
                continue;
            }
            const Utf8 next = next_utf8(text, true);
            add_unicode(next.valid() ? next.character : U'\xfffd');
            text.remove_prefix(std::max<std::size_t>(next.size, 1));
        }
        out_ += '"';
    }

    void add_ascii(char c) {
        constexpr std::string_view escaped = "\"\\\b\f\n\r\t", letters = "\"\\bfnrt";
        if (const std::size_t which = escaped.find(c); which != escaped.npos) out_ += {'\\', letters[which]};
        else if (c < ' ') add_unit(static_cast<unsigned>(c));
        else out_ += c;
    }

    void add_unicode(char32_t character) {
        if (character < 0x10000) return add_unit(character);
        add_unit(0xd800 + ((character - 0x10000) >> 10));
        add_unit(0xdc00 + ((character - 0x10000) & 0x3ff));
    }

    void add_unit(unsigned unit) { out_ += fmt::format("\\u{:04x}", unit); }

    std::string out_;
};

std::size_t line_of(std::string_view before) { return 1 + static_cast<std::size_t>(std::ranges::count(before, '\n')); }

std::size_t column_of(std::string_view before) {
    const std::size_t newline = before.rfind('\n');
    return 1 + count_utf8(newline == before.npos ? before : before.substr(newline + 1));
}

std::string describe_mistake(const std::string& msg, std::string_view before) {
    return fmt::format("{}: line {} column {} (char {})", msg, line_of(before), column_of(before), count_utf8(before));
}

}  // namespace

JSONDecodeError::JSONDecodeError(std::string msg, std::string_view text, std::size_t at)
    : ValueError(describe_mistake(msg, text.substr(0, at))), msg(std::move(msg)), pos(count_utf8(text.substr(0, at))),
      lineno(line_of(text.substr(0, at))), colno(column_of(text.substr(0, at))) {}

Json parse_json(std::string_view text) {
    try {
        if (!text.starts_with(byte_order_mark)) return Json::parse(text);
        throw JSONDecodeError("Unexpected UTF-8 BOM (decode using utf-8-sig)", text, 0);
    } catch (const Json::exception& error) {
        if (const auto mistake = find_json_mistake(text)) throw JSONDecodeError(mistake->message, text, mistake->at);
        throw JSONDecodeError(error.what());   // Python's reader lets more pass: NaN, half a surrogate pair
    }
}

std::string dump_json(const Json& value) { return JsonWriter().write(value); }

}  // namespace asyncio::http
