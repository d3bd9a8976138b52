#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace asyncio::http {

/// What tells a version of a resource from the others. Python: aiohttp.ETag
struct ETag {
    std::string value;               ///< without quotation marks; "*" of a condition: any
    bool is_weak = false;
    friend bool operator==(const ETag&, const ETag&) = default;
};

/// The tags of an "If-Match:" or "If-None-Match:" header, up to the first thing that is none.
std::vector<ETag> parse_etags(std::string_view header);
/// As headers carry it: "value", W/"value". Throws ValueError for a value that cannot be one.
std::string format_etag(const ETag& etag);

}  // namespace asyncio::http
