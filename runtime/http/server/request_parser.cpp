#include "request_parser.hpp"

#include <algorithm>
#include <boost/beast/http/basic_parser.hpp>
#include <limits>
#include <ostream>   // Beast 1.74 wants it and does not say so

#include "runtime/http/ascii.hpp"
#include "unpacked_body.hpp"

namespace asyncio::http {

namespace beast = boost::beast;
using beast::http::field;

namespace {

/// Whether these bytes at the beginning of a chunk must wait for more: Beast 1.74 asserts that it has all five of
/// "0\r\n\r\n" when it looks again at a last chunk.
bool too_short_a_chunk(std::string_view bytes) { return bytes.size() < 5 && (bytes.starts_with('0') || bytes.starts_with('\r')); }

std::string_view view(beast::string_view text) { return {text.data(), text.size()}; }

/// Whether a line of these, the beginning of one behind complete ones, ends in a line feed alone.
bool has_bare_line_end(std::string_view lines) {
    for (auto end = lines.find('\n'); end != lines.npos; end = lines.find('\n', end + 1))
        if (end == 0 || lines[end - 1] != '\r') return true;
    return false;
}

int status_for(const beast::error_code& error) {
    using beast::http::error;
    return error == error::header_limit ? 431 : 400;
}

}  // namespace

/// Beast's parser; what it finds goes straight to where it belongs.
class RequestParser::Beast final : public beast::http::basic_parser<true> {
public:
    explicit Beast(RequestHead& head, std::size_t limit) : head_(head) {
        header_limit(static_cast<std::uint32_t>(limit));
        body_limit(std::numeric_limits<std::uint64_t>::max());   // the application's to set
    }
    void set_body(StreamReaderState* body) { body_ = body; }
    UnpackedBody& unpacked() { return unpacked_; }
    bool is_full() const { return is_full_; }   // the body's reader should look at what has come before there is more
    bool at_chunk_head() const { return chunked() && chunk_left_ == 0; }
    int hosts = 0;
    int transfer_encodings = 0;
    bool only_chunked = true;

private:
    using error_code = beast::error_code;
    using string_view = beast::string_view;

    void on_request_impl(beast::http::verb, string_view method, string_view target, int version, error_code&) override {
        head_.method.assign(method.data(), method.size());
        head_.target.assign(target.data(), target.size());
        head_.version = version;
    }
    void on_response_impl(int, string_view, int, error_code&) override {}
    void on_field_impl(field name, string_view name_string, string_view value, error_code&) override {
        if (head_is_over_) return;   // a trailer: nobody has asked for it
        head_.headers.add(view(name_string), view(value));
        if (name == field::host) ++hosts;
        if (name == field::expect) head_.expects_continue = head_.version >= 11;
        if (name == field::transfer_encoding) {
            ++transfer_encodings;
            only_chunked = equal_ignoring_case(trimmed(view(value)), "chunked");
        }
    }
    void on_header_impl(error_code&) override { head_is_over_ = true; }
    void on_body_init_impl(const boost::optional<std::uint64_t>&, error_code&) override {}
    std::size_t on_body_impl(string_view bytes, error_code& error) override { return pass_on(bytes, error); }
    void on_chunk_header_impl(std::uint64_t size, string_view, error_code&) override { chunk_left_ = size; }
    std::size_t on_chunk_body_impl(std::uint64_t, string_view bytes, error_code& error) override {
        const std::size_t taken = pass_on(bytes, error);
        chunk_left_ -= taken;
        return taken;
    }
    void on_finish_impl(error_code&) override {}

    std::size_t pass_on(string_view bytes, error_code& error) {
        const std::size_t taken = unpacked_.feed(view(bytes), body_);
        if (unpacked_.is_broken()) error = beast::http::error::bad_value;
        is_full_ = taken < bytes.size();
        return taken;
    }

    RequestHead& head_;
    StreamReaderState* body_ = nullptr;
    UnpackedBody unpacked_;
    std::uint64_t chunk_left_ = 0;
    bool head_is_over_ = false, is_full_ = false;
};

RequestParser::RequestParser(ParserLimits limits) : limits_(limits), beast_(std::make_unique<std::optional<Beast>>()) { next(); }
RequestParser::~RequestParser() = default;

void RequestParser::next() {
    beast_->emplace(head_, limits_.head);
    head_.method.clear();
    head_.target.clear();
    head_.headers.clear();
    head_.version = 11;
    head_.keep_alive = true;
    head_.has_body = head_.expects_continue = false;
    head_.content_length.reset();
    state_ = State::head;
    head_size_ = 0;
    started_ = false;
}

std::size_t RequestParser::feed(std::string_view bytes, StreamReaderState* body) {
    std::size_t blank = 0;   // line ends that some clients send after a body
    if (state_ == State::head && !started_)
        while (blank < bytes.size() && (bytes[blank] == '\r' || bytes[blank] == '\n')) ++blank;
    if (blank == bytes.size()) return blank;
    started_ = true;
    if (state_ == State::head) return blank + feed_head(bytes.substr(blank));
    return state_ == State::body ? feed_body(bytes, body) : 0;
}

void RequestParser::refuse(int status, std::string message) {
    state_ = State::failed;
    error_ = {status, std::move(message)};
}

std::size_t RequestParser::feed_head(std::string_view bytes) {
    beast::error_code error;
    Beast& parser = **beast_;
    std::size_t used = 0;
    while (!parser.is_header_done() && !error) used += parser.put({bytes.data() + used, bytes.size() - used}, error);
    head_size_ += used;
    if (error && error != beast::http::error::need_more) refuse_head(status_for(error), error.message());
    else if (head_size_ + (error ? bytes.size() - used : 0) > limits_.head) refuse_head(431, "the head is too large");
    else if (!error) finish_head();
    else if (has_bare_line_end(bytes.substr(used))) refuse(400, "a line ends in a line feed alone");
    return used;
}

/// What is too large is the request line if no more has been read.
void RequestParser::refuse_head(int status, std::string message) {
    if (status == 431 && head_.method.empty()) return refuse(414, "the target is too long");
    refuse(status, std::move(message));
}

/// Beast has found the head in order: so must we.
void RequestParser::finish_head() {
    const Beast& parser = **beast_;
    if (head_.target.size() > limits_.line) return refuse(414, "the target is too long");
    if (parser.transfer_encodings > 0 && (parser.transfer_encodings > 1 || !parser.only_chunked || head_.version < 11))
        return refuse(400, "Transfer-Encoding is something else than chunked");
    if (parser.hosts > 1 || (parser.hosts == 0 && head_.version >= 11)) return refuse(400, "there must be one Host header");
    head_.keep_alive = parser.keep_alive();
    head_.has_body = !parser.is_done();
    if (const auto length = parser.content_length(); length && !parser.chunked()) head_.content_length = *length;
    if (head_.expects_continue) head_.expects_continue = head_.has_body;
    if (head_.has_body) (*beast_)->unpacked().begin(head_.headers.get("Content-Encoding", ""));
    state_ = parser.is_done() ? State::complete : State::body;
}

std::size_t RequestParser::feed_body(std::string_view bytes, StreamReaderState* body) {
    beast::error_code error;
    Beast& parser = **beast_;
    parser.set_body(body);
    std::size_t used = 0;
    std::size_t chunk_head = 0;   // the longest
    while (!parser.is_done() && !error && used < bytes.size()) {
        const bool at_chunk_head = parser.at_chunk_head();
        if (at_chunk_head && too_short_a_chunk(bytes.substr(used))) break;
        const std::size_t taken = parser.put({bytes.data() + used, bytes.size() - used}, error);
        used += taken;
        if (at_chunk_head) chunk_head = std::max(chunk_head, error ? bytes.size() - used : taken);
        if (parser.is_full()) break;
    }
    if (parser.unpacked().is_broken() || (parser.is_done() && !parser.unpacked().has_ended()))
        refuse(400, "Can not decode content-encoding: " + lowered(head_.headers["Content-Encoding"]));
    else if (error && error != beast::http::error::need_more) refuse(400, error.message());
    else if (chunk_head > limits_.chunk_head) refuse(400, "a chunk's size line, or the trailers, are too long");
    else if (parser.is_done()) state_ = State::complete;
    return used;
}

}  // namespace asyncio::http
