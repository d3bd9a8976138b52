#pragma once
#include <string>
#include <variant>

#include "descriptor.hpp"
#include "socket.hpp"

namespace asyncio {

/// What get_extra_info gives: an address, a socket, a pipe's descriptor, or nothing.
class ExtraInfo {
public:
    ExtraInfo() = default;
    ExtraInfo(Address address) { if (address) info_ = address; }
    ExtraInfo(Socket socket) : info_(std::move(socket)) {}
    ExtraInfo(Descriptor pipe) : info_(pipe) {}
    explicit operator bool() const { return info_.index() != 0; }
    /// Whether it can be made an Address, and a Socket.
    bool is_address() const { return std::holds_alternative<Address>(info_); }
    bool is_socket() const { return std::holds_alternative<Socket>(info_); }
    operator Address() const { return std::get<Address>(info_); }   ///< throws std::bad_variant_access if it is none
    operator Socket() const { return std::get<Socket>(info_); }
    operator Descriptor() const { return std::get<Descriptor>(info_); }

private:
    std::variant<std::monostate, Address, Socket, Descriptor> info_;
};
std::string repr(const ExtraInfo& info);

}  // namespace asyncio
