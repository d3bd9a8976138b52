#include "upload.hpp"

#include <cstring>

#include "runtime/awaiters.hpp"

namespace asyncio::http {
namespace {

constexpr std::size_t high_water = 64 * 1024, low_water = 16 * 1024;

}  // namespace

std::optional<std::size_t> Upload::read(char* out, std::size_t size) {
    if (!std::exchange(begun_, true)) begin();
    if (buffer_.empty()) {
        if (eof_) return 0;
        awaited_ = true;
        return {};
    }
    const std::string_view bytes = buffer_.view().substr(0, size);
    std::memcpy(out, bytes.data(), bytes.size());
    const std::size_t count = bytes.size();
    buffer_.drop(count);
    if (room_ && !room_.done() && buffer_.size() <= low_water) room_.set_result();
    return count;
}

/// Never eagerly, whatever the loop's tasks do: this is called from inside of libcurl.
void Upload::begin() {
    Coroutine<> coroutine = write_bytes(Counted<Upload>(this)).as("write_bytes");
    task_ = asyncio::detail::begin_task(*loop_, coroutine, {}, {});
}

void Upload::stop() {
    sender_ = nullptr;
    const AnyTask task = std::exchange(task_, {});
    if (task && !task.done() && task.state() != loop_->current_task()) task.cancel();
}

void Upload::tell_more() {
    if (std::exchange(awaited_, false) && sender_) sender_->more_to_send();
}

Coroutine<> Upload::wait_for_room(Upload& self) {
    self.room_ = Future<void>(new FutureOf<void>(*self.loop_, trace::FutureKind::stream_drain));
    co_await Future<void>(self.room_);
}

Coroutine<> Upload::take_all(Upload& self) {
    while (self.sender_) {
        const std::string piece = co_await self.source_();
        if (piece.empty()) break;
        self.buffer_.append(piece);
        self.tell_more();
        if (self.sender_ && self.buffer_.size() > high_water) co_await wait_for_room(self);
    }
    self.eof_ = true;
    self.tell_more();
}

Coroutine<> Upload::write_bytes(Counted<Upload> self) {
    try {
        co_await take_all(*self);
    } catch (const CancelledError&) {
        throw;
    } catch (...) {
        if (self->sender_) self->sender_->source_failed(std::current_exception());
    }
    self->source_ = nullptr;   // and what it holds
}

}  // namespace asyncio::http
