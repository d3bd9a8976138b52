#pragma once
#include <string>
#include <string_view>

#include "story.hpp"

namespace awaitscope {

/// What the reader of recordings says is wrong with one (asyncio::trace::ReadResult::problem), in `lang`.
/// What it has no words for stays as it is.
std::string problem_in(std::string_view problem, Lang lang);

}  // namespace awaitscope
