#pragma once
#include "../coroutine.hpp"
#include "../ssl/ssl_transport.hpp"

namespace asyncio {

/// At most `count` bytes of a file from where it stands; "" is the end. Blocks. Throws OSError.
std::string read_piece(int file, std::size_t count);

/// Sends a file by reading it in the default executor, through a transport whose bytes the system does not know. Meanwhile
/// that reads no more, and its protocol is not told of anything but its end. Python: base_events._sendfile_fallback
Coroutine<std::size_t> send_through(Loop& loop, Counted<SSLTransport> transport, int file, std::size_t offset,
                                    std::optional<std::size_t> count);

}  // namespace asyncio
