#pragma once
#include <iosfwd>
#include <nlohmann/json.hpp>
#include <vector>

namespace awaitscope::exports {

using Json = nlohmann::ordered_json;

inline constexpr int loop_thread = 1;

/// A Chrome Trace Event file while it is written: one record a line. Times are microseconds.
class ChromeFile {
public:
    ChromeFile(std::ostream& out, const Json& about);
    void close();

    void record(const Json& record);
    void name_process(const std::string& name);
    void name_thread(int thread, const std::string& name);
    void slice(int thread, const std::string& name, double from, double to, Json args);             ///< X
    void instant(int thread, const std::string& name, const char* category, double at, Json args);  ///< i
    void wait_begin(const char* category, std::size_t id, const std::string& name, double at, Json args);    ///< b
    void wait_end(const char* category, std::size_t id, const std::string& name, double at);               ///< e
    void flow(char phase, std::size_t id, double at);                                               ///< s, t, f
    void counter(const std::string& name, double at, std::size_t value);                            ///< C

private:
    std::ostream& out_;
    bool first_ = true;
};

/// The slices of one thread's track, which lie in each other like boxes: a slice ends at the latest with
/// the one that it lies in, so that they can never overlap.
class NestedSlices {
public:
    NestedSlices(ChromeFile& file, int thread) : file_(file), thread_(thread) {}

    /// Ends what is as deep or deeper, then begins a slice.
    void begin(int depth, std::string name, double at, Json args);
    /// Ends what is as deep or deeper.
    void end(int depth, double at);
    bool open() const { return !slices_.empty(); }

private:
    struct Slice {
        int depth;
        std::string name;
        double from;
        Json args;
    };
    ChromeFile& file_;
    int thread_;
    std::vector<Slice> slices_;
};

}  // namespace awaitscope::exports
