#pragma once
#include <cstdlib>
#include <string>
#include <string_view>

#include "runtime/http/server/request_parser.hpp"

/// What the request parser promises, whatever it is given: however the bytes are cut, it reads the same.
namespace fuzz {

using asyncio::http::RequestParser;

struct Story {
    std::string requests;                // all that it has read, as text
    RequestParser::State end;
};

/// What a parser reads if it gets at most `step` new bytes at a time.
inline Story story(std::string_view bytes, std::size_t step) {
    using State = RequestParser::State;
    RequestParser parser({.line = 200, .head = 400, .chunk_head = 100});
    std::string text;
    std::size_t done = 0, seen = 0;
    bool told = false;
    while (parser.state() != State::failed) {
        const std::size_t used = parser.feed(bytes.substr(done, seen - done), nullptr);
        if (used > seen - done) std::abort();
        done += used;
        if (parser.state() != State::head && parser.state() != State::failed && !std::exchange(told, true)) {
            const auto& head = parser.head();
            text += head.method + " " + head.target + " " + std::to_string(head.version) + (head.keep_alive ? " keep" : " close") +
                    (head.has_body ? " body " : " ") + std::to_string(head.content_length.value_or(0)) + "\n";
            for (const auto& [name, value] : head.headers) ((text += name) += ":") += value;
        }
        if (parser.state() == State::complete) {
            text += "\nend at " + std::to_string(done) + "\n";
            parser.next();
            told = false;
        } else if (used == 0) {
            if (seen == bytes.size()) break;
            seen = std::min(bytes.size(), seen + step);
        }
    }
    return {text, parser.state()};
}

inline void check_requests(std::string_view bytes) {
    if (bytes.empty()) return;
    const std::size_t step = 1 + static_cast<unsigned char>(bytes[0]) % 16;
    bytes.remove_prefix(1);
    const Story whole = story(bytes, bytes.size() + 1), pieces = story(bytes, step);
    if (whole.requests != pieces.requests) std::abort();
    const auto failed = RequestParser::State::failed;   // of a head that has come in part Beast may not have seen it yet
    if (whole.end != pieces.end && whole.end != failed && pieces.end != failed) std::abort();
}

}  // namespace fuzz
