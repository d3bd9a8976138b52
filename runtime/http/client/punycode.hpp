#pragma once
#include <string>
#include <string_view>

namespace asyncio::http {

/// A host's name as DNS has it: "xn--bcher-kva.example" for "bücher.example" (RFC 3492). Other letters than ASCII's are
/// taken as they are: capital ones among them stay capital. Throws ValueError for what is no UTF-8.
std::string punycode(std::string_view host);

}  // namespace asyncio::http
