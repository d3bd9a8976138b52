#include "payload.hpp"

#include "runtime/awaiters.hpp"

namespace asyncio::http {
namespace {

constexpr long piece = 64 * 1024;

/// Gives all the first time, and the end the next.
Coroutine<std::string> give_once(std::shared_ptr<std::string> bytes) { co_return std::exchange(*bytes, {}); }

/// The first piece of a file: from where it stood when it was sent for the first time. One that cannot be moved is `begun`.
Coroutine<std::string> read_again(files::File file, std::shared_ptr<std::optional<std::int64_t>> start, std::shared_ptr<bool> begun) {
    if (*start) co_await file.seek(**start);
    else if (co_await file.seekable()) *start = co_await file.tell();
    else *begun = true;
    co_return co_await file.read(piece);
}

}  // namespace

Payload::Payload(files::File file) : begun_(std::make_shared<bool>(false)), content_type_("application/octet-stream") {
    source_ = [file, start = std::make_shared<std::optional<std::int64_t>>(), begun = begun_]() -> Source {
        return [=, is_first = true]() mutable { return std::exchange(is_first, false) ? read_again(file, start, begun) : file.read(piece); };
    };
}

Payload::Payload(StreamReader reader) : Payload(OnlyOnce(), [reader] { return reader.read(piece); }) {
    if (!reader.state()) throw ValueError("there is no stream to send");
}

Payload::Payload(OnlyOnce, Source source) : begun_(std::make_shared<bool>(false)), content_type_("application/octet-stream") {
    source_ = [source, begun = begun_]() -> Source {
        return [source, begun] {
            *begun = true;
            return source();
        };
    };
}

Payload::Source Payload::source() const {
    if (!bytes_) return source_();
    return [bytes = std::make_shared<std::string>(*bytes_)] { return give_once(bytes); };
}

}  // namespace asyncio::http
