#include "spooled_stream.hpp"

#include "text_file.hpp"

namespace asyncio::files {

SpooledStream::SpooledStream(std::int64_t most, std::string mode, tempfile::TemporaryOptions options)
    : most_(most), mode_(std::move(mode)), options_(std::move(options)) {
    const OpenMode parsed = parse_mode(mode_);
    check(parsed, options_.open);
    auto memory = std::make_unique<MemoryFile>();
    memory_ = memory.get();
    if (parsed.binary) now_ = std::move(memory);
    else now_ = text_over(std::move(memory), mode_, options_.open);
}

void SpooledStream::rollover() {
    if (rolled_) return;
    const std::int64_t position = now_->tell();   // and all the text is in memory_
    std::unique_ptr<Stream> file = make_temporary(mode_, options_, false).stream;
    auto* text = dynamic_cast<TextFile*>(file.get());
    Stream& binary = text ? text->buffer() : *file;
    binary.write(memory_->value());
    binary.flush();
    file->seek(position, 0);
    std::lock_guard lock(moving_);
    now_ = std::move(file);
    memory_ = nullptr;
    rolled_ = true;
}

bool SpooledStream::closed() const {
    std::lock_guard lock(moving_);
    return now_->closed();
}

std::string SpooledStream::name() const {
    std::lock_guard lock(moving_);
    return now_->name();
}

std::string SpooledStream::mode() const {
    std::lock_guard lock(moving_);
    return rolled_ ? now_->mode() : mode_;
}

}  // namespace asyncio::files
