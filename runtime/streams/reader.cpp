#include "reader.hpp"

#include <algorithm>

#include "runtime/awaiters.hpp"
#include "runtime/net/base_transport.hpp"
#include "runtime/net/read_flow.hpp"
#include "runtime/repr.hpp"

namespace asyncio {

StreamReaderState::StreamReaderState(Loop& loop, std::size_t limit) : loop_(&loop), limit_(limit) {
    if (limit == 0) throw ValueError("Limit cannot be <= 0");
}

StreamReaderState::~StreamReaderState() {
    if (place_) *place_ = nullptr;
    if (has_transport_ && flow_) flow_->known_at(nullptr);
}

StreamReader::StreamReader(std::size_t limit) : state_(new StreamReaderState(get_running_loop(), limit)) {}

void StreamReaderState::set_flow(ReadFlow* flow) { set_flow(flow, {}); }

void StreamReaderState::set_transport(BaseTransport& transport) {
    if (flow_ || std::exchange(has_transport_, true)) throw AssertionError("Transport already set");
    flow_ = dynamic_cast<ReadFlow*>(&transport);
    if (flow_) flow_->known_at(&flow_);   // not kept: its protocol may refer to this reader
}

void StreamReaderState::set_flow(ReadFlow* flow, Counted<BaseTransport> kept) {
    flow_ = flow;
    std::swap(kept_, kept);
}

void StreamReaderState::feed_data(std::string_view data) {
    if (eof_) throw AssertionError("feed_data after feed_eof");
    if (data.empty()) return;
    buffer_.append(data);
    wake_up();
    if (!flow_ || paused_ || buffer_.size() <= 2 * limit_) return;
    flow_->pause_reading();
    paused_ = true;
}

std::string StreamReaderState::take_unread() { return take(buffer_.size()); }

void StreamReaderState::feed_eof() {
    eof_ = true;
    wake_up();
}

void StreamReaderState::set_exception(std::exception_ptr error) {
    exception_ = error;
    if (auto waiter = std::exchange(waiter_, {}); waiter && !waiter.cancelled()) waiter.set_exception(error);
}

void StreamReaderState::wake_up() {
    if (auto waiter = std::exchange(waiter_, {}); waiter && !waiter.cancelled()) waiter.set_result();
}

void StreamReaderState::resume_flow() {
    if (!paused_ || buffer_.size() > limit_) return;
    paused_ = false;
    if (flow_) flow_->resume_reading();
}

std::string StreamReaderState::take(std::size_t count) {
    std::string bytes = buffer_.take(count);
    resume_flow();
    return bytes;
}

/// Suspends until bytes or the end come. A transport that has paused goes on: else they would never come.
Coroutine<> StreamReaderState::wait_for_data(Self self, const char* function) {
    if (self->waiter_)
        throw RuntimeError(std::string(function) + "() called while another coroutine is already waiting for incoming data");
    if (std::exchange(self->paused_, false) && self->flow_) self->flow_->resume_reading();
    Future<void> waiter(new FutureOf<void>(*self->loop_, trace::FutureKind::stream_read));
    self->waiter_ = waiter;
    struct Done {
        StreamReaderState& reader;
        ~Done() { reader.waiter_ = {}; }
    } done{*self};
    co_await waiter;
}

Coroutine<std::string> StreamReaderState::readline(Self self) {
    try {
        co_return co_await readuntil(self, "\n");
    } catch (const IncompleteReadError& error) {
        co_return error.partial;
    } catch (const LimitOverrunError& error) {
        self->skip_long_line(error.consumed);
        throw ValueError(error.message());
    }
}

Coroutine<std::optional<std::string>> StreamReaderState::next(Self self) {
    std::string line = co_await readline(self);
    if (line.empty()) co_return std::nullopt;
    co_return std::move(line);
}

/// Drops the line that is too long, as far as it is there.
void StreamReaderState::skip_long_line(std::size_t consumed) {
    if (buffer_.view().substr(consumed).starts_with('\n')) buffer_.drop(consumed + 1);
    else buffer_.clear();
    resume_flow();
}

/// Where the first separator ends, of those which are sorted by their lengths; nothing: wait for more bytes. `searched`
/// bytes are known to have none. Throws LimitOverrunError if what is before it is above the limit, IncompleteReadError at
/// the end.
std::optional<std::size_t> StreamReaderState::find(std::span<const std::string> separators, std::size_t& searched) {
    const std::string_view bytes = buffer_.view();
    if (bytes.size() - searched >= separators.front().size()) {
        std::size_t begin = bytes.npos, end = bytes.npos;
        for (const std::string& separator : separators)
            if (const auto at = bytes.find(separator, searched); at != bytes.npos && at + separator.size() < end)
                begin = at, end = at + separator.size();
        if (begin != bytes.npos && begin > limit_) throw LimitOverrunError("Separator is found, but chunk is longer than limit", begin);
        if (begin != bytes.npos) return end;
        searched = bytes.size() + 1 - std::min(bytes.size() + 1, separators.back().size());
        if (searched > limit_) throw LimitOverrunError("Separator is not found, and chunk exceed the limit", searched);
    }
    if (eof_) throw IncompleteReadError(buffer_.take(buffer_.size()), {});
    return {};
}

Coroutine<std::string> StreamReaderState::readuntil(Self self, std::string separator) {
    if (separator.empty()) throw ValueError("Separator should be at least one-byte string");
    self->rethrow();
    std::size_t searched = 0;
    for (;;) {
        if (const auto end = self->find({&separator, 1}, searched)) co_return self->take(*end);
        co_await wait_for_data(self, "readuntil");
    }
}

Coroutine<std::string> StreamReaderState::readuntil(Self self, std::vector<std::string> separators) {
    if (separators.empty()) throw ValueError("Separator should contain at least one element");
    std::ranges::stable_sort(separators, {}, &std::string::size);
    if (separators.front().empty()) throw ValueError("Separator should be at least one-byte string");
    self->rethrow();
    std::size_t searched = 0;
    for (;;) {
        if (const auto end = self->find(separators, searched)) co_return self->take(*end);
        co_await wait_for_data(self, "readuntil");
    }
}

Coroutine<std::string> StreamReaderState::read_all(Self self) {
    std::string all;
    for (;;) {
        const std::string block = co_await read(self, static_cast<long>(self->limit_));
        if (block.empty()) co_return all;
        all += block;
    }
}

Coroutine<std::string> StreamReaderState::read(Self self, long n) {
    self->rethrow();
    if (n == 0) co_return std::string();
    if (n < 0) co_return co_await read_all(self);
    if (self->buffer_.empty() && !self->eof_) co_await wait_for_data(self, "read");
    co_return self->take(static_cast<std::size_t>(n));
}

Coroutine<std::string> StreamReaderState::readexactly(Self self, long n) {
    if (n < 0) throw ValueError("readexactly size can not be less than zero");
    self->rethrow();
    const auto count = static_cast<std::size_t>(n);
    while (self->buffer_.size() < count) {
        if (self->eof_) throw IncompleteReadError(self->buffer_.take(self->buffer_.size()), count);
        co_await wait_for_data(self, "readexactly");
    }
    co_return n == 0 ? std::string() : self->take(count);
}

std::string StreamReaderState::show() const {
    std::string text = "<StreamReader";
    if (!buffer_.empty()) text += " " + std::to_string(buffer_.size()) + " bytes";
    if (eof_) text += " eof";
    if (limit_ != default_limit) text += " limit=" + std::to_string(limit_);
    if (waiter_) text += " waiter=" + repr(waiter_);
    if (exception_) text += " exception=" + repr(exception_);
    if (const auto* transport = dynamic_cast<const BaseTransport*>(flow_)) text += " transport=" + transport->repr();
    return text + (paused_ ? " paused>" : ">");
}

}  // namespace asyncio
