#pragma once
#include <cstdio>
#include <fstream>
#include <filesystem>
#include <string>
#include <vector>

#include "runtime/asyncio.hpp"
#include "tests/conformance/cpython.hpp"

/// Real sockets on a real clock, and a Python program at the other end.
namespace loopback {

/// Runs a coroutine function to its end, on the real clock.
template <class F>
void run_really(F main) {
    asyncio::Program program(asyncio::Clock::real_time);
    program.set_error_output([](std::string_view) {});
    program.run([&] { asyncio::run(main()); });
}

/// How many descriptors this process has open, with those that libuv keeps from the first loop on.
inline long open_descriptors() {
    static const bool first_loop = (asyncio::new_event_loop()->close(), true);
    static_cast<void>(first_loop);
    const std::filesystem::directory_iterator files("/proc/self/fd");
    return std::distance(begin(files), end(files));
}

/// Runs a coroutine function to its end, on the virtual clock; what the loop's exception handler is told is in the result.
template <class F>
std::vector<std::string> reports_of(F main) {
    std::vector<std::string> reports;
    asyncio::Program program(asyncio::Clock::virtual_time);
    program.set_error_output([](std::string_view) {});
    program.run([&] {
        asyncio::run([&]() -> asyncio::Coroutine<> {
            asyncio::get_running_loop().set_exception_handler([&](asyncio::Loop&, const asyncio::ErrorContext& context) {
                reports.push_back(context.message + ": " + asyncio::repr(context.exception));
            });
            co_await main();
        }());
    });
    return reports;
}

/// A Python program that runs beside the test. What it prints is read line by line.
class Python {
public:
    explicit Python(const std::string& program)
        : pipe_(popen(("exec " + python() + " -c '" + program + "' 2>&1").c_str(), "re")) {}
    Python(const Python&) = delete;
    ~Python() { if (pipe_) pclose(pipe_); }

    /// The next line, without its end; blocks until it is there.
    std::string line() {
        std::string text;
        for (int c; (c = fgetc(pipe_)) != EOF && c != '\n';) text += static_cast<char>(c);
        return text;
    }
    /// Everything that is left, and the end of the program.
    std::string rest() {
        std::string text;
        for (int c; (c = fgetc(pipe_)) != EOF;) text += static_cast<char>(c);
        pclose(std::exchange(pipe_, nullptr));
        return text;
    }

private:
    static std::string python() { return conformance::cpython().empty() ? "python3" : conformance::cpython(); }

    FILE* pipe_;
};

/// A folder that goes with the test: Unix sockets live there.
class Folder {
public:
    Folder() : path_((std::filesystem::temp_directory_path() / "awaitscope-XXXXXX").string()) {
        if (!mkdtemp(path_.data())) throw std::runtime_error("no temporary folder");
    }
    Folder(const Folder&) = delete;
    ~Folder() { std::filesystem::remove_all(path_); }
    std::string operator/(const std::string& name) const { return path_ + "/" + name; }

private:
    std::string path_;
};

}  // namespace loopback
