#include "utf8.hpp"

namespace awaitscope {

Character first_character(std::string_view text) {
    const auto lead = static_cast<unsigned char>(text[0]);
    if (lead < 0x80) return {lead, 1};
    const std::size_t bytes = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
    if (lead < 0xc2 || lead > 0xf4 || text.size() < bytes) return {0xfffd, 1};
    unsigned code = lead & (0xffu >> (bytes + 1));
    for (std::size_t i = 1; i < bytes; ++i) {
        const auto next = static_cast<unsigned char>(text[i]);
        if ((next & 0xc0) != 0x80) return {0xfffd, 1};
        code = code << 6 | (next & 0x3fu);
    }
    return {code, bytes};
}

bool is_ideograph(unsigned code) {
    return (code >= 0x2e80 && code <= 0x9fff) || (code >= 0xf900 && code <= 0xfaff) ||
           (code >= 0xff00 && code <= 0xffef) || code >= 0x20000;
}

bool never_begins_a_line(unsigned code) {
    return std::u32string_view(U"。，、；：？！）】》」』”’…—·％,.;:?!)]}").find(static_cast<char32_t>(code)) != std::u32string_view::npos;
}

bool never_ends_a_line(unsigned code) {
    return std::u32string_view(U"（【《「『“‘([{").find(static_cast<char32_t>(code)) != std::u32string_view::npos;
}

}  // namespace awaitscope
