#include "spawned.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <system_error>
#include <thread>
#include <utility>

namespace spawned {
namespace {

void check(int error) {
    if (error) throw std::system_error(error, std::generic_category());
}

struct Pipe {
    Pipe() { check(pipe2(ends, O_CLOEXEC) == 0 ? 0 : errno); }
    ~Pipe() { close_read(), close_write(); }
    void close_read() { if (ends[0] >= 0) close(std::exchange(ends[0], -1)); }
    void close_write() { if (ends[1] >= 0) close(std::exchange(ends[1], -1)); }

    /// Everything that comes through it; `seen` is told of what there is so far.
    template <class Seen>
    std::string read_all(Seen seen) {
        std::string text;
        char chunk[4096];
        for (ssize_t n; (n = read(ends[0], chunk, sizeof chunk)) > 0;) {
            text.append(chunk, static_cast<std::size_t>(n));
            seen(text);
        }
        return text;
    }
    int ends[2];
};

/// posix_spawn's two descriptions of a child.
struct Child {
    Child() {
        check(posix_spawn_file_actions_init(&actions));
        check(posix_spawnattr_init(&attributes));
        sigset_t defaults;
        sigemptyset(&defaults);
        for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGPIPE}) sigaddset(&defaults, signal);
        check(posix_spawnattr_setsigdefault(&attributes, &defaults));
        check(posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF));
    }
    ~Child() {
        posix_spawnattr_destroy(&attributes);
        posix_spawn_file_actions_destroy(&actions);
    }

    void redirect(const Start& start, Pipe& out, Pipe& err) {
        check(posix_spawn_file_actions_addchdir_np(&actions, start.folder.c_str()));
        check(posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0));
        if (start.out_closed) check(posix_spawn_file_actions_addclose(&actions, STDOUT_FILENO));
        else if (start.out.empty()) check(posix_spawn_file_actions_adddup2(&actions, out.ends[1], STDOUT_FILENO));
        else check(posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, start.out.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0666));
        check(posix_spawn_file_actions_adddup2(&actions, err.ends[1], STDERR_FILENO));
    }

    pid_t spawn(const Start& start) {
        std::vector<std::string> words{start.program}, environment{"PATH=" + std::string(std::getenv("PATH"))};
        words.insert(words.end(), start.words.begin(), start.words.end());
        environment.insert(environment.end(), start.environment.begin(), start.environment.end());
        pid_t id = 0;
        check(posix_spawn(&id, start.program.c_str(), &actions, &attributes, pointers(words).data(), pointers(environment).data()));
        return id;
    }

    static std::vector<char*> pointers(std::vector<std::string>& texts) {
        std::vector<char*> list;
        for (std::string& text : texts) list.push_back(text.data());
        list.push_back(nullptr);
        return list;
    }

    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
};

int wait_for(pid_t id) {
    int status = 0;
    while (waitpid(id, &status, 0) < 0 && errno == EINTR) {}
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

}  // namespace

Folder::Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "awaitscope-test-XXXXXX").string();
    if (!mkdtemp(name.data())) throw std::runtime_error("no folder for temporary files");
    path_ = name;
}

Folder::~Folder() { std::filesystem::remove_all(path_); }

std::vector<std::string> Folder::files() const {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(path_)) names.push_back(entry.path().filename());
    std::ranges::sort(names);
    return names;
}

Result run(const Start& start) {
    Pipe out, err;
    Child child;
    child.redirect(start, out, err);
    if (start.deaf) out.close_read();
    const pid_t id = child.spawn(start);
    out.close_write();
    err.close_write();

    Result result;
    std::thread reader([&] { result.err = err.read_all([](const std::string&) {}); });
    bool stopped = start.stop_after.empty();
    if (!start.deaf) result.out = out.read_all([&](const std::string& text) {
        if (stopped || text.find(start.stop_after) == std::string::npos) return;
        stopped = true;
        kill(id, start.signal);
    });
    reader.join();
    result.exit_code = wait_for(id);
    return result;
}

std::string content(const std::string& path) {
    std::ostringstream text;
    text << std::ifstream(path).rdbuf();
    return text.str();
}

}  // namespace spawned
