#pragma once
#include <filesystem>
#include <iosfwd>

#include "source.hpp"
#include "visualizer/export/format.hpp"

namespace awaitscope {

/// The recording of `source`, which was brought to its end, in `format`.
void write_source(const Opened& source, const Format& format, Lang lang, bool light, std::ostream& out);

}  // namespace awaitscope
