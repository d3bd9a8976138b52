#pragma once
#include <string>

#include "../loop.hpp"

namespace asyncio {

/// What repr() says of a descriptor: "polling", if the loop watches it, else "idle".
inline const char* polling(const Loop& loop, int fd, trace::Direction direction) {
    return loop.watches(fd, direction) ? "polling" : "idle";
}

/// A transport of a socket: <NAME closing fd=7 read=idle write=<polling, bufsize=80>>
inline std::string repr_of_transport(const char* name, const Loop& loop, int fd, bool closed, bool closing, std::size_t bufsize) {
    std::string text = std::string("<") + name + (closed ? " closed" : closing ? " closing" : "") + " fd=" + std::to_string(fd);
    if (closed || loop.is_closed()) return text + ">";
    return text + " read=" + polling(loop, fd, trace::Direction::read) + " write=<" + polling(loop, fd, trace::Direction::write) +
           ", bufsize=" + std::to_string(bufsize) + ">>";
}

}  // namespace asyncio
