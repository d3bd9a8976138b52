#pragma once
#include <atomic>
#include <chrono>
#include <memory>
#include <optional>

#include "program.hpp"
#include "recorder.hpp"
#include "shared_counter.hpp"
#include "virtual_time.hpp"

namespace asyncio {

/// What a Program is made of; for the library's own use.
struct Program::Impl {
    Impl(Clock clock, trace::Log* log);

    Micros now() const;                            ///< microseconds since the program began
    void check_abandoned() const { if (abandoned.load(std::memory_order_relaxed)) [[unlikely]] throw Abandoned{}; }
    void write_line(std::string_view line, std::uint32_t source_line);
    void report(std::string_view text);            ///< to error_output, line by line

    std::optional<Recorder> recorder;              ///< none: not recorded
    std::optional<VirtualTime> virtual_time;       ///< none: real time
    std::function<void(std::string_view)> output, error_output;
    std::atomic<bool> abandoned{false};
    SharedCounter tasks;                           ///< names tasks where there is no recorder
    std::chrono::steady_clock::time_point began = std::chrono::steady_clock::now();
};

/// The program that this thread's code belongs to.
Program::Impl& this_program();

}  // namespace asyncio
