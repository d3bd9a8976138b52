#pragma once
#include <cstdint>
#include <span>
#include <string>

#include "runtime/ssl/ssl_context.hpp"

/// Plays one connection over TLS in memory, under the virtual clock: `script` says who writes, what the wire between the two
/// ends carries, holds back, changes, makes up or cuts off, when they pause, close, abort, and when time passes.
///
/// Holds true: what an end is given is what the other one has written, in order and not a byte more, whatever the wire
/// does; each is told of the connection's making once, of its loss once, and of nothing before, between or after that is
/// not its turn; all of it arrives where the wire is honest; and in the end nothing is left, no transport and no timer.
/// Returns what does not hold; empty: all does.
std::string play_tls(std::span<const std::uint8_t> script, const asyncio::SSLContext& server, const asyncio::SSLContext& client);
