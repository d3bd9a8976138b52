#include <algorithm>
#include <optional>

#include "application.hpp"
#include "http_exceptions.hpp"
#include "open_file.hpp"
#include "runtime/awaiters.hpp"
#include "runtime/http/ascii.hpp"
#include "runtime/http/content_type.hpp"
#include "runtime/http/status.hpp"
#include "runtime/net/transport.hpp"
#include "runtime/threads.hpp"
#include "server_connection.hpp"
#include "static_files.hpp"

namespace asyncio::http {
namespace {

constexpr std::int64_t read_at_once = 256 * 1024;

struct Span { std::int64_t begin, end; };

bool has(const std::vector<ETag>& tags, const std::string& value) {
    return std::ranges::any_of(tags, [&](const ETag& tag) { return tag.value == "*" || (!tag.is_weak && tag.value == value); });
}

/// Whether the client wants the file only if it is, or is not, the one that it knows (RFC 9110, 13.2.2).
/// Throws HTTPPreconditionFailed, HTTPNotModified.
void check_conditions(const Request& request, const OpenFile& file) {
    if (const auto tags = request.if_match()) {
        if (!has(*tags, file.etag)) throw HTTPPreconditionFailed();
    } else if (const auto since = request.if_unmodified_since(); since && file.modified > *since) {
        throw HTTPPreconditionFailed();
    }
    const auto tags = request.if_none_match();
    const auto since = request.if_modified_since();
    if (tags ? !has(*tags, file.etag) : !since || file.modified > *since) return;
    HTTPNotModified answer;
    answer.response().set_etag({file.etag});
    answer.response().set_last_modified(file.modified);
    throw answer;
}

/// Whether a part of the file would fit to those that the client has (If-Range: a date or a tag).
bool is_known_version(const Request& request, const OpenFile& file) {
    const auto known = request.headers().get("If-Range");
    if (!known) return true;
    const auto date = request.if_range();
    return date ? file.modified <= *date : has(parse_etags(*known), file.etag);
}

[[noreturn]] void refuse_range(const OpenFile& file) {
    throw HTTPRequestRangeNotSatisfiable("", {{"Content-Range", "bytes */" + std::to_string(file.size)}});
}

/// The bytes that are asked for; none: all. Throws HTTPRequestRangeNotSatisfiable if the file has none of them.
std::optional<Span> wanted(const Request& request, const OpenFile& file) {
    if (!is_known_version(request, file)) return {};
    std::optional<HttpRange> range;
    try {
        range = request.http_range();
    } catch (const ValueError&) {
        refuse_range(file);
    }
    if (!range) return {};
    Span span{*range->start, std::min(range->stop.value_or(file.size), file.size)};
    if (span.begin < 0) span.begin = std::max<std::int64_t>(0, file.size + span.begin);
    if (span.begin >= span.end) refuse_range(file);
    return span;
}

void add_headers(Response& response, const OpenFile& file, const std::string& name, std::optional<Span> part) {
    CIMultiDict& headers = response.headers();
    const std::string_view encoding = file.is_packed ? "gzip" : guess_encoding(name);
    if (!headers.contains("Content-Type")) headers.set("Content-Type", guess_type(name));
    if (!encoding.empty() && !headers.contains("Content-Encoding")) headers.set("Content-Encoding", encoding);
    if (file.is_packed) headers.set("Vary", "Accept-Encoding");
    response.set_etag({file.etag});
    response.set_last_modified(file.modified);
    headers.set("Accept-Ranges", "bytes");
    if (!part) return;
    response.set_status(206);
    headers.set("Content-Range", "bytes " + std::to_string(part->begin) + "-" + std::to_string(part->end - 1) + "/" + std::to_string(file.size));
}

Coroutine<> send_bytes(ServerConnection& connection, std::shared_ptr<OpenFile> file, Span span) {
    while (span.begin < span.end) {
        const std::int64_t count = std::min(read_at_once, span.end - span.begin);
        const std::string bytes = co_await to_thread(named("read", [file, at = span.begin, count] { return file->read(at, count); }));
        if (bytes.empty()) co_return;   // it has become shorter: the client notices by the length that it was promised
        span.begin += static_cast<std::int64_t>(bytes.size());
        connection.writer().write(connection.open_transport(), bytes);
        co_await connection.drain();
    }
}

/// Sends the file's head; gives the bytes that belong behind it.
Span begin(Request& request, Response& response, const OpenFile& file) {
    ServerConnection& connection = request.connection();
    const std::string name = response.body();
    check_conditions(request, file);
    const std::optional<Span> part = response.status() == 200 ? wanted(request, file) : std::nullopt;
    const Span span = part.value_or(Span{0, file.size});
    add_headers(response, file, name, part);
    connection.writer().begin(connection.open_transport(), request.head(), response, static_cast<std::uint64_t>(span.end - span.begin));
    return request.method() == "HEAD" || has_no_body(response.status()) ? Span{0, 0} : span;
}

}  // namespace

Coroutine<> send_file(Request& request, Response response) {
    ServerConnection& connection = request.connection();
    const bool takes_gzip = request.headers().get("Accept-Encoding", "").find("gzip") != std::string_view::npos;
    const auto file = co_await open_file(response.body(), takes_gzip);
    const Span span = begin(request, response, *file);
    co_await send_bytes(connection, file, span);
    connection.writer().finish(connection.open_transport());
}

}  // namespace asyncio::http
