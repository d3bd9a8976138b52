#include "make_stream.hpp"

#include <algorithm>
#include <cctype>

#include "buffered_file.hpp"
#include "text_file.hpp"

namespace asyncio::files {
namespace {

/// Whether it is one of Python's names for UTF-8.
bool is_utf8(std::string name) {
    for (char& c : name) c = c == '_' || c == ' ' ? '-' : static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    const auto names = {"utf-8", "utf8", "u8", "utf", "cp65001", "locale"};
    return std::find(names.begin(), names.end(), name) != names.end();
}

TextOptions text_options(const OpenOptions& options, bool line_buffering) {
    return {options.encoding.value_or("UTF-8"), options.errors.value_or("strict"), options.newline, line_buffering};
}

}  // namespace

void check(const OpenMode& mode, const OpenOptions& options) {
    if (mode.binary && options.encoding) throw ValueError("binary mode doesn't take an encoding argument");
    if (mode.binary && options.errors) throw ValueError("binary mode doesn't take an errors argument");
    if (mode.binary && options.newline) throw ValueError("binary mode doesn't take a newline argument");
    if (!mode.binary && options.buffering == 0) throw ValueError("can't have unbuffered text I/O");
    if (options.encoding && !is_utf8(*options.encoding)) throw LookupError("unknown encoding: " + *options.encoding);
    check(text_options(options, false));
}

std::unique_ptr<Stream> text_over(std::unique_ptr<Stream> binary, const std::string& mode, const OpenOptions& options) {
    const bool by_lines = options.buffering == 1 || (options.buffering < 0 && binary->isatty());
    return std::make_unique<TextFile>(std::move(binary), mode, text_options(options, by_lines));
}

std::unique_ptr<Stream> layered(std::unique_ptr<RawFile> raw, const std::string& mode, const OpenOptions& options) {
    if (options.buffering == 0) return raw;
    const std::size_t size = options.buffering > 1 ? static_cast<std::size_t>(options.buffering) : 0;
    auto buffered = std::make_unique<BufferedFile>(std::move(raw), size);
    if (parse_mode(mode).binary) return buffered;
    return text_over(std::move(buffered), mode, options);
}

}  // namespace asyncio::files
