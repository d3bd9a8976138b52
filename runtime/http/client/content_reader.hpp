#pragma once
#include <functional>
#include <iterator>

#include "../../awaiters.hpp"
#include "../../streams/reader.hpp"

namespace asyncio::http {

/// The pieces of a body, each of them read when it is asked for:
///
///     auto pieces = response.content().iter_chunked(1024);
///     for (auto it = co_await pieces.begin(); it != pieces.end(); co_await ++it) use(*it);
///     while (auto piece = co_await pieces.next()) use(*piece);          // the same
///
/// Python: `async for piece in response.content.iter_chunked(1024)`
class Pieces {
public:
    using Read = std::function<Coroutine<std::string>()>;
    explicit Pieces(Read read) : read_(std::move(read)) {}

    class Iterator {
    public:
        explicit Iterator(Read read) : read_(std::move(read)) {}
        const std::string& operator*() const { return piece_; }
        const std::string* operator->() const { return &piece_; }
        Coroutine<> operator++();        ///< goes to the next; to be awaited before the iterator is used again
        friend bool operator==(const Iterator& it, std::default_sentinel_t) { return it.piece_.empty(); }

    private:
        Read read_;
        std::string piece_;
    };
    Coroutine<Iterator> begin() const;
    std::default_sentinel_t end() const { return {}; }
    Coroutine<std::optional<std::string>> next() const;   ///< nothing at the end

private:
    Read read_;
};

/// A response's body as it comes: it is taken from the connection no faster than it is read. Python: aiohttp.StreamReader
///
/// Its reads throw what broke the connection: ClientPayloadError, ServerTimeoutError, TimeoutError; and
/// ClientConnectionError once the response is released or closed.
class ContentReader : public StreamReader {
public:
    using StreamReader::StreamReader;
    ContentReader(const StreamReader& reader) : StreamReader(reader) {}

    Coroutine<std::string> readany() const;               ///< all that is there, at least one byte; "" at the end
    Pieces iter_chunked(long n) const;                    ///< pieces of at most `n` bytes
    Pieces iter_any() const;                              ///< pieces as they come
    Pieces lines() const;                                 ///< with their newlines. Python: async for line in content
};

}  // namespace asyncio::http
