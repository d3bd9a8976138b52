#pragma once
#include <fmt/format.h>
#include <sys/socket.h>

#include <optional>
#include <string>
#include <tuple>

namespace asyncio {

/// Where a socket is or connects to: host and port, or the path of a Unix socket.
class Address {
public:
    Address() = default;                                     ///< none
    /// A Unix socket's path; one that begins with a zero byte is in Linux's abstract name space.
    /// Throws OSError "AF_UNIX path too long".
    Address(const std::string& path);
    Address(const char* path) : Address(std::string(path)) {}
    /// A host given by number, "127.0.0.1" or "::1"; "" is any. Throws ValueError if it is a name, OverflowError for a
    /// port that cannot be.
    Address(const std::string& host, int port);
    Address(const sockaddr* address, socklen_t size);

    /// Nothing if `host` is no number of that family (AF_UNSPEC: of any).
    static std::optional<Address> numeric(const std::string& host, int port, int family = AF_UNSPEC);

    int family() const { return storage_.ss_family; }        ///< AF_INET, AF_INET6, AF_UNIX; 0 for none
    std::string host() const;                                ///< "" for a Unix socket
    int port() const;                                        ///< 0 for a Unix socket
    std::string path() const;                                ///< "" for all others
    explicit operator bool() const { return size_ > 0; }
    friend bool operator==(const Address& a, const Address& b);
    /// For `auto [host, port] = socket.getsockname()`.
    template <std::size_t I>
    auto get() const {
        if constexpr (I == 0) return host();
        else return port();
    }

    /// As the system takes it.
    const sockaddr* data() const { return reinterpret_cast<const sockaddr*>(&storage_); }
    socklen_t size() const { return size_; }

private:
    sockaddr_storage storage_{};
    socklen_t size_ = 0;
};

/// As Python shows it: ('127.0.0.1', 80), ('::1', 80, 0, 0), '/run/socket', None.
std::string repr(const Address& address);

}  // namespace asyncio

/// @cond
template <>
struct std::tuple_size<asyncio::Address> : std::integral_constant<std::size_t, 2> {};
template <std::size_t I>
struct std::tuple_element<I, asyncio::Address> : std::conditional<I == 0, std::string, int> {};
// `print("{}", address)` shows the pair, or the path.
template <>
struct fmt::formatter<asyncio::Address> : fmt::formatter<std::string> {
    template <class Out>
    auto format(const asyncio::Address& address, Out& out) const {
        return fmt::formatter<std::string>::format(address.family() == AF_UNIX ? address.path() : repr(address), out);
    }
};
/// @endcond
