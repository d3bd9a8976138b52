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

Log::Log() : id_([] { static std::atomic<std::uint64_t> made{0}; return ++made; }()) {}

void Log::append_whole(const Event& event) {
    add(PackedEvent::elsewhere(static_cast<std::uint32_t>(whole_.emplace_back(event))), 1);
}

void Log::tell(std::size_t index) { observer_->appended(*this, index); }

void Log::begin_stretch(std::size_t event) { starts_.emplace_back(static_cast<std::uint32_t>(event)); }

void Log::begin_to_join() { first_joined_.store(size(), std::memory_order_relaxed); }

Event Log::unusual_event(const PackedEvent& record, std::size_t n) const {
    if (record.form() == PackedEvent::Form::elsewhere) return whole_[record.index()];
    return JoinedEvents(record).event(n, *this);
}

/// The last stretch that begins at event `i` or before.
std::size_t Log::stretch_of(std::size_t i) const {
    std::size_t first = 0, last = starts_.size() - 1;
    while (first < last) {
        const std::size_t middle = (first + last + 1) / 2;
        if (starts_[middle] <= i) first = middle;
        else last = middle - 1;
    }
    return first;
}

/// From the record that this thread has looked at last, if that is near.
Event Log::find(std::size_t i) const {
    static thread_local struct {
        std::uint64_t log;
        std::size_t event, record;   // the record, and its first event
    } last{};
    const std::size_t distance = i > last.event ? i - last.event : last.event - i;
    if (last.log != id_ || distance > stretch) {
        const std::size_t number = stretch_of(i);
        last = {id_, starts_[number], number * stretch};
    }
    const auto count = [this](std::size_t record) { return JoinedEvents::count(records_[record].form()); };
    while (i < last.event) last.event -= count(--last.record);
    for (std::size_t n; i >= last.event + (n = count(last.record)); ++last.record) last.event += n;
    return event(records_[last.record], i - last.event);
}

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

std::uint32_t Log::add_site(Site site) { return add_text({reinterpret_cast<const char*>(&site), sizeof site}); }

Log::Site Log::site(std::uint32_t id) const {
    Site site;
    std::memcpy(&site, text(id).data(), sizeof site);
    return site;
}

}  // namespace asyncio::trace
