#include "content_type.hpp"

#include <array>
#include <utility>

#include "ascii.hpp"
#include "multidict.hpp"

namespace asyncio::http {
namespace {

using Entry = std::pair<std::string_view, std::string_view>;

constexpr std::array types = {
    Entry{"html", "text/html"}, Entry{"htm", "text/html"}, Entry{"css", "text/css"}, Entry{"js", "text/javascript"},
    Entry{"mjs", "text/javascript"}, Entry{"json", "application/json"}, Entry{"txt", "text/plain"}, Entry{"md", "text/markdown"},
    Entry{"csv", "text/csv"}, Entry{"xml", "text/xml"}, Entry{"svg", "image/svg+xml"}, Entry{"png", "image/png"},
    Entry{"jpg", "image/jpeg"}, Entry{"jpeg", "image/jpeg"}, Entry{"gif", "image/gif"}, Entry{"webp", "image/webp"},
    Entry{"avif", "image/avif"}, Entry{"ico", "image/vnd.microsoft.icon"}, Entry{"pdf", "application/pdf"},
    Entry{"zip", "application/zip"}, Entry{"tar", "application/x-tar"}, Entry{"wasm", "application/wasm"},
    Entry{"mp3", "audio/mpeg"}, Entry{"ogg", "audio/ogg"}, Entry{"wav", "audio/x-wav"}, Entry{"mp4", "video/mp4"},
    Entry{"webm", "video/webm"}, Entry{"woff", "font/woff"}, Entry{"woff2", "font/woff2"}, Entry{"ttf", "font/ttf"},
    Entry{"py", "text/x-python"}, Entry{"c", "text/x-c"}, Entry{"cpp", "text/x-c"}, Entry{"h", "text/x-c"},
    Entry{"hpp", "text/x-c"}, Entry{"yaml", "application/yaml"}, Entry{"yml", "application/yaml"}, Entry{"toml", "application/toml"},
};
constexpr std::array encodings = {Entry{"gz", "gzip"}, Entry{"br", "br"}, Entry{"bz2", "bzip2"}, Entry{"xz", "xz"}};

std::string_view look_up(const auto& table, std::string_view extension) {
    for (const auto& [known, meaning] : table)
        if (equal_ignoring_case(known, extension)) return meaning;
    return {};
}

/// Takes ".txt" off a file's name and gives "txt"; "" if it has none.
std::string_view take_extension(std::string_view& name) {
    const auto dot = name.rfind('.');
    if (dot == name.npos || dot == 0 || name.find('/', dot) != name.npos) return {};
    const std::string_view extension = name.substr(dot + 1);
    name = name.substr(0, dot);
    return extension;
}

std::string parameter(std::string_view value) {
    if (value.size() >= 2 && value.front() == '"' && value.back() == '"') value = value.substr(1, value.size() - 2);
    return std::string(value);
}

}  // namespace

ContentType ContentType::parse(std::string_view header) {
    ContentType parsed;
    const std::string type = lowered(trimmed(take_until(header, ';')));
    if (type.find('/') != type.npos) parsed.type = type;
    while (!header.empty()) {
        std::string_view value = take_until(header, ';');
        const std::string_view name = trimmed(take_until(value, '='));
        if (equal_ignoring_case(name, "charset")) parsed.charset = lowered(parameter(trimmed(value)));
        if (equal_ignoring_case(name, "boundary")) parsed.boundary = parameter(trimmed(value));
    }
    return parsed;
}

bool ContentType::is_json() const {
    return type.starts_with("application/") && (type == "application/json" || type.ends_with("+json"));
}

std::string_view guess_type(std::string_view file_name) {
    std::string_view extension = take_extension(file_name);
    if (!look_up(encodings, extension).empty()) extension = take_extension(file_name);
    const std::string_view type = look_up(types, extension);
    return type.empty() ? "application/octet-stream" : type;
}

std::string_view guess_encoding(std::string_view file_name) { return look_up(encodings, take_extension(file_name)); }

}  // namespace asyncio::http
