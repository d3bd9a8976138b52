#include "child.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>

#include "runtime/os_errors.hpp"
#include "runtime/uv.hpp"

namespace asyncio {
namespace {

/// Keeps this process's descriptors from the children that it starts meanwhile.
class ClosedForChildren {
public:
    ClosedForChildren() {
        std::error_code code;
        for (const auto& entry : std::filesystem::directory_iterator("/dev/fd", code)) {
            const int fd = std::atoi(entry.path().filename().c_str());
            const int flags = fcntl(fd, F_GETFD);
            if (fd <= STDERR_FILENO || flags < 0 || (flags & FD_CLOEXEC)) continue;
            fcntl(fd, F_SETFD, flags | FD_CLOEXEC);
            open_.push_back(fd);
        }
    }
    ~ClosedForChildren() {
        for (int fd : open_) fcntl(fd, F_SETFD, 0);
    }
    ClosedForChildren(const ClosedForChildren&) = delete;

private:
    std::vector<int> open_;
};

void refuse_null_bytes(const std::string& text) {
    if (text.find('\0') != std::string::npos) throw ValueError("embedded null byte");
}

std::optional<std::vector<std::string>> environment(const SubprocessOptions& options) {
    if (!options.env) return {};
    std::vector<std::string> all;
    for (const auto& [name, value] : *options.env) {
        if (name.find('=') != std::string::npos) throw ValueError("illegal environment variable name");
        all.push_back(name + "=" + value);
        refuse_null_bytes(all.back());
    }
    return all;
}

int checked(int fd) {
    if (fcntl(fd, F_GETFD) < 0) throw_os_error(EBADF, "spawn");
    return fd;
}

/// The child's end of a standard stream; -1: /dev/null. A pipe's ends go to `ours` and `theirs`.
int child_end(const std::optional<Descriptor>& wanted, int number, OwnedDescriptor& ours, OwnedDescriptor& theirs) {
    if (!wanted) return fcntl(number, F_GETFD) < 0 ? -1 : number;
    if (*wanted == subprocess::DEVNULL) return -1;
    if (*wanted != subprocess::PIPE) return checked(*wanted);
    auto [reading, writing] = make_pipe();
    ours = std::move(number == STDIN_FILENO ? writing : reading);
    theirs = std::move(number == STDIN_FILENO ? reading : writing);
    return theirs.fileno();
}

/// Whether the error is about the program or the folder, and not about means that are used up.
bool names_something(int code) {
    constexpr int about_means[] = {EAGAIN, EBADF, EMFILE, ENFILE, ENOMEM};
    return std::ranges::find(about_means, code) == std::end(about_means);
}

[[noreturn]] void fail(int code, const std::string& program, const std::optional<std::string>& cwd) {
    if (!names_something(code)) throw_os_error(code, "spawn");
    const bool is_cwd = cwd && access((*cwd + "/.").c_str(), X_OK) < 0 && errno == code;
    throw_os_error(code, "spawn", OSError::Paths{is_cwd ? *cwd : program});
}

}  // namespace

StartedChild start_child(Poller& poller, std::vector<std::string> args, const SubprocessOptions& options,
                         std::function<void(int)> exited) {
    const std::string program = options.executable.value_or(args.front());
    for (const std::string& text : args) refuse_null_bytes(text);
    refuse_null_bytes(program);
    ChildStart start{program, std::move(args), environment(options), options.cwd, {}, options.start_new_session};

    StartedChild child;
    std::array<OwnedDescriptor, 3> theirs;
    const std::optional<Descriptor> wanted[] = {options.stdin.descriptor(), options.stdout.descriptor(), options.stderr.descriptor()};
    for (int i = 0; i < 3; ++i) {
        const bool as_stdout = i == STDERR_FILENO && wanted[i] && *wanted[i] == subprocess::STDOUT;
        start.descriptors.push_back(as_stdout ? start.descriptors[STDOUT_FILENO]
                                              : child_end(wanted[i], i, child.pipes[i], theirs[i]));
    }
    for (const Descriptor& fd : options.pass_fds) {
        if (fd > STDERR_FILENO) start.descriptors.resize(std::max<std::size_t>(start.descriptors.size(), fd + 1), -1);
        start.descriptors.at(checked(fd)) = fd;
    }
    std::optional<ClosedForChildren> closed;
    if (options.close_fds) closed.emplace();
    try {
        child.pid = poller.spawn(start, std::move(exited));
    } catch (const OSError& error) {
        fail(error.code, program, options.cwd);
    }
    return child;
}

}  // namespace asyncio
