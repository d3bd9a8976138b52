#pragma once
#include <string>
#include <string_view>

namespace asyncio {

/// Bytes that come at one end and go at the other.
class ByteBuffer {
public:
    std::size_t size() const { return bytes_.size() - begin_; }
    bool empty() const { return size() == 0; }
    std::string_view view() const { return std::string_view(bytes_).substr(begin_); }

    void append(std::string_view data) {
        if (begin_ > bytes_.size() / 2) compact();
        bytes_.append(data);
    }
    void drop(std::size_t count) {
        begin_ += count;
        if (begin_ == bytes_.size()) clear();
    }
    std::string take(std::size_t count) {
        std::string taken(view().substr(0, count));
        drop(taken.size());
        return taken;
    }
    void clear() {
        begin_ = 0;
        bytes_.clear();
    }

private:
    void compact() {
        bytes_.erase(0, begin_);
        begin_ = 0;
    }

    std::string bytes_;
    std::size_t begin_ = 0;   // what is before it is gone
};

}  // namespace asyncio
