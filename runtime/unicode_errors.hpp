#pragma once
#include "exceptions.hpp"

/// What is no text, or cannot be written as text. Python: UnicodeError and its kinds, for UTF-8.
namespace asyncio {

struct UnicodeError : ValueError { using ValueError::ValueError; };

/// Bytes that are no UTF-8: "'utf-8' codec can't decode byte 0xff in position 0: invalid start byte".
struct UnicodeDecodeError : UnicodeError {
    /// `object`: the bytes that were being decoded; [start, end) the bad ones among them.
    UnicodeDecodeError(std::string_view object, std::size_t start, std::size_t end, std::string reason);
    std::size_t start, end;
    std::string reason;
};

/// A text that has no UTF-8. A string's byte that belongs to no character stands for Python's surrogate:
/// "'utf-8' codec can't encode character '\udcff' in position 0: surrogates not allowed".
struct UnicodeEncodeError : UnicodeError {
    explicit UnicodeEncodeError(std::string_view object);   ///< which is not valid UTF-8
    std::size_t start, end;                                 ///< in characters
    std::string reason;

private:
    struct Place { std::size_t start, end; std::string shown; };
    static Place find(std::string_view object);
    explicit UnicodeEncodeError(const Place& place);
};

}  // namespace asyncio
