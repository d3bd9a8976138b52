#pragma once
#include "commands.hpp"

namespace awaitscope {

/// What the command line asks for.
struct CommandLine {
    enum class Type { show, list, run, export_source, help, version };
    Type type = Type::show;
    std::string command;             ///< the word that it began with; "" for show
    commands::Words words;
};

/// Reads the command line.
///
/// Throws: BadUse.
CommandLine read_command_line(int argc, const char* const* argv);

}  // namespace awaitscope
