#pragma once
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "../exceptions.hpp"
#include "json_object.hpp"

namespace asyncio::http {

/// A value of JSON: nlohmann's, but its objects keep the order of their members, as Python's do.
using Json = nlohmann::basic_json<detail::JsonObject>;

/// The text is no JSON: "Expecting value: line 1 column 1 (char 0)". Python: json.JSONDecodeError
struct JSONDecodeError : ValueError {
    using ValueError::ValueError;
    /// `at`: the byte of `text` that is wrong.
    JSONDecodeError(std::string msg, std::string_view text, std::size_t at);
    std::string msg;                             ///< "Expecting value"
    std::size_t pos = 0, lineno = 1, colno = 1;  ///< in characters; the latter two count from 1
};

Json parse_json(std::string_view text);          ///< Throws JSONDecodeError. Python: json.loads
/// In ASCII, with a blank behind commas and colons, as Python writes it. Bytes that are no UTF-8 become U+FFFD.
/// Python: json.dumps
std::string dump_json(const Json& value);

}  // namespace asyncio::http
