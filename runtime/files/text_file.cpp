#include "text_file.hpp"

#include <unistd.h>

#include <algorithm>
#include <cstring>

#include "runtime/utf8.hpp"

namespace asyncio::files {
namespace {

constexpr std::size_t chunk_size = 8192;   // Python's _CHUNK_SIZE: how much is decoded, and encoded, at once

std::string replaced(std::string_view text, char what, std::string_view with) {
    std::string result;
    for (char c : text) c == what ? result += with : result += c;
    return result;
}

/// \r and \r\n become \n.
std::string with_plain_newlines(std::string_view text) {
    std::string result;
    result.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\r') result += text[i];
        else if (i + 1 == text.size() || text[i + 1] != '\n') result += '\n';
    }
    return result;
}

/// Bytes that are no UTF-8 are left out, or replaced by `with`.
std::string mended(std::string_view text, std::string_view with) {
    std::string result;
    while (!text.empty()) {
        const Utf8 found = next_utf8(text, true);
        result += found.valid() ? text.substr(0, found.size) : with;
        text.remove_prefix(found.size);
    }
    return result;
}

/// Bytes that belong to no character are left out, or replaced by `with`, one by one: each stands for a surrogate.
std::string encodable(std::string_view text, std::string_view with) {
    std::string result;
    while (!text.empty()) {
        const Utf8 found = next_utf8(text, true);
        result += found.valid() ? text.substr(0, found.size) : with;
        text.remove_prefix(found.valid() ? found.size : 1);
    }
    return result;
}

}  // namespace

void check(const TextOptions& options) {
    const auto one_of = [](const std::string& text, std::initializer_list<const char*> words) {
        return std::find(words.begin(), words.end(), text) != words.end();
    };
    if (options.newline && !one_of(*options.newline, {"", "\n", "\r", "\r\n"}))
        throw ValueError("illegal newline value: " + *options.newline);
    if (!one_of(options.errors, {"strict", "ignore", "replace", "surrogateescape"}))
        throw LookupError("unknown error handler name '" + options.errors + "'");
}

TextFile::TextFile(std::unique_ptr<Stream> buffer, std::string mode, TextOptions options)
    : buffer_(std::move(buffer)), mode_(std::move(mode)), options_(std::move(options)) {}

TextFile::~TextFile() {
    try {
        hurry(false);
        close();
    } catch (...) {
        // Python prints "Exception ignored in"; who wants to know closes the file.
    }
}

std::size_t TextFile::measure(std::string_view text) const { return count_utf8(text); }

void TextFile::begin_reading() {
    check_open();
    if (!readable()) throw UnsupportedOperation("not readable");
    write_out();
}

/// How much of the bytes can be decoded: the beginning of a character has to wait for its end.
std::size_t TextFile::decodable(bool whole) const {
    const std::string_view bytes = bytes_;
    for (std::size_t at = decoded_;;) {
        at += valid_utf8(bytes.substr(at));
        if (at == bytes.size()) return at;
        const Utf8 found = next_utf8(bytes.substr(at), whole);
        if (found.size == 0) return at;
        if (strict()) throw UnicodeDecodeError(bytes.substr(decoded_), at - decoded_, at - decoded_ + found.size, found.problem);
        at += found.size;
    }
}

/// Takes bytes in as text. If they are none, they are dropped.
void TextFile::add(std::string_view bytes, bool whole) {
    bytes_.erase(0, given_);
    decoded_ -= given_;
    ready_ -= given_;
    given_ = 0;
    const std::size_t before = bytes_.size();
    bytes_ += bytes;
    try {
        decoded_ = decodable(whole);
    } catch (...) {
        bytes_.resize(before);
        throw;
    }
    const bool waits = splits_anywhere() && !whole && decoded_ > 0 && bytes_[decoded_ - 1] == '\r';
    ready_ = decoded_ - waits;
}

/// One more chunk. False at the end of the file.
bool TextFile::read_chunk(std::size_t characters) {
    const auto wanted = static_cast<std::size_t>(std::max(bytes_a_character_, 1.0) * static_cast<double>(characters));
    const std::string chunk = buffer_->read1(static_cast<std::int64_t>(std::max(chunk_size, wanted)));
    const std::size_t before = decoded_ - given_;
    add(chunk, chunk.empty());
    const std::size_t count = count_utf8(std::string_view(bytes_).substr(before, decoded_ - before));
    bytes_a_character_ = count ? static_cast<double>(chunk.size()) / static_cast<double>(count) : 0;
    return !chunk.empty();
}

/// The text up to `end`, as the program gets it.
std::string TextFile::give(std::size_t end) {
    std::string text;
    if (given_ == 0 && end == bytes_.size()) {
        text.swap(bytes_);
        forget_text();
    } else {
        text = bytes_.substr(given_, end - given_);
        given_ = end;
    }
    if (!options_.newline && text.find('\r') != std::string::npos) text = with_plain_newlines(text);
    if (options_.errors == "ignore") return mended(text, "");
    if (options_.errors == "replace") return mended(text, "\xef\xbf\xbd");
    return text;
}

/// Where the next `count` characters end; `count` becomes what is missing.
std::size_t TextFile::after_characters(std::size_t begin, std::size_t& count) const {
    const std::string_view text = std::string_view(bytes_).substr(0, ready_);
    for (; count > 0 && begin < ready_; --count) {
        if (!options_.newline && text.substr(begin, 2) == "\r\n") {
            begin += 2;
            continue;
        }
        const Utf8 found = next_utf8(text.substr(begin), true);
        count += !found.valid() && options_.errors == "ignore";
        begin += found.valid() || options_.errors != "surrogateescape" ? found.size : 1;
    }
    return begin;
}

std::string TextFile::read(std::int64_t size) {
    begin_reading();
    if (size < 0) {
        add(buffer_->read(-1), true);
        return give(ready_);
    }
    auto missing = static_cast<std::size_t>(size);
    std::size_t end = after_characters(given_, missing);
    while (missing > 0) {
        const std::size_t length = end - given_;
        const bool more = read_chunk(missing);
        end = after_characters(given_ + length, missing);
        if (!more) break;
    }
    return give(end);
}

/// Where the line ends that begins at given_, `searched` bytes of it being known to have no end; npos: not here.
std::size_t TextFile::line_end(std::size_t searched) const {
    const std::string_view text = std::string_view(bytes_).substr(0, ready_);
    const std::size_t from = given_ + searched;
    if (splits_anywhere()) {
        const std::size_t end = text.find('\n', from);
        const std::size_t early = text.substr(0, end).find('\r', from);
        if (early == text.npos) return end == text.npos ? end : end + 1;
        return early + (text.substr(early, 2) == "\r\n" ? 2 : 1);
    }
    const std::string& newline = *options_.newline;
    const std::size_t end = text.find(newline, from - std::min(searched, newline.size() - 1));
    return end == text.npos ? end : end + newline.size();
}

std::string TextFile::readline(std::int64_t limit) {
    begin_reading();
    for (std::size_t searched = 0;;) {
        std::size_t end = line_end(searched);
        const bool found = end != std::string::npos;
        if (!found) end = ready_;
        std::size_t most = limit < 0 ? std::string::npos : static_cast<std::size_t>(limit);
        if (limit >= 0) end = std::min(end, after_characters(given_, most));
        if (found || most == 0) return give(end);
        searched = ready_ - given_;
        if (!read_chunk(0) && ready_ - given_ == searched) return give(ready_);
    }
}

void TextFile::forget_text() {
    bytes_.clear();
    given_ = ready_ = decoded_ = 0;
}

void TextFile::write_out() {
    if (pending_.empty()) return;
    buffer_->write(pending_);
    pending_.clear();
}

/// The text as it goes into the file, if that is not as it is.
std::optional<std::string> TextFile::encode(std::string_view text) const {
    const std::string& newline = options_.newline.value_or("\n");
    std::optional<std::string> encoded;
    if (!newline.empty() && newline != "\n" && text.find('\n') != text.npos) text = encoded.emplace(replaced(text, '\n', newline));
    if (options_.errors == "surrogateescape" || valid_utf8(text) == text.size()) return encoded;
    if (strict()) throw UnicodeEncodeError(text);
    return encodable(text, options_.errors == "replace" ? "?" : "");
}

std::size_t TextFile::write(std::string_view text) {
    check_open();
    if (!writable()) throw UnsupportedOperation("not writable");
    const std::optional<std::string> encoded = encode(text);
    const std::string_view bytes = encoded ? *encoded : text;
    const bool due = options_.line_buffering && text.find_first_of("\n\r") != text.npos;
    if (due && in_a_hurry_) throw WouldBlock();   // else the text would be in the buffer when the flush says so
    if (pending_.size() + bytes.size() > chunk_size) write_out();
    const std::size_t before = pending_.size();
    pending_ += bytes;
    try {
        if (pending_.size() >= chunk_size || due) write_out();
    } catch (...) {
        pending_.resize(before);
        throw;
    }
    if (due) buffer_->flush();
    forget_text();
    return count_utf8(text);
}

std::int64_t TextFile::seek(std::int64_t position, int whence) {
    check_open();
    if (whence < SEEK_SET || whence > SEEK_END)
        throw ValueError("invalid whence (" + std::to_string(whence) + ", should be 0, 1 or 2)");
    if (!seekable()) throw UnsupportedOperation("underlying stream is not seekable");
    if (whence == SEEK_CUR && position != 0) throw UnsupportedOperation("can't do nonzero cur-relative seeks");
    if (whence == SEEK_END && position != 0) throw UnsupportedOperation("can't do nonzero end-relative seeks");
    if (position < 0) throw ValueError("negative seek position " + std::to_string(position));
    if (whence == SEEK_CUR) position = tell();
    flush();
    const std::int64_t reached = buffer_->seek(position, whence == SEEK_END ? SEEK_END : SEEK_SET);
    forget_text();
    return reached;
}

std::int64_t TextFile::tell() {
    check_open();
    if (!seekable()) throw UnsupportedOperation("underlying stream is not seekable");
    flush();
    return buffer_->tell() - static_cast<std::int64_t>(bytes_.size() - given_);
}

std::int64_t TextFile::truncate(std::optional<std::int64_t> size) {
    flush();
    return buffer_->truncate(size);
}

void TextFile::flush() {
    check_open();
    write_out();
    buffer_->flush();
}

void TextFile::close() {
    if (closed()) return;
    try {
        write_out();
    } catch (const WouldBlock&) {
        throw;
    } catch (...) {
        try {
            buffer_->close();
        } catch (...) {
            // The first error tells more.
        }
        throw;
    }
    buffer_->close();
}

}  // namespace asyncio::files
