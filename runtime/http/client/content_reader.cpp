#include "content_reader.hpp"

#include <limits>

namespace asyncio::http {
namespace {

Coroutine<Pieces::Iterator> first(Pieces::Read read) {
    Pieces::Iterator it(std::move(read));
    co_await ++it;
    co_return std::move(it);
}

Coroutine<std::optional<std::string>> piece_of(Pieces::Read read) {
    std::string piece = co_await read();
    if (piece.empty()) co_return std::nullopt;
    co_return std::move(piece);
}

}  // namespace

Coroutine<> Pieces::Iterator::operator++() { piece_ = co_await read_(); }
Coroutine<Pieces::Iterator> Pieces::begin() const { return first(read_).as("begin"); }
Coroutine<std::optional<std::string>> Pieces::next() const { return piece_of(read_).as("next"); }

Coroutine<std::string> ContentReader::readany() const { return read(std::numeric_limits<long>::max()).as("readany"); }

Pieces ContentReader::iter_chunked(long n) const {
    return Pieces([reader = *this, n] { return reader.read(n); });
}

Pieces ContentReader::iter_any() const {
    return Pieces([reader = *this] { return reader.readany(); });
}

Pieces ContentReader::lines() const {
    return Pieces([reader = *this] { return reader.readline(); });
}

}  // namespace asyncio::http
