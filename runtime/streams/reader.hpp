#pragma once
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "../coroutine.hpp"
#include "../loop.hpp"
#include "../net/byte_buffer.hpp"

namespace asyncio {

class BaseTransport;
class ReadFlow;

inline constexpr std::size_t default_limit = 64 * 1024;

/// What a StreamReader refers to: the bytes that have come and nobody has read yet.
class StreamReaderState {
public:
    using Self = Counted<StreamReaderState>;
    StreamReaderState(Loop& loop, std::size_t limit);
    ~StreamReaderState();
    StreamReaderState(const StreamReaderState&) = delete;
    void retain() { ++references_; }
    void release() { if (--references_ == 0) delete this; }

    void feed_data(std::string_view data);
    void feed_eof();
    std::string take_unread();                                             ///< what is there, whoever waits for it
    void set_exception(std::exception_ptr error);
    const std::exception_ptr& exception() const { return exception_; }
    bool at_eof() const { return eof_ && buffer_.empty(); }
    bool is_eof() const { return eof_; }                                   ///< feed_eof() was called
    std::string show() const;
    /// Who brings the bytes: it is told to pause when there are too many. nullptr: it is gone. `kept` lives as long as
    /// the reader refers to it: of a pipe there may be no other reference.
    void set_flow(ReadFlow* flow);
    void set_flow(ReadFlow* flow, Counted<BaseTransport> kept);
    void set_transport(BaseTransport& transport);
    /// Who feeds it wants to know when it is gone: `*place` becomes nullptr then.
    void known_at(StreamReaderState** place) { place_ = place; }

    static Coroutine<std::string> read(Self self, long n);
    static Coroutine<std::string> readline(Self self);
    static Coroutine<std::optional<std::string>> next(Self self);
    static Coroutine<std::string> readexactly(Self self, long n);
    static Coroutine<std::string> readuntil(Self self, std::string separator);
    static Coroutine<std::string> readuntil(Self self, std::vector<std::string> separators);

private:
    static Coroutine<std::string> read_all(Self self);
    static Coroutine<> wait_for_data(Self self, const char* function);
    std::optional<std::size_t> find(std::span<const std::string> separators, std::size_t& searched);
    void skip_long_line(std::size_t consumed);
    void wake_up();
    void resume_flow();
    std::string take(std::size_t count);
    void rethrow() const { if (exception_) std::rethrow_exception(exception_); }

    Counted<Loop> loop_;
    const std::size_t limit_;
    ByteBuffer buffer_;
    Future<void> waiter_;                      // of the task that waits for bytes
    std::exception_ptr exception_;
    ReadFlow* flow_ = nullptr;
    Counted<BaseTransport> kept_;              // which flow_ is of, if it is to be kept
    StreamReaderState** place_ = nullptr;
    unsigned references_ = 0;
    bool eof_ = false, paused_ = false, has_transport_ = false;
};

/// Bytes that come in order, to be read by one task at a time. Python: asyncio.StreamReader
///
/// One that is none, as Process::stdout where that is no pipe, throws AttributeError whatever is asked of it, as Python's None.
/// What is read is a std::string of bytes. All reads throw what broke the connection (OSError), and RuntimeError if
/// another task is waiting for bytes. A read that is cancelled leaves the bytes where they are.
class StreamReader {
public:
    StreamReader() = default;
    /// One that is fed by hand. Throws ValueError for a limit of 0, RuntimeError if no loop runs here.
    explicit StreamReader(std::size_t limit);
    explicit StreamReader(StreamReaderState* state) : state_(state) {}

    /// As many bytes as there are, at most `n`, at least one; "" at the end. Without n: all until the end.
    Coroutine<std::string> read(long n = -1) const { return StreamReaderState::read(checked("read"), n); }
    /// A line with its newline; at the end what there is, "" if nothing. Throws ValueError if it is above the limit.
    Coroutine<std::string> readline() const { return StreamReaderState::readline(checked("readline")); }
    /// Throws IncompleteReadError if the end comes first, ValueError if `n` is negative.
    Coroutine<std::string> readexactly(long n) const { return StreamReaderState::readexactly(checked("readexactly"), n); }
    /// All until the separator, with it. Throws IncompleteReadError; LimitOverrunError, which leaves the bytes there.
    Coroutine<std::string> readuntil(std::string separator = "\n") const {
        return StreamReaderState::readuntil(checked("readuntil"), std::move(separator));
    }
    /// The same with several: the one whose end comes first. Throws ValueError if there are none. Python: 3.13
    Coroutine<std::string> readuntil(std::initializer_list<std::string> separators) const { return readuntil(std::vector(separators)); }
    Coroutine<std::string> readuntil(std::vector<std::string> separators) const {
        return StreamReaderState::readuntil(checked("readuntil"), std::move(separators));
    }

    /// The next line, as readline; nothing at the end: `while (auto line = co_await reader.next())`.
    /// Python: __anext__, i.e. `async for line in reader`
    Coroutine<std::optional<std::string>> next() const { return StreamReaderState::next(checked("__anext__")); }

    explicit operator bool() const { return static_cast<bool>(state_); }   ///< false: it is none
    friend std::string repr(const StreamReader& reader) { return reader ? reader.state_->show() : "None"; }   ///< <StreamReader 5 bytes eof>
    bool at_eof() const { return checked("at_eof")->at_eof(); }   ///< the end has come and all is read
    std::exception_ptr exception() const { return checked("exception")->exception(); }   ///< what broke the connection, or nullptr
    /// Who brings the bytes is told to pause when there are too many. Throws AssertionError if it has one.
    void set_transport(BaseTransport& transport) const { checked("set_transport")->set_transport(transport); }
    void feed_data(std::string_view data) const { checked("feed_data")->feed_data(data); }
    void feed_eof() const { checked("feed_eof")->feed_eof(); }
    void set_exception(std::exception_ptr error) const { checked("set_exception")->set_exception(std::move(error)); }
    template <class E> requires std::is_base_of_v<BaseException, E>
    void set_exception(E error) const { set_exception(std::make_exception_ptr(std::move(error))); }
    StreamReaderState* state() const { return state_.get(); }

private:
    const Counted<StreamReaderState>& checked(const char* asked) const {
        if (!state_) [[unlikely]] detail::refuse_none(asked);
        return state_;
    }

    Counted<StreamReaderState> state_;
};

}  // namespace asyncio
