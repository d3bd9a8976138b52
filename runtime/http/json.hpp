#pragma once
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "../exceptions.hpp"

namespace asyncio::http {

using Json = nlohmann::json;

/// The text is no JSON. Python: json.JSONDecodeError
struct JSONDecodeError : ValueError { using ValueError::ValueError; };

Json parse_json(std::string_view text);          ///< Throws JSONDecodeError. Python: json.loads
std::string dump_json(const Json& value);        ///< Bytes that are no UTF-8 become U+FFFD. Python: json.dumps

}  // namespace asyncio::http
