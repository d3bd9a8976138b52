#pragma once
#include <span>
#include <string_view>

namespace awaitscope {

/// The one of `names` that takes the fewest letters to change into `word`; "" if none is like it.
std::string_view nearest(std::string_view word, std::span<const std::string_view> names);

}  // namespace awaitscope
