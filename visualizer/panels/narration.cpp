#include "narration.hpp"

#include <algorithm>
#include <cctype>

namespace awaitscope {
namespace {

constexpr std::size_t events_a_frame = 2000;  // telling one takes a few microseconds: no frame is missed

bool contains(std::string_view text, std::string_view part) {
    const auto same = [](unsigned char a, unsigned char b) { return std::tolower(a) == std::tolower(b); };
    return std::search(text.begin(), text.end(), part.begin(), part.end(), same) != text.end();
}

}  // namespace

const Prose& Narration::happened(std::size_t events, Lang lang) const {
    if (events != happened_at_ || lang != happened_lang_) {
        happened_ = awaitscope::happened(history_, log_, events, lang);
        happened_at_ = events;
        happened_lang_ = lang;
    }
    return happened_;
}

std::string Narration::line(std::size_t index, Lang lang) const {
    return tell(log_, history_.at(index), log_[index], lang).str();
}

const std::vector<std::size_t>& Narration::matches(const std::string& filter, Lang lang) const {
    if (filter != filter_ || lang != matches_lang_) {
        filter_ = filter;
        matches_lang_ = lang;
        matches_.clear();
        next_ = 0;
    }
    const std::size_t stop = std::min(log_.size(), next_ + events_a_frame);
    for (; next_ < stop; ++next_)
        if (contains(line(next_, lang), filter)) matches_.push_back(next_);
    return matches_;
}

}  // namespace awaitscope
