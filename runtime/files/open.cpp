#include "open.hpp"

#include "make_stream.hpp"
#include "open_file.hpp"
#include "system_job.hpp"

namespace asyncio::files {
namespace {

/// What open() is asked for.
struct OpenRequest {
    std::string path;
    std::optional<int> fd;
    std::string mode;
    OpenOptions options;
};

std::unique_ptr<RawFile> open_raw(const OpenRequest& request, const OpenMode& mode) {
    if (request.fd) return std::make_unique<RawFile>(*request.fd, mode, request.options.closefd, request.path);
    if (!request.options.closefd) throw ValueError("Cannot use closefd=False with file name");
    return std::make_unique<RawFile>(request.path, mode);
}

std::shared_ptr<OpenFile> open_now(const OpenRequest& request) {
    const OpenMode mode = parse_mode(request.mode);
    check(mode, request.options);
    return std::make_shared<OpenFile>(layered(open_raw(request, mode), request.mode, request.options));
}

Coroutine<File> open_in_executor(OpenRequest request) {
    co_return File(co_await in_executor("open", [request = std::move(request)] { return open_now(request); }));
}

Opening opening(OpenRequest request) {
    return Opening([request = std::move(request)] { return open_in_executor(request).as("open"); });
}

}  // namespace

Coroutine<> Opening::enter() { File::operator=(co_await start_()); }

Coroutine<bool> Opening::exit(std::exception_ptr) {
    co_await close();
    co_return false;
}

Opening open(std::string path, std::string mode, OpenOptions options) {
    return opening({std::move(path), {}, std::move(mode), std::move(options)});
}

Opening open(int fd, std::string mode, OpenOptions options) {
    return opening({std::to_string(fd), fd, std::move(mode), std::move(options)});
}

}  // namespace asyncio::files
