#include <cstdio>
#include <cstdlib>

#include "cli.hpp"

int main(int argc, char** argv) {
    using namespace awaitscope;
    const int exit_code = command_line(argc, argv, [](Shown) -> int { throw NoDisplay("it is not built in"); });
    std::fflush(nullptr);
    std::_Exit(exit_code);   // nothing is torn down: a lesson that was left behind may still run
}
