#pragma once
#include <string>
#include <string_view>

namespace asyncio {

/// The text between quotation marks, with escapes for what cannot be seen; bytes that are no UTF-8 are shown as
/// the surrogates that Python decodes them to: `'a\n'`, `"it's"`, `'\\udcff'`. Python: repr(str)
std::string quoted(std::string_view text);

/// Bytes as Python's repr(bytes) shows them: `b'a\n\\xff'`.
std::string quoted_bytes(std::string_view bytes);

/// Whether Python's repr shows the character as it is (str.isprintable), as far as the character is assigned.
bool is_printable(char32_t character);

}  // namespace asyncio
