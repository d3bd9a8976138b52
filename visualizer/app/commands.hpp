#pragma once
#include <string>
#include <vector>

#include "cli.hpp"

/// What the program can be told to do, one function each. They return the exit code.
namespace awaitscope::commands {

/// The words of the command line, understood.
struct Words {
    std::string source = "gather";        ///< a lesson's name or a recording's path
    std::vector<std::string> settings;    ///< NAME=VALUE
    Lang lang = Lang::en;
    bool light = false;
    bool real_clock = false;
    bool story = false;
    std::string trace;                    ///< a file to write the recording to; "": none
    std::string format;                   ///< of export
    std::string output;                   ///< of export; "-": standard output
};

int show(const Words& words, const ShowWindow& show_window);   ///< awaitscope [SOURCE]
int list(const Words& words);
int run(const Words& words);
int export_source(const Words& words);

}  // namespace awaitscope::commands
