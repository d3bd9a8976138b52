#include "received_head.hpp"

#include "content_length.hpp"

namespace asyncio::http {

bool ReceivedHead::feed(std::string_view line) {
    if (complete_) return false;
    while (line.ends_with('\n') || line.ends_with('\r')) line.remove_suffix(1);
    if (line.starts_with(' ') || line.starts_with('\t')) {   // nobody may write that, but it is to be understood
        header_ += " " + std::string(trimmed(line));
        return false;
    }
    add_header();
    if (line.starts_with("HTTP/")) begin(line);
    else header_ = line;
    complete_ = line.empty() && (status >= 200 || status == 101);
    return complete_;
}

std::string ReceivedHead::contradiction() const {
    const auto lengths = headers.getall("Content-Length");
    if (lengths.empty()) return {};
    if (headers.contains("Transfer-Encoding")) return "Content-Length can't be present with Transfer-Encoding";
    if (lengths.size() > 1) return "Duplicate Content-Length";
    if (parse_content_length(lengths.front())) return {};
    const bool is_number = !lengths.front().empty() && std::ranges::all_of(lengths.front(), is_digit);
    return is_number ? "Content-Length overflow" : "Invalid character in Content-Length";
}

void ReceivedHead::begin(std::string_view line) {
    headers.clear();
    version = line.starts_with("HTTP/1.0") ? 10 : 11;
    take_until(line, ' ');
    status = 0;
    for (const char c : take_until(line, ' '))
        if (is_digit(c)) status = status * 10 + (c - '0');
    reason = trimmed(line);
}

void ReceivedHead::add_header() {
    std::string_view value = header_;
    const std::string_view name = trimmed(take_until(value, ':'));
    if (!name.empty()) headers.add(name, trimmed(value));
    header_.clear();
}

}  // namespace asyncio::http
