#include "unicode_errors.hpp"

#include <fmt/format.h>

#include "utf8.hpp"

namespace asyncio {
namespace {

std::string cannot_decode(std::string_view object, std::size_t start, std::size_t end, std::string_view reason) {
    if (end - start != 1) return fmt::format("'utf-8' codec can't decode bytes in position {}-{}: {}", start, end - 1, reason);
    const auto byte = static_cast<unsigned char>(object[start]);
    return fmt::format("'utf-8' codec can't decode byte 0x{:02x} in position {}: {}", byte, start, reason);
}

}  // namespace

UnicodeDecodeError::UnicodeDecodeError(std::string_view object, std::size_t start, std::size_t end, std::string reason)
    : UnicodeError(cannot_decode(object, start, end, reason)), start(start), end(end), reason(std::move(reason)) {}

UnicodeEncodeError::UnicodeEncodeError(std::string_view object) : UnicodeEncodeError(find(object)) {}

UnicodeEncodeError::UnicodeEncodeError(const Place& place)
    : UnicodeError(place.end - place.start == 1
                       ? fmt::format("'utf-8' codec can't encode character '{}' in position {}: surrogates not allowed",
                                     place.shown, place.start)
                       : fmt::format("'utf-8' codec can't encode characters in position {}-{}: surrogates not allowed",
                                     place.start, place.end - 1)),
      start(place.start), end(place.end), reason("surrogates not allowed") {}

/// The first run of bytes that belong to no character.
UnicodeEncodeError::Place UnicodeEncodeError::find(std::string_view object) {
    const std::size_t first = valid_utf8(object);
    std::size_t after = first;
    while (after < object.size() && !next_utf8(object.substr(after), true).valid()) ++after;
    const std::size_t start = count_utf8(object.substr(0, first));
    return {start, start + (after - first), fmt::format("\\udc{:02x}", static_cast<unsigned char>(object[first]))};
}

}  // namespace asyncio
