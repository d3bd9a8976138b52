#include "sendfile_fallback.hpp"

#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "runtime/awaiters.hpp"
#include "runtime/executor.hpp"
#include "runtime/os_errors.hpp"

namespace asyncio {
namespace {

constexpr std::size_t read_at_a_time = 16 * 1024;

/// A transport's protocol while a file is sent. Python: _SendfileFallbackProtocol
class FileSender final : public Protocol {
public:
    FileSender(Loop& loop, SSLTransport& transport)
        : loop_(loop), transport_(&transport), before_(transport.get_protocol()), was_reading_(transport.is_reading()) {
        transport.pause_reading();
        if (transport.is_writing_paused()) FileSender::pause_writing();
    }

    static Coroutine<> drain(Counted<FileSender> self) {
        if (self->transport_->is_closing()) throw ConnectionError("Connection closed by peer");
        if (self->room_) co_await Future<void>(self->room_);
    }
    void pause_writing() override {
        if (!room_) room_ = Future<void>(new FutureOf<void>(loop_, trace::FutureKind::asyncio));
    }
    void resume_writing() override {
        if (auto room = std::exchange(room_, {}); room && !room.done()) room.set_result();
    }
    bool eof_received() override { throw RuntimeError("Invalid state: reading should be paused"); }
    void data_received(std::string_view) override { throw RuntimeError("Invalid state: reading should be paused"); }
    void connection_lost(std::exception_ptr error) override {
        auto room = std::exchange(room_, {});
        if (room && !room.done())
            room.set_exception(error ? error : std::make_exception_ptr(ConnectionError("Connection is closed by peer")));
        before_->connection_lost(error);
    }

    /// The protocol is what it was before; it is told if it may write no more.
    void restore() {
        if (transport_->get_protocol() != this) return;   // it is lost
        transport_->set_protocol(before_);
        if (was_reading_) transport_->resume_reading();
        if (room_) before_->pause_writing();
    }

private:
    Loop& loop_;
    const Counted<SSLTransport> transport_;
    const Counted<Protocol> before_;
    const bool was_reading_;
    Future<void> room_;
};

}  // namespace

std::string read_piece(int file, std::size_t count) {
    std::string bytes(count, '\0');
    const ssize_t got = ::read(file, bytes.data(), bytes.size());
    if (got < 0) throw_os_error(errno, "read");
    bytes.resize(static_cast<std::size_t>(got));
    return bytes;
}

Coroutine<std::size_t> send_through(Loop& loop, Counted<SSLTransport> transport, int file, std::size_t offset,
                                    std::optional<std::size_t> count) {
    if (offset > 0 && lseek(file, static_cast<off_t>(offset), SEEK_SET) < 0) throw_os_error(errno, "seek");
    const Counted<FileSender> sender(new FileSender(loop, *transport));
    transport->set_protocol(sender);
    std::size_t sent = 0;
    const auto end = [&] {
        if (sent > 0) lseek(file, static_cast<off_t>(offset + sent), SEEK_SET);
        sender->restore();
    };
    struct AtEnd {
        decltype(end)& call;
        ~AtEnd() { call(); }
    } at_end{end};
    while (!count || sent < *count) {
        const std::size_t most = count ? std::min(read_at_a_time, *count - sent) : read_at_a_time;
        const std::string bytes = co_await loop.run_in_executor(nullptr, named("readinto", [=] { return read_piece(file, most); }));
        if (bytes.empty()) break;
        co_await FileSender::drain(sender);
        transport->write(bytes);
        sent += bytes.size();
    }
    co_return sent;
}

}  // namespace asyncio
