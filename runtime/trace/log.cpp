#include "log.hpp"

#include <sys/mman.h>

#include <cstring>
#include <new>

namespace asyncio::trace {

namespace {
constexpr std::size_t page = 4096, huge_page = 2 * 1024 * 1024;
}

void* chunk_memory(std::size_t size, bool many) {
    const bool huge = many && size % huge_page == 0;
    void* memory = std::aligned_alloc(huge ? huge_page : page, (size + page - 1) / page * page);
    if (!memory) throw std::bad_alloc();
#ifdef MADV_HUGEPAGE
    if (huge) madvise(memory, size, MADV_HUGEPAGE);
#endif
    return memory;
}

void make_ready([[maybe_unused]] void* memory, [[maybe_unused]] std::size_t size) {
#ifdef MADV_POPULATE_WRITE
    madvise(memory, size, MADV_POPULATE_WRITE);   // where it is not known, the pages come one by one
#endif
}

std::size_t Log::append_whole(const Event& event) {
    const auto index = static_cast<std::uint32_t>(whole_.emplace_back(event));
    return events_.emplace_back(PackedEvent::elsewhere(index));
}

void Log::tell(std::size_t index) { observer_->appended(*this, index); }

TextId Log::add_text(std::string_view text) {
    if (text.empty()) return 0;
    if (auto found = ids_.find(text); found != ids_.end()) return found->second;
    const auto id = static_cast<TextId>(texts_.emplace_back(text) + 1);
    ids_.emplace(texts_[id - 1], id);  // the key views the stored text, which never moves
    return id;
}

TextId Log::add_literal(const char* text) {
    auto [entry, is_new] = literals_.try_emplace(text, 0);
    if (is_new) entry->second = add_text(text);
    return entry->second;
}

TextId Log::add_list(std::span<const Ref> refs) {
    return add_text({reinterpret_cast<const char*>(refs.data()), refs.size_bytes()});
}

std::vector<Ref> Log::list(TextId id) const {
    const std::string_view bytes = text(id);
    std::vector<Ref> refs(bytes.size() / sizeof(Ref));
    if (!refs.empty()) std::memcpy(refs.data(), bytes.data(), refs.size() * sizeof(Ref));
    return refs;
}

}  // namespace asyncio::trace
