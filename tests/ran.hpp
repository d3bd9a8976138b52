#pragma once
#include <exception>
#include <string>
#include <vector>

#include "runtime/asyncio.hpp"

/// What a program leaves behind.
struct Ran {
    std::vector<std::string> out;   ///< what it printed, line by line
    std::string err;                ///< what Python would write to standard error
    std::string raised;             ///< repr of the exception that it let out; empty: none
    std::unique_ptr<asyncio::trace::Log> log = std::make_unique<asyncio::trace::Log>();
};

/// Runs `body`, a script's top level, in a program of its own.
template <class F>
Ran ran(asyncio::Clock clock, F body) {
    Ran ran;
    asyncio::Program program(clock, ran.log.get());
    program.set_output([&](std::string_view line) { ran.out.emplace_back(line); });
    program.set_error_output([&](std::string_view line) { ran.err.append(line).append("\n"); });
    try {
        program.run(body);
    } catch (...) {
        ran.raised = asyncio::repr(std::current_exception());
    }
    return ran;
}

/// The same with asyncio.run(main()), under the virtual clock.
template <class F>
Ran ran_main(F main, asyncio::RunOptions options = {}) {
    return ran(asyncio::Clock::virtual_time, [&] { asyncio::run(main(), std::move(options)); });
}
