#include "status.hpp"

#include <boost/beast/http/status.hpp>
#include <ostream>   // Beast 1.74 wants it and does not say so

namespace asyncio::http {

std::string_view reason_of(int status) {
    namespace beast = boost::beast::http;
    const beast::status code = beast::int_to_status(static_cast<unsigned>(status));
    if (code == beast::status::unknown) return {};
    const auto words = beast::obsolete_reason(code);
    return {words.data(), words.size()};
}

}  // namespace asyncio::http
