#pragma once
#include <string>
#include <vector>

/// A program that a test starts, in a folder of its own, as a shell would.
namespace spawned {

/// A folder for temporary files that goes when it is no longer needed.
class Folder {
public:
    Folder();
    ~Folder();
    Folder(const Folder&) = delete;
    const std::string& path() const { return path_; }
    std::string operator/(const std::string& name) const { return path_ + "/" + name; }
    std::vector<std::string> files() const;   ///< names, sorted

private:
    std::string path_;
};

struct Result {
    int exit_code = 0;                         ///< 128 + n: signal n ended it
    std::string out{}, err{};
};

/// What the program is given.
struct Start {
    std::string program{};
    std::vector<std::string> words{};
    std::string folder{};                      ///< where it starts
    std::vector<std::string> environment{};    ///< NAME=VALUE, beside PATH; nothing else is passed on
    std::string out{};                         ///< standard output goes there; "": to the result
    bool deaf = false;                         ///< standard output is a pipe that nobody reads
    bool out_closed = false;                   ///< there is no standard output
    std::string stop_after{};                  ///< once it has written this: `signal`
    int signal = 0;
};

Result run(const Start& start);

std::string content(const std::string& path);

}  // namespace spawned
