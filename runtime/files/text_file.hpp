#pragma once
#include <memory>

#include "stream.hpp"

namespace asyncio::files {

/// What open() is told about text.
struct TextOptions {
    std::string encoding = "UTF-8";         ///< under one of its names
    std::string errors = "strict";          ///< or "ignore", "replace", "surrogateescape" (bytes as they are)
    std::optional<std::string> newline;     ///< none: \n, \r and \r\n end a line and are read as \n
    bool line_buffering = false;            ///< a line goes to the system as soon as it is complete
};

/// Throws: ValueError in Python's words for a newline that open() refuses; LookupError for unknown `errors`.
void check(const TextOptions& options);

/// UTF-8 text over a binary file. Sizes are in characters; positions are in bytes.
///
/// Python: io.TextIOWrapper. It takes the same portions from the file below, so that text which is no UTF-8 is
/// found at the same call, and at the same position.
class TextFile final : public Stream {
public:
    TextFile(std::unique_ptr<Stream> buffer, std::string mode, TextOptions options);
    ~TextFile() override;   ///< writes what is left; whoever wants to know whether that worked closes the file

    std::string read(std::int64_t size) override;
    std::string readline(std::int64_t limit) override;
    std::size_t write(std::string_view text) override;
    std::int64_t seek(std::int64_t position, int whence) override;
    std::int64_t tell() override;
    std::int64_t truncate(std::optional<std::int64_t> size) override;
    void flush() override;
    void close() override;

    int fileno() const override { return buffer_->fileno(); }
    bool isatty() const override { return buffer_->isatty(); }
    bool readable() const override { return buffer_->readable(); }
    bool writable() const override { return buffer_->writable(); }
    bool seekable() override { return buffer_->seekable(); }
    bool closed() const override { return buffer_->closed(); }
    std::string name() const override { return buffer_->name(); }
    std::string mode() const override { return mode_; }
    std::string encoding() const override { return options_.encoding; }
    std::string errors() const override { return options_.errors; }
    void hurry(bool in_a_hurry) override { buffer_->hurry(in_a_hurry_ = in_a_hurry); }

    Stream& buffer() { return *buffer_; }   ///< the bytes below the text

protected:
    std::size_t measure(std::string_view text) const override;

private:
    void begin_reading();
    bool read_chunk(std::size_t characters);
    void add(std::string_view bytes, bool whole);
    std::size_t decodable(bool whole) const;
    std::string give(std::size_t end);
    std::size_t after_characters(std::size_t begin, std::size_t& count) const;
    std::size_t line_end(std::size_t searched) const;
    void forget_text();
    std::optional<std::string> encode(std::string_view text) const;
    void write_out();
    bool strict() const { return options_.errors == "strict"; }
    bool splits_anywhere() const { return !options_.newline || options_.newline->empty(); }

    const std::unique_ptr<Stream> buffer_;
    const std::string mode_;
    const TextOptions options_;
    std::string bytes_;              // from the file below: [0, given_) has been given out
    std::size_t given_ = 0;
    std::size_t ready_ = 0;          // whole characters end here; a \r at the end waits for what comes after it
    std::size_t decoded_ = 0;        // looked at so far: all but the beginning of a character
    double bytes_a_character_ = 0;   // in the latest chunk
    std::string pending_;            // to be written
    bool in_a_hurry_ = false;
};

}  // namespace asyncio::files
