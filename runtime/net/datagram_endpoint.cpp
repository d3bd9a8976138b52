#include "datagram_endpoint.hpp"

#include <algorithm>

#include "connection.hpp"
#include "runtime/awaiters.hpp"
#include "runtime/os_errors.hpp"

namespace asyncio {
namespace {

/// A family with the addresses that the two sides have in it.
struct Candidate {
    int family, protocol;
    Address local, remote;
};

void check_paths(const DatagramOptions& options) {
    for (const Endpoint* endpoint : {&options.local_addr, &options.remote_addr})
        if (*endpoint && !endpoint->is_path) throw TypeError("string is expected");
}

Coroutine<std::vector<AddressInfo>> look_up(Loop& loop, Endpoint endpoint, DatagramOptions options, const char* purpose) {
    if (endpoint.is_path) throw TypeError("2-tuple is expected");
    const AddressQuery query{options.family, SOCK_DGRAM, options.protocol, options.flags};
    auto infos = co_await resolve(loop, endpoint.host, endpoint.port, query, purpose);
    if (infos.empty()) throw OSError("getaddrinfo() returned empty list");
    co_return infos;
}

void add(std::vector<Candidate>& candidates, const std::vector<AddressInfo>& infos, Address Candidate::* side) {
    for (const AddressInfo& info : infos) {
        const auto same = [&](const Candidate& c) { return c.family == info.family && c.protocol == info.protocol; };
        auto known = std::ranges::find_if(candidates, same);
        if (known == candidates.end()) known = candidates.insert(known, {info.family, info.protocol, {}, {}});
        (*known).*side = info.address;
    }
}

Coroutine<std::vector<Candidate>> candidates_for(Loop& loop, DatagramOptions options) {
    const Endpoint &local = options.local_addr, &remote = options.remote_addr;
    if (!local && !remote) {
        if (options.family == AF_UNSPEC) throw ValueError("unexpected address family");
        co_return std::vector<Candidate>{{options.family, options.protocol, {}, {}}};
    }
    if (options.family == AF_UNIX) {
        check_paths(options);
        co_return std::vector<Candidate>{{AF_UNIX, options.protocol, local ? Address(local.host) : Address(),
                                          remote ? Address(remote.host) : Address()}};
    }
    std::vector<Candidate> all;
    if (local) add(all, co_await look_up(loop, local, options, "bind"), &Candidate::local);
    if (remote) add(all, co_await look_up(loop, remote, options, "connect"), &Candidate::remote);
    std::erase_if(all, [&](const Candidate& c) { return (local && !c.local) || (remote && !c.remote); });
    if (all.empty()) throw ValueError("can not get address information");
    co_return all;
}

/// The socket for one candidate. Returns none, and what was wrong in `errors`, if that fails.
Coroutine<Socket> open_socket(Loop& loop, Candidate candidate, DatagramOptions options, std::vector<std::exception_ptr>& errors) {
    try {
        Socket socket(candidate.family, SOCK_DGRAM, candidate.protocol);
        if (options.reuse_port) socket.setsockopt(SOL_SOCKET, SO_REUSEPORT, 1);
        if (options.allow_broadcast) socket.setsockopt(SOL_SOCKET, SO_BROADCAST, 1);
        if (candidate.local) socket.bind(candidate.local);
        if (candidate.remote && !options.allow_broadcast) co_await loop.sock_connect(socket, candidate.remote);
        co_return socket;
    } catch (const OSError&) {
        errors.push_back(std::current_exception());
    }
    co_return Socket();
}

}  // namespace

Coroutine<std::pair<Socket, Address>> make_datagram_socket(Loop& loop, DatagramOptions options) {
    const auto candidates = co_await candidates_for(loop, options);
    if (options.family == AF_UNIX && options.local_addr) remove_stale_socket(options.local_addr.host);
    std::vector<std::exception_ptr> errors;
    for (const Candidate& candidate : candidates)
        if (Socket socket = co_await open_socket(loop, candidate, options, errors)) co_return {socket, candidate.remote};
    std::rethrow_exception(errors.front());
}

Coroutine<Counted<DatagramTransport>> make_datagram_transport(Loop& loop, Socket socket, Address peer,
                                                              Counted<DatagramProtocol> protocol) {
    Future<void> waiter(new FutureOf<void>(loop, trace::FutureKind::asyncio));
    const auto transport = DatagramTransport::start(loop, socket, protocol, peer, waiter);
    try {
        co_await waiter;
    } catch (...) {
        transport->close();
        throw;
    }
    co_return transport;
}

}  // namespace asyncio
