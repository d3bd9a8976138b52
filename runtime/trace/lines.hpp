#pragma once
#include <array>
#include <istream>
#include <string>

namespace asyncio::trace {

/// The lines of a stream, one at a time.
class Lines {
public:
    Lines(std::istream& in, std::size_t longest) : in_(in), longest_(longest) {}

    /// Goes to the next line; false at the end of the stream, and after a line that was too long.
    bool next() {
        if (too_long_ || unfinished_) return false;
        text_.clear();
        ++number_;
        do {
            in_.getline(chunk_.data(), chunk_.size());
            const bool ended = in_.good();
            text_.append(chunk_.data(), static_cast<std::size_t>(in_.gcount()) - ended);
            if (ended) return true;
            if (in_.eof() || in_.bad()) return unfinished_ = !text_.empty();
            in_.clear();  // the chunk is full, the line goes on
        } while (text_.size() <= longest_);
        return too_long_ = true;
    }

    const std::string& text() const { return text_; }  ///< without its end
    std::size_t number() const { return number_; }     ///< counts from 1
    bool unfinished() const { return unfinished_; }    ///< it is the last and has no end
    bool too_long() const { return too_long_; }        ///< text() is only its beginning

private:
    std::istream& in_;
    std::size_t longest_, number_ = 0;
    std::string text_;
    std::array<char, 1 << 14> chunk_;
    bool unfinished_ = false, too_long_ = false;
};

}  // namespace asyncio::trace
