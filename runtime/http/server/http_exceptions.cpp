#include "http_exceptions.hpp"

#include <algorithm>

#include "runtime/http/status.hpp"

namespace asyncio::http {
namespace {

std::string text_for(int status, std::string text) {
    if (!text.empty() || has_no_body(status) || status == 205) return text;
    return std::to_string(status) + ": " + std::string(reason_of(status));
}

std::string joined(std::vector<std::string> words) {
    std::ranges::sort(words);
    std::string line;
    for (const std::string& word : words) line += (line.empty() ? "" : ",") + word;
    return line;
}

}  // namespace

HTTPException::HTTPException(int status, std::string text, CIMultiDict headers)
    : Exception(std::string(reason_of(status))),
      response_({.status = status, .text = text_for(status, std::move(text)), .headers = std::move(headers)}) {}

HTTPMove::HTTPMove(int status, std::string_view location) : HTTPRedirection(status, {}, {{"Location", location}}) {
    if (location.empty()) throw ValueError("HTTP redirects need a location to redirect to.");
}

HTTPMethodNotAllowed::HTTPMethodNotAllowed(std::string_view, const std::vector<std::string>& allowed)
    : HTTPClientError(405, {}, {{"Allow", joined(allowed)}}) {}

HTTPUnavailableForLegalReasons::HTTPUnavailableForLegalReasons(std::string_view link, std::string text)
    : HTTPClientError(451, std::move(text)) {
    if (!link.empty()) response().headers().set("Link", "<" + std::string(link) + ">; rel=\"blocked-by\"");
}

HTTPRequestEntityTooLarge::HTTPRequestEntityTooLarge(std::size_t max_size, std::size_t actual_size)
    : HTTPClientError(413, "Maximum request body size " + std::to_string(max_size) + " exceeded, actual body size " +
                               std::to_string(actual_size)) {}

}  // namespace asyncio::http
