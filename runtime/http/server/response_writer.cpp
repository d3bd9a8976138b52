#include "response_writer.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "runtime/exceptions.hpp"
#include "runtime/http/ascii.hpp"
#include "runtime/http/date.hpp"
#include "runtime/http/status.hpp"
#include "runtime/net/transport.hpp"

namespace asyncio::http {
namespace {

constexpr std::size_t worth_a_copy = 64 * 1024;   // a body up to this goes out with its head
constexpr std::string_view server_name = "Awaitscope";

template <class N>
void put_number(std::string& out, N number, int base = 10) {
    std::array<char, 24> digits;
    out.append(digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), number, base).ptr);
}

constexpr ByteSet ends_a_line([](char c) { return c == '\r' || c == '\n' || c == '\0'; });

void check_line(std::string_view text) {
    if (std::ranges::any_of(text, ends_a_line))
        throw ValueError("Newline or carriage return character detected in HTTP status message or header. "
                         "This is a potential security issue.");
}

/// The headers that each response has; made anew once a second.
std::string_view common_headers() {
    thread_local std::string lines, date;
    if (const std::string_view now = date_now(); now != date) {
        date = now;
        lines = "Date: " + date + "\r\nServer: " + std::string(server_name) + "\r\n";
    }
    return lines;
}

/// Headers that the framing writes itself.
bool is_framing(std::string_view name) {
    return (name.size() == 14 && equal_ignoring_case(name, "Content-Length")) ||
           (name.size() == 17 && equal_ignoring_case(name, "Transfer-Encoding")) ||
           (name.size() == 10 && equal_ignoring_case(name, "Connection"));
}

std::optional<std::uint64_t> promised_length(const ResponseHead& response) {
    const auto header = response.headers().get("Content-Length");
    std::uint64_t length = 0;
    if (!header || std::from_chars(header->data(), header->data() + header->size(), length).ec != std::errc()) return {};
    return length;
}

}  // namespace

void ResponseWriter::next(bool keep_alive) {
    begun_ = finished_ = chunked_ = bodiless_ = false;
    keep_alive_ = keep_alive;
}

void ResponseWriter::choose_framing(const RequestHead& request, const ResponseHead& response, std::optional<std::uint64_t> length) {
    length_ = length ? length : promised_length(response);
    const bool never = has_no_body(response.status());
    bodiless_ = never || request.method == "HEAD";
    if (never) length_.reset();
    chunked_ = !length_ && !never && request.version >= 11;
    left_ = length_.value_or(0);
    const auto connection = response.headers().get("Connection");
    if (response.closes() || !request.keep_alive || (connection && equal_ignoring_case(*connection, "close"))) keep_alive_ = false;
    if (!length_ && !chunked_ && !bodiless_) keep_alive_ = false;   // the end of the connection is that of the body
}

void ResponseWriter::put_header(std::string_view name, std::string_view value) {
    out_.append(name).append(": ").append(value).append("\r\n");
}

void ResponseWriter::put_headers(const CIMultiDict& headers) {
    for (const auto& [name, value] : headers) {
        if (is_framing(name)) continue;
        if (!is_token(name)) throw ValueError("'" + std::string(name) + "' cannot be a header's name");
        check_line(value);
        put_header(name, value);
    }
}

void ResponseWriter::put_head(const RequestHead& request, const ResponseHead& response) {
    out_ = request.version >= 11 ? "HTTP/1.1 " : "HTTP/1.0 ";
    put_number(out_, response.status());
    const std::string_view reason = response.reason();
    check_line(reason);
    out_.append(" ").append(reason).append("\r\n");
    const CIMultiDict& headers = response.headers();
    put_headers(headers);
    if (length_) {
        out_ += "Content-Length: ";
        put_number(out_, *length_);
        out_ += "\r\n";
    }
    if (chunked_) out_ += "Transfer-Encoding: chunked\r\n";
    if (!bodiless_ && length_ != 0 && !headers.contains("Content-Type")) put_header("Content-Type", "application/octet-stream");
    const bool has_date = headers.contains("Date"), has_server = headers.contains("Server");
    if (!has_date && !has_server) out_ += common_headers();
    else if (!has_date) put_header("Date", date_now());
    else if (!has_server) put_header("Server", server_name);
    if (!keep_alive_) put_header("Connection", "close");
    else if (request.version < 11) put_header("Connection", "keep-alive");
    out_ += "\r\n";
}

void ResponseWriter::begin(Transport& transport, const RequestHead& request, const ResponseHead& response,
                           std::optional<std::uint64_t> length, std::string_view body) {
    choose_framing(request, response, length);
    put_head(request, response);
    begun_ = true;
    if (!bodiless_ && !chunked_ && body.size() <= worth_a_copy) {
        left_ -= body.size();
        out_ += std::exchange(body, {});
    }
    transport.write(out_);
    if (!body.empty()) write(transport, body);
}

void ResponseWriter::put_chunk(std::string_view data) {
    out_.clear();
    put_number(out_, data.size(), 16);
    ((out_ += "\r\n") += data) += "\r\n";
}

void ResponseWriter::write(Transport& transport, std::string_view data) {
    if (bodiless_ || data.empty()) return;
    if (chunked_) {
        put_chunk(data);
        return transport.write(out_);
    }
    if (length_) data = data.substr(0, static_cast<std::size_t>(std::min<std::uint64_t>(left_, data.size())));
    left_ -= length_ ? data.size() : 0;
    transport.write(data);
}

void ResponseWriter::finish(Transport& transport) {
    if (std::exchange(finished_, true)) return;
    if (chunked_ && !bodiless_) transport.write("0\r\n\r\n");
    if (length_ && left_ > 0 && !bodiless_) keep_alive_ = false;   // less than was promised: let the client notice
}

}  // namespace asyncio::http
