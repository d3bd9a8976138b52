// Text is read from bytes of any kind, at any size and newline: in pieces it is the same as at once, and what is no
// UTF-8 is a UnicodeDecodeError at both, or what `errors` makes of it. Run: text_file_fuzz CORPUS_DIR lessons
#include <cstdint>
#include <cstdlib>

#include "runtime/files/memory_file.hpp"
#include "runtime/files/text_file.hpp"
#include "runtime/utf8.hpp"

using namespace asyncio;
using namespace asyncio::files;

namespace {

/// A file in memory that gives little at a time, as pipes do.
class Trickle final : public Stream {
public:
    Trickle(std::string_view content, std::size_t most) : most_(most) { memory_.write(content), memory_.seek(0, 0); }
    std::string read(std::int64_t size) override { return memory_.read(size); }
    std::string read1(std::int64_t) override { return memory_.read(static_cast<std::int64_t>(most_)); }
    std::string readline(std::int64_t limit) override { return memory_.readline(limit); }
    std::size_t write(std::string_view data) override { return memory_.write(data); }
    std::int64_t seek(std::int64_t offset, int whence) override { return memory_.seek(offset, whence); }
    std::int64_t tell() override { return memory_.tell(); }
    std::int64_t truncate(std::optional<std::int64_t> size) override { return memory_.truncate(size); }
    void flush() override {}
    void close() override { memory_.close(); }
    int fileno() const override { return memory_.fileno(); }
    bool isatty() const override { return false; }
    bool readable() const override { return true; }
    bool writable() const override { return true; }
    bool seekable() override { return true; }
    bool closed() const override { return memory_.closed(); }
    std::string name() const override { return ""; }
    std::string mode() const override { return "rb+"; }
    void hurry(bool) override {}

private:
    MemoryFile memory_;
    const std::size_t most_;
};

const char* const all_errors[] = {"strict", "ignore", "replace", "surrogateescape"};
const std::optional<std::string> all_newlines[] = {std::nullopt, "", "\n", "\r", "\r\n"};
constexpr const char* not_text = "UnicodeDecodeError";

template <class Read>
std::string all_of(std::string_view bytes, const TextOptions& options, std::size_t most, Read read) {
    TextFile file(std::make_unique<Trickle>(bytes, most), "r+", options);
    std::string text;
    try {
        for (std::string piece; !(piece = read(file)).empty();) text += piece;
    } catch (const UnicodeDecodeError& e) {
        if (e.start >= e.end) std::abort();
        return not_text;
    }
    return text;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 3) return 0;
    const std::string_view bytes(reinterpret_cast<const char*>(data) + 3, size - 3);
    const TextOptions options{all_errors[data[0] % 4], all_newlines[data[1] % 5]};
    const std::size_t most = data[2] % 16 + 1, piece = data[2] / 16 + 1;
    const std::string once = all_of(bytes, options, most, [](TextFile& f) { return f.read(-1); });
    const std::string lines = all_of(bytes, options, most, [](TextFile& f) { return f.readline(-1); });
    const std::string pieces = all_of(bytes, options, most, [&](TextFile& f) { return f.read(static_cast<std::int64_t>(piece)); });
    const std::string parts = all_of(bytes, options, most, [&](TextFile& f) { return f.readline(static_cast<std::int64_t>(piece)); });
    if (lines != once || pieces != once || parts != once) std::abort();
    if ((valid_utf8(bytes) == bytes.size()) != (once != not_text) && options.errors == "strict") std::abort();
    return 0;
}
