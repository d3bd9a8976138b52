#pragma once
#include <functional>

#include "../future.hpp"
#include "../loop.hpp"
#include "transport.hpp"

/// What the transports of a pipe's two ends have in common.
namespace asyncio {

enum class PipeKind { none, pipe, socket, character_device };
/// What a descriptor refers to, as far as a pipe's transport cares. Throws OSError.
PipeKind pipe_kind(int fd);

/// The steps in which a pipe's transport begins: connection_made, then `watch` (if any), then the waiter's result.
/// What the descriptor refers to does not block from now on.
/// Emits: push of connection_made, _add_reader, transport.ready.
void queue_start(Loop& loop, int fd, const Counted<Transport>& transport, Future<void> waiter, std::function<void()> watch);

}  // namespace asyncio
