#pragma once
#include <string>

#include "format.hpp"

namespace awaitscope::exports {

/// How many events a page shows at most; of a longer recording it shows the beginning, and says so.
inline constexpr std::size_t most_page_events = 20'000;

/// Everything that the page (html/*.js) needs, as one JSON object without the character "<". Its fields
/// stand in html_data.cpp.
std::string page_data(const Log& log, const ExportInfo& info);

}  // namespace awaitscope::exports
