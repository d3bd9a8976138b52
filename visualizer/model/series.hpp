#pragma once
#include <algorithm>
#include <array>
#include <cstddef>
#include <initializer_list>
#include <iterator>
#include <memory>
#include <vector>

namespace awaitscope {

/// A vector for histories: copies share the chunks that neither has changed since, so that a thousand
/// snapshots of thousands of tasks cost little. Reads like a const std::vector; changed by edit().
template <class T, std::size_t ChunkSize = 32>
class Series {
public:
    using value_type = T;

    /// A random-access iterator over the elements, read only.
    class const_iterator {
    public:
        using iterator_category = std::random_access_iterator_tag;
        using value_type = T;
        using difference_type = std::ptrdiff_t;
        using pointer = const T*;
        using reference = const T&;

        const_iterator() = default;
        const_iterator(const Series* series, std::size_t index) : series_(series), index_(index) {}
        reference operator*() const { return (*series_)[index_]; }
        pointer operator->() const { return &(*series_)[index_]; }
        reference operator[](difference_type n) const { return *(*this + n); }
        const_iterator& operator+=(difference_type n) { index_ += static_cast<std::size_t>(n); return *this; }
        const_iterator& operator-=(difference_type n) { return *this += -n; }
        const_iterator& operator++() { return *this += 1; }
        const_iterator& operator--() { return *this += -1; }
        const_iterator operator++(int) { auto old = *this; ++*this; return old; }
        const_iterator operator--(int) { auto old = *this; --*this; return old; }
        friend const_iterator operator+(const_iterator i, difference_type n) { return i += n; }
        friend const_iterator operator+(difference_type n, const_iterator i) { return i += n; }
        friend const_iterator operator-(const_iterator i, difference_type n) { return i += -n; }
        friend difference_type operator-(const_iterator a, const_iterator b) {
            return static_cast<difference_type>(a.index_) - static_cast<difference_type>(b.index_);
        }
        friend bool operator==(const_iterator a, const_iterator b) { return a.index_ == b.index_; }
        friend auto operator<=>(const_iterator a, const_iterator b) { return a.index_ <=> b.index_; }

    private:
        const Series* series_ = nullptr;
        std::size_t index_ = 0;
    };

    Series() = default;
    Series(std::initializer_list<T> values) { for (const T& value : values) push_back(value); }

    std::size_t size() const { return size_; }
    bool empty() const { return size_ == 0; }
    const T& operator[](std::size_t i) const { return (*chunks_[i / ChunkSize])[i % ChunkSize]; }
    const T& front() const { return (*this)[0]; }
    const T& back() const { return (*this)[size_ - 1]; }
    const_iterator begin() const { return {this, 0}; }
    const_iterator end() const { return {this, size_}; }

    /// The i-th element, to be changed: from now on no copy shares it.
    T& edit(std::size_t i) {
        auto& chunk = chunks_[i / ChunkSize];
        if (chunk.use_count() > 1) chunk = std::make_shared<Chunk>(*chunk);
        return (*chunk)[i % ChunkSize];
    }

    T& push_back(T value) {
        if (size_ % ChunkSize == 0) chunks_.push_back(std::make_shared<Chunk>());
        return edit(size_++) = std::move(value);
    }

    /// Puts `value` before the i-th element. Slow unless i is near the end.
    T& insert(std::size_t i, T value) {
        push_back(std::move(value));
        for (std::size_t at = size_ - 1; at > i; --at) std::swap(edit(at), edit(at - 1));
        return edit(i);
    }

    friend bool operator==(const Series& a, const Series& b) {
        return a.size_ == b.size_ && std::equal(a.begin(), a.end(), b.begin());
    }

private:
    using Chunk = std::array<T, ChunkSize>;
    std::vector<std::shared_ptr<Chunk>> chunks_;
    std::size_t size_ = 0;
};

}  // namespace awaitscope
