#pragma once
#include <sys/resource.h>
#include <unistd.h>

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <span>
#include <string_view>

/// What the benchmark programs have in common: how they are called and how they measure. Each does one
/// piece of work, `PROGRAM WORK COUNT`, and prints one number: nanoseconds or bytes for each of COUNT.
namespace bench {

/// Processor time of this process, in nanoseconds: what others do on the machine meanwhile does not count.
inline double processor_time() {
    rusage used{};
    getrusage(RUSAGE_SELF, &used);
    const auto nanoseconds = [](const timeval& t) { return static_cast<double>(t.tv_sec) * 1e9 + static_cast<double>(t.tv_usec) * 1e3; };
    return nanoseconds(used.ru_utime) + nanoseconds(used.ru_stime);
}

inline double wall_time() {
    return std::chrono::duration<double, std::nano>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

/// Memory that this process really has, in bytes.
inline double resident_memory() {
    std::FILE* file = std::fopen("/proc/self/statm", "r");
    long size = 0, resident = 0;
    if (!file || std::fscanf(file, "%ld %ld", &size, &resident) != 2) std::abort();
    std::fclose(file);
    return static_cast<double>(resident) * static_cast<double>(sysconf(_SC_PAGESIZE));
}

/// The same random numbers for every program.
class Random {
public:
    std::uint32_t below(std::uint32_t limit) {
        state_ = state_ * 1664525u + 1013904223u;
        return (state_ >> 8) % limit;
    }
private:
    std::uint32_t state_ = 42;
};

/// Measures from here to read().
class Stopwatch {
public:
    explicit Stopwatch(double (*clock)()) : clock_(clock), began_(clock()) {}
    double read() const { return clock_() - began_; }
private:
    double (*clock_)();
    double began_;
};

struct Work {
    std::string_view name;
    double (*run)(std::size_t count);   ///< returns the number to print
};

/// The body of main(): does the work that the command line names. Exit status 2: there is no such work.
inline int run_work(std::span<const Work> works, std::string_view name, const char* count) {
    for (const Work& work : works) {
        if (work.name != name) continue;
        std::printf("%.2f\n", work.run(std::strtoull(count, nullptr, 10)));
        return 0;
    }
    return 2;
}

}  // namespace bench
