#pragma once
#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "packed_event.hpp"
#include "rarely_called.hpp"

namespace asyncio::trace {

/// Room for a chunk, whose pages come when they are first written; huge ones, if the system has them and many will be
/// needed. Give it back with std::free.
void* chunk_memory(std::size_t size, bool many);
/// Has the system find those pages now, which costs less than one by one.
void make_ready(void* memory, std::size_t size);

/// A vector that only grows, whose elements never move, and that other threads may read while one
/// thread appends: an element is there for every reader once size() counts it.
template <class T, std::size_t ChunkSize>
class Chunks {
    static constexpr std::size_t max_chunks = (1 << 28) / ChunkSize;
    static constexpr std::size_t stride = std::min(ChunkSize, 128 * 1024 / sizeof(T));   // made ready at a time

public:
    Chunks() : chunks_(new std::atomic<T*>[max_chunks]()) {}
    ~Chunks() {
        if constexpr (!std::is_trivially_destructible_v<T>)
            for (std::size_t i = 0; i < size(); ++i) std::destroy_at(&(*this)[i]);
        for (std::size_t i = 0; i < max_chunks && chunks_[i]; ++i) std::free(chunks_[i]);
    }
    Chunks(const Chunks&) = delete;
    Chunks& operator=(const Chunks&) = delete;

    std::size_t size() const { return size_.load(std::memory_order_acquire); }

    const T& operator[](std::size_t i) const {
        return chunks_[i / ChunkSize].load(std::memory_order_relaxed)[i % ChunkSize];
    }

    /// The writing thread only. Throws std::length_error beyond 268 million elements.
    template <class... U>
    std::size_t emplace_back(U&&... value) {
        const std::size_t n = size_.load(std::memory_order_relaxed);
        if (next_ == end_) [[unlikely]] grow(n);
        std::construct_at(next_++, std::forward<U>(value)...);
        size_.store(n + 1, std::memory_order_release);
        return n;
    }

private:
    ASYNCIO_RARELY_CALLED void grow(std::size_t n) {
        if (n % ChunkSize == 0) next_ = add_chunk(n / ChunkSize);
        end_ = next_ + std::min(stride, ChunkSize - n % ChunkSize);
        make_ready(next_, (end_ - next_) * sizeof(T));
    }
    T* add_chunk(std::size_t number) {
        if (number == max_chunks) throw std::length_error("the event log is full");
        T* chunk = static_cast<T*>(chunk_memory(ChunkSize * sizeof(T), number > 0));
        chunks_[number].store(chunk, std::memory_order_release);
        return chunk;
    }

    std::unique_ptr<std::atomic<T*>[]> chunks_;
    T *next_ = nullptr, *end_ = nullptr;
    std::atomic<std::size_t> size_{0};
};

class Log;

/// Told of every event right after it was appended, on the thread that appended it. It may take its
/// time: that is how a session holds a lesson between two events.
class Observer {
public:
    virtual ~Observer() = default;
    virtual void appended(const Log& log, std::size_t index) = 0;   ///< log[index] is new
};

/// The event log: the truth that everything else is made of. One thread at a time appends (the loop's,
/// or a job's while the loop waits for it); any thread may read what size() counts.
class Log {
public:
    // Reading.
    /// How many events there are; the texts are those that events speak of.
    std::size_t size() const { return events_.size(); }
    bool empty() const { return size() == 0; }
    Event operator[](std::size_t i) const {
        const PackedEvent& packed = events_[i];
        return packed.is_elsewhere() ? whole_[packed.index()] : packed.event();
    }
    std::string_view text(TextId id) const { return id ? std::string_view(texts_[id - 1]) : std::string_view(); }
    std::vector<Ref> list(TextId id) const;  ///< what was stored by add_list

    // Writing.
    /// Puts an event at the end, and tells the observer.
    [[gnu::always_inline]] void append(const Event& event) {
        const PackedEvent packed(event);
        const std::size_t index = packed.event() == event ? events_.emplace_back(packed) : append_whole(event);
        if (observer_) [[unlikely]] tell(index);
    }
    TextId add_text(std::string_view text);              ///< equal texts share one id; "" is 0
    TextId add_literal(const char* text);                ///< the same, remembered by address: for string literals
    TextId add_list(std::span<const Ref> refs);          ///< an empty list is 0

    /// One observer at most; nullptr ends it. Set it before the writing thread starts.
    void set_observer(Observer* observer) { observer_ = observer; }

private:
    ASYNCIO_RARELY_CALLED std::size_t append_whole(const Event& event);
    ASYNCIO_RARELY_CALLED void tell(std::size_t index);   ///< the observer

    Chunks<PackedEvent, 128 * 1024> events_;   // 2 MiB each
    Chunks<Event, 64 * 1024> whole_;           // those that PackedEvent cannot hold
    Chunks<std::string, 16 * 1024> texts_;
    std::unordered_map<std::string_view, TextId> ids_;
    std::unordered_map<const char*, TextId> literals_;
    Observer* observer_ = nullptr;
};

}  // namespace asyncio::trace
