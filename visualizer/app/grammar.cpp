#include "grammar.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cstdlib>

#include "complaint.hpp"
#include "source.hpp"
#include "visualizer/export/format.hpp"

namespace awaitscope {
namespace {

using commands::Words;
using Names = std::vector<std::string>;

Lang lang_of_environment() {
    for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"})
        if (const char* value = std::getenv(name); value && *value)
            return std::string_view(value).starts_with("zh") ? Lang::zh : Lang::en;
    return Lang::en;
}

Names format_names() {
    Names names;
    for (const Format& format : formats()) names.emplace_back(format.name);
    return names;
}

/// An option that takes one of a few words.
CLI::Option* add_choice(CLI::App& app, const std::string& name, const Names& choices, const std::function<void(const std::string&)>& take) {
    const auto check = [choices](const std::string& word) {
        const bool found = std::ranges::find(choices, word) != choices.end();
        return found ? "" : fmt::format("'{}' is not one of {}", word, fmt::join(choices, ", "));
    };
    return app.add_option_function<std::string>(name, take)->check(check);
}

void add_lang(CLI::App& app, Words& words) {
    add_choice(app, "--lang", {"en", "zh"}, [&](const std::string& word) { words.lang = word == "zh" ? Lang::zh : Lang::en; });
}

void add_theme(CLI::App& app, Words& words) {
    add_choice(app, "--theme", {"dark", "light"}, [&](const std::string& word) { words.light = word == "light"; });
}

void add_set(CLI::App& app, Words& words) { app.add_option("--set", words.settings)->allow_extra_args(false)->take_all(); }

void add_list(CLI::App& app, Words& words) { add_lang(*app.add_subcommand("list"), words); }

void add_run(CLI::App& app, Words& words) {
    CLI::App& run = *app.add_subcommand("run");
    run.add_option("LESSON", words.source)->required();
    add_choice(run, "--clock", {"virtual", "real"}, [&](const std::string& word) { words.real_clock = word == "real"; });
    add_set(run, words);
    run.add_option("--trace", words.trace)->check([](const std::string& file) {
        return file.empty() || file == "-" ? "a trace needs a file; standard output is the lesson's" : "";
    });
    run.add_flag("--story", words.story);
    add_lang(run, words);
}

void add_export(CLI::App& app, Words& words) {
    CLI::App& command = *app.add_subcommand("export");
    command.add_option("SOURCE", words.source)->required();
    add_choice(command, "--format", format_names(), [&](const std::string& word) { words.format = word; })->required();
    command.add_option("-o,--output", words.output)->required()->check([](const std::string& file) {
        return file.empty() ? "an empty name is no file" : "";
    });
    add_set(command, words);
    add_lang(command, words);
    add_theme(command, words);
}

/// What CLI11 has to say of it, as one line that ends in where to read on.
std::string complaint(const CLI::ParseError& error, const std::string& command) {
    std::string text = error.what();
    if (dynamic_cast<const CLI::ArgumentMismatch*>(&error)) text = text.substr(0, text.find(':')) + " needs a value";
    if (dynamic_cast<const CLI::ExtrasError*>(&error)) text = text.substr(text.find(": ") + 2) + " was not expected";
    return fmt::format("{}; see awaitscope {}{}--help", text, command, command.empty() ? "" : " ");
}

CommandLine::Type type_of(const std::string& command) {
    if (command == "list") return CommandLine::Type::list;
    if (command == "run") return CommandLine::Type::run;
    return command == "export" ? CommandLine::Type::export_source : CommandLine::Type::show;
}

std::string command_of(const CLI::App& app) {
    const auto given = app.get_subcommands();
    return given.empty() ? "" : given.front()->get_name();
}

}  // namespace

CommandLine read_command_line(int argc, const char* const* argv) {
    CommandLine request;
    request.words.lang = lang_of_environment();
    CLI::App app;
    app.set_version_flag("--version", "");
    app.require_subcommand(0, 1);
    app.option_defaults()->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
    const CLI::Option* source = app.add_option("SOURCE", request.words.source);
    add_set(app, request.words);
    add_lang(app, request.words);
    add_theme(app, request.words);
    add_list(app, request.words);
    add_run(app, request.words);
    add_export(app, request.words);

    try {
        app.parse(argc, argv);
        request.command = command_of(app);
        request.type = type_of(request.command);
        if (*source && !request.command.empty())
            throw BadUse(fmt::format("'{}' was not expected before '{}'; see awaitscope --help", request.words.source, request.command));
    } catch (const CLI::CallForHelp&) {
        request.command = command_of(app);
        request.type = CommandLine::Type::help;
    } catch (const CLI::CallForVersion&) {
        request.type = CommandLine::Type::version;
    } catch (const CLI::ParseError& error) {
        if (*source && command_of(app).empty()) open_source(request.words.source, {});   // "exprot" says more than what follows it
        throw BadUse(complaint(error, command_of(app)));
    }
    return request;
}

}  // namespace awaitscope
