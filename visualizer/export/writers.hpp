#pragma once
#include "format.hpp"

/// The formats' writers, one file each.
namespace awaitscope::exports {

void write_chrome(const Log& log, const ExportInfo& info, std::ostream& out);
void write_svg(const Log& log, const ExportInfo& info, std::ostream& out);
void write_html(const Log& log, const ExportInfo& info, std::ostream& out);

}  // namespace awaitscope::exports
