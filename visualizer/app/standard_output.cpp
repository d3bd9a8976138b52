#include "standard_output.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <string>
#include <system_error>

#include "complaint.hpp"

namespace awaitscope {
namespace {

void write_to(int descriptor, std::string_view text) {
    while (!text.empty()) {
        const ssize_t written = ::write(descriptor, text.data(), text.size());
        if (written >= 0) text.remove_prefix(static_cast<std::size_t>(written));
        else if (errno != EINTR) throw std::system_error(errno, std::generic_category());
    }
}

}  // namespace

void write_out(std::string_view text) {
    try {
        write_to(STDOUT_FILENO, text);
    } catch (const std::system_error& error) {
        if (error.code() == std::errc::broken_pipe) throw BrokenPipe();
        throw Failure("cannot write standard output: " + error.code().message());
    }
}

void say(const std::string& line) {
    if (line.empty()) return;
    std::string text = "awaitscope: " + line;
    for (char& c : text)
        if (static_cast<unsigned char>(c) < ' ') c = ' ';
    try {
        write_to(STDERR_FILENO, text + '\n');
    } catch (const std::system_error&) {
        // nobody listens
    }
}

void prepare_standard_streams() {
    std::signal(SIGPIPE, SIG_IGN);
    for (const int descriptor : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
        if (::fcntl(descriptor, F_GETFD) >= 0) continue;
        // Opened the wrong way round, so that using it fails as it would have.
        [[maybe_unused]] const int opened = ::open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY);
    }
}

}  // namespace awaitscope
