#include "markdown.hpp"

#include <md4c.h>

namespace awaitscope {
namespace {

struct Reader {
    std::vector<Block> blocks;
    std::vector<int> next_number;   // a list each: 0 for bullets
    Run::Style style = Run::Style::plain;
    bool item_begins = false;

    void begin(Block::Type type, int level = 0) { blocks.push_back({type, level, {}, {}}); }

    void begin_item() {
        begin(Block::Type::item, static_cast<int>(next_number.size()));
        int& number = next_number.back();
        blocks.back().mark = number ? std::to_string(number++) + "." : "•";
        item_begins = true;
    }
    void enter(MD_BLOCKTYPE type, void* detail) {
        switch (type) {
        case MD_BLOCK_H: return begin(Block::Type::heading, static_cast<int>(static_cast<MD_BLOCK_H_DETAIL*>(detail)->level));
        case MD_BLOCK_UL: return next_number.push_back(0);
        case MD_BLOCK_OL: return next_number.push_back(static_cast<int>(static_cast<MD_BLOCK_OL_DETAIL*>(detail)->start));
        case MD_BLOCK_LI: return begin_item();
        case MD_BLOCK_CODE: return begin(Block::Type::code);
        case MD_BLOCK_P:
            if (!item_begins) begin(next_number.empty() ? Block::Type::paragraph : Block::Type::item, static_cast<int>(next_number.size()));
            item_begins = false;
            return;
        default: return;
        }
    }
    void leave(MD_BLOCKTYPE type) {
        if (type == MD_BLOCK_UL || type == MD_BLOCK_OL) next_number.pop_back();
        if (type == MD_BLOCK_LI) item_begins = false;
    }
    void text(MD_TEXTTYPE type, std::string_view words) {
        if (type == MD_TEXT_BR || type == MD_TEXT_SOFTBR) words = "\n";
        if (blocks.empty()) begin(Block::Type::paragraph);
        auto& runs = blocks.back().runs;
        if (runs.empty() || runs.back().style != style) runs.push_back({{}, style});
        runs.back().text += words;
    }
};

Reader& reader(void* data) { return *static_cast<Reader*>(data); }

int on_span(MD_SPANTYPE type, bool enters, void* data) {
    if (type == MD_SPAN_CODE) reader(data).style = enters ? Run::Style::code : Run::Style::plain;
    if (type == MD_SPAN_STRONG || type == MD_SPAN_EM) reader(data).style = enters ? Run::Style::bold : Run::Style::plain;
    return 0;
}

}  // namespace

std::vector<Block> read_markdown(std::string_view text) {
    Reader state;
    const MD_PARSER parser{
        0, MD_FLAG_NOHTML,
        [](MD_BLOCKTYPE type, void* detail, void* data) { return reader(data).enter(type, detail), 0; },
        [](MD_BLOCKTYPE type, void*, void* data) { return reader(data).leave(type), 0; },
        [](MD_SPANTYPE type, void*, void* data) { return on_span(type, true, data); },
        [](MD_SPANTYPE type, void*, void* data) { return on_span(type, false, data); },
        [](MD_TEXTTYPE type, const MD_CHAR* words, MD_SIZE size, void* data) { return reader(data).text(type, {words, size}), 0; },
        nullptr, nullptr};
    md_parse(text.data(), static_cast<MD_SIZE>(text.size()), &parser, &state);
    return std::move(state.blocks);
}

}  // namespace awaitscope
