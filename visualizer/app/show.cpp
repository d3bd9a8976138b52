#include <fmt/format.h>

#include "commands.hpp"
#include "complaint.hpp"
#include "export.hpp"
#include "runtime/trace/file_sink.hpp"
#include "standard_output.hpp"

namespace awaitscope {
namespace {

void write_page(const Opened& source, const std::string& path, const commands::Words& words) try {
    asyncio::trace::FileSink sink(path);
    write_source(source, *find_format("html"), words.lang, words.light, sink.stream());
    sink.commit();
} catch (const asyncio::trace::FileError& error) {
    throw Failure(error.what());
}

/// What the window would have shown, as the story on standard output and as a page for a browser.
int tell_instead(const commands::Words& words, std::string_view reason) {
    const Opened source = open_source(words.source, words.settings);
    const std::string shortfall = bring_to_end(*source.session), page = source.name + ".html";
    write_out(story(source.session->log(), words.lang));
    say(shortfall);
    write_page(source, page, words);
    say(fmt::format(fmt::runtime(words.lang == Lang::en
        ? "no window ({}), so this is the story; open {} in a browser to step through it"
        : "无法打开窗口（{}），因此用文字讲述；用浏览器打开 {} 可以逐步查看"), reason, page));
    return 0;
}

}  // namespace

int commands::show(const Words& words, const ShowWindow& show_window) {
    Opened source = open_source(words.source, words.settings);
    try {
        return show_window({std::move(source.session), std::move(source.file), words.lang, words.light});
    } catch (const NoDisplay& error) {
        return tell_instead(words, error.what());
    }
}

}  // namespace awaitscope
