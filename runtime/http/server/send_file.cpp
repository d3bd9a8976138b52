#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <memory>

#include "application.hpp"
#include "http_exceptions.hpp"
#include "runtime/awaiters.hpp"
#include "runtime/http/content_type.hpp"
#include "runtime/http/date.hpp"
#include "runtime/net/transport.hpp"
#include "runtime/os_errors.hpp"
#include "runtime/threads.hpp"
#include "server_connection.hpp"
#include "static_files.hpp"

namespace asyncio::http {
namespace {

constexpr std::int64_t piece = 256 * 1024;   // read at once

/// An open file, and what was known of it when it was opened.
class OpenFile {
public:
    /// Throws OSError; HTTPNotFound for what is no plain file.
    explicit OpenFile(const std::string& path) : fd_(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)) {
        struct stat status{};
        if (fd_ < 0 || fstat(fd_, &status) < 0) fail(path);
        regular = S_ISREG(status.st_mode);
        size = status.st_size;
        modified = status.st_mtime;
    }
    ~OpenFile() { if (fd_ >= 0) ::close(fd_); }
    OpenFile(const OpenFile&) = delete;

    std::string read(std::int64_t at, std::int64_t count) const {
        std::string bytes(static_cast<std::size_t>(count), '\0');
        const ssize_t got = ::pread(fd_, bytes.data(), bytes.size(), at);
        if (got < 0) throw_os_error(errno, "read");
        bytes.resize(static_cast<std::size_t>(got));
        return bytes;
    }

    std::int64_t size = 0;
    std::time_t modified = 0;
    bool regular = false;

private:
    [[noreturn]] void fail(const std::string& path) const {
        const int code = errno;
        if (fd_ >= 0) ::close(fd_);
        throw_os_error(code, "open", path);
    }
    int fd_;
};

Coroutine<std::shared_ptr<OpenFile>> open_file(std::string path) {
    std::shared_ptr<OpenFile> file;
    try {
        file = co_await to_thread(named("open", [path] { return std::make_shared<OpenFile>(path); }));
    } catch (const FileNotFoundError&) {
        throw HTTPNotFound();
    } catch (const NotADirectoryError&) {
        throw HTTPNotFound();
    } catch (const PermissionError&) {
        throw HTTPForbidden();
    }
    if (!file->regular) throw HTTPNotFound();
    co_return file;
}

struct Span { std::int64_t begin, end; };

[[noreturn]] void refuse_range(const OpenFile& file) {
    throw HTTPRequestRangeNotSatisfiable("", {{"Content-Range", "bytes */" + std::to_string(file.size)}});
}

/// The bytes that are asked for; none: all. Throws HTTPRequestRangeNotSatisfiable if the file has none of them.
std::optional<Span> wanted(const Request& request, const OpenFile& file) {
    const auto if_range = request.headers().get("If-Range");
    if (if_range && parse_date(*if_range).value_or(-1) < file.modified) return {};
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

void add_headers(Response& response, const std::string& path, const OpenFile& file, std::optional<Span> part) {
    CIMultiDict& headers = response.headers();
    if (!headers.contains("Content-Type")) headers.set("Content-Type", guess_type(path));
    if (const auto encoding = guess_encoding(path); !encoding.empty() && !headers.contains("Content-Encoding"))
        headers.set("Content-Encoding", encoding);
    headers.set("Last-Modified", format_date(file.modified));
    headers.set("Accept-Ranges", "bytes");
    if (!part) return;
    response.set_status(206);
    headers.set("Content-Range", "bytes " + std::to_string(part->begin) + "-" + std::to_string(part->end - 1) + "/" + std::to_string(file.size));
}

Coroutine<> send_bytes(ServerConnection& connection, std::shared_ptr<OpenFile> file, Span span) {
    while (span.begin < span.end) {
        const std::int64_t count = std::min(piece, span.end - span.begin);
        const std::string bytes = co_await to_thread(named("read", [file, at = span.begin, count] { return file->read(at, count); }));
        if (bytes.empty()) co_return;   // it has become shorter: the client notices by the length that it was promised
        span.begin += static_cast<std::int64_t>(bytes.size());
        connection.writer().write(connection.open_transport(), bytes);
        co_await connection.drain();
    }
}

bool is_unchanged(const Request& request, const OpenFile& file) {
    const auto since = request.if_modified_since();
    return since && *since >= file.modified;
}

}  // namespace

Coroutine<> send_file(Request& request, Response response) {
    ServerConnection& connection = request.connection();
    const std::string path = response.body();
    std::shared_ptr<OpenFile> file;
    std::optional<Span> part;
    std::optional<Response> instead;
    try {
        file = co_await open_file(path);
        if (is_unchanged(request, *file)) throw HTTPNotModified("", {{"Last-Modified", format_date(file->modified)}});
        if (response.status() == 200) part = wanted(request, *file);
    } catch (const HTTPException& error) {
        instead = error.response();
    }
    if (instead) {
        connection.writer().begin(connection.open_transport(), request.head(), *instead, instead->body().size(), instead->body());
    } else {
        add_headers(response, path, *file, part);
        const Span span = part.value_or(Span{0, file->size});
        connection.writer().begin(connection.open_transport(), request.head(), response, static_cast<std::uint64_t>(span.end - span.begin));
        if (request.method() != "HEAD") co_await send_bytes(connection, file, span);
    }
    connection.writer().finish(connection.open_transport());
}

}  // namespace asyncio::http
