#include "temporary_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>

#include "make_temporary.hpp"
#include "open_file.hpp"
#include "paths.hpp"
#include "system_job.hpp"

namespace asyncio::files {

TemporaryStream make_temporary(const std::string& mode, const tempfile::TemporaryOptions& options, bool named) {
    const OpenMode parsed = parse_mode(mode);
    check(parsed, options.open);
    int fd = -1;
    const std::string path = with_new_name(options.name, [&](const std::string& p) {
        fd = ::open(system::system_path(p), O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
        if (fd < 0) throw_os_error(errno, "open", OSError::Paths{p});
    });
    if (!named) ::unlink(path.c_str());
    auto raw = std::make_unique<RawFile>(fd, parsed, true, named ? path : std::to_string(fd));
    return {layered(std::move(raw), mode, options.open), path};
}

namespace {

struct TemporaryRequest {
    const char* name;
    std::string mode;
    tempfile::TemporaryOptions options;
    bool named, doomed;
};

std::shared_ptr<OpenFile> make_now(const TemporaryRequest& request) {
    TemporaryStream made = make_temporary(request.mode, request.options, request.named);
    return std::make_shared<OpenFile>(std::move(made.stream), request.doomed ? made.path : "");
}

Coroutine<File> make_in_executor(TemporaryRequest request) {
    co_return File(co_await in_executor(request.name, [request] { return make_now(request); }));
}

Opening opening(TemporaryRequest request) {
    return Opening([request = std::move(request)] { return make_in_executor(request).as(request.name); });
}

}  // namespace

Opening tempfile::TemporaryFile(std::string mode, TemporaryOptions options) {
    return opening({"TemporaryFile", std::move(mode), std::move(options), false, false});
}

Opening tempfile::NamedTemporaryFile(std::string mode, TemporaryOptions options, bool delete_on_close) {
    return opening({"NamedTemporaryFile", std::move(mode), std::move(options), true, delete_on_close});
}

}  // namespace asyncio::files
