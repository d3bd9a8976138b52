#pragma once
#include <functional>
#include <memory>
#include <string_view>

#include "trace/log.hpp"

namespace asyncio {

/// How time passes for a program.
enum class Clock {
    virtual_time,  ///< whole microseconds; stands still while code runs, jumps to the next deadline when nothing can run
    real_time,
};

/// Thrown through a program that was abandoned; not a Python exception, so no handler of a program's catches it.
struct Abandoned {};

/// One run of a program: what a Python process is to a script. It owns the clock, the counters that
/// name things, the simulated threads of virtual time and, if it is recorded, the way into the log.
///
/// Code that runs without a Program of its own belongs to a default one: real clock, not recorded.
class Program {
public:
    explicit Program(Clock clock, trace::Log* log = nullptr);
    ~Program();
    Program(const Program&) = delete;

    /// Runs `body` (the script's top level) on this thread.
    /// Emits: everything that happens in it, then end.
    /// Throws: what body throws (SystemExit and Abandoned are kept back: `end` tells of the first).
    void run(const std::function<void()>& body);

    /// Who gets the printed lines (without the newline); by default standard output. Called on the thread that prints.
    void set_output(std::function<void(std::string_view)> output);

    /// Who gets what Python writes to standard error (warnings, exceptions that nobody took), line by line; by
    /// default standard error. Called on the thread where it happens.
    void set_error_output(std::function<void(std::string_view)> output);

    /// Asks the program to unwind at its next turn, print() or time::sleep(); from then on nothing is
    /// recorded. Any thread may call it, once, while run() runs or before.
    void abandon();

    struct Impl;
    Impl& impl() { return *impl_; }   ///< for the library

private:
    std::unique_ptr<Impl> impl_;
};

}  // namespace asyncio
