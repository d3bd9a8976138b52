#pragma once
#include <string>

#include "response.hpp"

namespace asyncio::http {

/// A page that lists what is in a folder, with links: `name` is the folder's within the static route whose URLs begin
/// with `prefix`. Blocks. Throws HTTPForbidden. Python: StaticResource._directory_as_html
Response folder_page(const std::string& path, const std::string& name, const std::string& prefix);

}  // namespace asyncio::http
