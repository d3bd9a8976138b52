#pragma once
#include <string_view>

namespace asyncio::trace {

/// What a file that begins with `head` is instead of a recording, and what to do about it, in words
/// that follow "FILE: ". "" if it could be a recording.
std::string_view foreign_format(std::string_view head);

}  // namespace asyncio::trace
