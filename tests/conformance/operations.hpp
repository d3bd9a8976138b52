#pragma once
#include <string>
#include <vector>

/// The programs of random_programs.py in C++: `do` and `run` there, operation by operation.
namespace conformance {

struct Operation;
using Body = std::vector<Operation>;

struct Operation {
    std::string name;
    std::vector<int> numbers;   ///< -1 is None
    std::vector<Body> bodies;
};

/// `( name 1 2 [ ... ] [ ... ] )`, any number of them. Throws std::runtime_error for what is none.
Body parse_operations(const std::string& text);

/// The program as a script: a new world, and asyncio.run of the operations, one after the other.
void run_program(const Body& body);

}  // namespace conformance
