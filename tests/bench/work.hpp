#pragma once
#include <sys/resource.h>
#include <unistd.h>

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>

/// What the benchmark programs have in common: how they are called and how they measure. Each does one
/// piece of work, `PROGRAM WORK COUNT`, and prints one number: nanoseconds or bytes for each of COUNT.
/// `echo` is a TCP server for COUNT connections: it prints its port first and, when all are closed, nanoseconds in all.
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

inline constexpr std::size_t piece = 64 * 1024;

/// A file of so many pieces, for as long as this lives; the system has it in memory.
class BigFile {
public:
    explicit BigFile(std::size_t pieces) {
        const int fd = mkstemp(path.data());
        const std::string data(piece, 'x');
        for (std::size_t i = 0; i < pieces; ++i)
            if (fd < 0 || write(fd, data.data(), piece) != ssize_t{piece}) throw std::runtime_error("cannot write " + path);
        close(fd);
    }
    BigFile(const BigFile&) = delete;
    ~BigFile() { unlink(path.c_str()); }

    std::string path = std::filesystem::temp_directory_path() / "awaitscope-bench-XXXXXX";
};

/// An echo server says where it listens: its clients may come now.
inline void announce(int port) {
    std::printf("%d\n", port);
    std::fflush(stdout);
}

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
