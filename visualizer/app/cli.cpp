#include "cli.hpp"

#include "complaint.hpp"
#include "grammar.hpp"
#include "help.hpp"
#include "standard_output.hpp"

namespace awaitscope {
namespace {

int act(const CommandLine& request, const ShowWindow& show_window) {
    switch (request.type) {
        case CommandLine::Type::show: return commands::show(request.words, show_window);
        case CommandLine::Type::list: return commands::list(request.words);
        case CommandLine::Type::run: return commands::run(request.words);
        case CommandLine::Type::export_source: return commands::export_source(request.words);
        case CommandLine::Type::help: write_out(help(request.command, request.words.lang)); break;
        case CommandLine::Type::version: write_out("awaitscope " AWAITSCOPE_VERSION "\n"); break;
    }
    return 0;
}

}  // namespace

int command_line(int argc, const char* const* argv, const ShowWindow& show_window) try {
    prepare_standard_streams();
    return act(read_command_line(argc, argv), show_window);
} catch (const Complaint& complaint) {
    say(complaint.what());
    return complaint.exit_code;
}

}  // namespace awaitscope
