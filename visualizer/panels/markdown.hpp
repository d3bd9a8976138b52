#pragma once
#include <string_view>
#include <vector>

#include "visualizer/story/story.hpp"

namespace awaitscope {

/// A paragraph of a lesson's text, or what stands in its place.
struct Block {
    enum class Type : std::uint8_t { heading, paragraph, item, code };
    Type type{};
    int level = 0;             ///< of a heading, from 1; of a list item, from 1
    std::string mark;          ///< of a list item: "•" or "2."
    std::vector<Run> runs;     ///< of code: one run, with its line ends
};

/// Reads Markdown: headings, paragraphs, lists, code blocks, bold and code within lines. Of anything else
/// the words are kept.
std::vector<Block> read_markdown(std::string_view text);

}  // namespace awaitscope
