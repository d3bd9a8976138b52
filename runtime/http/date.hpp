#pragma once
#include <ctime>
#include <optional>
#include <string>
#include <string_view>

/// Dates as HTTP writes them: "Tue, 24 Nov 2026 03:13:18 GMT".
namespace asyncio::http {

std::string format_date(std::time_t seconds);
/// The present date; made anew once a second. The view holds until the next call in this thread.
std::string_view date_now();
/// Reads that form, and the two older ones that RFC 9110 wants understood. Nothing if it is no date.
std::optional<std::time_t> parse_date(std::string_view text);

}  // namespace asyncio::http
