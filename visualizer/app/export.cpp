#include "export.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <sstream>

#include "commands.hpp"
#include "complaint.hpp"
#include "runtime/trace/file_sink.hpp"
#include "standard_output.hpp"

namespace awaitscope {

using asyncio::trace::FileError;
using asyncio::trace::FileSink;

void write_source(const Opened& source, const Format& format, Lang lang, bool light, std::ostream& out) {
    ExportInfo info{.title = source.session->title(), .lang = lang, .light = light, .cpp = {}, .python = {}};
    if (const lessons::Lesson* lesson = source.session->lesson()) {
        const lessons::Sources sources = lessons::sources(*lesson);
        info.cpp = sources.cpp;
        info.python = sources.python;
    }
    format.write(source.session->log(), info, out);
}

namespace {

/// Opened before anything runs: a path that cannot be written is known at once.
std::unique_ptr<FileSink> open_sink(const std::string& path) try {
    return path == "-" ? nullptr : std::make_unique<FileSink>(path);
} catch (const FileError& error) {
    throw BadUse(error.what());
}

void write_to(FileSink* sink, auto write) try {
    if (sink) {
        write(sink->stream());
        return sink->commit();
    }
    std::ostringstream text;
    write(text);
    write_out(text.view());
} catch (const FileError& error) {
    throw Failure(error.what());
}

}  // namespace

int commands::export_source(const Words& words) {
    const Format& format = *find_format(words.format);
    const Opened source = open_source(words.source, words.settings);
    const auto sink = open_sink(words.output);
    const std::string shortfall = bring_to_end(*source.session);
    write_to(sink.get(), [&](std::ostream& out) { write_source(source, format, words.lang, words.light, out); });
    say(shortfall);
    return 0;
}

}  // namespace awaitscope
