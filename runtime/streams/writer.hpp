#pragma once
#include <string_view>
#include <vector>

#include "../net/transport.hpp"
#include "stream_protocol.hpp"

namespace asyncio {

/// What a StreamWriter refers to.
struct StreamWriterState {
    StreamWriterState(Loop& loop, Counted<Transport> transport, Counted<FlowControlMixin> protocol, StreamReader reader)
        : loop(&loop), transport(std::move(transport)), protocol(std::move(protocol)), reader(std::move(reader)) {}
    StreamWriterState(const StreamWriterState&) = delete;
    void retain() { ++references; }
    void release() { if (--references == 0) delete this; }

    const Counted<Loop> loop;
    Counted<Transport> transport;                 // another one after start_tls
    const Counted<FlowControlMixin> protocol;
    const StreamReader reader;
    unsigned references = 0;
};

/// The way out of a connection; copies are references to the same. One that is none throws AttributeError whatever is asked
/// of it. Python: asyncio.StreamWriter
class StreamWriter {
public:
    StreamWriter() = default;
    StreamWriter(Loop& loop, Counted<Transport> transport, Counted<FlowControlMixin> protocol, StreamReader reader)
        : state_(new StreamWriterState(loop, std::move(transport), std::move(protocol), std::move(reader))) {}

    /// Sends at once what the system takes and keeps the rest. Never waits: see drain().
    void write(std::string_view data) const { checked("write").write(data); }
    template <TextRange R = std::vector<std::string>>
    void writelines(R&& data) const { checked("writelines").writelines(std::forward<R>(data)); }
    /// Waits while there is too much that is not sent yet.
    /// Throws: what broke the connection; ConnectionResetError after it was closed.
    Coroutine<> drain() const;
    /// Begins TLS on the connection, as a server if this is one of a server's, when all that is written is sent. What has
    /// come and was not read belongs to TLS. Throws: as Loop::start_tls.
    Coroutine<> start_tls(SSLContext sslcontext, StartTlsOptions options = {}) const;
    void write_eof() const { checked("write_eof").write_eof(); }                ///< nothing more will be written
    bool can_write_eof() const { return checked("can_write_eof").can_write_eof(); }
    void close() const { checked("close").close(); }                        ///< when all is sent
    bool is_closing() const { return checked("is_closing").is_closing(); }
    /// Waits until it is closed. Throws: what broke the connection; NotImplementedError if the protocol does not know.
    Coroutine<> wait_closed() const;
    explicit operator bool() const { return static_cast<bool>(state_); }      ///< false: it is none
    friend std::string repr(const StreamWriter& writer) { return writer ? writer.show() : "None"; }   ///< `<StreamWriter transport=... reader=...>`
    /// "peername", "sockname" (an Address), "socket" (a Socket), "pipe" (a Descriptor); with TLS "sslcontext" (an
    /// SSLContext), "ssl_object" (an SSLObject), "cipher" (an SSLCipher), "peercert" (a PeerCertificate).
    ExtraInfo get_extra_info(std::string_view name) const { return checked("get_extra_info").get_extra_info(name); }
    /// The same as a T, an Address say; `otherwise`, if there is nothing. Python: get_extra_info(name, default)
    template <class T>
    T get_extra_info(std::string_view name, T otherwise) const { return checked("get_extra_info").get_extra_info(name, std::move(otherwise)); }
    Transport& transport() const { return checked("transport"); }

private:
    std::string show() const;
    const Counted<StreamWriterState>& checked_state(const char* asked) const {
        if (!state_) [[unlikely]] detail::refuse_none(asked);
        return state_;
    }
    Transport& checked(const char* asked) const { return *checked_state(asked)->transport; }

    Counted<StreamWriterState> state_;
};

}  // namespace asyncio
