#include "json.hpp"

namespace asyncio::http {

Json parse_json(std::string_view text) {
    try {
        return Json::parse(text);
    } catch (const Json::exception& error) {
        throw JSONDecodeError(error.what());
    }
}

std::string dump_json(const Json& value) { return value.dump(-1, ' ', false, Json::error_handler_t::replace); }

}  // namespace asyncio::http
