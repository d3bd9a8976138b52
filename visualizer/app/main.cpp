#include <cstdio>
#include <cstdlib>

#include "cli.hpp"
#include "window.hpp"

using namespace awaitscope;

namespace {

int show_window(Shown shown) try {
    return run_window({.session = std::move(shown.session),
                       .file = std::move(shown.file),
                       .lang = shown.lang,
                       .appearance = shown.light ? Appearance::light : Appearance::dark,
                       .probe = {}});
} catch (const NoWindow& error) {
    throw NoDisplay(error.what());
}

}  // namespace

int main(int argc, char** argv) {
    const int exit_code = command_line(argc, argv, show_window);
    std::fflush(nullptr);
    std::_Exit(exit_code);   // nothing is torn down: a lesson that was left behind may still run
}
