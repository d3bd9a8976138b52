#include "payload.hpp"

#include "runtime/awaiters.hpp"

namespace asyncio::http {
namespace {

constexpr long piece = 64 * 1024;

/// Gives all the first time, and the end the next.
Coroutine<std::string> give_once(std::shared_ptr<std::string> bytes) { co_return std::exchange(*bytes, {}); }

}  // namespace

Payload::Payload(files::File file)
    : source_([file] { return file.read(piece); }), content_type_("application/octet-stream") {}

Payload::Payload(StreamReader reader)
    : source_([reader] { return reader.read(piece); }), content_type_("application/octet-stream") {
    if (!reader.state()) throw ValueError("there is no stream to send");
}

Payload::Source Payload::source() const {
    if (!bytes_) return source_;
    return [bytes = std::make_shared<std::string>(*bytes_)] { return give_once(bytes); };
}

}  // namespace asyncio::http
