#include "basic_auth.hpp"

#include "runtime/exceptions.hpp"
#include "runtime/http/ascii.hpp"

namespace asyncio::http {
namespace {

constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

std::string base64(std::string_view bytes) {
    std::string text;
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        unsigned group = 0;
        for (std::size_t k = 0; k < 3; ++k) group = group << 8 | (i + k < bytes.size() ? static_cast<unsigned char>(bytes[i + k]) : 0);
        for (std::size_t k = 0; k < 4; ++k) text += i + k <= bytes.size() ? digits[group >> (18 - 6 * k) & 63] : '=';
    }
    return text;
}

std::string from_base64(std::string_view text) {
    std::string bytes;
    unsigned group = 0, bits = 0;
    while (text.ends_with('=')) text.remove_suffix(1);
    for (char c : text) {
        const auto digit = digits.find(c);
        if (digit == digits.npos) throw ValueError("Invalid base64 encoding.");
        group = group << 6 | static_cast<unsigned>(digit);
        if ((bits += 6) < 8) continue;
        bits -= 8;
        bytes += static_cast<char>(group >> bits & 255);
    }
    return bytes;
}

}  // namespace

std::string BasicAuth::encode() const {
    if (login.find(':') != login.npos) throw ValueError("A \":\" is not allowed in login (RFC 1945#section-11.1)");
    return "Basic " + base64(login + ":" + password);
}

BasicAuth BasicAuth::decode(std::string_view header) {
    std::string_view rest = trimmed(header);
    const std::string_view scheme = take_until(rest, ' ');
    if (rest.empty()) throw ValueError("Could not parse authorization header.");
    if (lowered(scheme) != "basic") throw ValueError("Unknown authorization method " + std::string(scheme));
    const std::string plain = from_base64(trimmed(rest));
    const auto colon = plain.find(':');
    if (colon == plain.npos) throw ValueError("Invalid credentials.");
    return {plain.substr(0, colon), plain.substr(colon + 1)};
}

}  // namespace asyncio::http
