#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "errors.hpp"

namespace asyncio::files {

/// Not an error of the program's: a file in a hurry would have to wait for the system. Nothing has been lost.
struct WouldBlock {};

/// An open file as a thread sees it: every call may wait for the system. Text is UTF-8, bytes are bytes.
///
/// Python: io.IOBase. What a kind of file cannot do throws UnsupportedOperation with Python's words; anything on
/// a closed file throws ValueError. A call that throws has taken and lost nothing (but for bytes
/// that are no text): it can be repeated.
class Stream {
public:
    virtual ~Stream() = default;

    virtual std::string read(std::int64_t size) = 0;          ///< at most `size` bytes or characters; negative: all
    virtual std::string read1(std::int64_t size);             ///< with one read of the system at most
    virtual std::string readinto(std::size_t size);           ///< as read; the caller puts it where it belongs
    virtual std::string peek();                               ///< what a read would give, and leaves it there
    virtual std::string readline(std::int64_t limit) = 0;     ///< "" at the end of the file
    std::vector<std::string> readlines(std::int64_t hint);    ///< until the lines have more than `hint` bytes or characters
    virtual std::size_t write(std::string_view data) = 0;     ///< returns how many bytes or characters it has
    void writelines(const std::vector<std::string>& lines);
    virtual std::int64_t seek(std::int64_t offset, int whence) = 0;   ///< returns the new position
    virtual std::int64_t tell() = 0;
    virtual std::int64_t truncate(std::optional<std::int64_t> size) = 0;   ///< none: at the present position
    virtual void flush() = 0;
    virtual void close() = 0;                                 ///< frees the descriptor even if it throws

    virtual int fileno() const = 0;
    virtual bool isatty() const = 0;
    virtual bool readable() const = 0;
    virtual bool writable() const = 0;
    virtual bool seekable() = 0;

    // From any thread, also while another one is at work.
    virtual bool closed() const = 0;
    virtual std::string name() const = 0;
    virtual std::string mode() const = 0;
    virtual std::string encoding() const;                     ///< of text: bytes throw AttributeError, as the next
    virtual std::string errors() const;

    /// In a hurry, what would have to wait for the system throws WouldBlock instead.
    virtual void hurry(bool in_a_hurry) = 0;

protected:
    virtual std::size_t measure(std::string_view data) const { return data.size(); }   ///< in what sizes count
    void check_open(const char* problem = "I/O operation on closed file.") const;   ///< throws ValueError
};

}  // namespace asyncio::files
