#pragma once
#include <stdexcept>
#include <string>

namespace awaitscope {

/// Why the program cannot do what it was told to: one line, and the exit code that goes with it.
struct Complaint : std::runtime_error {
    Complaint(int exit_code, const std::string& line) : std::runtime_error(line), exit_code(exit_code) {}
    int exit_code;
};

/// Asked for something that cannot be.
struct BadUse : Complaint {
    explicit BadUse(const std::string& line) : Complaint(2, line) {}
};

/// Failed on the way.
struct Failure : Complaint {
    explicit Failure(const std::string& line) : Complaint(1, line) {}
};

/// Nobody reads standard output any more: no line, as if SIGPIPE had ended the program.
struct BrokenPipe : Complaint {
    BrokenPipe() : Complaint(128 + 13, "") {}
};

/// "awaitscope: LINE" on standard error, whatever characters LINE has as one line. Nothing for "".
void say(const std::string& line);

}  // namespace awaitscope
