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

#include "joined_events.hpp"
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
    /// Whether it must be told of each; else it is told of the last one only, where some come together.
    virtual bool wants_each() const { return true; }
};

/// The event log: the truth that everything else is made of. One thread at a time appends (the loop's,
/// or a job's while the loop waits for it); any thread may read what size() counts.
class Log {
public:
    Log();

    // Reading.
    /// How many events there are; the texts are those that events speak of.
    std::size_t size() const { return size_.load(std::memory_order_acquire); }
    bool empty() const { return size() == 0; }
    /// At once, unless some are joined; then what lies near the last one that this thread has read.
    Event operator[](std::size_t i) const {
        if (i < first_joined_.load(std::memory_order_relaxed)) [[likely]] return event(records_[i], 0);
        return find(i);
    }
    std::string_view text(TextId id) const { return id ? std::string_view(texts_[id - 1]) : std::string_view(); }
    std::vector<Ref> list(TextId id) const;  ///< what was stored by add_list
    /// A place that makes tasks of its own.
    struct Site {
        TextId coroutine;
        std::uint32_t line;
    };
    Site site(std::uint32_t id) const;       ///< what was stored by add_site

    // Writing.
    /// Puts an event at the end, and tells the observer.
    [[gnu::always_inline]] void append(const Event& event) {
        const PackedEvent packed(event);
        if (packed.event() == event) add(packed, 1);
        else append_whole(event);
    }
    /// Puts some at the end, if joins().
    [[gnu::always_inline]] void append(const JoinedEvents& events, std::size_t count) {
        if (first_joined_.load(std::memory_order_relaxed) == none) [[unlikely]] begin_to_join();
        add(events, count);
    }
    bool joins() const { return joins_; }                ///< nobody wants to be told of each event
    TextId add_text(std::string_view text);              ///< equal texts share one id; "" is 0
    TextId add_literal(const char* text);                ///< the same, remembered by address: for string literals
    TextId add_list(std::span<const Ref> refs);          ///< an empty list is 0
    std::uint32_t add_site(Site site);                   ///< equal sites share one id

    /// One observer at most; nullptr ends it. Set it before the writing thread starts.
    void set_observer(Observer* observer) {
        observer_ = observer;
        joins_ = !observer || !observer->wants_each();
    }

private:
    static constexpr std::size_t none = ~std::size_t{0};
    static constexpr std::size_t stretch = 64;           // records whose first event's number is kept

    [[gnu::always_inline]] void add(const PackedEvent& record, std::size_t count) {
        const std::size_t n = size_.load(std::memory_order_relaxed), number = records_.emplace_back(record);
        if (number % stretch == 0) [[unlikely]] begin_stretch(n);
        size_.store(n + count, std::memory_order_release);
        if (observer_) [[unlikely]] tell(n + count - 1);
    }
    Event event(const PackedEvent& record, std::size_t n) const {
        if (record.form() == PackedEvent::Form::one) [[likely]] return record.event();
        return unusual_event(record, n);
    }
    Event unusual_event(const PackedEvent& record, std::size_t n) const;
    Event find(std::size_t i) const;
    std::size_t stretch_of(std::size_t i) const;
    ASYNCIO_RARELY_CALLED void append_whole(const Event& event);
    ASYNCIO_RARELY_CALLED void tell(std::size_t index);   ///< the observer
    ASYNCIO_RARELY_CALLED void begin_stretch(std::size_t event);
    ASYNCIO_RARELY_CALLED void begin_to_join();

    Chunks<PackedEvent, 128 * 1024> records_;  // 2 MiB each
    Chunks<std::uint32_t, 32 * 1024> starts_;  // of each stretch: the number of its first event
    Chunks<Event, 64 * 1024> whole_;           // those that PackedEvent cannot hold
    Chunks<std::string, 16 * 1024> texts_;
    std::unordered_map<std::string_view, TextId> ids_;
    std::unordered_map<const char*, TextId> literals_;
    std::atomic<std::size_t> size_{0};
    std::atomic<std::size_t> first_joined_{none};   // until there an event's number is its record's, too
    const std::uint64_t id_;
    Observer* observer_ = nullptr;
    bool joins_ = true;
};

}  // namespace asyncio::trace
