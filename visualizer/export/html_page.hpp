#pragma once
#include <string_view>

namespace awaitscope::exports {

/// html/page.html with the style and the scripts in it; made by embed_page.py when building.
extern const std::string_view html_page;

}  // namespace awaitscope::exports
