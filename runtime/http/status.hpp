#pragma once
#include <string_view>

namespace asyncio::http {

/// The words that go with a status code: 404 is "Not Found"; "" for a code that nobody has defined.
/// Python: http.HTTPStatus(status).phrase
std::string_view reason_of(int status);

/// Whether a response with that status never has a body (100 to 199, 204, 304).
constexpr bool has_no_body(int status) { return status < 200 || status == 204 || status == 304; }

}  // namespace asyncio::http
