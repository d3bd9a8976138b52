#include "address.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/un.h>

#include <cstddef>
#include <cstring>

#include "runtime/exceptions.hpp"

namespace asyncio {
namespace {

constexpr socklen_t path_begins = offsetof(sockaddr_un, sun_path);

sockaddr_in& v4(sockaddr_storage& s) { return reinterpret_cast<sockaddr_in&>(s); }
sockaddr_in6& v6(sockaddr_storage& s) { return reinterpret_cast<sockaddr_in6&>(s); }
const sockaddr_in& v4(const sockaddr_storage& s) { return reinterpret_cast<const sockaddr_in&>(s); }
const sockaddr_in6& v6(const sockaddr_storage& s) { return reinterpret_cast<const sockaddr_in6&>(s); }

std::uint16_t checked_port(int port) {
    if (port < 0 || port > 65535) throw OverflowError("port must be 0-65535.");
    return htons(static_cast<std::uint16_t>(port));
}

}  // namespace

Address::Address(const std::string& path) {
    auto& un = reinterpret_cast<sockaddr_un&>(storage_);
    if (path.size() >= sizeof un.sun_path) throw OSError("AF_UNIX path too long");
    un.sun_family = AF_UNIX;
    std::memcpy(un.sun_path, path.data(), path.size());
    const bool abstract = path.empty() || path[0] == '\0';   // of an empty one the system makes up a name
    size_ = path_begins + static_cast<socklen_t>(path.size()) + (abstract ? 0 : 1);
}

Address::Address(const std::string& host, int port) {
    const auto address = numeric(host.empty() ? "0.0.0.0" : host, port);
    if (!address) throw ValueError("'" + host + "' is a name: look it up first");
    *this = *address;
}

Address::Address(const sockaddr* address, socklen_t size) : size_(size) { std::memcpy(&storage_, address, size); }

std::optional<Address> Address::numeric(const std::string& host, int port, int family) {
    Address address;
    if (host.find('\0') != std::string::npos) return {};   // inet_pton would not see what comes after it
    if (family != AF_INET6 && inet_pton(AF_INET, host.c_str(), &v4(address.storage_).sin_addr) == 1) {
        address.storage_.ss_family = AF_INET;
        v4(address.storage_).sin_port = checked_port(port);
        address.size_ = sizeof(sockaddr_in);
        return address;
    }
    if (family != AF_INET && inet_pton(AF_INET6, host.c_str(), &v6(address.storage_).sin6_addr) == 1) {
        address.storage_.ss_family = AF_INET6;
        v6(address.storage_).sin6_port = checked_port(port);
        address.size_ = sizeof(sockaddr_in6);
        return address;
    }
    return {};
}

std::string Address::host() const {
    char text[INET6_ADDRSTRLEN] = "";
    if (family() == AF_INET) inet_ntop(AF_INET, &v4(storage_).sin_addr, text, sizeof text);
    if (family() == AF_INET6) inet_ntop(AF_INET6, &v6(storage_).sin6_addr, text, sizeof text);
    return text;
}

int Address::port() const {
    if (family() == AF_INET) return ntohs(v4(storage_).sin_port);
    if (family() == AF_INET6) return ntohs(v6(storage_).sin6_port);
    return 0;
}

std::string Address::path() const {
    if (family() != AF_UNIX || size_ <= path_begins) return {};
    const char* path = reinterpret_cast<const sockaddr_un&>(storage_).sun_path;
    const std::size_t room = size_ - path_begins;
    return path[0] == '\0' ? std::string(path, room) : std::string(path, strnlen(path, room));
}

bool operator==(const Address& a, const Address& b) {
    return a.size_ == b.size_ && std::memcmp(&a.storage_, &b.storage_, a.size_) == 0;
}

std::string repr(const Address& address) {
    if (!address) return "None";
    if (address.family() == AF_UNIX) return "'" + address.path() + "'";
    std::string text = "('" + address.host() + "', " + std::to_string(address.port());
    if (address.family() == AF_INET6) {
        const auto& six = reinterpret_cast<const sockaddr_in6&>(*address.data());
        text += ", " + std::to_string(ntohl(six.sin6_flowinfo)) + ", " + std::to_string(six.sin6_scope_id);
    }
    return text + ")";
}

}  // namespace asyncio
