#pragma once
#include <span>

#include "ssl_errors.hpp"
#include "ssl_object.hpp"

struct ssl_st;
struct bio_st;

namespace asyncio {

/// One side of TLS between bytes in memory: what the peer sent is put in, what it is to get is taken out.
/// Python: ssl.SSLObject with its two MemoryBIOs
class TlsSession {
public:
    /// Throws ValueError, SSLError if the context is not one for this.
    TlsSession(const SSLContext& context, bool server_side, std::optional<std::string> server_hostname);
    ~TlsSession();
    TlsSession(const TlsSession&) = delete;

    void put_in(std::string_view bytes);
    std::string take_out();
    std::size_t waits_inside() const;                        ///< bytes that were put in and not looked at yet
    std::size_t waits_outside() const;                       ///< bytes that can be taken out

    // All throw SSLError.
    bool do_handshake();                                     ///< false: it wants more bytes
    long read(std::span<char> buffer);                       ///< how many there are; 0: the end; -1: it wants more bytes
    bool write(std::string_view data);                       ///< false: it wants more bytes first
    bool unwrap();                                           ///< says the end; false: the peer has not said it yet

    const SSLContext& context() const { return context_; }
    bool server_side() const { return server_side_; }
    const std::optional<std::string>& server_hostname() const { return server_hostname_; }
    ssl_st* get() const { return ssl_; }

private:
    void set_hostname();
    bool goes_on(int result);

    SSLContext context_;
    const bool server_side_;
    const std::optional<std::string> server_hostname_;
    ssl_st* ssl_ = nullptr;
    bio_st *in_ = nullptr, *out_ = nullptr;                  // ssl_'s
    bool said_end_ = false;
};

}  // namespace asyncio
