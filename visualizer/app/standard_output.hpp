#pragma once
#include <string_view>

namespace awaitscope {

/// Writes all of `text` to standard output, at once.
///
/// Throws: BrokenPipe if nobody reads it; Failure, with the reason, if it cannot be written.
void write_out(std::string_view text);

/// From now on a pipe that nobody reads is an error of its write, and what is opened never gets the number
/// of a standard stream that was closed.
void prepare_standard_streams();

}  // namespace awaitscope
