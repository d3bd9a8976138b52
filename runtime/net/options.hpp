#pragma once
#include <netdb.h>

#include <optional>
#include <string>
#include <utility>

#include "../duration.hpp"
#include "../ssl/ssl_settings.hpp"
#include "address.hpp"

/// What the functions that connect, listen and bind can be told.
namespace asyncio {

/// How to reach a host that is given by name or number.
struct ConnectOptions {
    int family = AF_UNSPEC;                                            ///< AF_INET or AF_INET6: that one only
    int protocol = 0, flags = 0;                                       ///< for the resolver: IPPROTO_MPTCP; AI_ADDRCONFIG
    std::optional<std::pair<std::string, int>> local_addr = {};        ///< bind to this before
    /// Not one address after the other: the next is tried this long after one that neither answers nor fails (RFC 8305:
    /// 0.25 s). The first connection wins, and the other attempts are cancelled and closed.
    std::optional<Seconds> happy_eyeballs_delay = {};
    /// So many addresses of the first family are tried before one of the next, and so on in turn; 0: in the resolver's
    /// order. None: 1 with happy_eyeballs_delay, else 0.
    std::optional<int> interleave = {};
    bool all_errors = false;   ///< an ExceptionGroup tells what was wrong with each address. Python: 3.12
    SSLArgument ssl = {};      ///< true: with TLS, as ssl::create_default_context() has it; or as a context has it
    std::optional<std::string> server_hostname = {};                   ///< whom the certificate must name; none: the host
    std::optional<Seconds> ssl_handshake_timeout = {}, ssl_shutdown_timeout = {};   ///< none: 60 and 30 seconds
};

/// What a server listens with.
struct ListenOptions {
    int family = AF_UNSPEC;
    int flags = AI_PASSIVE;                                            ///< for the resolver
    int backlog = 100;                                                 ///< connections that may wait to be accepted
    bool reuse_address = true, reuse_port = false;
    bool start_serving = true;                                         ///< else with Server::start_serving()
    bool cleanup_socket = false;   ///< close() removes the file of a Unix socket. Python: 3.13, where it is the default
    bool keep_alive = false;                                           ///< the system tests idle connections. Python: 3.13
    SSLArgument ssl = {};                                              ///< a context with a certificate; none: no TLS
    std::optional<Seconds> ssl_handshake_timeout = {}, ssl_shutdown_timeout = {};   ///< none: 60 and 30 seconds
};

/// What a connection that was accepted elsewhere is taken over with.
struct AcceptedOptions {
    SSLArgument ssl = {};                                              ///< a context with a certificate; none: no TLS
    std::optional<Seconds> ssl_handshake_timeout = {}, ssl_shutdown_timeout = {};
};

/// How TLS is begun on a connection that is open. Python: the arguments of start_tls
struct StartTlsOptions {
    bool server_side = false;
    std::optional<std::string> server_hostname = {};                   ///< a client's: whom the certificate must name
    std::optional<Seconds> ssl_handshake_timeout = {}, ssl_shutdown_timeout = {};   ///< none: 60 and 30 seconds
};

/// Where a datagram socket is or sends to: a host by name or number and a port, or the path of a Unix socket.
struct Endpoint {
    Endpoint() = default;                                              ///< none
    Endpoint(std::string host, int port) : host(std::move(host)), port(port), given(true) {}
    Endpoint(std::string path) : host(std::move(path)), is_path(true), given(true) {}
    Endpoint(const char* path) : Endpoint(std::string(path)) {}
    Endpoint(const Address& address)
        : Endpoint(address.family() == AF_UNIX ? Endpoint(address.path()) : Endpoint(address.host(), address.port())) {}
    explicit operator bool() const { return given; }

    std::string host;                                                  ///< or the path
    int port = 0;
    bool is_path = false, given = false;
};

/// What a datagram endpoint is made of. Python: the arguments of create_datagram_endpoint
struct DatagramOptions {
    Endpoint local_addr = {}, remote_addr = {};
    int family = AF_UNSPEC, protocol = 0, flags = 0;
    bool reuse_port = false, allow_broadcast = false;
};

}  // namespace asyncio
