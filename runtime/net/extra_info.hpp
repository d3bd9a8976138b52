#pragma once
#include <memory>
#include <string>
#include <variant>

#include "descriptor.hpp"
#include "socket.hpp"

namespace asyncio {

struct PeerCertificate;
struct SSLCipher;
class SSLContext;
class SSLObject;

/// What get_extra_info gives: an address, a socket, a pipe's descriptor, something of TLS, or nothing.
class ExtraInfo {
public:
    ExtraInfo() = default;
    ExtraInfo(Address address) { if (address) info_ = address; }
    ExtraInfo(Socket socket) : info_(std::move(socket)) {}
    ExtraInfo(Descriptor pipe) : info_(pipe) {}
    template <class Tls>
    ExtraInfo(std::shared_ptr<const Tls> of_tls) : info_(std::move(of_tls)) {}
    explicit operator bool() const { return info_.index() != 0; }
    /// Whether it can be made an Address, and a Socket.
    bool is_address() const { return std::holds_alternative<Address>(info_); }
    bool is_socket() const { return std::holds_alternative<Socket>(info_); }
    bool is_of_tls() const { return info_.index() > 3; }
    operator Address() const { return std::get<Address>(info_); }   ///< throws std::bad_variant_access if it is none
    operator Socket() const { return std::get<Socket>(info_); }
    operator Descriptor() const { return std::get<Descriptor>(info_); }
    operator PeerCertificate() const;
    operator SSLCipher() const;
    operator SSLContext() const;
    operator SSLObject() const;

private:
    template <class T>
    using Shared = std::shared_ptr<const T>;
    std::variant<std::monostate, Address, Socket, Descriptor, Shared<PeerCertificate>, Shared<SSLCipher>, Shared<SSLContext>,
                 Shared<SSLObject>> info_;
};
std::string repr(const ExtraInfo& info);

}  // namespace asyncio

/// @cond
// `print("{}", writer.get_extra_info("peername"))` shows what it does for the Address.
template <>
struct fmt::formatter<asyncio::ExtraInfo> : fmt::formatter<std::string> {
    template <class Out>
    auto format(const asyncio::ExtraInfo& info, Out& out) const {
        const bool is_path = info.is_address() && asyncio::Address(info).family() == AF_UNIX;
        return fmt::formatter<std::string>::format(is_path ? asyncio::Address(info).path() : repr(info), out);
    }
};
/// @endcond
