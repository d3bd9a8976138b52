#pragma once
#include <fmt/format.h>

#include "runtime/trace/jsonl.hpp"

namespace awaitscope::exports {

/// JSON that is put together from left to right; commas come by themselves.
class JsonText {
public:
    JsonText& open(char bracket) {
        comma();
        text_ += bracket;
        first_ = true;
        return *this;
    }
    JsonText& close(char bracket) {
        text_ += bracket;
        first_ = false;
        return *this;
    }
    JsonText& key(std::string_view name) {
        string(name);
        text_ += ':';
        first_ = true;
        return *this;
    }
    JsonText& string(std::string_view value) {
        comma();
        asyncio::trace::append_quoted(text_, value);
        return *this;
    }
    template <class Number>
    JsonText& number(Number value) {
        comma();
        fmt::format_to(std::back_inserter(text_), "{}", value);
        return *this;
    }
    JsonText& raw(std::string_view json) {
        comma();
        text_ += json;
        return *this;
    }
    template <class Value>
    JsonText& field(std::string_view name, const Value& value) {
        key(name);
        if constexpr (std::is_arithmetic_v<Value>) return number(value);
        else return string(value);
    }

    const std::string& text() const { return text_; }

private:
    void comma() {
        if (!first_) text_ += ',';
        first_ = false;
    }
    std::string text_;
    bool first_ = true;
};

}  // namespace awaitscope::exports
