#include "date.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <vector>

#include "ascii.hpp"

namespace asyncio::http {
namespace {

constexpr std::array days = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
constexpr std::array<std::string_view, 12> months = {"jan", "feb", "mar", "apr", "may", "jun",
                                                     "jul", "aug", "sep", "oct", "nov", "dec"};
constexpr std::array month_names = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

/// A number of at most four digits, else -1.
int number(std::string_view text) {
    if (text.empty() || text.size() > 4 || !std::ranges::all_of(text, is_digit)) return -1;
    int value = 0;
    for (char c : text) value = value * 10 + (c - '0');
    return value;
}

/// Fills in hour, minute and second from "03:13:18".
bool read_time(std::string_view text, std::tm& date) {
    for (int* part : {&date.tm_hour, &date.tm_min, &date.tm_sec})
        if ((*part = number(take_until(text, ':'))) < 0) return false;
    return text.empty() && date.tm_hour < 24 && date.tm_min < 60 && date.tm_sec <= 60;
}

/// Two digits mean the nearest such year, as cookies' dates have it (RFC 6265).
int full_year(int year) { return year < 0 || year > 99 ? year : year < 70 ? year + 2000 : year + 1900; }

std::vector<std::string_view> words_of(std::string_view text) {
    std::vector<std::string_view> words;
    while (!text.empty()) {
        const auto end = text.find_first_of(" ,-");
        if (end != 0) words.push_back(text.substr(0, end));
        text.remove_prefix(end == text.npos ? text.size() : end + 1);
    }
    return words;
}

}  // namespace

std::string format_date(std::time_t seconds) {
    std::tm date{};
    gmtime_r(&seconds, &date);
    std::array<char, 40> text{};
    const auto day = static_cast<std::size_t>(date.tm_wday), month = static_cast<std::size_t>(date.tm_mon);
    std::snprintf(text.data(), text.size(), "%s, %02d %s %04d %02d:%02d:%02d GMT", days[day], date.tm_mday, month_names[month],
                  date.tm_year + 1900, date.tm_hour, date.tm_min, date.tm_sec);
    return text.data();
}

std::string_view date_now() {
    thread_local std::time_t last = -1;
    thread_local std::string text;
    if (const std::time_t now = std::time(nullptr); now != last) text = format_date(last = now);
    return text;
}

std::optional<std::time_t> parse_date(std::string_view text) {
    std::tm date{};
    date.tm_mday = date.tm_mon = date.tm_year = -1;
    bool has_time = false;
    for (std::string_view word : words_of(text)) {
        const auto month = std::ranges::find(months, lowered(word.substr(0, 3)));
        if (month != months.end()) date.tm_mon = static_cast<int>(month - months.begin());
        else if (word.find(':') != word.npos) has_time = read_time(word, date);
        else if (const int n = number(word); n >= 0 && date.tm_mday < 0) date.tm_mday = n;
        else if (n >= 0 && date.tm_year < 0) date.tm_year = full_year(n) - 1900;
    }
    if (!has_time || date.tm_mday < 1 || date.tm_mday > 31 || date.tm_mon < 0 || date.tm_year < 0) return {};
    const int day = date.tm_mday;
    const std::time_t seconds = timegm(&date);
    return date.tm_mday == day ? std::optional(seconds) : std::nullopt;   // it would count on: 31 February is 3 March
}

}  // namespace asyncio::http
