#pragma once
#include <string>
#include <string_view>

namespace asyncio::http {

/// Bytes in `encoding` ("utf-8", "latin-1", "gbk", ...) as UTF-8. Throws UnicodeDecodeError for bytes that are no such
/// text, LookupError for an encoding that the system does not know. Python: bytes.decode(encoding)
std::string decode(std::string_view bytes, const std::string& encoding);
/// Whether the system knows it.
bool is_encoding(const std::string& encoding);

}  // namespace asyncio::http
