#pragma once
#include <vector>

#include "../coroutine.hpp"
#include "../loop.hpp"
#include "address.hpp"

namespace asyncio {

/// One answer to the question where a host is. Python: an element of what getaddrinfo gives.
struct AddressInfo {
    int family = AF_UNSPEC, type = SOCK_STREAM, protocol = 0;
    Address address;
    friend bool operator==(const AddressInfo&, const AddressInfo&) = default;
};

/// What to ask for; the defaults ask for everything.
struct AddressQuery {
    int family = AF_UNSPEC, type = 0, protocol = 0, flags = 0;
};

/// Asks the system, and blocks until it knows. Throws gaierror. Python: socket.getaddrinfo
std::vector<AddressInfo> getaddrinfo(const std::string& host, int port, AddressQuery query);

/// The host and the service of an address, by name; `flags` as NI_NUMERICHOST. Blocks. Throws gaierror.
/// Python: socket.getnameinfo
std::pair<std::string, std::string> getnameinfo(const Address& address, int flags);

/// What getaddrinfo gives, asked in the default executor, unless `host` is a number: then there is nothing to wait for.
/// A port that cannot be is refused in the name of the call, `purpose`, that refuses it in Python.
/// Python: BaseEventLoop._ensure_resolved
Coroutine<std::vector<AddressInfo>> resolve(Loop& loop, std::string host, int port, AddressQuery query, const char* purpose = "connect");

/// The addresses of each family in turn, each family in its order; of the first family `first_address_family_count`
/// before that. Python: base_events._interleave_addrinfos
std::vector<AddressInfo> interleave_addrinfos(const std::vector<AddressInfo>& addrinfos, int first_address_family_count = 1);

}  // namespace asyncio
